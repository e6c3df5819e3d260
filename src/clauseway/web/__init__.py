"""The face for people: one package per journey, server-rendered pages.

Owns: presenters (frozen values a template can print), templates, styles, small browser modules, the wording of reasons.
Does not own: rules, queries of other rooms, anything that writes.
A view parses, asks one query or one operation, and renders.
May be asked: by nobody; this is the top of the house.
"""
