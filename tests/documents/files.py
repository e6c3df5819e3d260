"""Real and hostile files, made in memory for the tests of this folder."""

import io
import struct
import subprocess
import zipfile

import docx
import pypandoc


def word(*, styles: bool = True, title: str = "") -> bytes:
    """A Word policy of three parts, with heading styles or with bold lines in their place."""
    document = docx.Document()
    document.core_properties.author = "Ada Quality"
    document.core_properties.title = title
    for name, body in (
        ("Purpose", "This policy protects the information of the company."),
        ("Access control", "Access is granted by the owner of the system and reviewed every quarter."),
        ("Approval", "Approved by: Ada Quality, 2026-02-03"),
    ):
        if styles:
            document.add_heading(name, level=1)
        else:
            document.add_paragraph().add_run(name).bold = True
        document.add_paragraph(body)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Role", "Person"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("Owner", "Ada"), strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt() -> bytes:
    """An OpenDocument text with one heading, made by the pandoc that is installed with us."""
    source = "# Backup\n\nBackups are made daily and restored in a test.\n"
    command = [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", "odt", "-o", "-"]
    return subprocess.run(command, input=source.encode(), capture_output=True, check=True).stdout


def pdf(*pages: str, encrypted: bool = False) -> bytes:
    """A PDF with one text per page; encrypted means that the empty password does not open it."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        lines = "".join(f"({line}) Tj T* " for line in text.split("\n"))
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {lines}ET" if text else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    extra = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")
        extra = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{extra} >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files, names kept exactly as given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo()
            entry.filename = name
            entry.compress_type = method
            archive.writestr(entry, data)
    return out.getvalue()


def with_symlink() -> bytes:
    """A zip whose one member is a symbolic link to /etc/passwd."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("policy.md")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def marked_encrypted(name: str = "secret.md") -> bytes:
    """A zip whose member has the encryption flag set, in both headers."""
    raw = bytearray(zipped({name: b"not readable without the password"}, zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature) + offset
        struct.pack_into("<H", raw, at, struct.unpack_from("<H", raw, at)[0] | 1)
    return bytes(raw)


def lying_about_size(size: int) -> bytes:
    """A zip whose headers promise 10 bytes where `size` come out."""
    raw = bytearray(zipped({"bomb.txt": b"\x20" * size}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", raw, raw.find(signature) + offset, 10)
    return bytes(raw)
