"""The group `clauseway`: finds its verbs in a table and imports only the one that was typed.

A new verb is a module `clauseway/cli/<name>.py` with a click command called `command`, and one line in VERBS.
Exit codes: docs/reference/command-line.md.
"""

import importlib
import importlib.util
import sys
from dataclasses import dataclass

import click

from clauseway import __version__
from clauseway.installation.problem import InstallationError

EXIT_PROBLEMS = 1
"""The command worked and found problems (`doctor`, `verify`, `scenario`, `standards check`)."""
EXIT_REFUSED = 3
"""This installation does not let the command run: configuration, data folder, database. (2 is click's: wrong usage.)"""


@dataclass(frozen=True)
class Verb:
    """A verb's module below `clauseway.cli` and its line in the list of commands."""

    module: str
    help: str


VERBS: dict[str, Verb] = {
    "demo": Verb("demo", "Start with a living demo organization and print its accounts."),
    "serve": Verb("serve", "Start everything: database, web pages, background jobs."),
    "worker": Verb("worker", "Run background jobs only."),
    "migrate": Verb("migrate", "Bring the database to this release."),
    "createadmin": Verb("createadmin", "Make a person who may administer this installation."),
    "doctor": Verb("doctor", "Say what is wrong with this installation and how to mend it."),
    "standards": Verb("standards", "List, show or check the standards that are installed."),
    "transition": Verb("comparing", "What a new edition asks of those who have the old one, and by when."),
    "audit-time": Verb("audit_time", "Say how many audit days a certificate takes, step by step."),
    "choose": Verb("choosing", "Which standard, if any, in what order and why: from a file of answers."),
    "cost": Verb("cost", "Say what a certificate costs over three years."),
    "documents": Verb("documents", "The templates that ship, and what serves each standard's documented information."),
    "import": Verb("importing", "Bring documents in from a folder."),
    "scenario": Verb("scenario", "Replay stories and compare the verdicts with what they expect."),
    "verify": Verb("verify", "Re-check the sealed trail."),
    "backup": Verb("backup", "Write the database and the files into one archive."),
    "restore": Verb("restore", "Bring such an archive into an empty installation."),
    "database": Verb("database", "Prepare a PostgreSQL server of your own."),
}


class Verbs(click.Group):
    """A group whose commands are imported when they are called. A verb whose module is not there is not offered."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, verb in VERBS.items() if importlib.util.find_spec(f"clauseway.cli.{verb.module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"clauseway.cli.{VERBS[cmd_name].module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, VERBS[name].help) for name in self.list_commands(ctx)])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clauseway")
def clauseway() -> None:
    """From a standard to a computed, explained gap list and a plan one can believe."""


def main() -> None:
    """Run the command; what the installation refuses is printed, not traced."""
    try:
        clauseway(prog_name="clauseway")
    except InstallationError as error:
        click.echo(f"clauseway: {error}", err=True)
        sys.exit(EXIT_REFUSED)


if __name__ == "__main__":
    main()
