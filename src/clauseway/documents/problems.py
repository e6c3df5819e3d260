"""What can be wrong with a file: a stable code, its parameters, and whether the file was refused.

The sentence is made at the face: `SENTENCES[code]` holds it in English for translation, with `{parameters}`.
"""

from dataclasses import dataclass


def N_(sentence: str) -> str:
    """Mark a sentence for translation without translating it here."""
    return sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person should know about a file. `refused` means that nothing was read from it."""

    code: str
    params: tuple[tuple[str, str], ...] = ()
    refused: bool = True

    @property
    def parameters(self) -> dict[str, str]:
        return dict(self.params)


def refusal(code: str, **params: object) -> Problem:
    """A problem that stops the file from being read."""
    return Problem(code, tuple((key, str(value)) for key, value in sorted(params.items())), True)


def notice(code: str, **params: object) -> Problem:
    """A problem that is told although the file was read."""
    return Problem(code, tuple((key, str(value)) for key, value in sorted(params.items())), False)


SENTENCES: dict[str, str] = {
    # refused
    "empty-file": N_("The file is empty. Check that it was saved or uploaded completely."),
    "too-large": N_("The file has {size} bytes; the limit is {limit}. Split it or raise the limit."),
    "executable": N_("This is a program, not a document, and is never read."),
    "executable-name": N_("The name ends in .{extension}, which marks a program. Rename it if it is a document."),
    "unsupported-type": N_("This is a {type} file. Send Markdown, text, Word (.docx), .odt, HTML or PDF."),
    "legacy-office": N_("This is an Office file from before 2007. Save it as .docx and send that."),
    "password-protected": N_("The file is protected by a password. Remove the protection and send it again."),
    "corrupt": N_("The file is damaged and could not be read as {type}. Open it, save it again and resend it."),
    "not-text": N_("The file is neither a known document nor text."),
    "is-archive": N_("This is a zip archive. Its files are read one by one, not the archive itself."),
    "too-slow": N_("Reading the file took longer than {seconds} seconds and was stopped."),
    "too-much-memory": N_("Reading the file needed more than {megabytes} MB of memory and was stopped."),
    "expands-too-much": N_("The file unpacks to more than {limit} bytes and was not opened."),
    "reader-missing": N_("The program that reads {type} files is not installed. Run `clauseway doctor`."),
    "no-text": N_("No text was found. A scanned document needs text recognition first."),
    "reading-failed": N_(
        "Reading this file failed in a way that was not foreseen. It was left out; the rest was read."
    ),
    # refused, in archives
    "archive-empty": N_("There is no file in the archive. Check that it was packed completely."),
    "archive-corrupt": N_("The archive is damaged and could not be opened."),
    "member-corrupt": N_("This file is damaged inside the archive."),
    "member-encrypted": N_("This file is encrypted inside the archive. Pack it again without a password."),
    "member-method": N_("This file is packed by a method that cannot be read ({method}). Pack it as ordinary zip."),
    "member-symlink": N_("This is a link, not a file, and was not followed."),
    "member-special": N_("This is not an ordinary file."),
    "unsafe-path": N_("The name points outside the archive and was not used."),
    "unsafe-name": N_("The name is not usable: empty, too long or with control characters."),
    "duplicate-name": N_("Two files in the archive have this name; the first one was read."),
    "member-ratio": N_("This file unpacks to more than {limit} times its packed size, which is how zip bombs look."),
    "too-many-files": N_("There are more than {limit} files. What came after was not read."),
    "total-too-large": N_("Unpacked, the files exceed {limit} bytes together. What came after was not read."),
    "nested-too-deep": N_("Archives inside archives are opened {limit} level(s) deep, not deeper."),
    # told, although the file was read
    "name-differs": N_("The name says {named}, the content is {found}; it was read as {found}."),
    "encoding-guessed": N_("The text is not UTF-8. It was read as {encoding}; check special characters."),
    "no-headings": N_("No headings were found; the text was divided by its paragraphs."),
    "headings-guessed": N_("No heading styles were found; bold or numbered lines were taken as headings."),
    "macros-ignored": N_("The file contains macros. They were ignored."),
    "pages-without-text": N_("{count} of {pages} pages have no text and may be scans."),
    "pages-cut": N_("Only the first {limit} pages were read."),
    "text-cut": N_("Only the first {limit} characters were read."),
}
