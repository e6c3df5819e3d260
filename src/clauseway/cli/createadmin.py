"""`clauseway createadmin`."""

import sys

import click

from clauseway.cli.ready import application


@click.command()
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option(
    "--organization", default="", help="Also make an organization of this name, with the person as its manager."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def command(email: str, name: str, organization: str, password_stdin: bool) -> None:
    """Make an account for EMAIL that may administer this installation. An account that is there gets the new password and the right.

    The right does not open any organization's data: that needs a membership.
    """
    with application():
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email
        from django.db import transaction

        from clauseway.organization.accounts import make_administrator

        try:
            validate_email(email)
        except ValidationError:
            raise click.BadParameter("This is not a mail address.", param_hint="EMAIL") from None
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _ask()
        try:
            validate_password(password)
        except ValidationError as error:
            raise click.ClickException(" ".join(error.messages)) from None
        with transaction.atomic():
            user, new, slug = make_administrator(email, password, name=name, organization=organization)
    click.echo(f"{'Made' if new else 'Changed'} the administrator {user.email}.")
    if slug:
        click.echo(f"Made the organization {organization}: /o/{slug}/")


def _ask() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
