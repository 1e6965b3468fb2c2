"""The rule language: what a rule file may say, as shapes. From these come the reader and the language's JSON Schema."""
