"""Many people, one after the other: nothing is kept of them but what is written."""
