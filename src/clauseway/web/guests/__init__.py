"""Guests: what an organization lets an external auditor see, and what the auditor then sees."""
