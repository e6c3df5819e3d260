"""What readers and writers remark, in the reader's language: the words of `catalogue/exchange` are stable, these are the sentences."""

from django.utils.translation import gettext as _


def became(what: str) -> str:
    """What became of something that has no place."""
    names = {
        "kept as text": _("Kept as text"),
        "kept as data": _("Kept as data"),
        "left out": _("Left out"),
        "changed": _("Changed"),
        "assumed": _("Assumed"),
    }
    return names.get(what, what)


def remark(message: str) -> str:
    """The sentence of a remark."""
    return (_kept() | _returning() | _rest()).get(message, message)


def _kept() -> dict[str, str]:
    return {
        "a parameter that the catalog does not explain keeps its name": _(
            "a parameter that the catalog does not explain keeps its name"
        ),
        "guidelines and constraints of parameters stand in the text": _(
            "guidelines and constraints of parameters stand in the text"
        ),
        "links to other controls and references stand in the text": _(
            "links to other controls and references stand in the text"
        ),
        "the strength of a relationship stands in its provenance": _(
            "the strength of a relationship stands in its provenance"
        ),
        "where an assessor looks stands in the text": _("where an assessor looks stands in the text"),
        "which groups or levels a requirement belongs to stands in its text": _(
            "which groups or levels a requirement belongs to stands in its text"
        ),
        "parts without a place of their own stand in the text": _(
            "parts without a place of their own stand in the text"
        ),
        "reference controls stand in the text of the requirements that name them": _(
            "reference controls stand in the text of the requirements that name them"
        ),
        "threats stand in the text of the requirements that name them": _(
            "threats stand in the text of the requirements that name them"
        ),
        "reference controls of another library stand in the text by their name there": _(
            "reference controls of another library stand in the text by their name there"
        ),
        "threats of another library stand in the text by their name there": _(
            "threats of another library stand in the text by their name there"
        ),
    }


def _returning() -> dict[str, str]:
    return {
        "properties of controls come back in an OSCAL export and are shown nowhere": _(
            "properties of controls come back in an OSCAL export and are shown nowhere"
        ),
        "references of the back matter that no control names": _("references of the back matter that no control names"),
        "scores, groups and other definitions of the framework come back in an export": _(
            "scores, groups and other definitions of the framework come back in an export"
        ),
        "values of requirements that have no place here come back in an export": _(
            "values of requirements that have no place here come back in an export"
        ),
        "texts in other languages come back in an export": _("texts in other languages come back in an export"),
        "objects that are no requirement are kept with the standard and come back in an export": _(
            "objects that are no requirement are kept with the standard and come back in an export"
        ),
        "correspondences with standards that are not here wait until they are": _(
            "correspondences with standards that are not here wait until they are"
        ),
    }


def _rest() -> dict[str, str]:
    return {
        "files that are no part of a pack": _("files that are no part of a pack"),
        "kinds of objects that have no place here": _("kinds of objects that have no place here"),
        "metadata of the document": _("metadata of the document"),
        "other sheets of the workbook": _("other sheets of the workbook"),
        "rows without a reference": _("rows without a reference"),
        "columns that hold nothing a pack has a place for": _("columns that hold nothing a pack has a place for"),
        "pairs of requirements that do not correspond": _("pairs of requirements that do not correspond"),
        "the end of texts too long for a cell": _("the end of texts too long for a cell"),
        "values too long for a cell": _("values too long for a cell"),
        "characters a workbook cannot hold were left out": _("characters a workbook cannot hold were left out"),
        "formatting tags were taken out of texts, the words stay": _(
            "formatting tags were taken out of texts, the words stay"
        ),
        "labels given twice were replaced by the id": _("labels given twice were replaced by the id"),
        "references given twice were written below their parent": _(
            "references given twice were written below their parent"
        ),
        "references were written so that they fit an address": _("references were written so that they fit an address"),
        "withdrawn controls are kept as headings: they ask nothing any more": _(
            "withdrawn controls are kept as headings: they ask nothing any more"
        ),
        "numbers that lost their zero were read by the row before": _(
            "numbers that lost their zero were read by the row before"
        ),
        "every control is asked; leave out with a justification what your profile does not select": _(
            "every control is asked; leave out with a justification what your profile does not select"
        ),
        "the file says what is required, not what shows it: each of these is judged by a named person until expectations are written": _(
            "the file says what is required, not what shows it: each of these is judged by a named person until expectations are written"
        ),
    }
