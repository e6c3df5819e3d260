"""The fields of a reading: only those that its line asks for."""

from django.utils.translation import gettext as _

from clauseway.organization.queries import sites
from clauseway.processes.models import Characteristic
from clauseway.processes.queries.sheets import limits_of
from clauseway.web import inputs
from clauseway.web.components import Field
from clauseway.web.frame import Place
from clauseway.web.posted import Errors, Typed, options, wrong


def fields(place: Place, line: Characteristic, typed: Typed, errors: Errors, day_field: Field) -> tuple[Field, ...]:
    """What was read first, then when, where and what was done at once."""
    acted = Field(
        name="acted",
        label=_("Done about it, when it is outside"),
        type="textarea",
        rows=2,
        value=typed.text("acted"),
        errors=wrong(errors, "what"),
    )
    lot = Field(name="lot", label=_("Lot or serial number"), maxlength=80, value=typed.text("lot"))
    instrument = typed.text("instrument", line.instrument)
    return (
        *_read(line, typed, errors),
        day_field,
        *where(place, typed, errors),
        *((lot,) if line.sheet == "product" else ()),
        Field(name="instrument", label=_("Instrument"), maxlength=160, value=instrument),
        Field(name="note", label=_("Note"), maxlength=300, value=typed.text("note")),
        acted,
    )


def _read(line: Characteristic, typed: Typed, errors: Errors) -> list[Field]:
    """The value, the sample, or a yes and no: whatever the limits of the line can be held against."""
    limits, made = limits_of(line), []
    counted = limits.measured or line.most_failing is not None
    if limits.measured:
        made.append(inputs.text(typed, errors, "value", _("Read"), unit=line.unit, required=True, autofocus=True))
    if line.most_failing is not None:
        for name, label in (("sampled", _("Looked at")), ("failing", _("Failed"))):
            wanted, value = name == "failing", typed.text(name)
            made.append(
                Field(
                    name=name,
                    label=label,
                    type="number",
                    minimum="0",
                    required=wanted,
                    value=value,
                    errors=wrong(errors, name),
                )
            )
    if line.words or not counted:
        label, chosen = line.words or _("In order?"), [typed.text("accepted")]
        pairs = options([("yes", _("accept")), ("no", _("reject"))], chosen)
        wrongly = wrong(errors, "accepted")
        made.append(
            Field(name="accepted", label=label, type="radio", required=not counted, options=pairs, errors=wrongly)
        )
    return made


def where(place: Place, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    """The site, where there are several: one site's reading does not speak for another."""
    places = [(str(one.id), one.name) for one in sites(place.context) if one.live_until is None]
    if len(places) < 2:
        return ()
    chosen = options(places, [typed.text("site")], none=_("no site named"))
    return (Field(name="site", label=_("Site"), type="select", options=chosen, errors=wrong(errors, "site")),)
