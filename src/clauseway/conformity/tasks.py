"""Jobs of conformity: the nightly round through every organization, and jobs of a worker that died."""

import logging

from procrastinate.contrib.django import app

from clauseway.conformity.judging import refresh
from clauseway.conformity.operations import end_changed_judgements, settle
from clauseway.evidence.ledger import reconcile_all
from clauseway.kernel.context import system_context, within
from clauseway.organization.queries import all_organizations
from clauseway.systems.models import System

log = logging.getLogger(__name__)


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Reconcile every source, end judgements whose basis changed, judge what is due. In order, reconciling finds nothing: it alerts when it does."""
    for organization, zone in all_organizations():
        context = system_context(organization, zone=zone)
        with within(context):
            changed = reconcile_all(context)
            if changed:
                log.error("The nightly reconcile of %s found %d claims out of step", organization, len(changed))
                settle(context, changed)
        end_changed_judgements(context)
        with within(context):
            for system in System.objects.values_list("id", flat=True):
                refresh(context, system)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="stalled", pass_context=False)
async def requeue_stalled(timestamp: int) -> None:
    """Put jobs of a worker that died back into the queue; every task is idempotent."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
