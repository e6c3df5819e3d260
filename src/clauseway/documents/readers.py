"""Foreign formats, each read by a program of its own that can be killed:
pandoc for Word, .odt and HTML, pdfium for PDF.

Each runs in its own process group under a memory limit, a processor-time limit and a wall clock, with an empty
environment; when one is crossed the whole group is killed and the problem says which.
"""

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from clauseway.documents.problems import Problem, notice, refusal

_LIMITED = (
    "import os,resource,sys\n"
    "m=int(sys.argv[1])*1048576;s=int(sys.argv[2])+1\n"
    "resource.setrlimit(resource.RLIMIT_AS,(m,m));resource.setrlimit(resource.RLIMIT_CPU,(s,s))\n"
    "resource.setrlimit(resource.RLIMIT_CORE,(0,0))\n"
    "os.execv(sys.argv[3],sys.argv[3:])\n"
)
_PANDOC_FORMAT = {"docx": "docx", "odt": "odt", "html": "html"}


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What one foreign file may cost: wall seconds, megabytes of memory, bytes once unpacked, pages, characters."""

    seconds: float = 20.0
    megabytes: int = 1024
    unpacked_bytes: int = 400_000_000
    pages: int = 1000
    characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a reader found: Markdown (or plain text), and the facts the file states about itself."""

    markdown: str = ""
    title: str = ""
    author: str = ""
    dates: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_office(data: bytes, kind: str, limits: ReaderLimits) -> Foreign:
    """Word, OpenDocument or HTML as GitHub-flavoured Markdown."""
    facts = Foreign()
    if kind != "html":
        checked = _office_facts(data, limits)
        if isinstance(checked, Problem):
            return Foreign(problems=(checked,))
        facts = checked
    binary = _pandoc()
    if binary is None:
        return Foreign(problems=(refusal("reader-missing", type=kind),))
    out = _run([binary, "--sandbox", "-f", _PANDOC_FORMAT[kind], "-t", "gfm", "--wrap=none"], data, limits)
    if isinstance(out, Problem):
        return Foreign(problems=(refusal("corrupt", type=kind) if out.code == "corrupt" else out,))
    return Foreign(out.decode("utf-8", "replace"), facts.title, facts.author, facts.dates, facts.problems)


def write_word(markdown: str, limits: ReaderLimits = ReaderLimits(), *, changes: bool = False) -> bytes | None:
    """Markdown (GitHub's, raw markup left out) as a Word file; None when the program is missing or a limit was crossed.

    With `changes` marked spans become tracked changes (see `rules.tracked`).
    """
    binary = _pandoc()
    if binary is None:
        return None
    source = "gfm-raw_html+bracketed_spans" if changes else "gfm-raw_html"
    out = _run([binary, "--sandbox", "-f", source, "-t", "docx", "-o", "-"], markdown.encode(), limits)
    return None if isinstance(out, Problem) else out


def read_pdf(data: bytes, limits: ReaderLimits) -> Foreign:
    """The text of a PDF, page by page, without the lines that repeat on its pages."""
    child = str(Path(__file__).with_name("pdf_child.py"))
    out = _run([sys.executable, "-I", child, str(limits.pages)], data, limits)
    try:
        answer: dict[str, Any] = {} if isinstance(out, Problem) else json.loads(out)
    except ValueError:
        answer = {"error": "corrupt"}
    if isinstance(out, Problem):
        return Foreign(problems=(refusal("corrupt", type="pdf") if out.code == "corrupt" else out,))
    if answer.get("error") == "password-protected":
        return Foreign(problems=(refusal("password-protected"),))
    if "error" in answer:
        return Foreign(problems=(refusal("corrupt", type="pdf"),))
    pages: list[str] = [
        page.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-") for page in answer["pages"]
    ]
    blank = sum(not page.strip() for page in pages)
    if blank == len(pages):
        return Foreign(problems=(refusal("no-text"),))
    told = [notice("pages-without-text", count=blank, pages=len(pages))] if blank else []
    if answer["count"] > len(pages):
        told.append(notice("pages-cut", limit=limits.pages))
    stamps = [re.match(r"D:(\d{4})(\d\d)(\d\d)", answer[key]) for key in ("created", "modified")]
    dates = tuple("-".join(stamp.groups()) for stamp in stamps if stamp)
    return Foreign("\n\n".join(_without_repeats(pages)), answer["title"], answer["author"], dates, tuple(told))


