"""Bringing standards in and taking them out: the organization's own standards, the import with its look beforehand, the exports."""
