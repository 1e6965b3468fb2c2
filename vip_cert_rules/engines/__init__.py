"""Engines that conclude from readings, all behind one protocol."""
