"""What a mapping file may say, as shapes; from these come the reader and the JSON Schema."""
