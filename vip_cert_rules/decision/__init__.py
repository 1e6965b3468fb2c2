"""Decisions: the tree behind an outcome, what follows from it, its document and its text."""
