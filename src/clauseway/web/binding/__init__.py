"""Journey: what binds us and what we change on purpose; obligations, whether they are kept, and planned changes to their effect."""
