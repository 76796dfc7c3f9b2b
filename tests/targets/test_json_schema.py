"""The schemas are schemas, take the rows of the examples, and refuse what sladsl refuses."""

from __future__ import annotations

import csv
import json

import jsonschema
import pytest

from sladsl.records.row_schema import row_schema, schema_file
from tests.targets.contracts import EXAMPLES, ROOT, made_of, name_of, plan_of

HOSTING = ROOT / "examples/managed-hosting/contract.sla"
_MOST = 200


def rows(path, record):
    """Rows as they stand in the files of the example."""
    folder = path.parent / "records"
    stem = schema_file(record).removesuffix(".schema.json")
    if (folder / f"{stem}.jsonl").exists():
        lines = (folder / f"{stem}.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()][:_MOST]
    if (folder / f"{stem}.csv").exists():
        with (folder / f"{stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [row for _, row in zip(range(_MOST), csv.DictReader(file), strict=False)]
    return []


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_every_schema_takes_the_rows_of_the_example(path):
    tried = 0
    for record in plan_of(path).records:
        schema = json.loads(made_of("json-schema", path).files[schema_file(record)])
        jsonschema.Draft202012Validator.check_schema(schema)
        check = jsonschema.Draft202012Validator(schema)
        for row in rows(path, record):
            named = {key.casefold(): value for key, value in row.items()}  # sladsl reads headings in any case
            plain = {key: named[key.casefold()] for key in schema["properties"] if key.casefold() in named}
            assert [one.message for one in check.iter_errors(plain)] == []
            tried += 1
    assert tried > 5


@pytest.mark.parametrize(
    "row",
    [
        {"Priority": "5", "Opened": "2026-03-05 10:00"},
        {"Priority": "1", "Opened": "5 March 2026"},
        {"Priority": "1"},
        {"Priority": "1", "Opened": "2026-03-05 10:00", "Answered": "soon"},
    ],
)
def test_a_row_that_cannot_be_read_is_refused(row):
    plan = plan_of(HOSTING)
    ticket = next(one for one in plan.records if one.name == "Ticket")
    check = jsonschema.Draft202012Validator(row_schema(ticket, plan.zone))
    assert list(check.iter_errors(row))
    assert not list(check.iter_errors({"Priority": "1", "Opened": "2026-03-05 10:00", "Answered": None}))
