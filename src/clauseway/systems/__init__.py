"""Systems: what the organization promised.

Owns: management systems and their charters, applied standards, scope, applicability, issues, interested parties, rhythms (the organization's own criteria).
Does not own: processes, evidence, verdicts. May be asked: which editions a system applies, what is in or out, which rhythm held on a day.
"""
