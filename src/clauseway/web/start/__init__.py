"""Start: the landing page, making an organization, and the way into a first management system."""
