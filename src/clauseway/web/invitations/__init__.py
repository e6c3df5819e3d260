"""Invitations: what the reader of an invitation meets, signed in or not."""
