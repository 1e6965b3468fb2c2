"""The files with which a new rule set begins."""
