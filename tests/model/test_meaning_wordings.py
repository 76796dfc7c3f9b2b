"""What wordings mean that contracts have in common: several values, hours of service, totals of a month, days of a month."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    Except,
    FieldIs,
    NamedPeriod,
    OfPeriod,
    Operator,
    Selection,
    ShareOfTime,
    UnionOf,
    WindowPeriod,
)
from sladsl.model.consequences import ByLateness, Exceeds, OfItem, UnitTrigger
from sladsl.model.duties import Document
from sladsl.model.moments import Limit, LimitKind, Neighbour, Supplied, WindowEdge, WindowUnit
from sladsl.model.quantities import Dimension, Quantity, Unit
from sladsl.model.worked import RowEvent
from tests.model.small import codes, consequences, defined, duties, the, told

OUTSIDE_HOURS = Except(WindowPeriod(), (NamedPeriod("Support Hours"),))


@pytest.mark.parametrize("said", ["1 or 2", "1 or Priority 2"])
def test_several_values_of_a_field(said: str) -> None:
    of = Selection("Ticket", FieldIs("Priority", ("1", "2")), Supplied())
    assert defined(f'"X" means the number of the Tickets with Priority {said} in a month.') == CountOf(of)


def test_another_field_is_no_other_value() -> None:
    assert codes("For each Ticket with Priority 1 or Number 2, Provider shall credit Customer GBP 1.00.") == ["N052"]


@pytest.mark.parametrize(
    "said",
    [
        "the percentage of the time in a month, within Support Hours, that is not Downtime",
        "the percentage of Support Hours in a month that is not Downtime",
    ],
)
def test_a_share_of_the_hours_of_service(said: str) -> None:
    assert defined(f'"X" means {said}.') == ShareOfTime(NamedPeriod("Downtime"), True, (OUTSIDE_HOURS,))


def test_a_share_within_hours_and_without_what_is_left_out() -> None:
    either = Except(WindowPeriod(), (UnionOf((NamedPeriod("Support Hours"), NamedPeriod("Season"))),))
    found = defined(
        '"X" means the percentage of the time in a month, within Support Hours or Season, except Fault, that is Downtime.'
    )
    assert found == ShareOfTime(NamedPeriod("Downtime"), False, (either, NamedPeriod("Fault")))


def test_steps_of_the_total_of_a_month_and_of_each_piece() -> None:
    def quantity(said: str) -> object:
        (found,) = consequences(f"For each full hour of {said}, Provider shall credit Customer GBP 1.00.")
        assert isinstance(found.trigger, UnitTrigger)
        return found.trigger.quantity

    total = quantity("Downtime in a month")
    assert isinstance(total, Exceeds)
    assert total.measure == OfPeriod(Aggregate.TOTAL, NamedPeriod("Downtime"), Supplied())
    assert total.limit.value == 0  # type: ignore[union-attr]
    assert isinstance(quantity("a Fault in a month"), OfItem)


def test_lateness_of_the_rows_with_a_value() -> None:
    (found,) = consequences(
        "For each started hour by which a Ticket with Priority 1 is late, Provider shall credit Customer GBP 1.00."
    )
    assert isinstance(found.trigger, UnitTrigger)
    assert found.trigger.quantity == ByLateness(Selection("Ticket", FieldIs("Priority", ("1",))))


@pytest.mark.parametrize(("month", "window"), [("following", Supplied()), ("same", Neighbour(-1, 1, WindowUnit.MONTH))])
def test_a_document_by_a_day_of_a_month(month: str, window: Supplied | Neighbour) -> None:
    """The 15th day after the end of the month before the 15th."""
    limit = the(
        Document, list(duties(f"Provider shall send a Report to Customer by the 15th of the {month} month."))
    ).limit
    assert isinstance(limit, Limit)
    assert (limit.kind, limit.anchor) == (LimitKind.WITHIN, WindowEdge(window, end=True))
    assert limit.length is not None
    assert (limit.length.amount, limit.length.unit) == (Fraction(15), "day")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("99% or more", "at least 99%"),
        ("99% or above", "at least 99%"),
        ("greater than or equal to 99%", "at least 99%"),
        ("equal to or higher than 99%", "at least 99%"),
        ("99% or less", "at most 99%"),
        ("less than or equal to 99%", "at or below 99%"),
        ("equal to or lower than 99%", "at most 99%"),
        ("greater than 99%", "above 99%"),
        ("lower than 99%", "below 99%"),
        ("95% or more but less than 99%", "at least 95% but below 99%"),
        ("less than 99% but equal to or greater than 95%", "below 99% but at least 95%"),
        ("more than 95% but 99% or less", "above 95% but at most 99%"),
    ],
)
def test_comparisons_as_contracts_word_them(said: str, meant: str) -> None:
    def condition(words: str) -> object:
        (found,) = consequences(f"If Uptime in a month is {words}, Provider shall credit Customer GBP 1.00.")
        return found.trigger

    assert condition(said) == condition(meant)


def test_the_number_of_what_has_a_value_is_kept_as_written() -> None:
    said = "Provider shall keep the number of the Tickets with Priority 1 {} 4 in each month."
    assert duties(said.format("less than or equal to")) == duties(said.format("at or below"))


def test_a_length_of_time_in_arithmetic() -> None:
    assert defined('"X" means 43,800 minutes minus the total Downtime in a month.') == Arithmetic(
        Operator.MINUS,
        Constant(Quantity(Fraction(43_800 * 60), Unit(Dimension.TIME, "minute"))),
        OfPeriod(Aggregate.TOTAL, NamedPeriod("Downtime"), Supplied()),
    )


def test_a_time_of_a_worked_example_has_seconds() -> None:
    (example,) = told(
        "",
        definitions="\n\n## Worked examples\n\nGiven a Ticket Opened on 5 March 2026 10:00:20: no credit is due for March 2026.",
    )[0].examples
    (row,) = example.events
    assert isinstance(row, RowEvent)
    assert dict(row.fields)["Opened"] == 1_772_704_820_000_000


@pytest.mark.parametrize(
    "given",
    [
        "a Fault from 5 March 2026 10:00 to 5 March 2026 09:00",
        "a Downtime from 5 March 2026 10:00 to 5 March 2026 09:00",
        "a Ticket Opened on 5 March 2026 08:00 and Waiting from 5 March 2026 10:00 to 5 March 2026 09:00",
        "that every Probe has Outcome failure from 5 March 2026 10:00 to 5 March 2026 09:00",
    ],
)
def test_no_stretch_of_a_worked_example_ends_before_it_starts(given: str) -> None:
    assert codes("", definitions=f"\n\n## Worked examples\n\nGiven {given}: no credit is due for March 2026.") == [
        "N181"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Provider shall keep Uptime of its Circuit at or above 99% in each month.",
        "Provider shall ensure that its Ticket is Answered within 4 hours after it is Opened.",
        "If its Ticket is late, Provider shall credit Customer GBP 1.00.",
    ],
)
def test_its_needs_something_before_it(sentence: str) -> None:
    assert codes(sentence) == ["N033"]


def test_its_in_a_definition_needs_something_before_it() -> None:
    assert codes("", definitions='"X" means the number of its Tickets in a month.') == ["N033"]


@pytest.mark.parametrize(
    ("meaning", "told_so"),
    [
        ("at least 2 Faults", "a filtered period names pieces, and not how many"),
        ("a Fault of each Circuit", "a filtered period is told by what its pieces have"),
        ("at least 2 Tickets", "a filtered record names rows, and not how many"),
        ("a Ticket of each Circuit", "a filtered record is told by what its rows have"),
    ],
)
def test_what_a_filtered_name_stands_for(meaning: str, told_so: str) -> None:
    assert [f.message for f in told("", definitions=f'"X" means {meaning}.')[1]] == [told_so]
