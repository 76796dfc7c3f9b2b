"""What the names of the contract mean in a scope: definitions, values that are agreed or told, rows to which others refer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.answers import PENDING, UNDETERMINED, Undecided
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import Definition
from sladsl.checks.emit.runtime.rows import Piece, key_of, label
from sladsl.checks.emit.runtime.world import Scope


def the(s: Scope, name: str) -> Any:
    """What the definition of this name means here: a value, pieces, rows or an amount; or an order-form value."""
    definition: Definition | None = s.world.contract.definitions.get(name)
    if definition is None or is_agreed(s, name):
        return s.world.agreed[name]
    if definition.kind == "measure":
        given = given_value(s, name, definition.total)
        if given is not None:
            return given
        if s.window.end > s.world.now:
            raise Undecided(PENDING, f"{name}: the time has not run out")
    if definition.kind in ("period", "selection") and s.outside:
        s = s.leaving_out(())
    if definition.on_dues and s.world.settled.asking():
        return _named(definition, name, s)  # what excuses a duty is worked out: what stands here is not the last word
    window = s.window if definition.varies else None
    return s.world.remembered(("the", name, window, s.key(definition.uses)), lambda: _named(definition, name, s))


def _named(definition: Definition, name: str, s: Scope) -> Any:
    meant = definition.meaning(s)
    return [replace(piece, name=name) for piece in meant] if definition.kind == "period" else meant


def given_value(s: Scope, name: str, total: bool = False) -> Fraction | None:
    """The value that a worked example gives a measure in this window, if it does; of a `total` the sum of what it gives within it."""
    if not s.world.given:
        return None
    window = s.whole or s.window
    window = s.world.almanac.in_term(window) or window

    def told(start: int, end: int) -> Fraction | None:
        here = s.world.given.get((name, start, end), ())
        return next((value for bound, value in here if all(key_of(s.item(k)) == key for k, key in bound.items())), None)

    whole = told(window.start, window.end)
    if whole is not None or not total:
        return whole
    within = ((a, b) for of, a, b in s.world.given if of == name and window.start <= a and b <= window.end)
    parts = [part for a, b in within if (part := told(a, b)) is not None]
    return sum(parts, Fraction(0)) if parts else None


def is_agreed(s: Scope, name: str) -> bool:
    return s.world.agreed.get(name) is not None


def agreed_value(s: Scope, name: str) -> Fraction:
    value = s.world.agreed.get(name)
    if value is None:
        raise Undecided(UNDETERMINED, f"{name} is not agreed")
    return value


def of(s: Scope, name: str, via: tuple[str, str] | None = None) -> Scope:
    """ "of that Circuit", "of its Backup Port": the same scope, with the row bound to which the field of the bound row refers."""
    if via is None:
        item = s.item(name)
        return s if item is None or name in s.bound else s.bind(name, item)
    row = s.row(via[0])
    spec = s.world.contract.record(row.record) if row is not None else None
    field = spec.field(via[1]) if spec is not None else None
    if row is None or field is None:
        return s
    other = s.world.row(field.record, row.values.get(via[1]) or "")
    if other is None:
        raise Undecided(UNDETERMINED, f"{label(row)} has no {via[1]}")
    return replace(s.bind(name, other), groups=s.groups)


def along(s: Scope, name: str) -> Scope:
    """A measure of a stretch of time that is bound ("Affected Share of that Outage") is measured over it."""
    item = s.bound.get(name)
    if not isinstance(item, Piece) or item.start == item.end:
        return s
    return replace(s, window=Window(item.start, item.end), whole=None)


def not_covered(s: Scope, records: tuple[str, ...]) -> str:
    """Which of the records is absent, or sampled and does not reach over the window. Where values are given, none is asked for."""
    if s.world.given:
        return ""
    for record in records:
        if s.world.rows.get(record) is None:
            return f"there is no file of {record}"
        if record in s.world.reach and s.world.reach[record] < s.window.end:
            return f"the records of {record} end before the window"
        if record in s.world.reach and s.world.first.get(record, 0) >= s.window.end:
            return f"the records of {record} start after the window"
    return ""
