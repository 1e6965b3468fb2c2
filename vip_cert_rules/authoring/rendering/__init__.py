"""A rule set as a document that a reviewer lays beside the original, clause by clause."""
