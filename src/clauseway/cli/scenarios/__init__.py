"""Stories replayed: read a YAML story, carry it out through the rooms' own operations, compare the verdicts with what it expects."""
