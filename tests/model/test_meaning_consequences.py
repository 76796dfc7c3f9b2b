"""What consequences mean: triggers, amounts, effects, and the rules over all of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sladsl.model.algebra import (
    Aggregate,
    AllOf,
    AnyOf,
    Condition,
    CountOf,
    Done,
    Ever,
    FieldIs,
    HasCount,
    InBoundWindow,
    InPeriod,
    InWindows,
    IsAgreed,
    Late,
    MeasureIs,
    Misses,
    NamedMeasure,
    NamedPeriod,
    OfPeriod,
    Quantifier,
    Records,
    Selection,
)
from sladsl.model.consequences import (
    AllFees,
    Bands,
    ByLateness,
    Cap,
    CapScope,
    ClaimRule,
    CreditLapses,
    DeclaredUnits,
    Effect,
    Exceeds,
    Excuse,
    Extend,
    ExtremeAmount,
    Fee,
    FeeDays,
    FeeForTime,
    FixedAmount,
    ForEachItem,
    ForEachMissedClause,
    ForEachUnit,
    ForEachWindow,
    Forfeit,
    FromTable,
    Incur,
    ItemAmount,
    Ledger,
    LedgerKind,
    NamedAmount,
    NotApplying,
    OfItem,
    OfLedger,
    OnCondition,
    OnlyGreatest,
    OnMiss,
    Pay,
    Release,
    ShareOf,
    Steps,
    SumAmount,
    Terminate,
    ThatAmount,
    Trigger,
    UnitTrigger,
    UpToAmount,
    UpToCount,
    Withhold,
)
from sladsl.model.moments import (
    Around,
    FieldPoint,
    ItemEdge,
    Length,
    LengthBasis,
    Limit,
    LimitKind,
    Neighbour,
    NthEvent,
    Supplied,
    TermWindow,
    WindowEdge,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.quantities import NUMBER, PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from tests.model.small import codes, consequences, told

MONTH = WindowSpec(WindowUnit.MONTH)
GBP = Unit(Dimension.MONEY, "GBP")
HOUR = Unit(Dimension.TIME, "hour")
FIVE = FixedAmount(Quantity(Fraction(5), GBP))
KEEP = "Provider shall keep Uptime at or above 99% in each month.\n"


def below(percent: int) -> Comparison:
    return Comparison((Bound(Comparator.LESS_THAN, Quantity(Fraction(percent, 100), PERCENT)),))


LOW = MeasureIs(NamedMeasure("Uptime"), below(99))


def only(sentences: str) -> tuple[Trigger, Effect, Condition | None]:
    (found,) = consequences(sentences)
    return found.trigger, found.effect, found.guard


def paid(amount: object) -> Pay:
    return Pay("credit", "Provider", "Customer", amount)  # type: ignore[arg-type]


# --- triggers --------------------------------------------------------------------------------------------------------


def test_an_unused_part_is_carried_over_until_it_is_used() -> None:
    agreement, errors = told(
        "Customer may use up to 10 hours of Hosting in each month.\n"
        "The unused part of Hosting is carried over until it is used, the oldest first.\n"
        "The unused part of Hosting that is open at the end of the term lapses."
    )
    assert [one.message for one in errors] == []
    (ledger,) = agreement.ledgers
    assert (ledger.carried_until_used, ledger.oldest_first, ledger.lapses_at_end) == (True, True, True)


def test_after_a_miss() -> None:
    assert only(
        KEEP + "If Provider does not, Provider shall credit Customer 10% of the Hosting fee for that month."
    ) == (
        OnMiss("Clause 1"),
        paid(ShareOf(Fraction(1, 10), Fee("Hosting"))),
        None,
    )


def test_the_duty_just_before_is_meant() -> None:
    found = consequences(
        KEEP
        + "If Provider does not, Provider shall credit Customer GBP 5.00.\n"
        + "Provider shall keep Hours at or above 10 hours in each month.\n"
        + "If Provider does not, Provider shall credit Customer GBP 5.00."
    )
    assert [one.trigger for one in found] == [OnMiss("Clause 1"), OnMiss("Clause 2")]


def test_of_two_duties_none_is_meant() -> None:
    two = KEEP + "Provider shall keep Hours at or above 10 hours in each month.\n"
    assert codes(two + "If Provider does not, Provider shall credit Customer GBP 5.00.") == ["N152"]
    joined = "Provider shall keep Uptime at or above 99% in each month, and shall keep Hours at or above 10 hours in each month.\n"
    assert codes(joined + "If Provider does not, Provider shall credit Customer GBP 5.00.") == ["N152"]
    other = KEEP + "Customer shall keep Hours at or above 10 hours in each month.\n"
    assert codes(other + "If Provider does not, Provider shall credit Customer GBP 5.00.") == ["N152"]
    assert codes("If Provider does not, Provider shall credit Customer GBP 5.00.") == ["N151"]


def test_a_duty_that_could_not_be_read_is_told_once() -> None:
    """What follows a sentence with an error of its own is not called a consequence without a duty."""
    unknown = "Provider shall keep Nonsense at or above 99% in each month.\n"
    assert codes(unknown + "If Provider does not, Provider shall credit Customer GBP 5.00.") == ["N001"]


def test_a_quarterly_miss_has_a_quarterly_fee() -> None:
    keep = "Provider shall keep Uptime at or above 99% in each quarter.\n"
    _, effect, _ = only(keep + "If Provider does not, Provider shall credit Customer 10% of the fees for that quarter.")
    assert effect == paid(ShareOf(Fraction(1, 10), AllFees()))
    assert codes(keep + "If Provider does not, Provider shall credit Customer 10% of the fees for that month.") == [
        "N039"
    ]
    _, effect, _ = only(keep + "If Provider does not, Provider shall credit Customer 10% of the fees for that year.")
    assert effect == paid(ShareOf(Fraction(1, 10), AllFees(Around(WindowUnit.YEAR))))


def test_a_condition_in_windows() -> None:
    spec, pay = MONTH, "Provider shall credit Customer GBP 5.00."
    assert only(f"If Uptime in a month is below 99%, {pay}") == (OnCondition(LOW, spec), paid(FIVE), None)
    assert only(f"If Uptime is below 99% in 3 of any 6 consecutive months, {pay}")[0] == OnCondition(
        InWindows(LOW, 3, 6, "month"), spec
    )
    assert only(f'If Provider misses clause "Other" in 3 consecutive months, {pay}')[0] == OnCondition(
        InWindows(Misses("Other", "Provider"), 3, 3, "month"), spec
    )
    assert only(f'If Provider has missed clause "Other" in 3 consecutive months, {pay}')[0] == OnCondition(
        Ever(InWindows(Misses("Other", "Provider"), 3, 3, "month"), "month"), spec
    )
    assert only(f'If Provider has missed clause "Other" in a month, {pay}')[0] == OnCondition(
        Ever(Misses("Other", "Provider"), "month"), spec
    )
    sliding = WindowSpec(WindowUnit.DAY, count=30, sliding=True)
    four = Comparison((Bound(Comparator.MORE_THAN, Quantity(Fraction(14_400), HOUR)),))
    total = MeasureIs(OfPeriod(Aggregate.TOTAL, NamedPeriod("Downtime")), four)
    assert only(f"If the total Downtime in any 30 consecutive days is more than 4 hours, {pay}")[0] == OnCondition(
        total, sliding
    )


def test_in_each_of_the_following_months() -> None:
    trigger, effect, _ = only(
        "If Uptime is below 99% in each of the following 2 months, the credit for that month lapses."
    )
    after = tuple(replace(LOW, window=Neighbour(n, 1, WindowUnit.MONTH)) for n in (1, 2))
    assert (trigger, effect) == (OnCondition(AllOf(after), MONTH), CreditLapses())


def test_two_conditions_and_two_groups_of_them() -> None:
    pay = "Provider shall credit Customer GBP 5.00."
    fine = f"If Uptime in a month is below 99%, or Uptime in a month is below 98%, {pay}"
    lower = MeasureIs(NamedMeasure("Uptime"), below(98))
    assert only(fine)[0] == OnCondition(AnyOf((LOW, lower)), MONTH)
    grouped = f"If either (a) Uptime in a month is below 99%, and Target is agreed, or (b) Uptime in a month is below 98%, {pay}"
    assert only(grouped)[0] == OnCondition(AnyOf((AllOf((LOW, IsAgreed("Target"))), lower)), MONTH)
    grouped = f"If both (a) Uptime in a month is below 99%, and (b) Target is agreed, or Uptime in a month is below 98%, {pay}"
    assert only(grouped)[0] == OnCondition(AllOf((LOW, AnyOf((IsAgreed("Target"), lower)))), MONTH)
    assert codes(f"If Uptime in a month is below 99%, and Uptime in a quarter is below 98%, {pay}") == ["N103"]


def test_a_list_of_conditions() -> None:
    text = (
        "If any of the following is true, Customer may terminate this agreement by notice:\n\n"
        "- Uptime is below 99% in a month\n- Uptime in any 3 consecutive days is below 98%\n"
        '- Provider misses clause "Other" in a month'
    )
    found = consequences(text)
    days = WindowSpec(WindowUnit.DAY, count=3, sliding=True)
    assert [one.trigger for one in found] == [
        OnCondition(LOW, MONTH),
        OnCondition(replace(LOW, comparison=below(98)), days),
        OnCondition(Misses("Other", "Provider"), MONTH),
    ]
    assert [one.item for one in found][1:] == [
        "Uptime in any 3 consecutive days is below 98%",
        'Provider misses clause "Other" in a month',
    ]
    assert told(text)[0].consequences[0].text == text.replace("\n\n", "\n")
    pay = text.replace("Customer may terminate this agreement by notice", "Provider shall credit Customer GBP 5.00")
    assert codes(pay) == ["N103"]


def test_any_is_some_and_all_is_each() -> None:
    end = "Customer may terminate this agreement by notice."
    resolved = Done("Ticket", "Resolved")
    for said, meant in (
        ("a Ticket", "SOME"),
        ("any Ticket", "SOME"),
        ("no Ticket", "NO"),
        ("each Ticket", "EACH"),
        ("all Tickets", "EACH"),
    ):
        trigger, _, _ = only(f"If {said} in a month is Resolved, {end}")
        found = Records(Quantifier[meant], Selection("Ticket", None, Supplied()), resolved)
        assert trigger == OnCondition(found, MONTH)


def test_for_each_row() -> None:
    late = Selection("Ticket", Late("Ticket", "Answered"))
    assert only("For each Ticket not Answered in time, Provider shall credit Customer 10% of its Price.") == (
        ForEachItem(late),
        paid(ShareOf(Fraction(1, 10), ItemAmount("Ticket", "Price"))),
        None,
    )
    assert only("Provider shall credit Customer GBP 5.00 for each Ticket not Answered in time.") == (
        ForEachItem(late),
        paid(FIVE),
        None,
    )
    night = InPeriod(NamedPeriod("Support Hours"))
    for sentence in (
        "For each Ticket during Support Hours, Provider shall credit Customer GBP 5.00.",
        "During Support Hours, for each Ticket, Provider shall credit Customer GBP 5.00.",
    ):
        assert only(sentence)[0] == ForEachItem(Selection("Ticket", night))


def test_batches() -> None:
    spec = WindowSpec(WindowUnit.MONTH, count=12, sliding=True)
    pay = "Provider shall credit Customer GBP 5.00."
    trigger, _, _ = only(f"For each 10 Urgent Tickets in any 12 consecutive months, each counted once, {pay}")
    assert trigger == ForEachItem(Selection("Ticket", FieldIs("Priority", ("1",))), 10, spec)
    assert codes(f"For each 10 Tickets in any 12 consecutive months, {pay}") == ["N107"]


def test_steps() -> None:
    pay = "Provider shall credit Customer GBP 5.00."
    hour = Quantity(Fraction(3600), HOUR)
    assert only(f"For each started hour of a Fault, {pay}")[0] == UnitTrigger(
        hour, Steps.STARTED, OfItem(Selection("Fault"))
    )
    day = Quantity(Fraction(86_400), Unit(Dimension.TIME, "day"))
    assert only(f"For each full day by which a Ticket is late, {pay}")[0] == UnitTrigger(
        day, Steps.FULL, ByLateness(Selection("Ticket")), calendar_days=True
    )
    total = OfPeriod(Aggregate.TOTAL, NamedPeriod("Downtime"))
    four = Quantity(Fraction(14_400), HOUR)
    assert only(f"For each hour by which the total Downtime in a month exceeds 4 hours, pro rata, {pay}")[
        0
    ] == UnitTrigger(hour, Steps.PRO_RATA, Exceeds(total, four, False, MONTH))
    point = Quantity(Fraction(1, 100), PERCENT)
    assert only(f"For each percentage point by which Uptime in a month falls short of Target, {pay}")[0] == UnitTrigger(
        point, Steps.OPEN, Exceeds(NamedMeasure("Uptime"), "Target", True, MONTH)
    )
    assert codes(f"For each hour by which Uptime in a month falls short of 99%, {pay}") == ["D012"]


def test_a_step_of_a_unit_over_plain_numbers_says_where_the_unit_belongs() -> None:
    _, found = told(
        "For each mile by which the number of Faults in a month exceeds 2,000, Provider shall credit Customer GBP 5.00."
    )
    (unit,) = [one for one in found if one.code == "D012"]
    assert '"2,000 miles"' in unit.hint


def test_other_units() -> None:
    pay = "Provider shall credit Customer GBP 5.00."
    assert only(f"For each Point in a month, {pay}")[0] == ForEachUnit("Point", MONTH)
    assert only(f"For each clause that Provider misses in a month, {pay}")[0] == ForEachMissedClause("Provider", MONTH)
    hour = WindowSpec(WindowUnit.HOUR)
    assert only(f"For each hour in which Uptime is below 99%, {pay}")[0] == ForEachWindow(hour, LOW)
    assert codes(f"For each Point, {pay}") == ["N138"]


def test_a_unit_after_a_miss_needs_the_miss_as_well() -> None:
    fixed = (
        "for each hour by which the total Downtime in a month exceeds 4 hours, Provider shall credit Customer GBP 5.00."
    )
    _, _, guard = only(KEEP + f"If Provider does not, {fixed}")
    assert guard == Misses("Clause", "Provider")
    ensure = "Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.\n"
    _, _, guard = only(
        ensure
        + "If Provider does not, for each started hour by which the Ticket is late, Provider shall credit Customer GBP 5.00."
    )
    assert guard is None
    assert codes(ensure + "If Provider does not, for each Timesheet, Provider shall credit Customer GBP 5.00.") == [
        "N140"
    ]


def test_when_it_is_due_is_said() -> None:
    assert codes("Provider shall credit Customer GBP 5.00.") == ["N143"]
    assert only("Customer shall pay Provider 10% of the fees for each month.")[0] == OnCondition(AllOf(()), MONTH)


# --- amounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("GBP 5.00", FIVE),
        ("a credit of GBP 5.00", FIVE),
        ("10% of the fees for that month", ShareOf(Fraction(1, 10), AllFees())),
        ("twice the Hosting fee for that month", ShareOf(Fraction(2), Fee("Hosting"))),
        ("10 times the Hosting fee for that month", ShareOf(Fraction(10), Fee("Hosting"))),
        ("the Hosting fee for the preceding month", Fee("Hosting", Neighbour(-1, 1, WindowUnit.MONTH))),
        ("the fees for the term", AllFees(TermWindow())),
        (
            "the greater of (a) GBP 5.00 and (b) 10% of the fees for that month",
            ExtremeAmount(True, FIVE, ShareOf(Fraction(1, 10), AllFees())),
        ),
        (
            "2 days of the Hosting fee for that month",
            FeeDays(Length(Fraction(2), LengthBasis.DAYS, "day"), Fee("Hosting")),
        ),
        (
            "10% of the fees for that month, up to 50% of those fees",
            UpToAmount(ShareOf(Fraction(1, 10), AllFees()), ShareOf(Fraction(1, 2), ThatAmount())),
        ),
        ("GBP 5.00, up to GBP 5.00 in a quarter", UpToAmount(FIVE, FIVE, WindowSpec(WindowUnit.QUARTER))),
        ("GBP 5.00, up to 1 credit in a day", UpToCount(FIVE, 1, WindowSpec(WindowUnit.DAY))),
    ],
)
def test_amounts(text: str, amount: object) -> None:
    _, effect, _ = only(f"If Uptime in a month is below 99%, Provider shall credit Customer {text}.")
    assert effect == paid(amount)


def test_amounts_of_rows_and_groups() -> None:
    _, effect, _ = only(
        "For each Fault, Provider shall credit Customer 10 times the Hosting fee for the time of that Fault."
    )
    assert effect == paid(ShareOf(Fraction(10), FeeForTime("Hosting", "Fault")))
    ticketed = "For each Circuit that has at least 4 Tickets in a month, Provider shall credit Customer"
    for said in ("the Transport fee for that Circuit for that month", "the Circuit fee for that month"):
        assert only(f"{ticketed} {said}.")[1] == paid(Fee("Transport", of_group="Circuit"))
    of_that = "Provider shall credit Customer the Transport fee for that Circuit."
    assert only(f"For each Fault, {of_that}")[1] == paid(Fee("Transport", of_group="Circuit"))  # its Ticket names one
    assert codes(f"For each Timesheet, {of_that}") == ["N033"]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("10%", "A003"),
        ("a penalty of 10%", "A003"),
        ("USD 5.00", "D023"),
        ("GBP 5.00, up to 4 hours in a month", "N113"),
        ("a share of the fees for that month", "N111"),
        ("the following amounts", "N111"),
        ("2 months of the Hosting fee for that month", "N118"),
        ("10% of the fees for that Circuit", "N117"),
        ("10% of its Price", "N033"),
    ],
)
def test_what_is_no_amount(amount: str, code: str) -> None:
    assert codes(f"If Uptime in a month is below 99%, Provider shall credit Customer {amount}.") == [code]


def test_tables() -> None:
    _, effect, _ = only(
        KEEP
        + "If Provider does not, Provider shall credit Customer the following amounts:\n\n"
        + "| Uptime | Credit |\n| at least 98% but below 99% | GBP 5.00 |\n| below 98% | 10% of the fees for that month |"
    )
    assert isinstance(effect, Pay)
    assert isinstance(effect.amount, FromTable)
    table = effect.amount.table
    assert isinstance(table, Bands)
    assert (table.measure, [row.cells for row in table.rows]) == (
        NamedMeasure("Uptime"),
        [(FIVE,), (ShareOf(Fraction(1, 10), AllFees()),)],
    )
    plain = "If Provider does not, Provider shall credit Customer the following amounts:\n\n| Uptime | Credit |\n| below 98% | 10% |"
    assert codes(KEEP + plain) == ["A003"]
    unread = (
        "If Provider does not, Provider shall credit Customer GBP 5.00:\n\n| Uptime | Credit |\n| below 98% | 10% |"
    )
    assert codes(KEEP + unread) == ["N111"]


def test_formulas_and_weights() -> None:
    _, effect, _ = only(
        KEEP
        + "If Provider does not, Provider shall credit Customer a share of the Hosting fee for that month:\n\n"
        + "| Uptime | Credit |\n| below 99% | 25%, plus 5% for each full percentage point by which it falls short of 98% |"
    )
    assert isinstance(effect, Pay)
    assert isinstance(effect.amount, FromTable)
    (cell,) = effect.amount.table.rows[0].cells
    step = UnitTrigger(
        Quantity(Fraction(1, 100), PERCENT),
        Steps.FULL,
        Exceeds(NamedMeasure("Uptime"), Quantity(Fraction(98, 100), PERCENT), True, MONTH),
    )
    assert cell == SumAmount(ShareOf(Fraction(1, 4), ThatAmount()), ShareOf(Fraction(1, 20), ThatAmount()), step)


# --- effects ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Provider incurs 2 Points", Incur("Provider", DeclaredUnits(Fraction(2), "Point"), "Point")),
        (
            "Provider incurs twice those Points instead",
            Incur("Provider", DeclaredUnits(Fraction(2), "Point"), "Point", twice=True),
        ),
        ('Customer is excused from clause "Other" in that month', Excuse("Customer", "Other")),
        ("the amounts withheld lapse", Forfeit("withheld")),
        ("Provider shall release the amounts withheld", Release("Provider")),
        (
            "Provider shall extend the term by 1 day at no charge",
            Extend("Provider", "", Length(Fraction(1), LengthBasis.DAYS, "day")),
        ),
    ],
)
def test_effects(text: str, effect: Effect) -> None:
    assert only(f"If Uptime in a month is below 99%, {text}.")[1] == effect


def test_a_right_is_owed_by_the_other_party() -> None:
    _, effect, _ = only("If Uptime in a month is below 99%, Customer is entitled to a refund of GBP 5.00.")
    assert effect == Pay("refund", "Provider", "Customer", FIVE)
    carrier = '"Carrier" means "Elm Lines", of "Hull".'
    right = "If Uptime in a month is below 99%, Customer is eligible to receive a credit of GBP 5.00."
    agreement, errors = told(right, definitions=carrier)
    assert errors == ()
    (asked,) = agreement.wordings
    assert (asked.code, asked.answers) == (
        "A004", ("Provider shall credit Customer GBP 5.00", "Carrier shall credit Customer GBP 5.00"),
    )  # fmt: skip


def test_termination() -> None:
    trigger, effect, _ = only(
        "If Uptime is below 99% in 3 of any 6 consecutive months, Customer may terminate Hosting by at least 30 days' notice, "
        "given within 60 days after the end of the third of those 3 months."
    )
    sixty = Limit(LimitKind.WITHIN, NthEvent(3, end=True), Length(Fraction(60), LengthBasis.DAYS, "day"))
    assert effect == Terminate(
        "Customer", "Hosting", False, "", Length(Fraction(30), LengthBasis.DAYS, "day"), None, sixty
    )
    assert trigger == OnCondition(InWindows(LOW, 3, 6, "month"), MONTH)


def test_withholding() -> None:
    (found,) = consequences(
        "If a Ticket is late, Customer may withhold 10% of each following invoice until it is Resolved."
    )
    assert found.effect == Withhold("Customer", ShareOf(Fraction(1, 10), AllFees()), FieldPoint("Ticket", "Resolved"))


def test_one_of_several_credits() -> None:
    assert only("If a Fault leads to several credits, only the greatest is due.")[1] == OnlyGreatest("Fault")
    agreement, errors = told("If several rows apply, only the greatest credit is due.")
    assert errors == ()
    assert [(c.slot, c.value) for c in agreement.chosen][-1] == ("several rows/Clause", "higher")


# --- ledgers and rules -----------------------------------------------------------------------------------------------


def test_the_life_of_a_shortfall() -> None:
    agreement, errors = told(
        "Provider shall keep Hours at or above 10 hours in each month.\n"
        "A shortfall in Hours is carried over to the following 3 months.\n"
        "An excess in Hours is set off against a shortfall that is carried over, the oldest first.\n"
        "A shortfall that is open at the end of the term lapses.\n"
        "For each hour of a shortfall that lapses, pro rata, Provider shall refund Customer GBP 5.00."
    )
    assert errors == ()
    shortfall, excess = (replace(one, text="", place=None) for one in agreement.ledgers)
    name = "shortfall in Hours"
    assert shortfall == Ledger(name, LedgerKind.SHORTFALL, "Clause 1", 3, WindowUnit.MONTH, lapses_at_end=True)
    assert excess == Ledger(
        "excess in Hours", LedgerKind.EXCESS, "Clause 1", oldest_first=True, set_off_against=(name,)
    )
    (refund,) = [c for c in agreement.consequences if c.clause == "Clause"]
    assert refund.trigger == UnitTrigger(Quantity(Fraction(3600), HOUR), Steps.PRO_RATA, OfLedger(name, "lapses"))


def test_an_unused_part() -> None:
    agreement, errors = told(
        "Customer may use up to 10 hours of Hosting in each month.\n"
        "The unused part of Hosting is carried over to the following month."
    )
    assert errors == ()
    (quota,) = agreement.quotas
    assert (quota.name, quota.limit) == ("Hosting", Bound(Comparator.AT_MOST, Quantity(Fraction(36_000), HOUR)))
    assert [one.name for one in agreement.ledgers] == ["unused part of Hosting"]
    assert codes("The unused part of Hosting is carried over to the following month.") == ["N167"]


FORM = (
    '"Included Hours" is a duration of 20 hours, unless otherwise agreed.\n'
    '"Included Tickets" is a number of 3.\n'
    '"Hourly Rate" is an amount of GBP 45.00, unless otherwise agreed.\n'
)


def test_a_quota_of_the_order_form() -> None:
    agreement, errors = told(
        "Customer may use up to Included Hours of Hosting in each month.\n"
        "Customer may use up to Included Tickets of Tickets in each month.\n"
        "The unused part of Hosting lapses at the end of each month.",
        definitions=FORM,
    )
    assert errors == ()
    hosting, tickets = agreement.quotas
    assert (hosting.name, hosting.limit) == ("Hosting", Bound(Comparator.AT_MOST, "Included Hours"))
    assert (tickets.used, tickets.limit) == (
        CountOf(Selection("Ticket", None, Supplied())),
        Bound(Comparator.AT_MOST, "Included Tickets"),
    )
    assert [(one.name, one.carried_windows) for one in agreement.ledgers] == [("unused part of Hosting", 0)]
    assert codes("Customer may use up to Included Hours in each month.", definitions=FORM) == ["N164"]
    assert codes("Customer may use up to Hourly Rate of Tickets in each month.", definitions=FORM) == ["N164"]


def test_a_miss_at_the_start_of_the_term_is_no_condition_of_each_month() -> None:
    """A right by it would arise in the first month, before the miss, and again in every month after it."""
    ends = "Customer may terminate this agreement by notice."
    assert codes(f'If Provider misses clause "Other" in the first 3 months of the term, {ends}') == ["N100"]
    assert codes(f'If Provider misses clause "Other" in a month, {ends}') == []


def test_that_month_after_a_condition_is_one_of_its_months() -> None:
    said = "If Hours in a quarter is more than 4 hours, for each full hour by which Hours in that {} exceeds 1 hour, {}"
    (paid,) = consequences(said.format("quarter", "Customer shall pay Provider GBP 5.00."))
    assert isinstance(paid.trigger, UnitTrigger)
    assert isinstance(paid.trigger.quantity, Exceeds)
    assert paid.trigger.quantity.spec == WindowSpec(WindowUnit.QUARTER)
    assert codes(said.format("month", "Customer shall pay Provider GBP 5.00.")) == ["N039"]
    alone = "For each full hour by which Hours in that month exceeds 1 hour, Customer shall pay Provider GBP 5.00."
    assert codes(alone) == ["N138"]


def test_what_is_left_over_lapses_with_its_own_window() -> None:
    use = "Customer may use up to 10 hours of Hosting in each month.\n"
    for end, found in (("each month", []), ("each quarter", ["N166"]), ("the term", ["N030"])):
        assert codes(f"{use}The unused part of Hosting lapses at the end of {end}.") == found


def test_an_amount_of_the_order_form_beside_the_payee() -> None:
    """Two capitalised names in a row are read as one; the declared names tell where it divides."""
    (paid,) = consequences("For each Ticket, Customer shall pay Provider Hourly Rate.", definitions=FORM)
    (same,) = consequences("For each Ticket, Customer shall pay Provider the Hourly Rate.", definitions=FORM)
    assert paid.effect == same.effect == Pay("pay", "Customer", "Provider", NamedAmount("Hourly Rate"))
    assert codes("For each Ticket, Customer shall pay Provider.") == ["N141"]
    assert codes("For each Ticket, Customer shall pay Provider Hourly Rates.", definitions=FORM) == ["N001"]


def test_quotas_of_measures_periods_and_rows() -> None:
    for said in ("10 hours of Hours", "10 hours of Fault", "10 Urgent Tickets", "10 hours of Timesheets"):
        agreement, errors = told(f"Customer may use up to {said} in each month.")
        assert (errors, len(agreement.quotas)) == ((), 1)
    tickets = Selection("Ticket", FieldIs("Priority", ("1",)), Supplied())
    agreement, _ = told("Customer may use up to 10 Urgent Tickets in each month.")
    assert agreement.quotas[0].used == CountOf(tickets)
    assert codes("Customer may use up to 10 minutes of Hosting in each month.") == ["N164"]


def test_caps_and_claims() -> None:
    agreement, errors = told(
        "Credits for any 12 consecutive months shall not exceed 10% of the fees for those months.\n"
        "Credits for one Fault shall not exceed 100% of the fees for the 30 days before it starts.\n"
        "Credits for one Circuit for a quarter shall not exceed GBP 5.00.\n"
        'Credits under clause "Other" for a quarter shall not exceed GBP 5.00.\n'
        "A credit for a Circuit for a month is due only if a Claim for that Circuit and that month is Received within 30 days "
        "after the end of that month."
    )
    assert errors == ()
    total, item, both, clause, claim = agreement.rules
    assert isinstance(total, Cap)
    assert (total.spec, total.limit) == (
        WindowSpec(WindowUnit.MONTH, count=12, sliding=True),
        ShareOf(Fraction(1, 10), AllFees()),
    )
    assert isinstance(item, Cap)
    assert (item.scope, item.subject) == (CapScope.ITEM, "Fault")
    assert isinstance(both, Cap)
    assert (both.scope, both.subject, both.spec) == (CapScope.ITEM, "Circuit", WindowSpec(WindowUnit.QUARTER))
    assert isinstance(clause, Cap)
    assert (clause.scope, clause.subject, clause.limit) == (CapScope.CLAUSE, "Other", FIVE)
    assert isinstance(claim, ClaimRule)
    limit = Limit(LimitKind.WITHIN, WindowEdge(Supplied(), end=True), Length(Fraction(30), LengthBasis.DAYS, "day"))
    where = (FieldIs("Circuit", bound="Circuit"), InBoundWindow("Month"))
    (condition,) = claim.conditions
    assert isinstance(condition, Records)
    assert condition.that == Done("Claim", "Received", limit)
    assert getattr(condition.selection.where, "parts", ()) == where
    assert codes("Credits shall not exceed GBP 5.00.") == ["N165"]


def test_what_does_not_apply() -> None:
    agreement, errors = told(
        'In the first 3 months of the term, clause "Other" does not apply.\n'
        'During Season, clause "Other" does not apply.\n'
        'If Uptime in a month is below 99%, clause "Other" does not apply in that month.'
    )
    assert errors == ()
    first, season, low = agreement.rules
    assert isinstance(first, NotApplying)
    assert first.window == TermWindow(3, WindowUnit.MONTH)
    assert isinstance(season, NotApplying)
    assert season.period == NamedPeriod("Season")
    assert isinstance(low, NotApplying)
    assert (low.condition, low.window) == (LOW, Supplied())
    assert codes('Clause "Other" does not apply.') == ["N159"]


def test_it_is_what_can_be_so() -> None:
    """ "it is Opened" can only be the Ticket; "it starts" is the Fault; two that fit are asked about."""
    end = Limit(LimitKind.WITHIN, ItemEdge("Fault", end=False), Length(Fraction(3600), LengthBasis.ELAPSED, "hour"))
    (rule,) = told(
        "A credit for a Fault is due only if a Ticket of that Fault is Opened within 1 hour after it starts."
    )[0].rules
    assert isinstance(rule, ClaimRule)
    (condition,) = rule.conditions
    assert isinstance(condition, Records)
    assert condition.that == Done("Ticket", "Opened", end)
    assert (
        codes(
            "For each Ticket of a Claim that is Answered within 1 hour after it is Received, Provider shall credit Customer GBP 5.00."
        )
        == []
    )
    assert (
        codes(
            "For each Fault, if a Report is Sent within 1 hour after it is Answered, Provider shall credit Customer GBP 5.00."
        )
        == []
    )


def test_a_circuit_that_has_many() -> None:
    four = Comparison((Bound(Comparator.AT_LEAST, Quantity(Fraction(4), NUMBER)),))
    spec = WindowSpec(WindowUnit.DAY, count=30, sliding=True)
    trigger, effect, _ = only(
        "If a Circuit has at least 4 Faults in any 30 consecutive days, Customer may terminate Transport for that Circuit by notice."
    )
    count = HasCount(Selection("Fault"), four, spec)
    assert trigger == OnCondition(Records(Quantifier.SOME, Selection("Circuit"), count), spec)
    assert isinstance(effect, Terminate)
    assert effect.of_group == "Circuit"
