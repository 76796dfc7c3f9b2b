"""Published sets of readings: what each closes, why, and the cases from which its rules are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sladsl
from sladsl import interpretation
from sladsl.checks.lower import lower
from sladsl.compiler import standard_rules
from sladsl.interpretation import TIME_LIMITS
from sladsl.model.slots import GENERAL_RULES, NAMES, WIDER
from sladsl.syntax.source import Source
from tests.checks.said import settled

ROOT = Path(__file__).parents[1]
STANDARD = "Standard Interpretation Rules, edition 1"
EU, US, ENGLISH = TIME_LIMITS
CONTRACTS = (*sorted((ROOT / "examples").glob("*/contract.sla")), ROOT / "tests" / "model" / "universe.sla")


def test_the_standard_rules_close_every_kind_of_question() -> None:
    closed = {chosen.slot for chosen in standard_rules(STANDARD).chosen} | GENERAL_RULES.keys()
    assert [kind for kind in NAMES if kind not in closed and WIDER.get(kind) not in closed] == []


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.parent.name)
def test_nothing_is_open_under_the_standard_rules_alone(path: Path) -> None:
    """Whatever else the contract says of how it is read."""
    agreement = sladsl.check(path.read_text("utf-8"), read=_beside(path)).agreement
    assert agreement is not None
    alone = lower(replace(agreement, chosen=standard_rules(STANDARD).chosen), {})
    assert alone.readings
    assert [reading.slot.name for reading in alone.readings if reading.value is None] == []
    bare = lower(replace(agreement, chosen=()), {})
    assert [reading for reading in bare.readings if reading.value is None]


def _beside(path: Path) -> sladsl.compiler.Reader:
    def read(name: str) -> str | None:
        found = path.parent / name
        return found.read_text("utf-8") if found.is_file() else None

    return read


@pytest.mark.parametrize("title", [STANDARD, *TIME_LIMITS])
def test_each_rule_says_why_and_where_it_comes_from(title: str) -> None:
    text = interpretation.text_of(title)
    assert text is not None
    sentences = [line for line in text.splitlines() if line and not line.startswith(("#", "//"))]
    assert [rule.sentence for rule in interpretation.rules_of(title)] == sentences
    assert sladsl.format(text) == (text, ())
    assert text.startswith(f"# {title}\n")
    assert Source(title, text).text == text


def test_a_law_closes_what_it_says_and_nothing_else() -> None:
    closed = {title: {chosen.slot for chosen in standard_rules(title).chosen} for title in TIME_LIMITS}
    both = {"day", "day count"}
    assert closed[EU] == both | {"months length", "last day", "last day back", "term start"}
    assert closed[US] == both | {"last day", "last day back", "days before", "holidays"}
    assert closed[ENGLISH] == both | {"months length"}


# --- in use --------------------------------------------------------------------------------------------------------------

TEXT = """# Notices

## Parties

"Landlord" means "Alder Estates Limited", of "{town}".
"Tenant" means "Birch Retail Limited", of "{town}".

## Term

This agreement takes effect on 1 January {year} and continues for 36 months.
Times are in {zone}.
Public holidays are {holidays}.
Amounts are in GBP, without taxes, and are rounded half up to the penny.

## Interpretation

{follows}

## Services and records

"Lease" is a service that Landlord supplies to Tenant for GBP 100.00 a month.

A "Notice" is a record that Landlord keeps in "Post Book", with:

- Number: text
- Served: time
- Hearing: time
- Answered: time

## Answers

### Answer

