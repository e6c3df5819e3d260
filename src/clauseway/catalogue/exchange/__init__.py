"""Bringing standards in and taking them out: readers and writers of other people's formats, pure values, no database.

Every reader answers with one `Draft` (model.py) in the shape of our own packs and says what it could not express; `checking.py` turns a draft into a pack
or refuses it whole; the writers start from a pack. `reading.py` tells formats apart, `writing.py` names what can be written.
"""
