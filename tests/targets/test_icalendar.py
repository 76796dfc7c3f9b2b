"""A calendar program reads every day of the agreement, on the day on which the evaluator says that it is due."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest

from sladsl.targets import load
from sladsl.targets.fidelity import Kept
from sladsl.targets.target import Wanted
from tests.targets.contracts import ALL, EXAMPLES, ROOT, made_of, name_of, plan_from, plan_of

HOSTING = ROOT / "examples/managed-hosting/contract.sla"
INTERCONNECTION = ROOT / "examples/interconnection/contract.sla"


def events(path):
    read = icalendar.Calendar.from_ical(made_of("icalendar", path).files["calendar.ics"])
    return list(read.walk("VEVENT"))


def days(path):
    return {str(one["SUMMARY"]): one.decoded("DTSTART") for one in events(path)}


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_a_calendar_program_reads_it(path):
    found = events(path)
    assert found
    assert all(not one.errors for one in found)
    assert len({str(one["UID"]) for one in found}) == len(found)
    for one in found:
        start, end = one.decoded("DTSTART"), one.decoded("DTEND")
        if isinstance(start, date):
            assert end in (start, start + timedelta(days=1)) or end - start == timedelta(days=1)


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_lines_end_and_fold_as_the_standard_says(path):
    content = made_of("icalendar", path).files["calendar.ics"]
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_reports_are_due_on_their_day():
    """Five business days after the end of March: Good Friday and Easter Monday (3 and 6 April) are none."""
    told = days(HOSTING)
    assert told["Provider: Service Report due for January 2026"] == date(2026, 2, 6)
    assert told["Provider: Service Report due for March 2026"] == date(2026, 4, 9)


def test_notice_against_renewal_is_given_sixty_days_before():
    """1 November is not counted back to from 31 December 2027, which is not counted: 60 full days before it."""
    told = days(HOSTING)
    assert told["Last day for notice against renewal (the period ends on 2027-12-31)"] == date(2027, 11, 1)
    assert told["The period ends; the agreement renews unless notice was given"] in (
        date(2027, 12, 31),
        date(2028, 12, 31),
    )


def test_claims_have_a_last_day():
    """Thirty days after the end of June 2026."""
    told = days(INTERCONNECTION)
    assert told["Last day to claim credits for June 2026"] == date(2026, 7, 30)
    assert told["The term ends"] == date(2028, 9, 30)


def test_reviews_stand_on_the_first_day_of_their_window_and_that_is_told():
    assert days(HOSTING)["Provider and Customer: review in Q2 2026"] == date(2026, 4, 1)
    said = next(one for one in made_of("icalendar", HOSTING).fidelity if one.line == 128)
    assert (said.kept, said.how) == (
        Kept.APPROXIMATED,
        "the contract names no day: the first of each window stands for it",
    )


def test_an_event_keeps_its_name_and_its_bytes():
    again = load("icalendar").make(plan_of(HOSTING), Wanted("1" * 64))
    assert again.files == made_of("icalendar", HOSTING).files


@pytest.mark.slow
def test_every_agreement_has_a_calendar():
    for path in ALL:
        if not any(one.slot.name.startswith("wording/") for one in plan_of(path).readings):
            assert all(not one.errors for one in events(path)), name_of(path)


RETAINER = ROOT / "examples/development-retainer/contract.sla"


def test_what_is_carried_over_has_a_last_day():
    """Of April 2026 until the end of July; what is set off when it arises has none."""
    told = days(RETAINER)
    assert told["Last day to use the shortfall in Hours Worked of April 2026, if any is left"] == date(2026, 7, 31)
    assert not any("excess" in one for one in told)
    said = {
        one.what.split()[1]: one.how for one in made_of("icalendar", RETAINER).fidelity if "Hours Worked" in one.what
    }
    assert said == {
        "shortfall": "a day stands for each window with which it may arise",
        "excess": "it is set off when it arises, and not carried over",
    }


def test_a_right_that_lapses_has_a_last_day_for_each_month_with_which_it_may_arise():
    """Sixty days after the end of March, the third of its months."""
    told = days(HOSTING)
    assert told["Last day for Customer to terminate this agreement, if the right arises with March 2026"] == date(
        2026, 5, 30
    )
    assert told["Last day for Customer to terminate this agreement, if the right arises with June 2026"] == date(
        2026, 8, 29
    )


def test_a_right_to_end_a_clause_says_that_it_is_one():
    text = HOSTING.read_text("utf-8")
    changed = text.replace("Customer may terminate this agreement", 'Customer may terminate clause "Availability"')
    assert changed != text
    made = load("icalendar").make(plan_from(changed), Wanted("0" * 64))
    read = icalendar.Calendar.from_ical(made.files["calendar.ics"])
    told = [str(one["SUMMARY"]) for one in read.walk("VEVENT")]
    assert 'Last day for Customer to terminate clause "Availability", if the right arises with March 2026' in told
