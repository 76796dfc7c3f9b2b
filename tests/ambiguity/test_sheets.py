"""Agreements in the words of published ones: the disputes that are known of them are found, on the clause that holds the words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import sladsl
from sladsl.compiler import Checked
from sladsl.findings import Severity
from sladsl.questions.disputes import with_witnesses

SHEETS = Path(__file__).with_name("sheets")
KNOWN = {
    "compute": {
        ("C009", ""): "a minute that is down in part",
        ("A003", "Region"): "a service credit, of which charges",
        ("C011", "Hours"): "six minutes of an hour, added up or in one stretch",
        ("H002", ""): "the region and the instance both missed",
    },
    "code_hosting": {
        ("D001", "Uptime"): "exactly 99.0%",
        ("H001", "Uptime"): "exactly 99.9%: kept, and paid for",
        ("E002", "Uptime"): "the amount paid",
        ("E002", "Credits"): "days of paid service",
        ("C021", "Uptime"): "errors of one feature, and whether all of them are down then",
    },
    "object_storage": {
        ("A037", ""): "clients that do not back off, or only what they send too early",
        ("C005", "Uptime"): "an average of averages",
    },
    "performance_levels": {
        ("D001", "Service availability"): "97.95% between two rows of one decimal",
        ("A013", "Service availability"): "98.95% above the first row",
        ("C008", "Service availability"): "rounded to one decimal or not",
        ("A036", "Service availability"): "twice the points while in a row, or ever after",
        ("A040", "Service availability"): "twice the points where the agreement can be ended, too",
    },
}
PAID = {
    "code_hosting": {("C021", "Uptime"), ("D001", "Uptime"), ("E002", "Uptime")},
    "compute": {("C009", ""), ("C011", "Hours"), ("H002", "")},
    "object_storage": {("A037", "")},
    "performance_levels": {(code, "Service availability") for code in ("D001", "C008", "A036", "A040")},
}
"""Those of which events in money are found."""


@cache
def sheet(name: str) -> Checked:
    return sladsl.check((SHEETS / f"{name}.sla").read_text("utf-8"), file=f"{name}.sla")


@pytest.mark.parametrize("name", KNOWN)
def test_the_known_disputes_are_found_on_their_clauses(name: str) -> None:
    checked = sheet(name)
    assert [one for one in checked.findings if one.severity is Severity.ERROR] == []
    assert KNOWN[name].keys() - {(one.code, one.clause) for one in checked.findings} == set()


@pytest.mark.proof
@pytest.mark.parametrize("name", PAID)
def test_their_answers_come_to_different_amounts(name: str) -> None:
    findings = with_witnesses(sheet(name))
    paid = {(f.code, f.clause) for f in findings if f.dispute is not None and f.dispute.currency and f.dispute.spread}
    assert PAID[name] - paid == set()
