"""Decisions kept for years: append-only, each content once by its digest, chained so that no change goes unseen."""
