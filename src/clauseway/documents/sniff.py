"""What a file really is, told by its content and never by its name."""

import io
import zipfile

from clauseway.documents.problems import Problem, notice, refusal

_PROGRAMS = """
    exe com scr bat cmd msi dll sys cpl pif vbs vbe js jse wsf wsh hta ps1 psm1 jar sh bash app apk
    lnk reg desktop run bin so dylib elf
"""
PROGRAM_EXTENSIONS = frozenset(_PROGRAMS.split())
_PROGRAM_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"#!",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_MAGIC = (
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"BM", "bitmap image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"SQLite format 3", "database"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"RIFF", "media"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
)
_EXTENSION_KIND = {
    "md": "markdown", "markdown": "markdown", "mdown": "markdown", "txt": "text", "text": "text", "docx": "docx",
    "docm": "docx", "odt": "odt", "htm": "html", "html": "html", "pdf": "pdf", "zip": "zip",
}  # fmt: skip


def extension(filename: str) -> str:
    """The last extension in lower case without its dot, or an empty string."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1].rstrip(". ")
    return name.rsplit(".", 1)[1].lower() if "." in name.lstrip(".") else ""


def sniff(data: bytes, filename: str) -> tuple[str, tuple[Problem, ...]]:
    """The kind of content and what is to be told about it.

    The kind is one that can be read ("markdown", "text", "docx", "odt", "html", "pdf"), "zip" for a plain archive, or ""
    when the file is refused; then the last problem says why. A name that disagrees with a readable content is only told: the content decides.
    """
    if not data:
        return "", (refusal("empty-file"),)
    if data.startswith(_PROGRAM_MAGIC) and _looks_like_program(data):
        return "", (refusal("executable"),)
    named = extension(filename)
    if named in PROGRAM_EXTENSIONS:
        return "", (refusal("executable-name", extension=named),)
    kind, problem = _content_kind(data, named)
    if problem is not None:
        return "", (problem,)
    expected = _EXTENSION_KIND.get(named)
    told: list[Problem] = []
    if expected and expected != kind and not {expected, kind} <= {"markdown", "text"}:
        told.append(notice("name-differs", named=f".{named}", found=kind))
    return kind, tuple(told)


def _looks_like_program(data: bytes) -> bool:
    """ "MZ" and "#!" may also begin a text: the first asks for binary content, the second for an interpreter path."""
    if data.startswith(b"MZ"):
        return b"\x00" in data[:512] or not data[:512].isascii()
    if data.startswith(b"#!"):
        return data[2:40].lstrip().startswith(b"/")
    return True


def _content_kind(data: bytes, named: str) -> tuple[str, Problem | None]:
    if b"%PDF-" in data[:1024]:
        return "pdf", None
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return "", refusal("password-protected") if encrypted else refusal("legacy-office")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data, named)
    for magic, label in _OTHER_MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            return "", refusal("unsupported-type", type=label)
    if not is_text(data):
        if named in ("docx", "odt", "pdf"):
            return "", refusal("corrupt", type=named)
        return "", refusal("not-text")
    if named in ("docx", "odt", "pdf"):
        return "", refusal("corrupt", type=named)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "html", None
    return ("markdown" if _EXTENSION_KIND.get(named) == "markdown" else "text"), None


def _zip_kind(data: bytes, named: str) -> tuple[str, Problem | None]:
    """A zip container is a Word, OpenDocument or other Office file, or a plain archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = set(container.namelist())
            mimetype = container.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        if named in ("docx", "odt", "docm"):
            return "", refusal("corrupt", type=named)
        return "zip", None
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return "docx", None
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt", None
    for mark, label in (
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("META-INF/MANIFEST.MF", "Java"),
    ):
        if mark in names:
            return "", refusal("unsupported-type", type=label)
    if mimetype.startswith(b"application/"):
        return "", refusal("unsupported-type", type=mimetype.decode("ascii", "replace"))
    return ("", refusal("corrupt", type=named)) if named in ("docx", "odt", "docm") else ("zip", None)


def is_text(data: bytes) -> bool:
    """Whether bytes can be text: no zero bytes (unless UTF-16) and hardly any control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_mark(data):
        return True
    sample = data[:65536]
    if b"\x00" in sample:
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in sample)
    return controls * 100 <= len(sample)


def utf16_without_mark(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when zero bytes fill nearly every other place, else an empty string."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""
