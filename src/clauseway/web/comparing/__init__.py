"""Standards side by side: what they share, once, what each adds; and what adding one would ask of a system."""
