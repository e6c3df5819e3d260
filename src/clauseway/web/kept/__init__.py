"""Lists a person keeps: an address with its search, filters and sort, under a name of their own."""
