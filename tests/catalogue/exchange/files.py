"""Files as other people make them, for the tests: an OSCAL catalog of any size, a small library, sheets as bytes."""

import io
import json
from typing import Any

import yaml


def oscal(count: int = 3, **changes: Any) -> dict[str, Any]:
    """A catalog with groups of fifty controls, each with a statement, guidance, a parameter, an objective, links and an enhancement now and then."""
    groups: list[dict[str, Any]] = []
    for number in range(count):
        if number % 50 == 0:
            groups.append({"id": f"g{number // 50}", "title": f"Family {number // 50}", "controls": []})
        groups[-1]["controls"].append(_control(number, f"c-{number}"))
    catalog = {
        "uuid": "0c2f5f0e-60ba-4b43-9a4b-6f3b5f2b7a11",
        "metadata": {
            "title": "Example Controls",
            "last-modified": "2026-02-01T10:00:00Z",
            "version": "1.0",
            "oscal-version": "1.1.2",
        },
        "groups": groups,
        "back-matter": {
            "resources": [{"uuid": "b1", "title": "A Law", "rlinks": [{"href": "https://example.test/law"}]}]
        },
    }
    return {"catalog": catalog | changes}


def _control(number: int, key: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": key,
        "title": f"Control {number}",
        "params": [{"id": f"{key}_p", "label": "time period", "guidelines": [{"prose": "as short as the risk asks"}]}],
        "props": [{"name": "label", "value": f"C-{number}"}, {"name": "sort-id", "value": f"c-{number:05d}"}],
        "links": [{"href": "#b1", "rel": "reference"}],
        "parts": [
            {
                "id": f"{key}_smt",
                "name": "statement",
                "prose": f"Within {{{{ insert: param, {key}_p }}}} the organization:",
                "parts": [
                    {
                        "name": "item",
                        "props": [{"name": "label", "value": "a."}],
                        "prose": "finds what is out of date; and",
                    },
                    {"name": "item", "props": [{"name": "label", "value": "b."}], "prose": "replaces it."},
                ],
            },
            {"name": "guidance", "prose": "What is out of date is told by its maker. " * 8},
            {"name": "assessment-objective", "prose": "what is out of date is found and replaced;"},
        ],
    }
    if number % 5 == 4:
        made["controls"] = [
            {"id": f"{key}.1", "title": "Alone", "parts": [{"name": "statement", "prose": "Without being asked."}]}
        ]
    return made


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


LIBRARY = """
urn: urn:acme:risk:library:acme
locale: en
ref_id: ACME-1
name: Acme framework
description: What Acme asks of its suppliers.
copyright: Acme
version: 3
publication_date: 2025-05-22
provider: Acme
objects:
  threats:
  - {urn: "urn:acme:risk:threat:t-1", ref_id: T.1, name: Phishing, description: Somebody lies by mail.}
  reference_controls:
  - {urn: "urn:acme:risk:function:rc-1", ref_id: RC.1, name: Mail filter, category: technical, description: Filters mail.}
  risk_matrix:
  - {urn: "urn:acme:risk:matrix:m", ref_id: M, name: Matrix, probability: [{id: 0, name: Low}, {id: 1, name: High}], impact: [], risk: []}
  framework:
    urn: urn:acme:risk:framework:acme-1
    ref_id: ACME-1
    name: Acme framework
    min_score: 1
    implementation_groups_definition:
    - {ref_id: '1', name: Basic}
    requirement_nodes:
    - {urn: "urn:acme:risk:req_node:acme-1:gv", assessable: false, depth: 1, ref_id: GV, name: Govern, translations: {fr: {name: Gouverner}}}
    - {urn: "urn:acme:risk:req_node:acme-1:id", assessable: false, depth: 1, ref_id: ID, name: Identify}
    - urn: urn:acme:risk:req_node:acme-1:1-a
      assessable: true
      depth: 2
      parent_urn: urn:acme:risk:req_node:acme-1:gv
      ref_id: 1.A
      name: Responsibilities
      description: Who answers for what is <b>settled</b>.<br>And known.
      annotation: Start with the mail.
      typical_evidence: A chart
      implementation_groups: ['1']
      threats: ["urn:acme:risk:threat:t-1", "urn:other:risk:threat:9"]
      reference_controls: ["urn:acme:risk:function:rc-1"]
      questions:
        urn:acme:q1: {type: unique_choice, text: "Is it settled?", choices: [{value: "Yes"}, {value: "No"}]}
    - urn: urn:acme:risk:req_node:acme-1:node5
      assessable: true
      depth: 3
      parent_urn: urn:acme:risk:req_node:acme-1:1-a
      description: A text without a name. It goes on.
  requirement_mapping_sets:
  - urn: urn:acme:risk:req_mapping_set:m1
    source_framework_urn: urn:acme:risk:framework:acme-1
    target_framework_urn: urn:intuitem:risk:framework:iso27001-2022
    requirement_mappings:
    - source_requirement_urn: urn:acme:risk:req_node:acme-1:1-a
      target_requirement_urn: urn:x:req_node:iso27001-2022:a.5.2
      relationship: intersect
      strength_of_relationship: 7
    - source_requirement_urn: urn:acme:risk:req_node:acme-1:node5
      target_requirement_urn: urn:x:req_node:iso27001-2022:5.1
      relationship: not_related
"""


def library() -> dict[str, Any]:
    """The small library as values, to be changed."""
    found: dict[str, Any] = yaml.safe_load(LIBRARY)
    return found


def as_yaml(value: Any) -> bytes:
    return yaml.safe_dump(value, sort_keys=False).encode()


def workbook(*sheets: tuple[str, list[list[Any]]], formats: dict[str, str] | None = None) -> bytes:
    """A workbook; `formats` are number formats by cell of the first sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cell, shape in (formats or {}).items():
        book.worksheets[0][cell].number_format = shape
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
