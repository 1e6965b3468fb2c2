"""Stored decision documents, re-checked without anything that decides."""
