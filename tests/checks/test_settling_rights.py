"""Rights: when they arise, whether the windows behind them count again, and when they lapse."""

from __future__ import annotations

from datetime import date

import pytest

from sladsl.checks.statement import Right, Statement
from sladsl.model.algebra import AnyOf, HasCount, InWindows, Late, Misses, Quantifier, Records, Selection
from sladsl.model.consequences import Forfeit, OnCondition, Terminate
from sladsl.model.duties import Due
from sladsl.model.moments import FieldPoint, Limit, LimitKind, NthEvent, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparator, Dimension, Unit
from sladsl.model.readings import OpenReading
from sladsl.model.schema import Field, FieldKind
from tests.checks import contracts as c
from tests.checks import plans

WITHIN_60_DAYS = Limit(LimitKind.WITHIN, NthEvent(3, True), plans.length(60, "day"))
LEAVE = Terminate("Customer", "", False, "", plans.length(30, "day"), None, WITHIN_60_DAYS)
THREE_OF_SIX = InWindows(c.below(10), 3, 6, "month")


def settled(
    *values: int,
    condition: object = THREE_OF_SIX,
    effect: Terminate = LEAVE,
    as_of: date = date(2026, 12, 31),
    **more: object,
) -> Statement:
    right = c.consequence("Chronic", OnCondition(condition, c.MONTH), effect, line=40)  # type: ignore[arg-type]
    plan = c.plan(duties=(c.level(),), consequences=(right, *more.pop("others", ())), **more)  # type: ignore[misc]
    return c.settle(plan, c.monthly(*values), last=as_of, as_of=as_of)


def dates(rights: tuple[Right, ...]) -> list[tuple[str, str, str]]:
    return [(one.arisen, one.lapses, one.state) for one in rights]


NOT_AGAIN = {"restart/Chronic": "not again"}
AGAIN = {"restart/Chronic": "again"}


def test_three_of_any_six_months() -> None:
    statement = settled(1, 20, 1, 20, 20, 1, as_of=date(2026, 8, 29), readings=NOT_AGAIN)
    (right,) = statement.rights
    assert (right.arisen, right.lapses, right.state) == ("2026-06-30", "2026-08-29", "lapsed")
    assert (right.party, right.what, right.notice) == (
        "Customer",
        "terminate this agreement",
        "by at least 30 days' notice",
    )
    assert "January 2026, March 2026, June 2026" in right.because[-1]
    assert dates(settled(1, 20, 1, 20, 20, 1, as_of=date(2026, 8, 28), readings=NOT_AGAIN).rights) == [
        ("2026-06-30", "2026-08-29", "open")
    ]


def test_a_month_too_late_gives_no_right() -> None:
    assert settled(1, 20, 20, 1, 20, 20, 1, *[20] * 5).rights == ()


