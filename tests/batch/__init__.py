"""Many people, one after the other."""
