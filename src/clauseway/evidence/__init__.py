"""Evidence: the ledger.

Owns: items (files and texts as collected), subjects (populations), records, claims and their ends. Does not own: what is asked or how it is judged.
May be asked: claims in force on a day as known on another, subjects alive, the items behind a claim. Rooms never import this one: they register sources.
"""
