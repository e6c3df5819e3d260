"""From reason codes and references to the sentences people read.

`reasons` says what a code means, `doing` what would close it and where that is done, `lookup` finds the names and evidence that references stand for
(one statement a page), `phrases` holds the small parts. The judge never writes prose and no template knows a code.
"""
