"""Conformity: what is shown and why.

Owns: verdicts and their history, what is stale, people's judgements, questions to colleagues, asked reports, the standing per
day. Does not own: facts (evidence), what is asked (catalogue), the rule (rules.verdict).
May be asked: the verdict of a requirement now, as known on a date, the gap list.
"""
