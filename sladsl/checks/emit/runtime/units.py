"""For each unit: each step of a quantity, of a length, of a delay or of what is left over, and each unit that was incurred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from sladsl.checks.emit.runtime.acts import days_late, earliness, lateness
from sladsl.checks.emit.runtime.amounts import steps_in, steps_meant
from sladsl.checks.emit.runtime.answers import Undecided
from sladsl.checks.emit.runtime.clock import SECOND
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.numbers import exact
from sladsl.checks.emit.runtime.occasions import each_of
from sladsl.checks.emit.runtime.results import each_window
from sladsl.checks.emit.runtime.rows import Items, Piece, label
from sladsl.checks.emit.runtime.stretches import length_of
from sladsl.checks.emit.runtime.world import Scope


def each_unit(
    s: Scope,
    spec: Spec,
    quantity: Callable[[Scope], Fraction | None],
    size: Fraction,
    steps: str,
    group: Callable[[Scope], Items] | None = None,
    name: str = "",
    band: tuple[int, int] = (0, 0),
) -> Iterator[Scope]:
    """For each step of a quantity, in each window, for each member of the group."""
    for at in each_window(s, spec, group, name):
        try:
            count = steps_in(at, quantity(at), size, steps, band)
        except Undecided as undecided:
            s.world.settled.note(undecided.why)
            continue
        if count:
            yield replace(at, count=count, because=(f"{exact(count)} times",))


def each_unit_of(
    s: Scope, name: str, items: Callable[[Scope], Items], size: Fraction, steps: str, band: tuple[int, int] = (0, 0)
) -> Iterator[Scope]:
    """For each step of the length of each piece, or of that which stands in a row."""
    for at in each_of(s, name, items):
        count = steps_in(at, _length_of(at), size, steps, band)
        if count:
            yield replace(at, count=count, because=(*at.because, f"{exact(count)} times"))


def _length_of(s: Scope) -> Fraction | None:
    """Seconds: of a piece, as a whole; of a row, by its first field that holds a length or periods."""
    if isinstance(s.it, Piece):
        return Fraction(s.it.length, SECOND)
    row = s.row()
    spec = s.world.contract.record(row.record) if row is not None else None
    for field in spec.fields if row is not None and spec is not None else ():
        value = row.values.get(field.name) if row is not None else None
        if field.kind == "duration" and value is not None:
            return Fraction(value)
        if field.kind == "periods" and value is not None:
            return Fraction(length_of(value), SECOND)
    return None


def each_unit_late(
    s: Scope,
    name: str,
    items: Callable[[Scope], Items],
    size: Fraction,
    steps: str,
    calendar_days: bool = False,
    business_days: bool = False,
    months: bool = False,
    early: bool = False,
    clause: str = "",
    band: tuple[int, int] = (0, 0),
) -> Iterator[Scope]:
    """For each step of the time by which each row, or each document that is due, is late or `early`."""
    for at in each_of(s, name, items):
        found = earliness(at, name, clause=clause) if early else lateness(at, name, clause=clause)
        if found is None:
            continue
        if isinstance(found.stands, str):
            s.world.settled.note(f"whether the duty on {label(at.it)} stands is {found.stands}")
            continue
        if calendar_days or business_days or months:
            kind = steps_meant(at, steps)
            begun, passed, parts = days_late(at, found, business_days, months)
            counted = begun if kind == "started" else parts if kind == "pro rata" else passed
            count = steps_in(at, Fraction(counted), size, kind, band)
        else:
            count = steps_in(at, Fraction(found.counted, SECOND), size, steps, band)
        if count:
            yield replace(
                at,
                count=count,
                because=(*at.because, f"counts {exact(count)} times, as it is {'early' if early else 'late'}"),
            )


def each_unit_of_ledger(
    s: Scope, ledger: str, size: Fraction, steps: str, overused: bool = False, band: tuple[int, int] = (0, 0)
) -> Iterator[Scope]:
    """For each step of what lapses, or is not set off, in the settled window; `overused`: of what is used beyond the allowance and what was
    carried over."""
    if overused:
        for amount, scope in s.world.settled.overused(ledger, s):
            count = steps_in(s, amount, size, steps, band)
            if count:
                yield replace(
                    s, window=scope.window, count=count, because=(f"{exact(amount)} used beyond the allowance",)
                )
        return
    for amount, origin, scope in s.world.settled.lapsed(ledger, s):
        count = steps_in(s, amount, size, steps, band)
        if count:
            yield replace(
                s, bound=scope.bound, groups=scope.groups, count=count, because=(f"{ledger} of {origin} lapses",)
            )


def each_declared(s: Scope, unit: str, spec: Spec, after: int = 0) -> Iterator[Scope]:
    """For each unit (a Point) that was incurred in the window, beyond the first so many."""
    for at in each_window(s, spec):
        count = max(Fraction(0), s.world.settled.points_in(unit, at) - after)
        if count:
            yield replace(at, count=count, because=(f"{exact(count)} {unit}",))
