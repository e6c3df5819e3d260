"""Controlled documents: their revisions, the passages in them and which requirement a passage may describe.

Owns: reading a file into text and sections, documents, revisions, passages, and the suggestions made for them.
Does not own: the ledger of evidence (`evidence`), what a requirement asks (`catalogue`), or how a passage is
matched and how mature a text is (`rules.matching`, `rules.maturity`).
May be asked: which documents are in force, what a passage says, and which suggestions wait for a person.
"""
