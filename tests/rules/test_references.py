"""Cross references and variables of a text."""

from clauseway.rules.references import circle, filled, references, resolved, variables


def test_references_and_variables_are_found_once_in_order() -> None:
    text = "See [[PRO-1]], [[ POL-2 | our policy ]] and [[PRO-1]] of {{organization.name}} {{ x }}."
    assert references(text) == ("PRO-1", "POL-2")
    assert variables(text) == ("organization.name", "x")


def test_what_is_unknown_stays_and_is_told() -> None:
    text, open_ = filled("{{a}} {{b}} {{c}}", {"a": "1", "b": ""})
    assert (text, open_) == ("1 {{b}} {{c}}", ("b", "c"))
    text, broken = resolved("[[A|x]] [[B]]", lambda ref, said: f"<{said or ref}>" if ref == "A" else None)
    assert (text, broken) == ("<x> B", ("B",))


def test_a_circle_is_told_as_its_way() -> None:
    assert circle("a", {"a": "b", "b": "a"}) == ("a", "b", "a")
    assert circle("a", {"a": "a"}) == ("a", "a")
    assert circle("a", {"a": "b", "b": "c", "c": "b"}) == ()
