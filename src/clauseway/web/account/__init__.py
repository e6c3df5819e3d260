"""Accounts: signing in and up, profile, and what happens to a mail address. Identity itself is allauth's."""
