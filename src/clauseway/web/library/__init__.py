"""The library of standards: every standard under every name people use, one page a newcomer can read for each, the words of the field."""
