"""Desk: everything somebody works for at one glance, strictly apart."""
