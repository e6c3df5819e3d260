"""The gap report as a file: PDF for the board, Word to work on, Excel to calculate with.

Owns: the value a report is made of (`report.GapReport`), its layout in three formats, the words around it.
Does not own: queries, verdicts, the sentences of reasons (they arrive finished), jobs, downloads.
Value in, bytes out: no database, no clock, no request. The three formats say the same, from the same value.

* `pdf.render(report) -> bytes` (a killable child process; PDF/A where the letters allow)
* `word.render(report) -> bytes` (.docx)
* `excel.render(report) -> bytes` (.xlsx)
"""
