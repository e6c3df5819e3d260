"""Run as a program of its own: the report as JSON on standard input, the PDF on standard output; the template may be named, else it is the gap report.

Alone in a process, so that setting pages can be ended and its memory goes back. Tries PDF/A-2b with the fonts that come along; where
those lack letters, with those of the machine; where these lack them too, as plain PDF.
"""

import resource
import sys
import tempfile
from pathlib import Path
from typing import Literal

SECONDS = 60  # of processor time, should nobody be left to end us
MEMORY = 3 << 30  # bytes of address space
HERE = Path(__file__).parent
ATTEMPTS: tuple[tuple[Literal["a-2b", "1.7"], bool], ...] = (
    ("a-2b", True),
    ("a-2b", False),
    ("1.7", False),
)  # and whether only our fonts


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import typst

    template = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "gap.typ").read_bytes()
    ours = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])
    report = sys.stdin.buffer.read().decode("utf-8")
    with tempfile.TemporaryDirectory(prefix="clauseway-report-") as root:
        for at, (standard, alone) in enumerate(ATTEMPTS):
            try:
                made: bytes = typst.compile(  # type: ignore[misc,unused-ignore]  # its stub leaves bytes out
                    template,
                    root=root,
                    font_paths=ours if alone else [str(HERE / "fonts")],
                    sys_inputs={"report": report},
                    pdf_standards=standard,
                    package_path=root,
                    package_cache_path=root,
                )
            except typst.TypstError as error:
                if at == len(ATTEMPTS) - 1 or "could not be displayed" not in str(error):
                    sys.exit(f"{error}\n{error.diagnostic}")
                continue
            sys.stdout.buffer.write(made)
            return


if __name__ == "__main__":
    main()
