"""Setup: charter, standards, scope, applicability and rhythms of one management system."""
