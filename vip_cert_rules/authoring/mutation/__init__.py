"""Mutants of a rule set, the cases that tell them from the rules, and rows for those that none does."""
