"""Rule tests as tables: reading them, running their cases, and telling what came of it."""
