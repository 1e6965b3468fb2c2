"""Pictures of decisions. Needs the extra `charts` (pygal; resvg for PNG)."""
