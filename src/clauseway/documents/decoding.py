"""Bytes to text: UTF-8, UTF-16, and cp1252 as the honest guess for the rest."""

from clauseway.documents.problems import Problem, notice
from clauseway.documents.sniff import utf16_without_mark


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text with line ends as "\\n" and without zero bytes; a guess is told as `encoding-guessed`."""
    told: tuple[Problem, ...] = ()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif encoding := utf16_without_mark(data):
        text = data.decode(encoding, errors="replace")
        told = (notice("encoding-guessed", encoding=encoding.upper()),)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            told = (notice("encoding-guessed", encoding="Windows-1252"),)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff"), told
