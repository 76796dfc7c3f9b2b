"""What duties mean: levels, rows, documents, acts, and the leads before them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.model.algebra import (
    Aggregate,
    AllHold,
    CountOf,
    Done,
    FieldCompares,
    FieldIs,
    FieldPeriods,
    HasCount,
    InBoundWindow,
    InPeriod,
    InTime,
    IsAgreed,
    ItemValue,
    Late,
    NamedMeasure,
    NamedPeriod,
    NotSo,
    OfField,
    Referred,
    Selection,
    ShareOfRecords,
)
from sladsl.model.duties import Act, Declared, Deemed, Document, EachRecord, Level
from sladsl.model.moments import (
    DuePoint,
    FieldPoint,
    FixedPoint,
    Length,
    LengthBasis,
    Limit,
    LimitKind,
    Supplied,
    WindowEdge,
    WindowKind,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.quantities import NUMBER, PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from tests.model.small import codes, duties, told

MONTH = WindowSpec(WindowUnit.MONTH)
HOURS = NamedMeasure("Hours")
URGENT = Selection("Ticket", FieldIs("Priority", ("1",)))


def at_least(value: Fraction | int, unit: Unit) -> Comparison:
    return Comparison((Bound(Comparator.AT_LEAST, Quantity(Fraction(value), unit)),))


def hours(number: int, period: str = "") -> Length:
    return Length(Fraction(number * 3600), LengthBasis.CALENDAR if period else LengthBasis.ELAPSED, "hour", period)


def within(length: Length, field: str = "Opened") -> Limit:
    return Limit(LimitKind.WITHIN, FieldPoint("Ticket", field), length)


TEN_HOURS = at_least(36_000, Unit(Dimension.TIME, "hour"))


def test_a_level_in_windows() -> None:
    assert duties("Provider shall keep Hours at or above 10 hours in each calendar quarter.") == [
        Level(HOURS, TEN_HOURS, WindowSpec(WindowUnit.QUARTER, WindowKind.CALENDAR))
    ]
    assert duties("Provider shall keep Hours at or above 10 hours in any 30 consecutive days.") == [
        Level(HOURS, TEN_HOURS, WindowSpec(WindowUnit.DAY, count=30, sliding=True))
    ]


def test_a_level_of_each_group() -> None:
    (found,) = duties("Provider shall keep the number of Tickets of each Circuit at or above 10 in each month.")
    tickets = Selection("Ticket", None, Supplied())
    assert found == Level(CountOf(tickets), at_least(10, NUMBER), MONTH, Selection("Circuit"))
    (found,) = duties("For each Circuit, Provider shall keep the number of Tickets at or above 10 in each month.")
    assert found == Level(CountOf(tickets), at_least(10, NUMBER), MONTH, Selection("Circuit"))


def test_a_level_by_choice() -> None:
    (found,) = duties(
        "Provider shall keep the number of Tickets of each Circuit at the following level in each month:\n\n"
        "| Class  | Level       |\n| gold   | at least 10 |\n| silver | at least 5  |"
    )
    assert isinstance(found, Level)
    assert found.by_choice == (
        ((("Class", "gold"),), at_least(10, NUMBER)),
        ((("Class", "silver"),), at_least(5, NUMBER)),
    )
    assert found.group == Selection("Circuit")


def test_a_field_of_each_row() -> None:
    (found,) = duties("Provider shall keep Price of each Ticket at or above GBP 5.00.")
    assert found == Level(
        ItemValue("Ticket", "Price"), at_least(5, Unit(Dimension.MONEY, "GBP")), None, Selection("Ticket")
    )


def test_each_row_in_time() -> None:
    assert duties(
        "Provider shall ensure that each Urgent Ticket is Answered within 4 hours of Support Hours after it is Opened."
    ) == [EachRecord(URGENT, Done("Ticket", "Answered", within(hours(4, "Support Hours"))))]
    (found,) = duties(
        "Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened, not counting its Waiting."
    )
    assert isinstance(found, EachRecord)
    assert isinstance(found.that, Done)
    assert found.that.limit is not None
    assert found.that.limit.pauses is not None


def test_a_deadline_is_of_the_act_beside_it() -> None:
    (found,) = duties(
        "Provider shall ensure that each Ticket is Answered and is Resolved within 4 hours after it is Opened."
    )
    assert found == EachRecord(
        Selection("Ticket"), AllHold((Done("Ticket", "Answered"), Done("Ticket", "Resolved", within(hours(4)))))
    )


def test_points_and_days() -> None:
    (found,) = duties("Provider shall ensure that each Ticket is Answered by 5 April 2026.")
    assert found == EachRecord(
        Selection("Ticket"), Done("Ticket", "Answered", Limit(LimitKind.BY, FixedPoint(2026, 4, 5)))
    )
    (found,) = duties("Provider shall ensure that each Ticket is Answered before it is Escalated.")
    assert isinstance(found, EachRecord)
    assert isinstance(found.that, Done)
    assert found.that.limit is not None
    assert found.that.limit.kind is LimitKind.AT_LEAST_BEFORE


def test_an_act_in_a_period_is_placed_by_its_own_time() -> None:
    (found,) = duties("Provider shall ensure that each Ticket is Answered during Support Hours.")
    inside = InPeriod(NamedPeriod("Support Hours"), FieldPoint("Ticket", "Answered"))
    assert found == EachRecord(Selection("Ticket"), AllHold((Done("Ticket", "Answered"), inside)))


def test_a_share_and_a_number_of_rows() -> None:
    share = Comparison((Bound(Comparator.AT_LEAST, Quantity(Fraction(95, 100), PERCENT)),))
    rows = Selection("Ticket", None, Supplied())
    assert duties("Provider shall ensure that at least 95% of the Tickets in each month are Answered in time.") == [
        Level(ShareOfRecords(rows, InTime("Ticket", "Answered")), share, MONTH)
    ]
    closed = AllHold((Done("Ticket", "Resolved"), InBoundWindow("Resolved")))
    assert duties("Provider shall ensure that at least 50 Tickets are Resolved in each month.") == [
        Level(CountOf(Selection("Ticket", closed)), at_least(50, NUMBER), MONTH)
    ]
    assert codes("Provider shall ensure that at least 95% of the Tickets are Answered in time.") == ["N138"]


def test_times_by_a_table() -> None:
    found = duties(
        "Provider shall ensure that each Ticket is Answered and is Resolved within the following times after it is Opened:\n\n"
        "| Priority | Answered   | Resolved       |\n| 1        | 1 hour | 4 hours |\n| 2        | 2 hours | not applicable |"
    )
    opened = FieldPoint("Ticket", "Opened")
    urgent, high = FieldIs("Priority", ("1",)), FieldIs("Priority", ("2",))
    answered = Limit(LimitKind.WITHIN, opened, None, None, ((urgent, hours(1)), (high, hours(2))))
    resolved = Limit(LimitKind.WITHIN, opened, None, None, ((urgent, hours(4)),))
    assert found == [
        EachRecord(Selection("Ticket"), Done("Ticket", "Answered", answered)),
        EachRecord(Selection("Ticket"), Done("Ticket", "Resolved", resolved)),
    ]


def test_times_by_two_fields() -> None:
    """The columns are the choices of another field: here of the record to which the Ticket refers. What its clock leaves out is left out."""
    (found,) = duties(
        "Provider shall ensure that each Ticket is Answered within the following times after it is Opened, not counting its Waiting:\n\n"
        "| Priority | gold   | silver         |\n| 1        | 1 hour | 2 hours        |\n| 2        | 2 hours | not applicable |"
    )
    assert isinstance(found, EachRecord)
    assert isinstance(found.that, Done)
    assert found.that.limit == Limit(
        LimitKind.WITHIN,
        FieldPoint("Ticket", "Opened"),
        None,
        FieldPeriods("Ticket", "Waiting"),
        tuple(
            (AllHold((FieldIs("Priority", (priority,)), of_circuit("Class", choice))), hours(amount))
            for priority, choice, amount in (("1", "gold", 1), ("1", "silver", 2), ("2", "gold", 2))
        ),
    )


def test_times_by_the_band_of_a_quantity() -> None:
    (found,) = duties(
        "Provider shall ensure that each Ticket is Resolved within the following times after it is Opened:\n\n"
        "| Price                              | Resolved |\n| at most GBP 5.00                       | 1 hour   |\n"
        "| above GBP 5.00 but at most GBP 10.00 | 2 hours  |"
    )
    assert isinstance(found, EachRecord)
    assert isinstance(found.that, Done)
    assert found.that.limit is not None
    least, most = (Bound(Comparator.MORE_THAN, amount(5)), Bound(Comparator.AT_MOST, amount(10)))
    assert found.that.limit.lengths == (
        (FieldCompares("Price", Comparison((Bound(Comparator.AT_MOST, amount(5)),))), hours(1)),
        (FieldCompares("Price", Comparison((least, most))), hours(2)),
    )


def test_a_field_of_the_row_to_which_a_record_refers() -> None:
    found = duties(
        "Provider shall ensure that each Ticket with Class gold is Answered within 1 hour after it is Opened."
    )
    assert isinstance(found[0], EachRecord)
    assert found[0].selection == Selection("Ticket", of_circuit("Class", "gold"))


def of_circuit(field: str, choice: str) -> Referred:
    return Referred("Circuit", "Circuit", FieldIs(field, (choice,)))


def amount(count: int) -> Quantity:
    return Quantity(Fraction(count), Unit(Dimension.MONEY, "GBP"))


def test_delivery() -> None:
    rows = Selection("Ticket", FieldIs("Priority", ("1",)), Supplied())
    assert duties("Provider shall deliver at least 20 Urgent Tickets to Customer in each month.") == [
        Level(CountOf(rows), at_least(20, NUMBER), MONTH)
    ]
    assert duties("Provider shall deliver a Report to Customer in each month.") == [
        Level(CountOf(Selection("Report", None, Supplied())), at_least(1, NUMBER), MONTH)
    ]
    assert codes("Provider shall deliver 20 Tickets to Customer in each month.") == ["N137"]


QUOTA = '"Ticket Quota" is a number of 3, unless otherwise agreed.\n'
ATTEMPTS = 'A "Visit" is a record that Provider keeps in "Jira", with:\n\n- Day: date\n- Attempts: number\n'


def test_a_number_of_the_order_form_before_the_rows_that_it_counts() -> None:
    """Two capitalised names in a row are read as one; the declared names tell where it divides."""
    quota = Comparison((Bound(Comparator.AT_LEAST, "Ticket Quota"),))
    rows = Selection("Ticket", FieldIs("Priority", ("1",)), Supplied())
    said = "Provider shall deliver at least Ticket Quota Urgent Tickets to Customer in each month."
    assert duties(said, definitions=QUOTA) == [Level(CountOf(rows), quota, MONTH)]
    (closed,) = duties(
        "Provider shall ensure that at least Ticket Quota Tickets are Answered in each month.", definitions=QUOTA
    )
    assert isinstance(closed, Level)
    assert closed.comparison == quota
    assert codes("Provider shall deliver at least Urgent Tickets to Customer in each month.") == ["N139"]
    assert codes("Provider shall keep Uptime of at least Circuits at or above 99% in each month.") == ["N139"]


def test_a_number_that_stands_in_a_field() -> None:
    at_least_three = FieldCompares("Attempts", at_least(3, NUMBER))
    for said, found in (
        ("each Visit has at least 3 Attempts", EachRecord(Selection("Visit"), at_least_three)),
        (
            "each Visit with at least 3 Attempts has at least 3 Attempts",
            EachRecord(Selection("Visit", at_least_three), at_least_three),
        ),
    ):
        assert duties(f"Provider shall ensure that {said}.", definitions=ATTEMPTS) == [found]
    agreed = duties(
        "Provider shall ensure that each Visit has at least Ticket Quota Attempts.", definitions=QUOTA + ATTEMPTS
    )
    by_form = FieldCompares("Attempts", Comparison((Bound(Comparator.AT_LEAST, "Ticket Quota"),)))
    assert agreed == [EachRecord(Selection("Visit"), by_form)]
    assert codes("Provider shall ensure that each Visit has at least 3 Tries.", definitions=ATTEMPTS) == ["N041"]


def test_documents() -> None:
    end = WindowEdge(Supplied(), end=True)
    ten_days = Length(Fraction(10), LengthBasis.BUSINESS_DAYS, "day")
    wanted = [Document("Report", "Sent", MONTH, Limit(LimitKind.WITHIN, end, ten_days))]
    assert (
        duties("Provider shall send a Report to Customer within 10 business days after the end of each month.")
        == wanted
    )
    assert (
        duties("Provider shall send a Report to Customer by the 10th business day after the end of each month.")
        == wanted
    )
    assert codes("Provider shall send a Report to Customer by the 10th business day of each month.") == ["N048"]
    assert codes("Provider shall send a Report to Customer within 10 business days.") == ["I001"]


def test_acts_are_called_for() -> None:
    late = Selection("Ticket", Late("Ticket", "Answered", clause="Clause"))
    two_days = Length(Fraction(2), LengthBasis.BUSINESS_DAYS, "day")
    found = duties(
        "Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.\n"
        "For each Ticket not Answered in time, Provider shall escalate it to Customer within 2 business days after it is due."
    )
    limit = Limit(LimitKind.WITHIN, DuePoint("Ticket", "Clause", field="Answered"), two_days)
    assert found[1] == Act("escalate", late, None, None, "Ticket", "Escalated", limit, sets_time=True)
    assert duties("Provider shall escalate each Urgent Ticket to Customer within 1 hour after it is Opened.") == [
        Act("escalate", URGENT, None, None, "Ticket", "Escalated", within(hours(1)), sets_time=True)
    ]
    twice = "For each Ticket not Answered in time, Provider shall escalate each Ticket to Customer within 1 hour after it is due."
    assert codes(twice) == ["N140"]


def test_an_act_after_a_miss_is_on_the_missed_row() -> None:
    found = duties(
        "Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.\n"
        "If Provider does not, Provider shall escalate it to Customer within 2 hours after it is due."
    )
    missed = Selection("Ticket", NotSo(Done("Ticket", "Answered", within(hours(4)))))
    assert isinstance(found[1], Act)
    assert found[1].each == missed


def test_an_act_of_one_party_after_a_miss_of_another() -> None:
    found = duties(
        "Provider shall keep Hours at or above 10 hours in each quarter.\n"
        "If Provider does not, Customer shall send a Claim to Provider within 4 hours after the end of that quarter."
    )
    assert isinstance(found[1], Document)
    assert found[1].window == WindowSpec(WindowUnit.QUARTER)


def test_leads_before_a_level() -> None:
    agreement, errors = told("If Target is agreed, Provider shall keep Uptime at or above Target in each month.")
    assert errors == ()
    duty = agreement.duties[-1]
    assert duty.only_if == (IsAgreed("Target"),)
    assert duty.kind == Level(NamedMeasure("Uptime"), Comparison((Bound(Comparator.AT_LEAST, "Target"),)), MONTH)
    (found,) = duties(
        "During Season, Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened."
    )
    assert isinstance(found, EachRecord)
    assert found.selection == Selection("Ticket", InPeriod(NamedPeriod("Season")))
    assert codes("During Season, Provider shall keep Hours at or above 10 hours in each month.") == ["N150"]
    (found,) = duties("In each month, Provider shall keep Hours at or above 10 hours.")
    assert found == Level(HOURS, TEN_HOURS, MONTH)


def test_a_clause_that_is_limited() -> None:
    agreement, errors = told(
        "This clause applies only if Target is agreed.\n"
        "This clause applies only to each Circuit with Class gold.\n"
        "Provider shall keep the number of Tickets of each Circuit at or above 10 in each month.\n"
        "For each Circuit that has at least 4 Tickets in a month, Provider shall credit Customer GBP 5.00."
    )
    assert errors == ()
    gold = Selection("Circuit", FieldIs("Class", ("gold",)))
    assert (agreement.duties[-1].only_if, agreement.duties[-1].only_to) == ((IsAgreed("Target"),), gold)
    (credit,) = [c for c in agreement.consequences if c.clause == "Clause"]
    assert credit.guard == IsAgreed("Target")
    count = HasCount(Selection("Ticket", None, Supplied()), at_least(4, NUMBER))
    assert getattr(credit.trigger, "selection", None) == Selection(
        "Circuit", AllHold((count, FieldIs("Class", ("gold",))))
    )
    assert codes(
        "This clause applies only to each Circuit with Class gold.\n"
        "If Hours in a month is below 5 hours, Provider shall credit Customer GBP 5.00."
    ) == ["N158"]


def test_silence_counts() -> None:
    agreement, errors = told(
        "If a Report is not Sent within 3 days after the end of that month, it counts as Withheld.\n"
        "If a Report is Withheld, Customer may terminate this agreement by notice."
    )
    assert errors == ()
    three_days = Length(Fraction(3), LengthBasis.DAYS, "day")
    limit = Limit(LimitKind.WITHIN, WindowEdge(Supplied(), end=True), three_days)
    assert agreement.deemed == (Deemed("Report", "Withheld", NotSo(Done("Report", "Sent", limit))),)


def test_efforts_and_rights_are_printed() -> None:
    sentence = "Provider shall use commercially reasonable efforts to keep Hours at or above 10 hours in each month."
    said = Declared("commercially reasonable efforts")
    assert duties(f"{sentence}\nA duty to use efforts states an aim, and nothing follows from it.") == [said]
    binds = f"{sentence}\nA duty to use efforts binds as the duty itself.\n"
    # what nothing answers is read with the first answer
    assert duties(binds) == duties(sentence) == [said, Level(HOURS, TEN_HOURS, MONTH)]
    agreement, errors = told(f"{binds}If Provider does not, Provider shall credit Customer GBP 5.00.")
    assert errors == ()
    assert [getattr(c.trigger, "duty", "") for c in agreement.consequences] == ["Clause 2"]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Provider shall keep Downtime at or below 4 hours in each month.", "C011"),
        ("Provider shall keep Uptime at or above 4 hours in each month.", "D012"),
        ("Provider shall keep Uptime at or above 101% in each month.", "N073"),
        ("Provider shall keep Hours of each Circuit at or above 10 hours in each month.", "N082"),
        ("Provider shall keep Hours at or above 10 hours in each business day.", "N030"),
        ("Provider shall ensure that a Ticket is Answered.", "N130"),
        ("Provider shall ensure that each Ticket is Answered within 4 hours.", "C016"),
        ("Provider shall ensure that each Ticket is Answered less than 4 hours after it is Opened.", "N049"),
        ("Provider shall ensure that each Ticket is Refunded within 4 hours after it is Opened.", "N044"),
        ("Provider shall notify Customer within 4 hours after the end of that month.", "N145"),
        ("From 1 July 2026, Provider shall keep Hours at or above 10 hours in each month.", "N156"),
        ("On 1 July of each year, Provider shall keep Hours at or above 10 hours in each month.", "N150"),
        ("Uptime shall be at least 99% in each month.", "A004"),
        ("Each Ticket shall be Answered within 4 hours after it is Opened.", "A004"),
    ],
)
def test_what_is_asked(sentence: str, code: str) -> None:
    assert codes(sentence) == [code]


def test_the_readings_of_a_row_tell_it() -> None:
    (found,) = duties(
        "Provider shall keep the highest Price of the Tickets of each Circuit at or above GBP 5.00 in each month."
    )
    assert isinstance(found, Level)
    assert found.measure == OfField(Aggregate.HIGHEST, ("Price",), Selection("Ticket", None, Supplied()))
    assert found.group == Selection("Circuit")


def test_nothing_is_late_for_which_no_time_is_set() -> None:
    assert codes("For each Report that is late, Provider shall credit Customer GBP 5.00.") == ["N209"]
    assert codes("For each Ticket not Resolved in time, Provider shall credit Customer GBP 5.00.") == ["N209"]
    assert codes("Provider shall ensure that at least 95% of the Tickets in each month are Resolved in time.") == [
        "N209"
    ]
    assert codes(
        "This clause applies only if no Report is late.\nProvider shall keep Hours at or above 5 hours in each month."
    ) == ["N209"]
    assert (
        codes(
            "Provider shall send a Report to Customer within 5 days after the end of each month.\n"
            "For each Report that is late, Provider shall credit Customer GBP 5.00."
        )
        == []
    )
