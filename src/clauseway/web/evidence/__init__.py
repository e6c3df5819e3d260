"""Evidence: the list of records and of items, filing a record in any word, an item with its file."""
