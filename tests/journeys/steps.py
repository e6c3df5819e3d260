"""What people do on pages, in a word each: filling, sending, reading what stands there."""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Locator, Page, expect

from .conftest import Visitor


def fill(page: Page, within: str = "main", **values: str) -> None:
    """Type into fields by name; choose where they are lists."""
    for name, value in values.items():
        field = page.locator(f"{within} [name={name}]:not([type=hidden])").first
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def submit(page: Page, label: str, within: str = "main") -> None:
    """Press the button that says this and wait for the next page."""
    page.locator(within).get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state()


def standing(visitor: Visitor) -> dict[str, tuple[int, int, int]]:
    """Per standard on the track: how many are shown, gaps, not shown."""
    visitor.go("")
    found = {}
    for row in visitor.page.locator(".standing").all():
        name = row.locator("div").first.inner_text().splitlines()[0]
        counts = [int(re.sub(r"\D", "", text)) for text in row.locator(".mini").all_inner_texts()]
        found[name] = (counts[0], counts[1], counts[2])
    return found


def zipped(folder: Path) -> dict[str, object]:
    """A folder as a zip to be uploaded."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent))
    return {"name": f"{folder.name}.zip", "mimeType": "application/zip", "buffer": held.getvalue()}


def give(visitor: Visitor, field: str, files: object) -> None:
    """Import documents and wait until every file is read."""
    page = visitor.page
    page.set_input_files(field, files)  # type: ignore[arg-type]
    visitor.picture("21-chosen")
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url(re.compile(r"/documents/import/[0-9a-f-]{36}/"))
    expect(page.locator(".intake__stats")).to_be_visible(timeout=90_000)


def decide(visitor: Visitor, key: str, becomes: str) -> str:
    """Press one key on the suggestion that is current; its id."""
    page = visitor.page
    card = page.locator("[data-suggestion=proposed][data-key-current]")
    name = str(card.get_attribute("id"))
    page.keyboard.press(key)
    expect(page.locator(f"#{name}")).to_have_attribute("data-suggestion", becomes)
    return name


def facet(page: Page, name: str) -> Locator:
    """The reasons of one facet on a requirement's page."""
    return page.locator(f".reasons section[aria-label={name}]")


def words_of(kind: str, content: bytes) -> str:
    """The text of a report, with single spaces."""
    if kind == "pdf":
        document = pypdfium2.PdfDocument(content)
        found = " ".join(page.get_textpage().get_text_range() for page in document)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [name for name in archive.namelist() if name.endswith(".xml")]
            found = " ".join(re.sub(r"<[^>]+>", " ", archive.read(name).decode()) for name in parts)
    return re.sub(r"\s+", " ", found)
