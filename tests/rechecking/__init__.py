"""Stored decision documents, re-checked."""
