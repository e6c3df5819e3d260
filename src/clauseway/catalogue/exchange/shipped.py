"""The standards that ship with the installation, as packs to take out; from their files, no database."""

from pathlib import Path

from clauseway.catalogue.exchange.checking import canonical
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary


def shipped_pack(content: Path, slug: str) -> Pack:
    """The pack of one of the standards that ship with the installation, from its files. KeyError when there is none."""
    if not (content / slug / "pack.yaml").is_file():
        raise KeyError(slug)
    words = read_vocabulary(content / "vocabulary")
    return canonical(read_pack(content / slug, read_trunk(content / "trunk", words), words))
