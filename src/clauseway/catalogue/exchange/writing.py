"""Taking a pack out: our own files, an OSCAL catalog, a workbook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from clauseway.catalogue.exchange import oscal_ours, own, sheets_ours
from clauseway.catalogue.exchange.model import Remark
from clauseway.catalogue.packs import Pack


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was made, with what it could not hold."""

    name: str
    media_type: str
    content: bytes
    remarks: tuple[Remark, ...] = ()


FORMS: Mapping[str, tuple[str, str]] = {
    "own": (".zip", "application/zip"),
    "oscal": (".oscal.json", "application/json"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What can be written: the ending of the file and its media type."""


def export(pack: Pack, form: str, *, now: datetime) -> Exported:
    """The pack as a file. KeyError for a form that is not in FORMS."""
    ending, media_type = FORMS[form]
    remarks: tuple[Remark, ...] = ()
    if form == "own":
        content = own.write(pack)
    elif form == "oscal":
        catalog = oscal_ours.catalog(pack, modified=now.isoformat(timespec="seconds"))
        content = json.dumps(catalog, ensure_ascii=False, indent=1).encode()
    else:
        content, remarks = sheets_ours.workbook(pack)
    return Exported(f"{pack.slug}{ending}", media_type, content, remarks)
