"""One layout, the same content."""
