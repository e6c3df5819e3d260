"""Endpoints for machines: JSON in, JSON out, a token instead of an account. Pages are in `web`."""
