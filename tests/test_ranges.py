"""Points that the parties leave open, settled: the least and the most that is due, and the reading of each."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import sladsl
from sladsl.checks.combinations import Asked, Item, try_all
from sladsl.checks.statement_json import as_json, statement_json
from sladsl.checks.statement_text import statement_text
from sladsl.documents import to_markdown
from sladsl.settling import Settled
from sladsl.stating import statement_document
from tests.checks import said

BODY = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Repair" is a record that Provider keeps in "Desk", with:

- Opened: time
- Done: time

"Downtime" means the time from Opened to Done of each Repair.

### Repairs

For each hour by which the total Downtime in a month exceeds 4 hours, Provider shall credit Customer GBP 10.00.

### Speed

Provider shall keep the total Downtime at or below 5 hours.
If Provider does not, Provider shall credit Customer GBP 100.00.
"""
STEP = "Does a credit for each unit count full units, started ones, or parts?"
LOOSE = "keep the total Downtime at or below 5 hours"
RULES = "\n".join(
    rule.sentence
    for rule in sladsl.interpretation.rules_of("Standard Interpretation Rules, edition 1")
    if not rule.sentence.startswith("Units are")
)
REPAIRS = "Opened,Done\n2026-01-10 10:00,2026-01-10 17:30\n2026-02-10 10:00,2026-02-10 14:00\n2026-04-02 10:00,2026-04-02 10:30\n"


def leave(clause: str, what: str, mark: str) -> str:
    return (
        f'In clause "{clause}", Provider and Customer leave open "{what}" as marked "{mark}" until 30 June 2026, '
        'because "it is new".\n'
    )


def settled(tmp_path: Path, *left: tuple[str, str]) -> Settled:
    body = BODY + "".join(leave(clause, what, "00000000") for clause, what in left)
    for finding in sladsl.check(said.text_of(body, RULES)).findings:
        if finding.code == "N237":
            mark = finding.hint.split('"')[1]
            body = body.replace(f'In clause "{finding.clause}", Provider', f'IN clause "{finding.clause}", Provider')
            body = body.replace("00000000", mark, 1).replace("IN clause", "In clause")
    (tmp_path / "repairs.csv").write_text(REPAIRS, "utf-8")
    return sladsl.settle(said.text_of(body, RULES), tmp_path)


@pytest.fixture
def both(tmp_path: Path) -> Settled:
    return settled(tmp_path, ("Repairs", STEP), ("Speed", LOOSE))


def test_without_consent_nothing_is_settled(tmp_path: Path) -> None:
    found = settled(tmp_path)
    assert found.statement is None
    assert "S007" in [one.code for one in found.findings]


def test_each_amount_and_each_sum_has_its_least_and_most(both: Settled) -> None:
    statement = both.statement
    assert statement is not None, both.findings
    told = {
        (one.month, one.clause): (one.lowest, one.highest) for one in statement.open_amounts if one.payer == "Provider"
    }
    # January: 7.5 hours are 3.5 too many, 3 full hours and 4 started ones; and too many of the month, of the quarter, of the year.
    assert told["2026-01", "Repairs"] == (30, 40)
    assert told["2026-01", "Speed"] == (0, 100)
    assert told["2026-01", ""] == (30, 140)
    assert told["", ""] == (30, 140)
    least = next(one for one in statement.open_amounts if one.clause == "Repairs")
    assert least.lowest_under == ("Units are counted when they are full.",)
    assert least.highest_under == ("Units are counted when they are started.",)
    january = next(window for window in statement.windows if window.first.startswith("2026-01"))
    assert [one.amount for one in january.credits if one.clause == "Repairs"] == [Fraction(30)]


def test_the_statement_tells_it_in_words_and_as_data(both: Settled) -> None:
    assert both.statement is not None
    text = " ".join(statement_text(both.statement).split())
    assert "Points left open" in text
    assert "Provider and Customer leave it open until 2026-06-30: it is new" in text
    assert 'clause "Repairs", line' in text
    assert "GBP 30.00 to GBP 40.00" in text
    data = as_json(both.statement)["left_open"]
    assert data["all_combinations_tried"] is True
    assert {point["question"] for point in data["points"]} >= {STEP}
    assert json.loads(statement_json(both.statement))["left_open"]["amounts"][0]["lowest"]["amount"]


