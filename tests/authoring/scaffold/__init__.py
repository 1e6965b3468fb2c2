"""The files of a new rule set."""
