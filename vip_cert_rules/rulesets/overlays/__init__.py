"""Overlays: what an organisation sets otherwise or adds, without touching the rule set."""
