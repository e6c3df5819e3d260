"""`clauseway doctor`."""

import json
import sys
from dataclasses import asdict

import click

from clauseway.cli.main import EXIT_PROBLEMS
from clauseway.cli.ready import database, set_up
from clauseway.installation import checkup
from clauseway.installation.checkup import Finding
from clauseway.installation.environment import Configuration, ConfigurationError, configuration
from clauseway.installation.problem import InstallationError

MARKS = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> None:
    """Say what is wrong with this installation and how to mend it. Exit code 1 when there is a problem."""
    found = examine()
    problems = sum(finding.level == "problem" for finding in found)
    if as_json:
        click.echo(json.dumps({"problems": problems, "findings": [asdict(finding) for finding in found]}, indent=1))
    else:
        for finding in found:
            click.echo(f"{MARKS[finding.level]}  {finding.check:<12}  {finding.message}")
            if finding.mend and finding.level != "ok":
                click.echo(f"{'':23}-> {finding.mend}")
        click.echo("All is well." if not problems else f"{problems} problem{'s'[: problems > 1]} found.")
    sys.exit(EXIT_PROBLEMS if problems else 0)


def examine() -> list[Finding]:
    """Every finding, in the order in which to mend them."""
    try:
        settings = configuration()
    except ConfigurationError as error:
        return [
            Finding("configuration", "problem", mistake, "Correct it and run this again.") for mistake in error.mistakes
        ]
    found = checkup.guarded("installation", lambda: checkup.before_database(settings))
    if not settings.external and not settings.folder.prepared:
        return found
    try:
        with database():
            found += _with_database(settings)
    except InstallationError as error:
        found.append(Finding("database", "problem", str(error), "Do what it says, then run this again."))
    return found


def _with_database(settings: Configuration) -> list[Finding]:
    found = checkup.guarded("database", lambda: checkup.of_database(settings))
    if any(finding.check == "role-app" and finding.level == "ok" for finding in found):
        try:
            set_up()
        except Exception as error:
            return [*found, Finding("application", "problem", f"{type(error).__name__}: {error}", "Install again.")]
        found += checkup.guarded("application", checkup.of_application)
    return found
