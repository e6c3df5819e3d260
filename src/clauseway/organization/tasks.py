"""Jobs of organization: sealing every organization's trail, sending letters."""

import logging

import procrastinate
from procrastinate.contrib.django import app

from clauseway.kernel.context import system_context
from clauseway.organization import mail, seals
from clauseway.organization.queries import all_organizations

log = logging.getLogger(__name__)


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="seal", lock="seal", pass_context=False)
def seal_trails(timestamp: int) -> None:
    """Seal what every organization's trail gained since its last seal. Skips a round while a transaction runs for too long."""
    horizon = seals.settled_horizon()
    if horizon is None:
        log.warning("The trail was not sealed: a transaction has been running for more than %s seconds", seals.PATIENCE)
        return
    for organization, zone in all_organizations():
        seals.seal(system_context(organization, zone=zone), horizon)


@app.task(queue="mail", retry=procrastinate.RetryStrategy(max_attempts=8, exponential_wait=4), pass_context=False)
def send_mail(letter: str) -> None:
    """Send one concealed letter; tried again for about a day when the mail server does not answer."""
    mail.deliver(letter)
