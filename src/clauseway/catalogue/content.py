"""Where the packs that ship with Clauseway are: inside the installed package, or beside `src/` in a checkout."""

from pathlib import Path


def folder() -> Path:
    """The content folder. FileNotFoundError when the installation is incomplete."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "content", package.parent.parent / "content"):
        if (candidate / "vocabulary").is_dir():
            return candidate
    raise FileNotFoundError("The standards are missing from this installation; install Clauseway again.")


def pack_folders(content: Path) -> list[Path]:
    """The folders below `content` that hold a pack."""
    return sorted(path.parent for path in content.glob("*/pack.yaml"))
