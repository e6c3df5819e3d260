"""Sheets in: finding sheet, headings and columns; references that became numbers; what is refused with its cell."""

from typing import Any

import pytest

from clauseway.catalogue.exchange.reading import Wish
from clauseway.catalogue.exchange.sheets import guess, letter

from .files import workbook
from .pure import NOTHING, pack, refusal, told

HEAD = ["Ref", "Title", "Text"]


def refs(name: str, data: bytes, wish: Wish = NOTHING) -> list[str]:
    return [one["ref"] for one in pack(name, data, wish)[1].requirements]


def numbers(*values: Any, formats: dict[str, str] | None = None) -> bytes:
    return workbook(("S", [HEAD, *([value, "T", "Text"] for value in values)]), formats=formats)


class TestFinding:
    def test_a_cover_sheet_and_a_heading_in_row_three_are_no_hindrance(self) -> None:
        data = workbook(
            ("Cover", [["Controls of Acme"], ["Version 3"]]),
            (
                "Controls",
                [
                    ["Controls"],
                    [],
                    ["Control ID", "Control Name", "Description", "Owner"],
                    ["A.1", "Doors", "Doors are locked.", "Ann"],
                ],
            ),
        )
        draft, made = pack("acme.xlsx", data)
        assert [one["ref"] for one in made.requirements] == ["A.1"]
        assert "left out: columns that hold nothing a pack has a place for" in told(draft)
        assert "left out: other sheets of the workbook" in told(draft)

    @pytest.mark.parametrize(
        ("headings", "found"),
        [
            (["Nr.", "Titel", "Anforderung"], {"ref": 0, "title": 1, "explain": 2}),
            (["Référence", "Intitulé", "Exigence"], {"ref": 0, "title": 1, "explain": 2}),
            (["Clause", "Requirement", "Audit questions"], {"ref": 0, "explain": 1, "questions": 2}),
            (["Control", "Control ID"], {"explain": 0, "ref": 1}),
            (["", "Colour"], {}),
        ],
    )
    def test_headings_are_known_in_several_languages(self, headings: list[str], found: dict[str, int]) -> None:
        assert guess(headings) == found

    def test_a_person_says_it_better(self) -> None:
        data = workbook(("S", [["Key", "Wording", "Id"], ["K-1", "Be punctual.", "9"]]))
        assert refs("a.xlsx", data, Wish(columns={"ref": "A", "explain": "wording"})) == ["K-1"]
        assert "is no column" in refusal("a.xlsx", data, Wish(columns={"ref": "Colour"}))
        assert "is no field" in refusal("a.xlsx", data, Wish(columns={"color": "A"}))
        assert "no such sheet" in refusal("a.xlsx", data, Wish(sheet="T"))

    def test_without_headings_it_says_what_it_saw(self) -> None:
        assert "say which column holds what" in refusal("a.csv", b"a,b\n1,2\n")

    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    def test_any_separator(self, mark: str) -> None:
        assert refs("a.csv", f"Ref{mark}Title\n1{mark}One\n".encode()) == ["1"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_any_encoding_a_spreadsheet_writes(self, encoding: str) -> None:
        _draft, made = pack("a.csv", "Ref;Title\n1;Schließanlage\n".encode(encoding))
        assert made.requirements[0]["title"] == "Schließanlage"

    def test_thousands_of_formatted_columns_are_not_read(self) -> None:
        assert refs("a.xlsx", workbook(("S", [HEAD, ["1", "One", "T"]]), formats={"XFC1": "0.00"})) == ["1"]

    @pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (79, "CB")])
    def test_letters_of_columns(self, number: int, name: str) -> None:
        assert letter(number) == name


