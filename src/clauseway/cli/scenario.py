"""`clauseway scenario`."""

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauseway.cli.main import EXIT_PROBLEMS

if TYPE_CHECKING:
    from clauseway.cli.scenarios.replay import Told

EXIT_WRONG_FILE = 2


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything found as JSON.")
@click.option("--verbose", "-v", is_flag=True, help="Print the reasons also where a story held.")
@click.option("--fresh", is_flag=True, help="Use a throw-away database even when an installation is here.")
def command(files: tuple[Path, ...], as_json: bool, verbose: bool, fresh: bool) -> None:
    """Replay stories and compare the verdicts with what they expect. Folders mean all .yaml and .yml files below them.

    Exit code 0 when every story held, 1 when one differs, 2 when a file is no story. Nothing is changed anywhere.
    """
    from clauseway.cli.scenarios.ground import ground

    stories = [found for given in files for found in (_in_folder(given) if given.is_dir() else [given])]
    if not stories:
        raise click.UsageError("There is no .yaml file there.")
    with ground(fresh=fresh):
        sys.exit(_tell(stories, as_json=as_json, verbose=verbose))


def _in_folder(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


def _replayed(path: Path) -> "Told":
    """A story after its replay. Raises StoryError, also for what nobody foresaw: one story must not hide what the others say."""
    from clauseway.cli.scenarios import replay
    from clauseway.cli.scenarios.reading import read_story
    from clauseway.cli.scenarios.story import Problem, StoryError

    try:
        return replay.replay(read_story(path))
    except StoryError:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("%s could not be replayed", path)
        message = f"It could not be carried out to its end ({type(error).__name__}: {str(error)[:300]})."
        raise StoryError([Problem(1, message)]) from error


def _tell(files: list[Path], *, as_json: bool, verbose: bool) -> int:
    from clauseway.cli.scenarios import replay
    from clauseway.cli.scenarios.story import StoryError

    results, code = [], 0
    for path in files:
        try:
            told = _replayed(path)
        except StoryError as error:
            code = EXIT_WRONG_FILE
            problems = [{"line": problem.line, "message": problem.message} for problem in error.problems]
            results.append({"file": str(path), "held": False, "problems": problems})
            if not as_json:
                click.echo(f"WRONG    {path}")
                for problem in error.problems:
                    click.echo(f"         line {problem.line}: {problem.message}")
            continue
        if not told.held:
            code = code or EXIT_PROBLEMS
        results.append(replay.as_json(told))
        if not as_json:
            click.echo(replay.as_text(told, verbose=verbose))
    held = sum(bool(result["held"]) for result in results)
    if as_json:
        click.echo(json.dumps({"stories": len(results), "held": held, "results": results}, indent=1, default=str))
    else:
        click.echo(f"{held} of {len(results)} stories held.")
    return code
