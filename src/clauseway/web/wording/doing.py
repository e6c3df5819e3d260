"""What would close a reason, and the address of the form that does it. Nothing is offered that the reader may not do."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clauseway.web.components import Action
from clauseway.web.wording import phrases
from clauseway.web.wording.setting import Because

# Words that a page of their own keeps: what is said there is the fact, so nobody files it by hand.
KEPT_AT: dict[str, tuple[str, str, Callable[[], str]]] = {
    "documented-information.effective": ("documents/import/", "evidence.file", lambda: _("Add a document")),
    "scope.stated": ("setup/scope/", "system.manage", lambda: _("State the scope")),
    "issue.determined": ("context/", "stocktake.edit", lambda: _("List the issues")),
    "climate-change.considered": ("context/climate/", "stocktake.edit", lambda: _("Decide on it")),
    "interested-party.determined": ("context/parties/", "stocktake.edit", lambda: _("Complete the parties")),
    "process.determined": ("stocktake/", "stocktake.edit", lambda: _("Complete the processes")),
}

# Contrary words of a room, with the page where what they say is settled; `key` is what the room calls the thing.
SETTLED_AT = {
    "climate-change.contradicted": "context/climate/",
    "context.change-left-open": "context/reviews/new/",
    "interested-party.need-dropped": "context/parties/{key}/",
    "responsibility.broken": "context/responsibilities/tasks/",
    "process-accountability.broken": "context/responsibilities/of/process/{key}/",
    "communication.orphaned": "context/communication/{key}/edit/",
    "communication.overdue": "context/communication/{key}/",
    "obligation.breached": "obligations/{key}/",
    "change.made-unplanned": "changes/{key}/",
}


def todo(because: Because, primary: bool = False) -> Action | None:
    """The one thing that closes this reason, or None when nothing has to be closed or the reader may not."""
    if because.weighs not in ("gap", "unknown"):
        return None
    make = _DOING.get(because.code, _show_it)
    found = make(because)
    if found is None:
        return None
    path, permission, label = found
    if not because.setting.may(permission):
        return None
    return Action(label=label, href=path, primary=primary)


Found = tuple[str, str, str]
_MOST_PRESELECTED = 30  # an address with more would be cut by some browsers and proxies


def _show_it(b: Because) -> Found | None:
    """Judge where judgement is asked, go where the fact is kept, or file a record of the expectation's word."""
    setting, expected = b.setting, b.expected
    if expected is None:
        return None
    if expected.person:
        return f"{setting.here}/judge/", "judge", _("Judge it")
    if expected.kind in KEPT_AT:
        path, permission, label = KEPT_AT[expected.kind]
        return f"{setting.base}/{path}", permission, label()
    word = b.word
    if word is None or "record" not in word.by:
        return None
    asked = [("for", expected.code)]
    if len(b.subjects) <= _MOST_PRESELECTED:
        asked += [("subject", ref) for ref in b.subjects]
    if b.refs.get("site"):
        asked.append(("site", b.refs["site"]))
    number = len(b.subjects) or 1
    counted = phrases.RECORD.get(word.name)
    text = counted(number) % {"n": number} if counted else _("Record it")
    return f"{setting.here}/record/{word.name}/?{urlencode(asked)}", "evidence.file", text


def _population(b: Because) -> Found:
    return f"{b.setting.here}/population/{b.population}/", "stocktake.edit", _("Say which there are")


def _none_fit(b: Because) -> Found:
    asked = urlencode({"for": b.raw.get("expectation", "")})
    return f"{b.setting.here}/population/{b.population}/?{asked}", "stocktake.edit", _("Say which fit")


def _rhythm(b: Because) -> Found:
    return f"{b.setting.here}/rhythm/{b.refs.get('rhythm', '')}/", "system.manage", _("Set the rhythm")


def _declare(b: Because) -> Found:
    return f"{b.setting.here}/applicability/", "system.manage", _("Decide")


def _take_back(b: Because) -> Found:
    return f"{b.setting.here}/applicability/", "system.manage", _("Decide again")


def _judge(b: Because) -> Found:
    return f"{b.setting.here}/judge/", "judge", _("Judge again")


def _draft(b: Because) -> Found | None:
    claim = b.claim
    if claim is not None and claim.source == "document":
        return f"{b.setting.base}/documents/{claim.key}/", "evidence.file", _("Confirm it")
    if claim is not None and claim.source == "scope":
        return f"{b.setting.base}/setup/scope/", "system.manage", _("Approve the scope")
    return _show_it(b)


def _against(b: Because) -> Found | None:
    claim = b.claim
    if claim is not None and claim.source == "record":
        return f"{b.setting.base}/records/{claim.code}/", "evidence.file", _("Put it right")
    if claim is not None and claim.kind in SETTLED_AT:
        path = SETTLED_AT[claim.kind].format(key=claim.key)
        return f"{b.setting.base}/{path}", "stocktake.edit", _("Put it right")
    return _show_it(b)


def _nothing(b: Because) -> None:
    return None


_DOING: dict[str, Callable[[Because], Found | None]] = {
    "population-unknown": _population,
    "population-none-fit": _none_fit,
    "criterion-not-set": _rhythm,
    "control-not-declared": _declare,
    "exclusion-contradicted": _take_back,
    "exclusion-not-justified": _take_back,
    "judged-gap": _judge,
    "only-draft": _draft,
    "contradicted": _against,
    "nothing-expected": _nothing,
}


def closes(because: Because) -> str:
    """What would close it, in words, for lists and reports; "" when nothing has to be closed."""
    if because.weighs not in ("gap", "unknown"):
        return ""
    return because.expected.close if because.expected else ""
