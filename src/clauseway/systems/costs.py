"""The organization's own rates for cost and time: read, set, and given up in favour of ours."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from clauseway.catalogue.audit_time import exact
from clauseway.catalogue.cost import costbook, own
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require
from clauseway.rules.audit_steps import Span
from clauseway.rules.cost import Rates
from clauseway.systems.models import CostSetting

FIGURES = ("day_low", "day_likely", "day_high", "application", "yearly", "travel", "hour")
MOST = Decimal(10) ** 11
CURRENCY = re.compile(r"[A-Z]{3}")


def cost_setting(context: Context) -> CostSetting | None:
    """What the organization stated, or None while it stated nothing."""
    return CostSetting.objects.filter(organization_id=context.require_organization()).first()


def rates(setting: CostSetting | None, currency: str) -> Rates:
    """The organization's rates; without them ours in its currency, or in the one that stands in (look at the answer's `currency`)."""
    if setting is None:
        return costbook().rates_for(currency)
    return _rates(setting.currency, {name: getattr(setting, name) for name in FIGURES})


def _rates(currency: str, figures: Mapping[str, Decimal]) -> Rates:
    low, likely, high = (exact(figures[name]) for name in ("day_low", "day_likely", "day_high"))
    fees = {name: exact(figures[name]) for name in ("application", "yearly", "travel", "hour")}
    return own(costbook().rates_for(currency), currency=currency, day=Span(low, likely, high), **fees)


@operation
def set_cost_rates(context: Context, *, currency: str, version: int = 0, **figures: object) -> CostSetting:
    """State the organization's rates (`FIGURES`, money in `currency`); they replace ours at once.

    Refuses a figure that is none or negative, a day rate out of order, a currency that is no code of three letters. Conflict when somebody changed them
    since `version` (0: there were none).
    """
    require(context, "system.manage")
    code = currency.strip().upper()
    if not CURRENCY.fullmatch(code):
        raise Refusal("cost.currency", _("A currency is a code of three letters, such as EUR."), field="currency")
    money = {name: _money(name, figures.get(name)) for name in FIGURES}
    if not money["day_low"] <= money["day_likely"] <= money["day_high"]:
        raise Refusal(
            "cost.order", _("State the day rate as least, likely and most, in that order."), field="day_likely"
        )
    found = CostSetting.objects.select_for_update().first()
    if (found.version if found else 0) != version:
        raise Conflict(
            "cost.changed",
            _("Somebody else changed the rates meanwhile."),
            details={"version": found.version if found else 0},
        )
    if found is None:
        found = CostSetting(organization_id=context.require_organization(), version=0)
    for name, value in money.items():
        setattr(found, name, value)
    found.currency, found.set_on, found.set_by_id = code, context.today, context.person
    found.version += 1
    found.save()
    return found


@operation
def forget_cost_rates(context: Context) -> None:
    """Give the organization's rates up: ours are shown again. Nothing to forget is no fault."""
    require(context, "system.manage")
    CostSetting.objects.filter(organization_id=context.require_organization()).delete()


def _money(name: str, given: object) -> Decimal:
    try:
        found = Decimal(str(given)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Refusal("cost.figure", _("State an amount of money."), field=name) from None
    if not found.is_finite() or found < 0 or found >= MOST:
        raise Refusal("cost.figure", _("State an amount of money, not negative."), field=name)
    return found
