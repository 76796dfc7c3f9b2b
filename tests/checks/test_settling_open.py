"""Open readings: those that change the statement are named, others let it stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sladsl.checks.evaluate.open import settle_under_open
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.readings import Admissible, Reading, Slot
from sladsl.model.slots import slot
from sladsl.records.table import Records, Table
from tests.checks import contracts as c
from tests.checks import plans


def under_open(
    of: Plan, *tables: Table, given: Mapping[str, str] | None = None, until: date = date(2026, 2, 28)
) -> tuple[Statement | None, tuple[str, ...]]:
    held = {each.record.name: each for each in tables}
    for each in of.records:
        held.setdefault(each.name, plans.table(each))
    return settle_under_open(of, Records(held), given or {}, last=until, as_of=until)


def with_open(of: Plan, *names: str) -> Plan:
    """The plan with these slots of the catalogue left open."""
    kept = tuple(reading for reading in of.readings if reading.slot.name not in names)
    return replace(of, readings=(*kept, *(Reading(slot(name), None) for name in names)))


def mean_plan(*open_: str) -> Plan:
    part = c.consequence("Mean", c.on_miss("Mean"), c.credit("33.335" if "amount rounding" in open_ else 5))  # type: ignore[arg-type]
    return with_open(c.plan(duties=(c.mean(),), consequences=(part,)), *open_)


def credit_of(amount: str) -> Plan:
    part = c.consequence("Mean", c.on_miss("Mean"), c.credit(c.money(amount)))
    return with_open(c.plan(duties=(c.mean(),), consequences=(part,)), "amount rounding", "no value", "claim")


def test_a_reading_that_is_not_asked_leaves_the_statement() -> None:
    statement, names = under_open(mean_plan("no value"), c.monthly(12, 11))
    assert names == ()
    assert statement is not None
    assert c.states(statement) == {"2026-01": ["met"], "2026-02": ["met"]}


def test_a_reading_that_is_asked_and_changes_nothing_leaves_the_statement() -> None:
    statement, names = under_open(credit_of("5.25"), c.monthly(1, 20), given={"claim": "automatic"})
    assert names == ()
    assert statement is not None
    assert c.amounts(statement)["2026-01"] == [c.money("5.25").quantity.value]
    assert "amount rounding" in statement.readings_asked


def test_a_reading_that_changes_a_state_or_a_sum_is_named() -> None:
    assert under_open(mean_plan("no value"), c.monthly(12))[1] == ("no value",)
    assert under_open(credit_of("5.255"), c.monthly(1, 20), given={"claim": "automatic"})[1] == ("amount rounding",)


def test_readings_that_matter_only_together_or_behind_one_another_are_found() -> None:
    # Whether the credit of February is rounded matters only where a month without a value is missed, and only where it needs no claim.
    statement, names = under_open(credit_of("5.255"), c.monthly(12))
    assert names == ("no value", "claim", "amount rounding")
    assert statement is not None
    assert c.states(statement)["2026-02"] == ["met"]


def test_a_given_reading_is_not_open() -> None:
    given = {"no value": "missed", "claim": "automatic", "amount rounding": "down:1/100"}
    statement, names = under_open(credit_of("5.255"), c.monthly(12), given=given)
    assert names == ()
    assert statement is not None
    assert c.amounts(statement)["2026-02"] == [c.money("5.25").quantity.value]


def test_a_slot_without_a_value_to_try_gives_no_statement() -> None:
    plan = c.plan(duties=(c.mean(),), readings={"no value": None})
    assert under_open(plan, c.monthly(12)) == (None, ("no value",))


def test_many_slots_stay_within_a_bound() -> None:
    slots = [
        Slot(f"unit step/{n}", "?", tuple(Admissible(v, v) for v in ("full", "started", "pro rata"))) for n in range(9)
    ]
    from fractions import Fraction

    from sladsl.model.consequences import Exceeds, Steps, UnitTrigger
    from sladsl.model.quantities import NUMBER, Quantity

    short = Exceeds(c.VALUE, Quantity(Fraction(10), NUMBER), True, c.MONTH)
    trigger = UnitTrigger(Quantity(Fraction(1), NUMBER), Steps.OPEN, short)
    parts = tuple(c.consequence(str(n), trigger, c.credit(10), line=n + 1) for n in range(9))
    plan = c.plan(consequences=parts)
    plan = replace(plan, readings=(*plan.readings, *(Reading(one, None) for one in slots)))
    statement, names = under_open(plan, c.monthly("7.5"), until=date(2026, 1, 31))
    assert statement is not None
    assert names == tuple(f"unit step/{n}" for n in range(9))


def test_a_slot_that_the_plan_does_not_list_is_said_in_the_statement() -> None:
    """Lowering lists every slot that an evaluation can ask; where it has missed one, nothing is taken in silence."""
    of = credit_of("5.255")
    plan = replace(of, readings=tuple(one for one in of.readings if one.slot.name != "amount rounding"))
    statement, names = under_open(plan, c.monthly(1, 20), given={"claim": "automatic"})
    assert names == ()
    assert statement is not None
    assert statement.missing[-1].endswith(
        'The agreement has no such reading; taken: "Amounts are rounded half up to the cent."'
    )