def test_a_reading_that_is_given_closes_the_point(tmp_path: Path) -> None:
    found = settled(tmp_path, ("Repairs", STEP), ("Speed", LOOSE))
    text = found.checked.source.text
    given = sladsl.settle(text, tmp_path, readings={"unit step/Repairs": "full"})
    assert given.statement is not None
    assert all(one.clause != "Repairs" for one in given.statement.open_amounts)


def test_what_is_settled_after_the_day_hangs_on_an_open_reading_again(both: Settled, tmp_path: Path) -> None:
    text = both.checked.source.text
    assert sladsl.settle(text, tmp_path, as_of=date(2026, 6, 30)).statement is not None
    late = sladsl.settle(text, tmp_path, as_of=date(2026, 7, 1))
    assert late.statement is None
    assert "S007" in [one.code for one in late.findings]


# --- the combinations ----------------------------------------------------------------------------------------------------


def item(clause: str) -> Item:
    return Item("2026-01", clause, 1, "A", "B")


def test_questions_of_different_clauses_add_up_and_those_of_one_are_combined() -> None:
    ran = []

    def run(answers: dict[str, str]) -> dict[Item, Fraction]:
        ran.append(answers)
        one = 10 if answers["p"] == "2" else 0
        both = (
            5 if answers["q"] == "2" and answers["r"] == "2" else 2 if answers["q"] == "2" or answers["r"] == "2" else 0
        )
        return {item("P"): Fraction(one), item("Q"): Fraction(both)}

    tried = try_all([Asked(name, ("1", "2")) for name in "pqrs"], run)  # type: ignore[arg-type]
    assert [group.names for group in tried.groups] == [("p",), ("q", "r")]
    assert tried.silent == ("s",)
    assert tried.whole
    assert len(ran) == tried.runs == 7  # the last with all second answers at once
    total = tried.highest(lambda amounts: sum(amounts.values(), Fraction(0)))
    assert total == (15, (("p", "2"), ("q", "2"), ("r", "2")))


def test_questions_that_change_something_only_together_are_combined() -> None:
    """A cap that the credits of two clauses reach together, and a right that neither of two answers gives alone."""
    first, second, third = (Item("2026-01", clause, 1, "P", "C") for clause in ("A", "B", "C"))

    def run(answers: dict[str, str]) -> dict[Item, Fraction]:
        a = Fraction(60 if answers["p"] == "2" else 10)
        b = Fraction(60 if answers["q"] == "2" else 10)
        capped = {first: a, second: min(b, 100 - a)}
        return {**capped, third: Fraction(7)} if (answers["r"], answers["s"]) == ("2", "2") else capped

    tried = try_all([Asked(name, ("1", "2")) for name in "pqrstuv"], run)  # type: ignore[arg-type]
    assert sorted(group.names for group in tried.groups) == [("p", "q"), ("r", "s")]
    assert tried.silent == ("t", "u", "v")
    assert tried.highest(lambda amounts: sum(amounts.values(), Fraction(0)))[0] == 107
    assert tried.runs < 40


def test_a_bound_is_told() -> None:
    def run(answers: dict[str, str]) -> dict[Item, Fraction]:
        return {item("P"): Fraction(sum(value == "2" for value in answers.values()))}

    asked = [Asked(str(number), ("1", "2")) for number in range(8)]
    tried = try_all(asked, run, most=20)  # type: ignore[arg-type]
    assert not tried.whole
    assert tried.runs == 20
    assert tried.highest(lambda amounts: sum(amounts.values(), Fraction(0)))[0] == 2


def test_the_document_of_a_statement_shows_what_hangs_on_points_left_open(both: Settled) -> None:
    [part] = [one for one in statement_document(both).parts if one.title == "Points left open"]
    told = to_markdown(statement_document(both))
    assert "leave it open until 30 June 2026, because it is new" in told
    assert [type(block).__name__ for block in part.clauses[0].blocks] == ["Paragraph", "Paragraph", "Note", "Table"]