def _without_repeats(pages: list[str]) -> list[str]:
    """Drop first and last lines that most pages share (running titles, page numbers); digits count as alike."""
    if len(pages) < 3:
        return pages
    seen: dict[str, int] = {}
    lines = [page.split("\n") for page in pages]
    for page in lines:
        for line in {_alike(line) for line in (*page[:3], *page[-3:]) if line.strip()}:
            seen[line] = seen.get(line, 0) + 1
    repeated = {line for line, times in seen.items() if times >= max(3, 0.6 * len(pages))}
    last = [len(page) - 3 for page in lines]
    kept = [
        "\n".join(line for at, line in enumerate(page) if not ((at < 3 or at >= end) and _alike(line) in repeated))
        for page, end in zip(lines, last, strict=True)
    ]
    return kept if any(page.strip() for page in kept) else pages


def _alike(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _office_facts(data: bytes, limits: ReaderLimits) -> Foreign | Problem:
    """Title, author and dates from the container; refuses what unpacks to too much or is encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = {entry.filename: entry for entry in container.infolist()}
            if any(entry.flag_bits & 1 for entry in entries.values()):
                return refusal("password-protected")
            if sum(entry.file_size for entry in entries.values()) > limits.unpacked_bytes:
                return refusal("expands-too-much", limit=limits.unpacked_bytes)
            manifest = _part(container, entries, "META-INF/manifest.xml")
            if b"encryption-data" in manifest:
                return refusal("password-protected")
            core = _part(container, entries, "docProps/core.xml") or _part(container, entries, "meta.xml")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return refusal("corrupt", type="office")
    told = (notice("macros-ignored"),) if any("vbaproject" in name.lower() for name in entries) else ()
    return _core_facts(core, told)


def _part(container: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    entry = entries.get(name)
    return container.read(entry) if entry is not None and entry.file_size <= 1_000_000 else b""


def _core_facts(core: bytes, told: tuple[Problem, ...]) -> Foreign:
    values: dict[str, str] = {}
    if core and b"<!" not in core[:2000]:  # no document type, so no entities to expand
        try:
            for element in ElementTree.fromstring(core).iter():  # noqa: S314  (no document type: checked above)
                values.setdefault(element.tag.rsplit("}", 1)[-1], (element.text or "").strip())
        except ElementTree.ParseError:
            values = {}
    author = values.get("creator") or values.get("initial-creator") or ""
    keys = ("created", "modified", "date", "creation-date")
    dates = tuple(sorted({values[key][:10] for key in keys if values.get(key)}))
    return Foreign("", values.get("title", ""), author, dates, told)


def _pandoc() -> str | None:
    """The binary of pypandoc-binary, found without importing it."""
    from importlib.util import find_spec

    spec = find_spec("pypandoc")
    for place in (spec.submodule_search_locations or []) if spec else []:
        binary = Path(place) / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if binary.is_file():
            return str(binary)
    return None


def _run(command: list[str], data: bytes, limits: ReaderLimits) -> bytes | Problem:
    """Run under the limits; the answer on standard output, or the problem."""
    limited = [sys.executable, "-I", "-S", "-c", _LIMITED, str(limits.megabytes), str(int(limits.seconds)), *command]
    environment = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    with tempfile.TemporaryDirectory(prefix="clauseway-read-") as folder:
        process = subprocess.Popen(
            limited, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
            env={**environment, "HOME": folder, "TMPDIR": folder}, start_new_session=True,
        )  # fmt: skip
        try:
            out, err = process.communicate(data, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            return refusal("too-slow", seconds=f"{limits.seconds:g}")
        finally:
            _kill(process)
    if process.returncode == 0:
        return out
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return refusal("too-slow", seconds=f"{limits.seconds:g}")
    if (
        process.returncode in (251, -signal.SIGABRT, -signal.SIGSEGV)
        or b"memory" in err.lower()
        or b"heap" in err.lower()
    ):
        return refusal("too-much-memory", megabytes=limits.megabytes)
    return refusal("corrupt", type="")


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the whole process group and collect it, whether or not it has ended by itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
