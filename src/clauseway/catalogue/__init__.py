"""Catalogue: what is asked.

Owns: editions of standards (packs), requirements, trunk topics, expectations, correspondences, the vocabulary of evidence.
Does not own: what an organization applied or showed. May be asked: the expectations of an edition, the words, which requirements share a topic.
"""
