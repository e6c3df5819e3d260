"""Lists: from the address of a request to search, filters, sort and page, and from those to the values of the one table component."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from clauseway.kernel.composed import Composed, joined_late
from clauseway.web.components import Link, Option
from clauseway.web.tables import PAGE_SIZE, Column, Filter, Pager


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is asked for. `sort` is one of the known keys; `filters` holds only known names with a value."""

    path: str
    q: str
    sort: str
    descending: bool
    page: int
    filters: Mapping[str, str]

    def href(self, **changes: Any) -> str:
        """The address of this list with some of it changed; what is empty or on its default is left out."""
        values = {
            "q": self.q,
            **self.filters,
            "sort": ("-" if self.descending else "") + self.sort,
            "page": self.page,
            **changes,
        }
        if "page" not in changes:
            values.pop("page")
        kept = {key: value for key, value in values.items() if value not in ("", None, 1, "1") or key in changes}
        return f"{self.path}?{urlencode({k: v for k, v in kept.items() if v not in ('', None)})}".rstrip("?")

    @property
    def filtered(self) -> bool:
        return bool(self.q or self.filters)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What a new search keeps: the sort."""
        return (("sort", ("-" if self.descending else "") + self.sort),)

    def keeping(self, *names: str) -> tuple[tuple[str, str], ...]:
        """What a new search keeps where these filters are chosen by tabs, beside the form that searches."""
        return self.kept + tuple((name, self.filters[name]) for name in names if name in self.filters)

    def slice(self, total: int) -> tuple[int, int]:
        """The first and the last row (exclusive) of the page asked for; a page beyond the end is the last one."""
        last_page = max(1, -(-total // PAGE_SIZE))
        start = (min(self.page, last_page) - 1) * PAGE_SIZE
        return start, min(start + PAGE_SIZE, total)


def listing(request: Any, *, sorts: Sequence[str], filters: Iterable[str] = (), default: str = "") -> Listing:
    """Read what a list is asked for; anything unknown is ignored, so that an old link still opens."""
    get = request.GET
    asked = get.get("sort", "") or default or sorts[0]
    key, descending = asked.lstrip("-"), asked.startswith("-")
    if key not in sorts:
        first = default or sorts[0]
        key, descending = first.lstrip("-"), first.startswith("-")
    number = get.get("page", "1")
    return Listing(
        request.path,
        get.get("q", "").replace("\x00", "").strip()[:200],
        key,
        descending,
        max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        {name: get[name] for name in filters if get.get(name)},
    )


def pager(asked: Listing, total: int) -> Pager:
    """The pager under a table of `total` rows."""
    start, end = asked.slice(total)
    page, last = start // PAGE_SIZE + 1, max(1, -(-total // PAGE_SIZE))
    numbers = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    return Pager(
        first=start + 1 if total else 0,
        last=end,
        total=total,
        previous_href=asked.href(page=page - 1) if page > 1 else "",
        next_href=asked.href(page=page + 1) if page < last else "",
        pages=tuple(Link(label=str(n), href=asked.href(page=n), current=n == page) for n in numbers)
        if last > 1
        else (),
    )


def page_of(asked: Listing, rows: QuerySet[Any], fields: tuple[str, ...] = ()) -> tuple[list[Any], Pager]:
    """The rows of the page asked for (named tuples of `fields`, where given) and their pager: a count and one read."""
    total = rows.count()
    start, end = asked.slice(total)
    return list(joined_late(rows, start, end, fields)), pager(asked, total)


def plain_page_of(asked: Listing, every: Composed, *shape: Hashable, **values: Any) -> tuple[list[Any], Pager]:
    """The same for a list that nothing is asked of but its order and page, which is how most lists are opened: nothing is composed anew."""
    total = every.count(*shape, **values)
    start, end = asked.slice(total)
    return every.page(start, end, *shape, **values), pager(asked, total)


def columns(asked: Listing, *wanted: tuple[str, str, str], sortable: Iterable[str] = ()) -> tuple[Column, ...]:
    """Columns as (key, label, kind); those in `sortable` get a head that sorts, and back again."""
    can = set(sortable)
    made = []
    for key, label, kind in wanted:
        here = key == asked.sort
        direction = ("descending" if asked.descending else "ascending") if here else ""
        href = asked.href(sort=key if not here or asked.descending else f"-{key}") if key in can else ""
        made.append(Column(key=key, label=label, kind=kind, sort_href=href, sorted=direction, label_hidden=not label))
    return tuple(made)


def choose(asked: Listing, name: str, label: str, everything: str, options: Iterable[tuple[str, str]]) -> Filter:
    """A filter drop-down whose first option is everything."""
    chosen = asked.filters.get(name, "")
    made = [Option(value="", label=everything, selected=not chosen)]
    made += [Option(value=value, label=text, selected=value == chosen) for value, text in options]
    return Filter(name=name, label=label, options=tuple(made))
