"""The guide to record formats says what the program does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from sladsl.findings import Finding
from sladsl.records.rules import RULES
from sladsl.records.source import FileTexts
from sladsl.records.table import Records
from sladsl.report import render_text

Read = Callable[..., tuple[Records, tuple[Finding, ...]]]

GUIDE = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")


def test_every_rule_is_listed() -> None:
    assert dict(re.findall(r"^\| (R\d{3}) \| (.*) \|$", GUIDE, re.MULTILINE)) == RULES


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
