"""What has to be exported, and exports as the contract wants them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest

from sladsl import check
from sladsl.records.row_schema import row_schema

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/contract.sla"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_what_to_export_is_read_again(sladsl, tmp_path, example):
    """The files as they are written have no rows; the rows that the page gives as examples are rows of the record."""
    contract, folder = example / "contract.sla", tmp_path / "to-export"
    assert sladsl("records", contract, "--output", folder).code == 0
    checked = check(contract.read_text(), file=str(contract))
    records = checked.plan.records
    page = (folder / "what-to-export.html").read_text()
    for record in records:
        assert all(f'<th scope="row">{field.name}</th>' in page for field in record.fields)
    for path in folder.glob("*.csv"):
        header = path.read_text()
        (row,) = [text for text in page.split("<pre") if f">{header}" in text]
        path.write_text(row.partition(">")[2].partition("</pre>")[0] + "\n")
        schema = json.loads(path.with_suffix(".schema.json").read_text())
        (cells,) = csv.DictReader(io.StringIO(path.read_text()))
        jsonschema.Draft202012Validator(schema).validate(cells)
        cells[next(iter(schema["required"]))] = ""
        assert not jsonschema.Draft202012Validator(schema).is_valid(cells)
    ended = sladsl("records", contract, "--records", folder, "--plain", tmp_path / "plain")
    # References need the row to which they refer, whose key the example of another record need not be.
    assert ended.code == 0 or "R017" in ended.err, ended.err


def test_a_row_of_every_kind_of_field_follows_its_schema():
    from tests.records.record_schema import TICKET

    judge = jsonschema.Draft202012Validator(row_schema(TICKET, "Europe/London"))
    row = {
        "Number": "T1",
        "Reported": "2026-03-05 10:00",
        "Waiting": [{"start": "2026-03-05T10:00Z", "end": None}],
        "Fee": "GBP 12.50",
    }
    judge.validate({**row, "Share": "0.1%", "Month": "2026-03", "Repeated": "yes", "Score": "-1e-05", "Beside": {}})
    for wrong in (
        {"Number": ""},
        {"Reported": "05/03/2026"},
        {"Share": "12,5"},
        {"Month": "2026-13"},
        {"Repeated": "maybe"},
    ):
        assert not judge.is_valid({**row, **wrong})


def test_exports_become_plain_files_that_settle_alike(sladsl, tmp_path):
    example = ROOT / "examples" / "development-retainer"
    contract, exports = example / "contract.sla", tmp_path / "exports"
    exports.mkdir()
    toml = ""
    for path in (example / "records").iterdir():
        rows = list(csv.reader(io.StringIO(path.read_text())))
        renamed = [[f"u_{name.lower()}" for name in rows[0]], *rows[1:]]
        out = io.StringIO()
        csv.writer(out).writerows(renamed)
        (exports / f"dump_{path.stem}.csv.gz").write_bytes(gzip.compress(out.getvalue().encode()))
        columns = "\n".join(f'"{name}" = "u_{name.lower()}"' for name in rows[0])
        toml += f'["{path.stem}"]\nfiles = ["dump_{path.stem}*"]\n["{path.stem}".columns]\n{columns}\n'
    (exports / "exports.toml").write_text(toml)
    plain = tmp_path / "plain"
    ended = sladsl("records", contract, "--records", exports, "--plain", plain)
    assert ended.code == 0, ended.err
    month = ("--month", "2026-03", "--format", "json")
    said = [
        re.sub(r"[\w-]+\.csv(\.gz)?:", "rows:", sladsl("settle", contract, "--records", folder, *month).out)
        for folder in (exports, plain, example / "records")
    ]
    assert said[0] == said[1] == said[2]
    assert '"credits"' in said[0] or '"amount"' in said[0]


def test_options_that_do_not_go_together(sladsl, first, tmp_path):
    for options in ((), ("--output", tmp_path / "a", "--records", tmp_path), ("--plain", tmp_path / "b")):
        ended = sladsl("records", first, *options)
        assert (ended.code, ended.out) == (2, "")
    (tmp_path / "exports.toml").write_text("[Nothing]\n")
    ended = sladsl("records", first, "--records", tmp_path, "--plain", tmp_path / "b")
    assert (ended.code, "R025" in ended.err, (tmp_path / "b").exists()) == (1, True, False)
