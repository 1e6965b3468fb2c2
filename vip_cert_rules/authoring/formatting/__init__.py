"""One layout for the YAML files of authors: the same content, every comment kept."""
