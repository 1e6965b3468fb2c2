"""Rule files: the language, reading, checks, compiling to plans, and the bundled sets."""
