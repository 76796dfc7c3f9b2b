"""Amounts: what an amount of the contract comes to in a scope, before limits over several of them, and in which words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.explain import length_words, measure_words
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.points import window_at
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.times import stretches_counted
from sladsl.checks.evaluate.measuring.truth import Truth, every
from sladsl.checks.evaluate.settling.fees import fee, fee_here, priced_row, service_named, together
from sladsl.checks.evaluate.settling.rounding import each_step
from sladsl.checks.evaluate.settling.sums import (
    Setting,
    Sum,
    base_of,
    derived,
    for_window,
    sum_of_fees,
    sum_of_money,
    unknown,
    with_amount,
)
from sladsl.checks.evaluate.settling.tables import Hit, look_up
from sladsl.checks.evaluate.settling.told import amount_told
from sladsl.checks.evaluate.settling.units import exceeding, steps_of
from sladsl.checks.reasons import Figure, Span, Told, joined, money, of_quantity, told
from sladsl.model.algebra import Aggregate, NamedMeasure, OfPeriod
from sladsl.model.consequences import (
    AllFees,
    Amount,
    AtLeastAmount,
    DeclaredUnits,
    Exceeds,
    ExtremeAmount,
    Fee,
    FeeDays,
    FeeForPeriod,
    FeeForTime,
    FixedAmount,
    FromTable,
    ItemAmount,
    Less,
    MeasuredAmount,
    NamedAmount,
    ShareOf,
    SumAmount,
    ThatAmount,
    UnitTrigger,
    UpToAmount,
    UpToCount,
)
from sladsl.model.moments import Length, WindowRef
from sladsl.model.quantities import PERCENT, Dimension, Unit

_ALL = told("the fees")


def amount_of(amount: Amount, scope: Scope, setting: Setting) -> Sum:
    """In whole units of the currency, or in the declared unit."""
    if setting.that is None:
        setting = replace(setting, that=base_of(amount))
    found = _amount(amount, scope, setting)
    if found.value is None:
        return found
    value = each_step(found.value, amount, scope.world)
    return found if value is found.value else replace(found, value=value)


def _amount(amount: Amount, scope: Scope, setting: Setting) -> Sum:
    world = scope.world
    match amount:
        case Fee(service=name, window=window, of_group=of_group):
            service = service_named(name, world)
            over = window_at(window, scope)
            if service is None or over is None:
                return unknown(told("the {name} fee", name=name))
            return sum_of_fees(
                fee_here(service, of_group, over, scope), told("the {name} fee", name=name), over, world.plan.currency
            )
        case AllFees(window=window):
            over = window_at(window, scope)
            if over is None:
                return unknown(_ALL)
            said = amount_told(amount, over.stretch, world)
            if said is not None:
                return sum_of_fees(said, _ALL, over, world.plan.currency)
            priced = [service for service in world.plan.services if service.price is not None]
            total = together(fee(service, over.stretch, None, world) for service in priced)
            return unknown(_ALL) if total is None else sum_of_fees(total, _ALL, over, world.plan.currency)
        case FeeForTime(service=name, piece=bound):
            service, piece = service_named(name, world), scope.piece(bound)
            if service is None or piece is None:
                return unknown(told("the {name} fee for the time of {bound}", name=name, bound=bound))
            row = priced_row(service, "", scope)
            known = together(fee(service, stretch, row, world) for stretch in piece.stretches)
            return sum_of_money(
                known, told("the {name} fee for the time of that {bound}", name=name, bound=bound), world.plan.currency
            )
        case FeeForPeriod():
            return _fee_for_period(amount, scope)
        case ItemAmount(record=record, field=field):
            item = scope.item(record)
            table = world.table(item.record) if item is not None else None
            value = table.value(field, item.row) if table is not None and item is not None else None
            known = Fraction(value) if isinstance(value, int | Fraction) else None
            return sum_of_money(known, told("its {name}", name=field), world.plan.currency)
        case NamedAmount(name=name, window=window):
            return _named(name, window, scope, setting)
        case ThatAmount():
            return amount_of(setting.that, scope, setting) if setting.that is not None else unknown(told("that amount"))
        case Less(base=base, name=name):
            return _less(base, name, scope, setting)
        case FixedAmount(quantity=given):
            return Sum(given.value, told("{amount}", amount=of_quantity(given)))
        case ShareOf(ratio=ratio, base=base):
            inner = amount_of(base, scope, setting)
            return derived(inner, lambda value: value * ratio, _share(ratio, inner.words))
        case FromTable(table=table_, base=base):
            inner_setting = replace(setting, that=base) if base is not None else setting
            return _from_cells(look_up(table_, scope, setting.clause, setting.missed), scope, inner_setting)
        case DeclaredUnits(count=count, unit=unit):
            return Sum(count, told("{amount}", amount=Figure(count, Unit(Dimension.UNIT, unit))))
        case FeeDays(length=length, base=base):
            return _fee_days(length, base, scope, setting)
        case MeasuredAmount(base=base, measure=node):
            inner, measured = amount_of(base, scope, setting), measure(node, scope)
            words = measure_words(node)
            if not measured.determined or measured.value is None:
                truth = Truth.TRUE if measured.determined else Truth.UNDETERMINED
                return Sum(None, because=(told("{what} has no value", what=words),), truth=truth)
            factor = measured.value
            by = told("{what} multiplied by {measure} ({count})", what=inner.words, measure=words, count=Figure(factor))
            found_ = derived(inner, lambda value: value * factor, by)
            return replace(found_, evidence=measured.evidence)
        case ExtremeAmount(greater=greater, left=left, right=right):
            a, b = amount_of(left, scope, setting), amount_of(right, scope, setting)
            if a.value is None or b.value is None:
                return b if a.value is not None else a
            chosen, other = (a, b) if (a.value >= b.value) is greater else (b, a)
            form = "{one}, the greater against {other}" if greater else "{one}, the lesser against {other}"
            return replace(chosen, words=told(form, one=chosen.words, other=other.words))
        case SumAmount(left=left, right=right, unit=unit_):
            return _plus(left, right, unit_, scope, setting)
        case UpToAmount(amount=inner_, limit=limit):
            a, b = amount_of(inner_, scope, setting), amount_of(limit, scope, setting)
            if a.value is None or b.value is None or a.value <= b.value:
                return a
            return replace(
                a, value=b.value, words=told("{what}, but not more than {limit}", what=a.words, limit=b.words)
            )
        case AtLeastAmount(amount=inner_, limit=limit):
            a, b = amount_of(inner_, scope, setting), amount_of(limit, scope, setting)
            if not a.value or b.value is None or a.value >= b.value:
                return a
            least = told("{what}, but not less than {limit}", what=a.words, limit=b.words)
            return replace(a, value=b.value, words=least)
        case UpToCount(amount=inner_):
            return amount_of(inner_, scope, setting)
        case _:
            assert_never(amount)


def _fee_for_period(amount: FeeForPeriod, scope: Scope) -> Sum:
    world, over = scope.world, window_at(amount.window, scope)
    service = service_named(amount.service, world)
    if service is None or over is None:
        return unknown(told("the {name} fee", name=amount.service))
    counted = stretches_counted(amount.period, scope.over(over))
    words = told(
        "the {name} fee for {measure} in {span}",
        name=amount.service,
        measure=measure_words(OfPeriod(Aggregate.TOTAL, amount.period)),
        span=Span(over.label),
    )
    if not counted.determined:
        return unknown(words)
    row = priced_row(service, amount.of_group, scope)
    known = together(fee(service, stretch, row, world) for stretch in counted.stretches)
    return replace(sum_of_money(known, words, world.plan.currency), evidence=counted.measured.evidence)


def _named(name: str, window: WindowRef, scope: Scope, setting: Setting) -> Sum:
    world = scope.world
    over = window_at(window, scope)
    if over is None:
        return unknown(name)
    said = amount_told(NamedAmount(name), over.stretch, world)
    if said is not None:
        return sum_of_fees(said, told("the {name}", name=name), over, world.plan.currency)
    form = world.form_value(name)
    if form is not None:
        return sum_of_money(form.value.value if form.value is not None else None, name, world.plan.currency)
    definition = world.definition(name)
    if definition is not None and isinstance(definition.body, Amount):
        inner = amount_of(definition.body, scope.over(over), replace(setting, that=None))
        if inner.value is None:
            return inner
        known = money(inner.value, world.plan.currency)
        return replace(inner, words=with_amount(for_window(told("the {name}", name=name), over), known))
    found = measure(NamedMeasure(name), scope.over(over))
    if not found.determined:
        return unknown(name)
    return replace(sum_of_money(found.value, name, world.plan.currency), evidence=found.evidence)


def _less(base: Amount, name: str, scope: Scope, setting: Setting) -> Sum:
    whole = amount_of(base, scope, setting)
    window = base.window if isinstance(base, Fee | AllFees | NamedAmount) else None
    over = window_at(window, scope) if window is not None else scope.window
    if over is None:
        return unknown(name)
    is_service = service_named(name, scope.world) is not None
    part = amount_of(Fee(name) if is_service else NamedAmount(name), scope.over(over), setting)
    if part.value is None:
        return part
    taken = part.value
    return derived(
        whole, lambda value: value - taken, told("{what}, not counting {part}", what=whole.words, part=part.words)
    )


def _fee_days(length: Length, base: Amount, scope: Scope, setting: Setting) -> Sum:
    inner = amount_of(base, scope, setting)
    window = base.window if isinstance(base, Fee | AllFees) else None
    over = (window_at(window, scope) if window is not None else None) or scope.window
    of = over.days if scope.world.reading("day of fee") == "calendar days" else 30
    said = told(
        "{length} of {what} at {count} days", length=length_words(length), what=inner.words, count=Figure(Fraction(of))
    )
    return derived(inner, lambda value: value * length.amount / of, said)


def _plus(left: Amount, right: Amount, unit: UnitTrigger | None, scope: Scope, setting: Setting) -> Sum:
    a, b = amount_of(left, scope, setting), amount_of(right, scope, setting)
    if a.value is None or b.value is None:
        return b if a.value is not None else a
    if unit is None:
        both = told("{one}, plus {other}", one=a.words, other=b.words)
        return Sum(a.value + b.value, both, a.because + b.because, every((a.truth, b.truth)))
    if not isinstance(unit.quantity, Exceeds):
        raise AssertionError("a sum counts by how much a measure exceeds or falls short")
    found = exceeding(unit.quantity, scope)
    if found.truth in (Truth.PENDING, Truth.UNDETERMINED):
        return Sum(None, because=found.because, truth=found.truth)
    count, said = steps_of(unit, found.value, found.value, scope, setting.clause)
    return Sum(
        a.value + b.value * count,
        told("{one}, plus {other} for each of {steps}", one=a.words, other=b.words, steps=said),
        a.because + b.because + found.because,
        evidence=a.evidence + found.evidence,
    )


def _from_cells(hit: Hit, scope: Scope, setting: Setting) -> Sum:
    if hit.truth is not Truth.TRUE:
        return Sum(None, because=hit.because, truth=hit.truth)
    sums = [(amount_of(cell, scope, setting) if cell is not None else Sum(None), row) for cell, row in hit.cells]
    payable = [(found, row) for found, row in sums if found.value is not None]
    rows = tuple(row for _, row in sums)
    because = (
        (*hit.because, *rows)
        if len(hit.because) != 1 or len(rows) != 1
        else (told("{value}, in {row}", value=hit.because[0], row=rows[0]),)
    )
    blocked = next((found for found, _ in sums if found.truth is not Truth.TRUE), None)
    if blocked is not None:
        return replace(blocked, because=because + blocked.because)
    if not payable:
        return Sum(None, because=because, evidence=hit.evidence)
    ordered = sorted(payable, key=lambda one: one[0].value or 0)
    chosen = payable if hit.among == "add up" else [ordered[-1] if hit.among == "higher" else ordered[0]]
    return Sum(
        sum((found.value for found, _ in chosen if found.value is not None), Fraction(0)),
        joined(tuple(found.words for found, _ in chosen), "{one} plus {other}"),
        because + tuple(reason for found, _ in chosen for reason in found.because),
        evidence=hit.evidence + tuple(one for found, _ in chosen for one in found.evidence),
    )


def _share(ratio: Fraction, words: str) -> Told:
    if ratio > 1 and ratio.denominator == 1:
        return told("{count} times {what}", count=Figure(ratio), what=words)
    return told("{share} of {what}", share=Figure(ratio, PERCENT), what=words)
