"""The guide to record formats says what the program does."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from sladsl.findings import Finding
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import Field, FieldKind, Keeping, Record
from sladsl.records.exports import system_data, systems
from sladsl.records.read import read_records
from sladsl.records.rules import RULES
from sladsl.records.source import FileTexts
from sladsl.records.table import Records
from sladsl.records.times import TimeReader
from sladsl.report import render_text

Read = Callable[..., tuple[Records, tuple[Finding, ...]]]

GUIDE = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")


def test_every_rule_is_listed() -> None:
    assert dict(re.findall(r"^\| (R\d{3}) \| (.*) \|$", GUIDE, re.MULTILINE)) == RULES


def test_every_ready_made_mapping_is_listed() -> None:
    listed = dict(re.findall(r'^\| "(\w+)" \| (.*) \|$', GUIDE, re.MULTILINE))
    assert listed == {system_data(name)["title"]: system_data(name)["reads"] for name in systems()}


def test_the_mapping_of_the_guide_can_be_followed(tmp_path: Path) -> None:
    fields = (
        Field("Number", FieldKind.TEXT),
        Field("Priority", FieldKind.CHOICE, choices=("P1", "P2")),
        Field("Opened", FieldKind.TIME),
        Field("Effort", FieldKind.DURATION, optional=True, unit=Unit(Dimension.TIME, "hour")),
    )
    ticket = Record("Ticket", "Tickets", fields, "Provider", Keeping.KEEPS, key="Number", belongs="Opened")
    (toml,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    (tmp_path / "exports.toml").write_text(toml)
    rows = (
        "number,priority,sys_created_on,category,Effort\nINC1,1 - Critical,05/03/2026 10:00,network,90\nINC2,?,,desk,\n"
    )
    (tmp_path / "incident_1.csv.gz").write_bytes(gzip.compress(rows.encode()))
    records, findings = read_records(tmp_path, (ticket,), "UTC", "GBP")
    assert findings == ()
    assert {name: list(cells) for name, cells in records["Ticket"].columns.items()} == {
        "Number": ["INC1"],
        "Priority": ["P1"],
        "Opened": [TimeReader("UTC")("2026-03-05T09:00")],
        "Effort": [5400],
    }


def test_the_bad_row_looks_as_the_guide_shows_it(read: Read, tmp_path: Path) -> None:
    rows = "Time,Location,Outcome,Latency\n2026-03-05T10:00:00Z,London,success,120\n2026-03-05T10:01:00Z,London,sucess,131\n"
    _, findings = read({"probes.csv": rows})
    text = render_text(findings, FileTexts(), colour=False).replace(tmp_path.as_posix(), "records")
    assert text.removesuffix("\n1 error.\n") in GUIDE


def test_the_values_of_the_guide_can_be_read(read: Read) -> None:
    rows = (
        "Number,Reported,Waiting,Fee,Share,Month,Repeated,Score\n"
        "INC0000045,2026-03-05T11:00:00+01:00,2026-03-05T10:00Z/2026-03-05T11:30Z,GBP 1234.50,0.1%,2026-03,TRUE,1e-05\n"
        "INC0000046,2026-03-05 10:00,2026-03-05T10:00Z/,1234.50,0.1,2026-03,f,-3\n"
    )
    _, findings = read({"trouble_tickets.csv": rows})
    assert findings == ()
