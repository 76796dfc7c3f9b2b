"""What definitions of periods mean: modifiers from left to right, what "its" and "of each" speak of."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.model.agreement import Wording
from sladsl.model.algebra import (
    AcrossGroup,
    CountedBeyond,
    DayHours,
    Done,
    Except,
    FieldIs,
    FieldPeriods,
    FromTo,
    Hysteresis,
    Intervals,
    Lasts,
    NamedPeriod,
    NotSo,
    OnlyPieces,
    Quorum,
    Runs,
    SamplesShow,
    Scope,
    Selection,
    UnionOf,
    UpTo,
    WeeklyHours,
    Within,
    YearlySeason,
)
from sladsl.model.consequences import ForEachItem
from sladsl.model.moments import ExtremePoint, FieldPoint, Length, LengthBasis, WindowSpec, WindowUnit
from sladsl.model.quantities import PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from tests.model.small import codes, consequences, defined, told

FAILING = FieldIs("Outcome", ("failure",))
EVERY_PROBE = SamplesShow(Selection("Probe"), Quorum.EVERY, FAILING)
FIVE_MINUTES = Length(Fraction(300), LengthBasis.ELAPSED, "minute")
TICKET = FromTo(Selection("Ticket"), FieldPoint("Ticket", "Opened"), FieldPoint("Ticket", "Resolved"))


def asked(definitions: str, sentences: str = "No credit is due for this clause.") -> tuple[Wording, ...]:
    """What the text leaves open; it must have no errors."""
    agreement, errors = told(sentences, definitions=definitions)
    assert [f.message for f in errors] == []
    return agreement.wordings


def test_a_run_has_its_shortest_length_before_an_exception_is_made() -> None:
    found = defined(
        '"X" means each period of at least 5 consecutive minutes in which every Probe has Outcome failure, except Fault.'
    )
    assert found == Except(Runs(EVERY_PROBE, FIVE_MINUTES), (NamedPeriod("Fault"),))


def test_modifiers_apply_from_left_to_right() -> None:
    four_hours = Length(Fraction(4 * 3600), LengthBasis.ELAPSED, "hour")
    month = WindowSpec(WindowUnit.MONTH)
    found = defined('"X" means Downtime, except Fault, up to 4 hours in a month, within Support Hours.')
    cut = UpTo(Except(NamedPeriod("Downtime"), (NamedPeriod("Fault"),)), four_hours, month)
    assert found == Within(cut, NamedPeriod("Support Hours"))
    found = defined('"X" means Downtime, up to 4 hours in a month, except Fault, counted beyond its first 5 minutes.')
    carved = Except(UpTo(NamedPeriod("Downtime"), four_hours, month), (NamedPeriod("Fault"),))
    assert found == CountedBeyond(carved, FIVE_MINUTES)


def test_its_periods_are_those_of_the_row() -> None:
    found = defined(
        '"X" means the time from Opened to the earlier of Resolved and Escalated of each Ticket, except its Waiting.'
    )
    end = ExtremePoint(False, (FieldPoint("Ticket", "Resolved"), FieldPoint("Ticket", "Escalated")))
    assert found == Except(
        FromTo(Selection("Ticket"), FieldPoint("Ticket", "Opened"), end), (FieldPeriods("Ticket", "Waiting"),)
    )


def test_a_quorum_of_places() -> None:
    found = defined('"X" means each minute in which the Probes of at least 2 Locations have Outcome failure.')
    bound = Bound(Comparator.AT_LEAST, Quantity(Fraction(2), Unit(Dimension.NUMBER)))
    minute = Length(Fraction(60), LengthBasis.ELAPSED, "minute")
    assert found == Intervals(minute, SamplesShow(Selection("Probe"), Quorum.COUNT, FAILING, "Location", bound))


def test_a_stretch_of_time_counts_one_thing() -> None:
    text = (
        '"Bad Time" means each period in which more than 5% of the Probes of at least 2 Locations have Outcome failure.'
    )
    assert codes(text) == ["N062"]


@pytest.mark.parametrize(
    ("subject", "answers"),
    [
        ("every Ticket of each Circuit has", ("every Ticket", "every Ticket of a Circuit")),
        ("every Ticket of all Circuits has", ("every Ticket", "every Ticket of a Circuit")),
        ("every Ticket of any Circuit has", ("every Ticket of at least 1 Circuit", "every Ticket of a Circuit")),
        (
            "more than 5% of the Tickets of any Circuit have",
            ("more than 5% of the Tickets of at least 1 Circuit", "more than 5% of the Tickets of a Circuit"),
        ),
    ],
)
def test_of_any_of_several_things(subject: str, answers: tuple[str, ...]) -> None:
    found = asked(f'"Bad Time" means each period in which {subject} Priority 1.')
    assert [(one.code, one.answers) for one in found] == [("C021", answers)]


def test_of_any_thing_of_which_no_row_tells() -> None:
    assert "N082" in codes('"Bad Time" means each period in which every Probe of any Circuit has Outcome failure.')


def test_for_so_many_things_a_share_of_the_rows_of_each() -> None:
    found = defined(
        '"X" means each minute in which more than 5% of the Tickets of at least 2 Circuits have Priority 1.'
    )
    bound = Bound(Comparator.AT_LEAST, Quantity(Fraction(2), Unit(Dimension.NUMBER)))
    share = Bound(Comparator.MORE_THAN, Quantity(Fraction(1, 20), PERCENT))
    minute = Length(Fraction(60), LengthBasis.ELAPSED, "minute")
    inner = Intervals(minute, SamplesShow(Selection("Ticket"), Quorum.SHARE, FieldIs("Priority", ("1",)), "", share))
    assert found == AcrossGroup(Selection("Circuit"), Quorum.COUNT, inner, bound, of_all=True)


_OF_A_CIRCUIT = (
    '"Bad Time" means each period in which every Ticket of a Circuit has Priority 1.\n'
    '"Good Share" means the percentage of the time in a month that is not Bad Time.\n'
)


@pytest.mark.parametrize(
    ("duty", "found"),
    [
        ("Provider shall keep Good Share at or above 99% in each month.", ["C021"]),
        ("Provider shall keep Good Share of each Circuit at or above 99% in each month.", []),
        ("Provider shall keep Good Share of all Circuits together at or above 99% in each month.", []),
        ("For each Circuit, Provider shall keep Good Share at or above 99% in each month.", []),
    ],
)
def test_a_level_of_what_is_told_of_each_thing(duty: str, found: list[str]) -> None:
    assert [one.code for one in asked(_OF_A_CIRCUIT, duty)] == found


def test_one_place_is_a_choice() -> None:
    found = defined('"X" means each period in which every Probe of London has Outcome failure.')
    assert found == Runs(SamplesShow(Selection("Probe", FieldIs("Location", ("London",))), Quorum.EVERY, FAILING))


def test_consecutive_rows_of_the_same_place() -> None:
    found = defined(
        '"X" means each period from the first of 5 consecutive Probes of the same Location with Outcome failure'
        " to the first of 3 consecutive Probes of the same Location with Outcome success."
    )
    assert found == Hysteresis("Probe", 5, FAILING, 3, FieldIs("Outcome", ("success",)), "Location")


def test_pieces_that_fall_away() -> None:
    found = defined('"X" means Fault, except each Fault that lasts at most 1 hour.')
    hour = Bound(Comparator.AT_MOST, Quantity(Fraction(3600), Unit(Dimension.TIME, "hour")))
    assert found == OnlyPieces(NamedPeriod("Fault"), "Fault", NotSo(Lasts("Fault", Comparison((hour,)))))


def test_of_each_is_that_of_any_and_its_backup_belongs_to_it() -> None:
    found = defined('"X" means Fault of each Circuit, within Fault of its Backup.')
    own = NamedPeriod("Fault", (Scope("Circuit"),))
    backup = NamedPeriod("Fault", (Scope("Circuit", ("Circuit", "Backup")),))
    assert found == AcrossGroup(Selection("Circuit"), Quorum.SOME, Within(own, backup))


def test_every_member_of_a_group() -> None:
    found = defined('"X" means each period in which at least 2 Circuits have Fault.')
    bound = Bound(Comparator.AT_LEAST, Quantity(Fraction(2), Unit(Dimension.NUMBER)))
    assert found == AcrossGroup(Selection("Circuit"), Quorum.COUNT, NamedPeriod("Fault"), bound)


def test_a_run_of_a_group_keeps_its_shortest_length() -> None:
    found = defined('"X" means each period of at least 5 consecutive minutes in which every Circuit has Fault.')
    least = Bound(Comparator.AT_LEAST, Quantity(Fraction(300), Unit(Dimension.TIME, "minute")))
    across = AcrossGroup(Selection("Circuit"), Quorum.EVERY, NamedPeriod("Fault"))
    assert found == OnlyPieces(across, "X", Lasts("X", Comparison((least,))))


def test_calendars() -> None:
    assert defined('"X" are Monday to Wednesday from 22:00 to 24:00 and Sunday.') == WeeklyHours(
        (DayHours((0, 1, 2), 1320, 1440), DayHours((6,), 0, 1440)), False
    )
    assert defined('"X" is 15 November to 31 December of each year.') == YearlySeason((11, 15), (12, 31))


def test_either_period() -> None:
    assert defined('"X" means Downtime or Fault.') == UnionOf((NamedPeriod("Downtime"), NamedPeriod("Fault")))


def test_two_readings_are_asked_about() -> None:
    assert codes("", definitions='"X" means Downtime and Fault.\n') == ["N058"]
    assert codes("", definitions='"X" means Downtime, within Fault and Support Hours.\n') == ["N058"]
    assert codes("", definitions='"X" means Downtime of each Circuit.\n') == ["N082"]  # no Probe is of a Circuit
    assert codes(
        "",
        definitions='"X" means each period of at most 5 consecutive minutes in which every Probe has Outcome failure.\n',
    ) == ["N061"]


def test_a_circle_is_found_once() -> None:
    _, errors = told("", definitions='"X" means Y, except Fault.\n"Y" means X, except Fault.\n')
    assert [f.code for f in errors] == ["N010"]


def test_a_filtered_period_has_not_ended_as_the_period_itself() -> None:
    filtered = '"Long Fault" means each Fault that lasts more than 1 hour.'
    (found,) = consequences(
        "For each Long Fault that has not ended, Provider shall credit Customer GBP 1.00.", definitions=filtered
    )
    assert found.trigger == ForEachItem(Selection("Long Fault", NotSo(Done("Ticket", "Resolved"))))
