"""The candidate record: its classes, reading it from data, and its schema."""
