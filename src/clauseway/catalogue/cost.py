"""What certification costs, as it ships with Clauseway (`content/cost/`): rates by currency and the hours' assumptions, read once a process."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from clauseway.catalogue.audit_time import exact, source
from clauseway.catalogue.content import folder
from clauseway.rules.audit_steps import Span
from clauseway.rules.cost import Effort, Efforts, Rates
from clauseway.rules.rulebook import Source


@dataclass(frozen=True, slots=True)
class CostBook:
    """Efforts, our rates by currency, and the currency that stands in for one we have no figures for."""

    efforts: Efforts
    rates: Mapping[str, Rates]
    fallback: str

    def rates_for(self, currency: str) -> Rates:
        """Our rates in a currency, or in the one that stands in (look at its `currency`)."""
        return self.rates.get(currency.upper()) or self.rates[self.fallback]


def _rates(currency: str, row: Mapping[str, Any]) -> Rates:
    low, likely, high = map(exact, row["day"])
    held = Source("Clauseway", "our assumption", row["confidence"], note=row.get("note", ""))
    application, yearly, travel, hour = (exact(row[name]) for name in ("application", "yearly", "travel", "hour"))
    return Rates(currency, Span(low, likely, high), application, yearly, travel, hour, source=held)


def _effort(row: Mapping[str, Any]) -> Effort:
    return Effort(
        fixed=exact(row["fixed"]),
        root=exact(row["root"]),
        head=exact(row["head"]),
        maturity={name: exact(share) for name, share in row["maturity"].items()},
        again=exact(row["again"]),
        later=bool(row.get("later")),
    )


def read_costs(path: Path) -> CostBook:
    """Read the file. KeyError or ValueError when something is missing in it; the tests read it."""
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    efforts = Efforts(
        kinds={kind: _effort(given) for kind, given in row["hours"].items()},
        per_audit_day=exact(row["attending"]["hours_per_audit_day"]),
        complexity={name: exact(factor) for name, factor in row["complexity"].items()},
        weights={name: exact(weight) for name, weight in row["weights"].items()},
        integrated=exact(row["further"]["integrated"]),
        separate=exact(row["further"]["separate"]),
        spread=(exact(row["spread"]["low"]), exact(row["spread"]["high"])),
        mature_cut=exact(row["mature_cut"]),
        source=source(row["source"], "cost.yaml"),
    )
    rates = {currency: _rates(currency, given) for currency, given in row["rates"].items()}
    return CostBook(efforts, rates, row["fallback"])


@functools.cache
def costbook() -> CostBook:
    """What ships with this installation."""
    return read_costs(folder() / "cost" / "cost.yaml")


def own(rates: Rates, **figures: Any) -> Rates:
    """Rates with figures the organization states itself (the fields of Rates; `day` as a Span): no longer ours."""
    said = Source("the organization's own settings", "rates", "checked")
    return replace(rates, **figures, source=said, ours=False)