Tenant shall ensure that each Notice is Answered {limit}.
No credit is due for this clause.
"""
STANDARD_TOO = f"This agreement follows the {STANDARD}."
PLACES = {
    EU: ("Paris", "Europe/Paris", "those of France"),
    US: ("New York", "America/New_York", "the federal holidays of the United States"),
    ENGLISH: ("Leeds", "Europe/London", "those of England"),
}


def text_of(title: str, limit: str, *more: str, year: str = "2026") -> str:
    town, zone, holidays = PLACES[title]
    follows = "\n".join([f'This agreement follows the time limits of "{title}".', STANDARD_TOO, *more])
    return TEXT.format(year=year, town=town, zone=zone, holidays=holidays, follows=follows, limit=limit)


CASES = [
    # The notice is given on 30 September 1978; an application on 31 January 1979 is a day late.
    (ENGLISH, "within 4 months after it is Served", "1978-09-30", "1979-01-30", "1979-01-31"),
    # The last day is the last of the month where the number is missing in it.
    (ENGLISH, "within 1 month after it is Served", "2026-01-31", "2026-02-28", "2026-03-01"),
    # No rule of English law moves a Sunday; the standard rules do not, either.
    (ENGLISH, "within 7 days after it is Served", "2026-05-31", "2026-06-07", "2026-06-08"),
    # Article 3(4): the last day is Easter Monday, 6 April 2026, and the next working day is the 7th.
    (EU, "within 5 days after it is Served", "2026-04-01", "2026-04-07", "2026-04-08"),
    # Article 3(2)(c): the same date, and where it does not occur the last day of the month, here a Saturday: Monday.
    (EU, "within 1 month after it is Served", "2026-01-31", "2026-03-02", "2026-03-03"),
    # Article 3(4), second subparagraph: a Saturday that is counted back to stays the last day.
    (EU, "at least 10 days before its Hearing", "2026-06-16", "2026-06-06", "2026-06-07"),
    # The notes of the committee on Rule 6(a)(5), 2009: the 10th day is Saturday, 1 September 2007, and Monday is Labor Day ...
    (US, "within 10 days after it is Served", "2007-08-22", "2007-09-04", "2007-09-05"),
    # ... and Friday, 31 August, if it is counted back.
    (US, "at least 10 days before its Hearing", "2007-09-11", "2007-08-31", "2007-09-01"),
    # A holiday that is observed on Friday, 3 July 2026, for Saturday the 4th: on to Monday.
    (US, "within 3 days after it is Served", "2026-06-30", "2026-07-06", "2026-07-07"),
]


@pytest.mark.parametrize(("title", "limit", "start", "last", "late"), CASES)
def test_known_cases(title: str, limit: str, start: str, last: str, late: str) -> None:
    """Settled by the evaluator and by the emitted checks: the last day is in time until its end, and the next one is late."""
    plan = sladsl.check(text_of(title, limit, year=start[:4])).plan
    assert plan is not None

    def state(act: str) -> list[str]:
        records = {"notices": f"Number,Served,Hearing,Answered\n1,{start} 10:00,{start} 10:00,{act}"}
        statement = settled(plan, records, f"{int(start[:4]) + 2}-01-01")
        return [one.state.value for window in statement.windows for one in window.duties if one.value is not None]

    assert state(f"{last} 23:59") == ["met"]
    assert state(f"{late} 00:00") == ["missed"]


def test_a_sentence_of_the_contract_goes_before_a_law_and_a_law_before_the_standard_rules() -> None:
    def last_day(*more: str) -> tuple[str | None, str]:
        plan = sladsl.check(text_of(EU, "within 7 days after it is Served", *more)).plan
        assert plan is not None
        return next((one.value, one.origin) for one in plan.readings if one.slot.name == "last day")

    own = "A time limit in days that ends on a day that is not a business day ends on the preceding business day."
    assert last_day() == ("next business day", EU)
    assert last_day(own) == ("preceding business day", "contract")


def test_the_document_says_which_rule_is_replaced_and_cites_the_law() -> None:
    own = "A time limit in days that ends on a day that is not a business day ends on the preceding business day."
    shown = sladsl.render(text_of(EU, "within 7 days after it is Served", own), to="md")
    (law,) = (line for line in shown.splitlines() if "(Article 3(4), first subparagraph)" in line)
    assert "no: replaced by clause" in law.replace("[", "").split("](")[0]
    (standard,) = (
        line
        for line in shown.splitlines()
        if line.startswith("|") and "does not count the day that starts it. |" in line
    )
    assert f"no: replaced by {EU}" in standard


def test_one_law_at_a_time_and_one_that_is_published() -> None:
    def codes(sentence: str) -> list[str]:
        text = text_of(EU, "within 7 days after it is Served", sentence)
        return [one.code for one in sladsl.check(text).findings]

    assert codes(f'This agreement follows the time limits of "{US}".') == ["N239"]
    assert codes('This agreement follows the time limits of "Rule 7".') == ["N210"]
