"""A rule set as a document."""
