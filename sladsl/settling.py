"""From a checked agreement and its records to the statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from sladsl.ambiguity.left_open import Point, by_name
from sladsl.checks.combinations import Amounts, Asked, amounts_of, try_all
from sladsl.checks.engines.choosing import Choice
from sladsl.checks.engines.names import Engine, EngineMissing
from sladsl.checks.evaluate.exhibits import Exhibits, exhibits
from sladsl.checks.evaluate.flaws import flaws_of
from sladsl.checks.evaluate.measuring.held import Refused, without_far
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.open import Usual, settle_under_open, trials
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.compiler import Checked
from sladsl.findings import Finding, OfferedReading, Severity, error, has_errors, in_order
from sladsl.model.algebra import IsAgreed, NamedMeasure
from sladsl.model.consequences import Consequence, NamedAmount
from sladsl.model.duties import Duty
from sladsl.model.moments import Limit
from sladsl.model.node import nodes
from sladsl.model.quantities import Bound
from sladsl.model.readings import Readings
from sladsl.model.slots import slot as slot_of
from sladsl.questions import READ_WITH_THE_TEXT, plan_under
from sladsl.questions.ranges import with_ranges
from sladsl.records.fingerprint import Fingerprint, fingerprints
from sladsl.records.folder import look_into
from sladsl.records.read import read_records
from sladsl.records.set_aside import SetAside
from sladsl.records.table import Records

Told: TypeAlias = Callable[[str], None]
"""Who wants to know is told as each step of long work begins."""

STEPS = 3
"""Of a settlement, as it tells them."""


def silent(step: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Basis:
    """From what a statement was made: the plan (under the answers to points left open under which the least is due), the records, the
    readings that were given, and the days that were asked for."""

    plan: Plan
    records: Records
    readings: Mapping[str, str]
    last: date | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Settled:
    """The statement (None where a finding is an error), all findings of text, records and readings, and the rows that were set aside."""

    checked: Checked
    statement: Statement | None
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    basis: Basis | None = None


def exhibits_of(settled: Settled) -> Exhibits:
    """What the statement rests on: the time behind its measures, its ledgers, earlier months, deadlines."""
    basis, statement = settled.basis, settled.statement
    assert basis is not None
    assert statement is not None
    readings = Usual(basis.plan.readings, basis.readings)
    # What is drawn moment by moment is drawn of rows that are here.
    records = without_far(basis.records)
    return exhibits(basis.plan, records, readings, statement, last=basis.last, as_of=basis.as_of)


def settle(
    checked: Checked,
    folder: Path,
    *,
    first: date | None,
    last: date | None,
    as_of: date | None,
    readings: Mapping[str, str],
    set_aside: bool,
    engine: Engine = Engine.AUTO,
    spark_master: str = "local[*]",
    tell: Told = silent,
) -> Settled:
    """The statement of the months from `first` to `last` as known at the end of the day `as_of`. Both None: all that are over and covered.
    Whichever engine measures the records, it is the same."""
    plan = checked.plan
    if plan is None or has_errors(checked.findings):
        return Settled(checked, None, checked.findings)
    # What was left open until a day is open without consent for what is settled after it.
    in_force = tuple(point for point in checked.left_open if as_of is None or as_of <= point.left.until)
    points = tuple(point for point in in_force if point.slot.name not in readings)
    unknown = [*unknown_readings(plan, readings), *_not_agreed(plan), *_loose(checked, in_force)]
    unknown += [_open(plan, name) for name in sorted(_of_the_text(plan) - readings.keys() - by_name(in_force).keys())]
    refused = unknown or _outside_the_term(plan, readings, first, last)
    if refused:
        return Settled(checked, None, in_order((*checked.findings, *refused)))
    told = {name: value for name, value in readings.items() if name in _of_the_text(plan)}
    plan = plan_under(checked, told) if told else plan
    choice = Choice(engine, spark_master)

    def run(records: Records) -> tuple[Statement | None, tuple[str, ...], Basis]:
        tell("Settling")
        under = plan
        if points:
            statement, disputed, under = _in_a_range(checked, points, records, readings, told, (first, last, as_of))
        else:
            statement, disputed = settle_under_open(plan, records, readings, first=first, last=last, as_of=as_of)
        if statement is not None and not disputed:
            tell("Looking for what is unusual in the records")
            flaws = flaws_of(under, records, readings, statement, last=last, as_of=as_of)
            statement = replace(statement, flaws=flaws)
        return statement, disputed, Basis(under, records, readings, last, as_of)

    while True:
        tell("Reading the records")
        far = choice.far(look_into(folder, plan.records)[0], plan)
        records, faults = read_records(folder, plan.records, plan.zone, plan.currency, set_aside=set_aside, apart=far)
        if has_errors(faults):
            return Settled(checked, None, in_order((*checked.findings, *faults)))
        try:
            statement, disputed, basis = choice.settle(plan, records, far, run)
            break
        except EngineMissing as reason:
            return Settled(checked, None, in_order((*checked.findings, *faults, error("S013", str(reason), None))))
        except Refused as reason:
            if not choice.give_up(reason):
                return Settled(checked, None, in_order((*checked.findings, *faults, choice.refusal(reason))))
    findings = in_order((*checked.findings, *faults, *choice.told(), *(_open(plan, name) for name in disputed)))
    kept = None if disputed else statement
    return Settled(checked, kept, findings, records.rows_set_aside, fingerprints(folder, plan.records), basis)


def _in_a_range(
    checked: Checked,
    points: tuple[Point, ...],
    records: Records,
    given: Mapping[str, str],
    told: Mapping[str, str],
    days: tuple[date | None, date | None, date | None],
) -> tuple[Statement | None, tuple[str, ...], Plan]:
    """The statement under the answers to the points left open under which the least is due, with what hangs on them, and the plan under
    those answers; or None, and the names of other readings on which it hangs. `told`: answers that decide what a sentence means."""
    first, last, as_of = days
    disputed: list[str] = []
    statements: dict[tuple[tuple[str, str], ...], Statement] = {}

    def run(answers: Mapping[str, str]) -> Amounts:
        plan = plan_under(checked, {**told, **answers})
        statement, others = settle_under_open(plan, records, given, first=first, last=last, as_of=as_of)
        disputed.extend(name for name in others if name not in disputed)
        if statement is None:
            return {}
        statements[tuple(answers.items())] = statement
        return amounts_of(statement)

    asked = [Asked(p.slot.name, tuple(a.value for a in p.slot.admissible), p.clause) for p in points]
    tried = try_all(asked, run)
    if disputed or not statements:
        return None, tuple(disputed), plan_under(checked, {})
    _, least = tried.lowest(lambda amounts: sum(amounts.values(), Fraction(0)))
    answers = {one.name: one.values[0] for one in asked} | dict(least)
    key = tuple(answers.items())
    if key not in statements:
        run(answers)
    return with_ranges(statements[key], points, tried), (), plan_under(checked, {**told, **answers})


def _of_the_text(plan: Plan) -> set[str]:
    """Open readings that decide what a sentence means: nothing can be counted before they are told."""
    return {r.slot.name for r in plan.readings if r.value is None and r.slot.name in READ_WITH_THE_TEXT}


def _open(plan: Plan, name: str) -> Finding:
    """A reading that the agreement leaves open and on which the amounts hang."""
    slot = next((r.slot for r in plan.readings if r.slot.name == name), None) or slot_of(name)
    return Finding(
        "S001",
        Severity.ERROR,
        f"{slot.question} The agreement leaves it open, and the statement hangs on it",
        None,
        hint=f"Add one of the sentences to the Interpretation part, or settle with --reading '{name}=…'.",
        readings=tuple(OfferedReading(a.value, a.sentence) for a in slot.admissible),
    )


def _loose(checked: Checked, points: tuple[Point, ...]) -> list[Finding]:
    """What the text says loosely has no amount before the words are chosen, unless the parties leave them open on purpose."""
    left = by_name(points)
    return [
        error(
            "S007", f"{one.question} Nothing can be settled before the words are chosen", one.place, clause=one.clause
        )
        for one in (checked.agreement.wordings if checked.agreement is not None else ())
        if one.name not in left
    ]


def _outside_the_term(plan: Plan, given: Mapping[str, str], first: date | None, last: date | None) -> list[Finding]:
    """No day that is asked for lies in the term, whatever the readings say of its end."""
    terms, _ = trials(plan, Readings(plan.readings, given), lambda trial: World(plan, Records(), trial, 0).term)
    inside = any((last is None or term.first <= last) and (first is None or first <= term.last) for term in terms)
    if inside:
        return []
    term = terms[0]
    end = f" and ends on {term.last.isoformat()}" if first is not None and first > term.last else ""
    begins = f"which begins on {term.first.isoformat()}{end}"
    message = f"the days that are asked for lie outside the term of the agreement, {begins}"
    return [error("S006", message, None, hint="Ask for a month of the term.")]


def _not_agreed(plan: Plan) -> list[Finding]:
    """Order-form values without a value on which a duty or an amount hangs, and not only where they are agreed."""
    missing = {value.name: value.place for value in plan.form_values if value.value is None}
    found: dict[str, Finding] = {}
    if_agreed = {duty.clause: {c.name for c in duty.only_if if isinstance(c, IsAgreed)} for duty in plan.duties}
    settled: tuple[Duty | Consequence, ...] = (*plan.duties, *plan.consequences)
    for one in settled:
        for node in nodes(one):
            name = (
                node.limit
                if isinstance(node, Bound)
                else getattr(node, "agreed" if isinstance(node, Limit) else "name", None)
            )
            known = isinstance(node, Bound | NamedMeasure | NamedAmount | Limit) and name in missing
            if known and isinstance(name, str) and name not in if_agreed.get(one.clause, set()):
                message = f"{name} is to be agreed, and clause {one.clause} cannot be settled without it"
                found[name] = error("S005", message, missing[name], hint=f"Give it: --set '{name}=…'.")
    return list(found.values())


def unknown_readings(plan: Plan, given: Mapping[str, str]) -> list[Finding]:
    found = []
    slots = {r.slot.name: r.slot for r in plan.readings}
    for name, value in given.items():
        if name not in slots:
            known = ", ".join(sorted(slots))
            found.append(error("S002", f'the agreement has no reading "{name}"', None, hint=f"It has: {known}."))
        elif value.partition(":")[0] not in {a.value.partition(":")[0] for a in slots[name].admissible}:
            known = ", ".join(a.value for a in slots[name].admissible)
            found.append(
                error("S003", f'"{value}" is no value of the reading "{name}"', None, hint=f"It can be: {known}.")
            )
    return found
