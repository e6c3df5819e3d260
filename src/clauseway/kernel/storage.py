"""Where files are kept: by content, below the organization's own folder, outside the web root."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from clauseway.kernel.context import Context


def store(context: Context, digest: str, content: bytes) -> str:
    """Keep bytes under their digest; returns the path relative to the files folder. Written to a temporary name first, so a crash leaves no half file."""
    relative = f"{context.require_organization()}/{digest[:2]}/{digest}"
    target = Path(settings.FILES_DIR) / relative
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(target)
    return relative


def fetch(context: Context, relative: str) -> bytes:
    """The bytes of a stored file. LookupError when the path is not the organization's own or the file is gone."""
    base = (Path(settings.FILES_DIR) / str(context.require_organization())).resolve()
    path = (Path(settings.FILES_DIR) / relative).resolve()
    if not path.is_relative_to(base) or not path.is_file():
        raise LookupError("There is no such file in this organization.")
    return path.read_bytes()
