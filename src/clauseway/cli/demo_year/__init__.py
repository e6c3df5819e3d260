"""The demo organization: a year of a plainly fictional instrument maker, replayed through the rooms' own operations.

`company` and `people` say who and what is there, `papers` holds its controlled documents, `routine` makes the ordinary records from what the
standards expect, `holes` names what is deliberately missing, `events` are the things that happened once, `plan` is the work ahead, `client` is the
consultant's second client, `stage` the actors and the clock, and `story` puts everything in the order of its days.
"""