class TestTree:
    def test_below_is_told_by_the_reference(self) -> None:
        rows = b"Ref,Title,Text\n4,Context,\n4.1,Inside,x\n4.1.1,More,x\n7.2,Alone,x\nA-1,Other,x\nA-1(2),Below,x\n"
        _draft, made = pack("a.csv", rows)
        assert {one["ref"]: one["parent"] for one in made.requirements} == {
            "4": "",
            "4.1": "4",
            "4.1.1": "4.1",
            "7.2": "",
            "A-1": "",
            "A-1(2)": "A-1",
        }
        assert made.requirements[0]["kind"] == "heading"

    def test_below_is_told_by_the_level(self) -> None:
        rows = b"Ref,Title,Text,Level\nA,Top,x,1\nB,Under,x,2\nC,Deeper,x,3\nD,Beside,x,2\n"
        assert [one["parent"] for one in pack("a.csv", rows)[1].requirements] == ["", "A", "B", "A"]

    def test_a_parent_that_is_missing_is_named(self) -> None:
        assert "its parent Z is missing" in refusal("a.csv", b"Ref,Title,Parent\n1,One,Z\n")

    def test_a_row_without_a_reference_is_left_out_and_said(self) -> None:
        draft, _made = pack("a.csv", b"Ref,Title\n,A note\n1,One\n")
        assert "left out: rows without a reference" in told(draft)

    def test_lists_are_one_a_line(self) -> None:
        rows = b'Ref,Title,Questions\n1,One,"- Who?\n- When?"\n'
        assert pack("a.csv", rows)[1].requirements[0]["questions"] == ["Who?", "When?"]


class TestNumbers:
    """A spreadsheet knows no difference between 5.1 and 5.10."""

    def test_the_format_of_the_cell_tells(self) -> None:
        assert refs("a.xlsx", numbers(5.1, 5.1, formats={"A2": "0.0", "A3": "0.00"})) == ["5.1", "5.10"]

    def test_the_row_before_tells(self) -> None:
        values = [5, *[round(5 + n / 10, 1) for n in range(1, 10)], 5.1, 5.11, 5.19, 5.2]
        draft, made = pack("a.xlsx", numbers(*values))
        assert [one["ref"] for one in made.requirements][9:] == ["5.9", "5.10", "5.11", "5.19", "5.20"]
        assert "assumed: numbers that lost their zero were read by the row before" in told(draft)

    def test_where_nothing_tells_the_cell_is_named(self) -> None:
        assert "S!A4: 5.1 is stored as a number: is it 5.1 or 5.10?" in refusal("a.xlsx", numbers(5.1, 5.7, 5.1))
        assert "S!A3: 5.1 is stored as a number" in refusal("a.xlsx", numbers(5.2, 5.1))

    def test_whole_numbers_and_texts_are_sure(self) -> None:
        assert refs("a.xlsx", numbers(5, "5.1", "5.10")) == ["5", "5.1", "5.10"]
        assert refs("a.csv", b"Ref,Title\n5.1,One\n5.10,Ten\n") == ["5.1", "5.10"]

    def test_a_date_is_no_reference(self) -> None:
        import datetime as dt

        assert "S!A2: the reference became a date" in refusal("a.xlsx", numbers(dt.date(2026, 5, 1)))


class TestRefused:
    @pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "@SUM(1)", "+cmd|' /C calc'!A0"])
    def test_formulas_are_named_with_their_cell(self, text: str) -> None:
        if text.startswith("="):
            assert "S!B2: holds a formula" in refusal("a.xlsx", workbook(("S", [HEAD, ["1", text, "x"]])))
        assert "a.csv!B2: holds a formula" in refusal(
            "a.csv", f'Ref,Title\n1,"{text.replace(chr(34), chr(34) * 2)}"\n'.encode()
        )

    def test_texts_that_only_look_like_formulas_are_texts(self) -> None:
        _draft, made = pack("a.csv", b"Ref,Title,Text\n1,-Dash,+49 30 123\n2,'=quoted,- a list\n")
        assert [one["title"] for one in made.requirements] == ["-Dash", "=quoted"]

    def test_an_old_workbook_says_so(self) -> None:
        assert "old Excel" in refusal("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")
