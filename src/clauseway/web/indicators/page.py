"""Values of the indicators' pages."""

from dataclasses import dataclass

from clauseway.web.charts import RunChart
from clauseway.web.one import OnePage
from clauseway.web.tables import Table, View


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage(OnePage):
    """One indicator: the chart and what it says in words, the values, limits, evaluations, corrections."""

    chart: RunChart | None = None
    chart_label: str = ""
    views: tuple[View, ...] = ()
    said: tuple[str, ...] = ()
    values: Table
