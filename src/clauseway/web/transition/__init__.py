"""Moving to a new edition: what it asks, what carries over, what is left to do, by when; starting, switching, giving up."""
