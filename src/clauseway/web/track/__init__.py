"""The home page: where the organization stands on the road, what blocks it, and what to do next."""
