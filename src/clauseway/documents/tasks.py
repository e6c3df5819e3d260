"""Jobs of documents: reading a drop and suggesting passages."""
