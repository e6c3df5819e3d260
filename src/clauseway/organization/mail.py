"""The mail adapter: a letter is queued in the transaction that asks for it and sent by the worker after it committed.

One of the few named places that reach the network (DESIGN section 2). The queue is one table for all organizations, so a letter lies in it concealed.
"""

import json

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from clauseway.kernel.concealment import conceal, reveal


def post(*, to: str, subject: str, body: str) -> None:
    """Queue one letter in plain text. Called inside the transaction of the change that asks for it: rolled back, it was never written."""
    letter = json.dumps({"to": to, "subject": " ".join(subject.split()), "body": body})
    app.configure_task("clauseway.organization.tasks.send_mail", queue="mail").defer(letter=conceal(letter))


def leaves_the_house() -> bool:
    """Whether letters reach anybody: without a mail server they are only printed, or dropped."""
    return not settings.EMAIL_BACKEND.startswith(
        ("django.core.mail.backends.console.", "django.core.mail.backends.dummy.")
    )


def deliver(letter: str) -> None:
    """Hand a concealed letter to the mail server. Raises what the server answers, so that the job is tried again."""
    values = json.loads(reveal(letter))
    EmailMessage(values["subject"], values["body"], settings.DEFAULT_FROM_EMAIL, [values["to"]]).send()
