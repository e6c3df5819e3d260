"""Changing several rows of a list at once: chosen by ticking, one form for what they get, each row refused on its own."""
