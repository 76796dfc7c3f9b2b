"""Every sentence that a slot offers is read as that slot and value."""

from __future__ import annotations

import pytest

from sladsl.findings import Severity
from sladsl.model.resolve import resolve
from sladsl.model.slots import NAMES, slot
from sladsl.syntax.source import Source
from tests.model.phrase_texts import UNIVERSE, tree_of

SUBJECTS = {
    "group part": "Circuit",
    "piece belongs": "Outage",
    "open period": "Interruption",
    "overlap": "Interruption",
    "sample speaks": "Probe",
    "missing record": "Probe",
    "idle interval": "Error Rate",
    "ledger order": "shortfall in Hours Worked",
    "ledger end": "shortfall in Hours Worked",
}
"""A name of the universe for each slot that is asked of one thing."""
BY_CLAUSE = ("several rows", "between rows", "met rows", "unit step", "item limit", "restart")
UNSAID = {("month length", "actual"): "the rule of the language, which no sentence needs to repeat"}

OFFERED = [
    (f"{name}/{SUBJECTS[name]}" if name in SUBJECTS else name, offered.value, offered.sentence)
    for name in NAMES
    for offered in slot(f"{name}/{SUBJECTS[name]}" if name in SUBJECTS else name).admissible
    if (name, offered.value) not in UNSAID
]


@pytest.mark.parametrize(("name", "value", "sentence"), OFFERED, ids=lambda text: str(text)[:40])
def test_closes_its_slot(name: str, value: str, sentence: str) -> None:
    before = "A shortfall in Hours Worked is carried over to the following 3 months.\n" if "ledger" in name else ""
    source = Source("reading.sla", f"{UNIVERSE.rstrip()}\n{before}{sentence}\n")
    tree, read = tree_of(source)
    agreement, told = resolve(tree, source, lambda _: None)
    assert [f.message for f in (*read, *told) if f.severity is Severity.ERROR] == []
    if name.startswith("ledger end"):
        assert [ledger.lapses_at_end for ledger in agreement.ledgers] == [value == "lapses"]
        return
    where = f"{name}/The clause itself" if name in BY_CLAUSE else name
    chosen = [c.value for c in agreement.chosen if c.slot == where]
    assert chosen[-1:] == [value]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("A period of hours counts the hour that starts it.", "N171"),
        ("The end of a year belongs to its last month.", "N171"),
        ("A day is a period of 25 hours.", "N171"),
        ("A period of months counts 31 days for each month.", "N171"),
        ("A quarter is a billing quarter that starts on day 15.", "N172"),
        ("A month is a fiscal month.", "N172"),
        ("A quarter is a calendar month.", "N172"),
        ("A month is a billing month.", "N170"),
        ("A quarter counts as 90 days.", "N173"),
        ("A missing Probe counts as a error.", "N042"),
        ("A Probe stands for the clock hour in which it is made.", "N206"),
        ("A Ticket stands for the clock minute in which it is made.", "N206"),
        ("An Interruption that has not ended runs to the end of the term.", "N204"),
        ("An Interruption that lasts at least 1 hour is left out.", "N204"),
    ],
)
def test_words_that_answer_nothing_are_findings(sentence: str, code: str) -> None:
    source = Source("reading.sla", f"{UNIVERSE.rstrip()}\n{sentence}\n")
    tree, read = tree_of(source)
    _, told = resolve(tree, source, lambda _: None)
    assert [f.code for f in (*read, *told) if f.severity is Severity.ERROR][:1] == [code]


def test_a_month_can_count_as_a_fixed_time() -> None:
    source = Source("reading.sla", f"{UNIVERSE.rstrip()}\nA month counts as 30 days.\n")
    tree, _ = tree_of(source)
    agreement, _ = resolve(tree, source, lambda _: None)
    assert [c.value for c in agreement.chosen if c.slot == "month length"] == ["fixed:2592000"]