@pytest.mark.parametrize(
    ("readings", "arisen"),
    [(NOT_AGAIN, ["2026-03-31", "2026-06-30"]), (AGAIN, ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"])],
)
def test_months_count_again_or_not(readings: dict[str, str], arisen: list[str]) -> None:
    assert [one.arisen for one in settled(1, 1, 1, 1, 1, 1, *[20] * 6, readings=readings).rights] == arisen


def test_the_third_of_months_that_count_again_is_the_last_of_three() -> None:
    rights = settled(1, 1, 1, 1, *[20] * 8, readings=AGAIN).rights
    assert dates(rights) == [("2026-03-31", "2026-05-30", "lapsed"), ("2026-04-30", "2026-06-29", "lapsed")]
    missed = settled(1, 20, 1, 1, 20, 20, 1, *[20] * 5, readings=AGAIN).rights
    assert dates(missed) == [("2026-04-30", "2026-06-29", "lapsed"), ("2026-07-31", "2026-09-29", "lapsed")]


def test_the_reading_is_asked_only_after_a_first_right() -> None:
    open_ = {"restart/Chronic": None}
    assert len(settled(1, 1, 1, as_of=date(2026, 3, 31), readings=open_).rights) == 1
    with pytest.raises(OpenReading, match="restart/Chronic"):
        settled(1, 1, 1, 1, *[20] * 8, readings=open_)


def test_consecutive_misses_and_any_of_several_conditions() -> None:
    either = AnyOf((InWindows(Misses("Level", "Provider"), 2, 2, "month"), c.below(2)))
    rights = settled(
        5, 5, 20, 1, *[20] * 8, condition=either, effect=Terminate("Customer", "", False, "", None, None, None)
    ).rights
    assert dates(rights) == [("2026-02-28", "", "open"), ("2026-04-30", "", "open")]


def test_a_condition_that_goes_on_gives_one_right() -> None:
    plain = Terminate("Customer", "Hosting", False, "", None, WindowUnit.MONTH, None)
    rights = settled(1, 1, 20, 1, *[20] * 8, condition=c.below(5), effect=plain).rights
    assert [(one.arisen, one.what, one.notice) for one in rights] == [
        ("2026-01-31", "terminate Hosting", "by notice to the end of a month"),
        ("2026-04-30", "terminate Hosting", "by notice to the end of a month"),
    ]


def test_a_right_is_forfeited() -> None:
    lapse = c.consequence("Chronic", OnCondition(c.below(-1), c.MONTH), Forfeit("right"), line=41)
    assert [one.state for one in settled(1, 1, 1, -5, *[20] * 8, others=(lapse,), readings=NOT_AGAIN).rights] == [
        "lapsed"
    ]


def test_a_clause_that_lapses_applies_no_more() -> None:
    lapse = c.consequence(
        "Other", OnCondition(InWindows(Misses("Level"), 2, 2, "month"), c.MONTH), Forfeit("Level"), line=41
    )
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Level", c.on_miss(), c.credit(5)), lapse))
    statement = c.settle(plan, c.monthly(1, 1, 1), as_of=date(2026, 3, 31))
    assert c.amounts(statement) == {"2026-01": [5], "2026-02": [5], "2026-03": []}
    assert any('clause "Level" lapses' in note for note in c.month_of(statement, 2).notes)


# --- counts in rolling windows -----------------------------------------------------------------------------------------------------

CIRCUIT = plans.record("Circuit", Field("Name", FieldKind.TEXT), key="Name")
FAULT = plans.record("Fault", plans.time_field("Opened"), Field("Circuit", FieldKind.REFERENCE, record="Circuit"))
IN_30_DAYS = WindowSpec(WindowUnit.DAY, count=30, sliding=True)
AFTER_LAST = Limit(LimitKind.WITHIN, NthEvent(0, True), plans.length(30, "day"))


def faults(*rows: tuple[int, int, str]) -> tuple[Right, ...]:
    many = HasCount(Selection("Fault"), plans.compares(Comparator.AT_LEAST, 3), IN_30_DAYS)
    condition = Records(Quantifier.SOME, Selection("Circuit"), many)
    effect = Terminate("Customer", "Transport", False, "Circuit", None, None, AFTER_LAST)
    plan = c.plan(
        records=(CIRCUIT, FAULT),
        definitions={},
        consequences=(c.consequence("Ending", OnCondition(condition, c.MONTH), effect),),
    )
    table = plans.table(FAULT, *((plans.at(2026, month, day, 12), name) for month, day, name in rows))
    end = date(2026, 12, 31)
    return c.settle(plan, plans.table(CIRCUIT, ("C1",), ("C2",)), table, last=end, as_of=end).rights


def test_a_count_in_any_thirty_days_arises_with_the_last_and_lapses_after_it() -> None:
    (right,) = faults((1, 1, "C1"), (1, 10, "C1"), (1, 30, "C1"), (1, 5, "C2"))
    assert (right.group, right.what, right.arisen, right.lapses) == (
        "C1",
        "terminate Transport for C1",
        "2026-01-30",
        "2026-03-01",
    )


def test_a_day_too_far_apart_is_no_right() -> None:
    assert faults((1, 1, "C1"), (1, 10, "C1"), (1, 31, "C1")) == ()


def test_a_longest_run_is_one_right() -> None:
    running = faults((1, 1, "C1"), (1, 2, "C1"), (1, 3, "C1"), (1, 20, "C1"))
    assert [(one.arisen, one.lapses) for one in running] == [("2026-01-03", "2026-02-19")]
    apart = faults((1, 1, "C1"), (1, 2, "C1"), (1, 3, "C1"), (6, 1, "C1"), (6, 2, "C1"), (6, 3, "C1"))
    assert [one.arisen for one in apart] == ["2026-01-03", "2026-06-03"]


def test_groups_are_counted_apart() -> None:
    assert faults((1, 1, "C1"), (1, 2, "C2"), (1, 3, "C1")) == ()
    assert [one.group for one in faults(*((1, day, name) for day in (1, 2, 3) for name in ("C1", "C2")))] == [
        "C1",
        "C2",
    ]


# --- lateness ----------------------------------------------------------------------------------------------------------------------


def late_rights(as_of: date) -> tuple[Right, ...]:
    late = Late("Incident", "Closed", plans.compares(Comparator.MORE_THAN, 15 * 86_400, Unit(Dimension.TIME, "day")))
    condition = Records(Quantifier.SOME, Selection("Incident"), late)
    effect = Terminate("Customer", "", False, "", None, None, None)
    due = Due(
        Selection("Incident"),
        "Closed",
        Limit(LimitKind.WITHIN, FieldPoint("Incident", "Opened"), plans.length(2, "day")),
    )
    plan = c.plan(consequences=(c.consequence("Late", OnCondition(condition, c.MONTH), effect),), dues=(due,))
    rows = c.incidents(
        (plans.at(2026, 1, 20), plans.at(2026, 2, 20), "a"),
        (plans.at(2026, 1, 21), plans.at(2026, 2, 5), "a"),
        (plans.at(2026, 2, 1), None, "a"),
    )
    return c.settle(plan, rows, last=as_of, as_of=as_of).rights


def test_a_right_for_lateness_arises_once_when_it_has_grown_so_long() -> None:
    # Due until 22 January, 24:00, and late by more than 15 days from 7 February on.
    assert [one.arisen for one in late_rights(date(2026, 3, 31))] == ["2026-02-07", "2026-02-19"]
    assert [one.arisen for one in late_rights(date(2026, 2, 10))] == ["2026-02-07"]
    assert late_rights(date(2026, 2, 5)) == ()
