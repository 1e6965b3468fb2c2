"""The versions of one rule set in time: loading them together, the one in force, transitions between them."""
