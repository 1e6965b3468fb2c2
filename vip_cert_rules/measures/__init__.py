"""Quantities read off a record as of a day: a closed list of queries and measures."""
