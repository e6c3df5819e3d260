"""Members: who may come in, in which role, what each role may do, and who is invited."""
