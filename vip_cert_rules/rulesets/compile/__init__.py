"""From the parts of a rule set to the plan of one question at one level."""
