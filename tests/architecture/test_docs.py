"""Docs stay true: links resolve, commands and their options exist, settings and reason codes are named, nothing tells of this machine."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from clauseway.cli.main import VERBS, clauseway

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"`(?:\.venv/bin/)?clauseway ([a-z][a-z ]*)((?: [^`]*)?)`")
FENCED = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?clauseway ([a-z].*)$", re.M)
SCRIPT = re.compile(r"(?:\./)?script/([a-z-]+)")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """What can be linked to inside a page: its headings as GitHub names them."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"`", "", head)).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_resolves(page: Path) -> None:
    """Relative links lead to files (and their headings) of this repository."""
    for target in LINK.findall(page.read_text()):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _hash, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{name(page)} links to {target}, which is not there"
        if anchor and found.suffix == ".md":
            assert anchor in anchors(found), f"{name(page)} links to {target}, but there is no such heading"


def _command(words: list[str]) -> tuple[click.Command, list[str]] | None:
    """The command that the first words name, and the rest."""
    context = click.Context(clauseway)
    at: click.Command = clauseway
    while words and isinstance(at, click.Group):
        found = at.get_command(context, words[0])
        if found is None:
            return None
        at, words = found, words[1:]
    return at, words


def commands(page: Path) -> list[str]:
    text = page.read_text()
    return [f"{verb}{rest}" for verb, rest in COMMAND.findall(text)] + FENCED.findall(text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_a_page_names_exists_with_its_options(page: Path) -> None:
    """`clauseway verb --option`: the verb is there, and takes the option."""
    for line in commands(page):
        words = [word for word in re.split(r"[\s|]+", line.split("#")[0]) if word]
        if words[0] not in VERBS:
            assert words[0].isupper(), f"{name(page)} names `clauseway {words[0]}`, which is no command"
            continue
        found = _command(words)
        assert found is not None, f"{name(page)} names `clauseway {line}`, which is no command"
        options = {option for parameter in found[0].params for option in (*parameter.opts, *parameter.secondary_opts)}
        for word in found[1]:
            if word.startswith("--"):
                option = word.split("=")[0].rstrip("].,:;)")
                assert option in options | {"--help"}, f"{name(page)}: {words[0]} has no option {option}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_script_a_page_names_is_there(page: Path) -> None:
    for script in SCRIPT.findall(page.read_text()):
        assert (ROOT / "script" / script).exists(), f"{name(page)} names script/{script}"


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs/reference/command-line.md").read_text()
    for verb in VERBS:
        assert f"`clauseway {verb}" in text, f"docs/reference/command-line.md does not name {verb}"


def _options(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """Each command with each long option that changes what it does, down to the commands of a group."""
    for parameter in command.params:
        ways = [o for o in (*parameter.secondary_opts, *parameter.opts) if o.startswith("--")]
        if isinstance(parameter, click.Option) and ways:
            yield path, ways[0]
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found
            yield from _options(found, f"{path} {name}")


def test_every_option_is_documented() -> None:
    """Each command's row names its options (of a pair the one that is not the default)."""
    rows = (ROOT / "docs/reference/command-line.md").read_text().splitlines()
    for verb in VERBS:
        command = clauseway.get_command(click.Context(clauseway), verb)
        assert command
        for path, option in _options(command, f"clauseway {verb}"):
            told = [row for row in rows if row.startswith(f"| `{path}")]
            assert any(f"`{option}" in row for row in told), f"docs/reference/command-line.md: {path} lacks {option}"


def test_every_script_can_be_run() -> None:
    """Each verb of script/ is executable; the seven named ones are there."""
    for verb in ("setup", "demo", "test", "lint", "bench", "serve", "assets"):
        path = ROOT / "script" / verb
        assert path.stat().st_mode & 0o111, f"script/{verb} is not executable"


def test_nothing_committed_names_this_machine() -> None:
    """No absolute path of a checkout and no package registry stands in a committed text."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    suspicious = re.compile("/" + r"work/main|/root/\.pyenv|files\.python" + r"hosted|registry\.npm" + "js")
    for entry in listed:
        path = ROOT / entry
        if (
            entry
            and path.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".sh", ".json", ""}
            and path.is_file()
        ):
            found = suspicious.search(path.read_text(errors="ignore"))
            assert not found, f"{entry} names {found.group() if found else ''}"
