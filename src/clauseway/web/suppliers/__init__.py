"""Suppliers: the list, one supplier with all that is known and judged, evaluations by one's own criteria, questionnaires."""
