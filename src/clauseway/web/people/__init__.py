"""People: the list, a person's page, leaving with a hand-over, and picking a person by name."""
