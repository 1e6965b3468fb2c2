"""The immutable tree of one question, and the circuit an engine sees of it."""
