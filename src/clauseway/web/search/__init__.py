"""One search over everything one may see: requirements, documents with their text, records, filled forms, and every thing of the search index."""
