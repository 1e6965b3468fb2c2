"""A small HR application: who works here, where, and with which certificates."""
