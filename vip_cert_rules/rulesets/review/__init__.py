"""Overlays in the words of their author: what they change in a rule set, and what is doubtful about them."""
