"""Fees: what a service costs for a stretch of time, in proportion to days where it is not supplied for the whole of a window.

The fee of a window of the price ("a month") is spread evenly over its days; a stretch that is not made of whole local days, such as
the length of an Outage, takes its share of the elapsed time instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sladsl.checks.evaluate.measuring.clock import kind_of
from sladsl.checks.evaluate.measuring.coverage import life_of_item
from sladsl.checks.evaluate.measuring.points import belonging
from sladsl.checks.evaluate.measuring.restricting import candidates
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.things import referred
from sladsl.checks.evaluate.settling.told import amount_told
from sladsl.checks.plan import Service
from sladsl.model.consequences import Fee
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.time.stretches import Stretch
from sladsl.time.windows import Window, windows_between
from sladsl.time.zones import date_of, start_of_day


def fee(service: Service, stretch: Stretch, item: Item | None, world: World) -> Fraction | None:
    """For the row `item` of a service priced by row, or for all its rows together; None where the agreement states no price."""
    said = amount_told(Fee(service.name), stretch, world) if world.told_amounts else None
    if said is not None:
        return said
    if service.price is None:
        return None
    if service.unit is None:
        return _once(service.price.value, service.each, stretch, item, world)
    if not service.each or item is not None:
        return world.once(("fees", service.name, stretch, item), lambda: _fee(service, stretch, item, world))
    table = world.table(service.each)
    if table is None:
        return None
    rows = (_fee(service, stretch, Item(service.each, row), world) for row in range(len(table)))
    return sum(rows, Fraction(0))


def _once(price: Fraction, each: str, stretch: Stretch, item: Item | None, world: World) -> Fraction | None:
    """A price that is due once: that of a row, of the rows that belong to the stretch or, without rows, at the start of the term."""
    if item is not None:
        return price
    start, end = max(stretch[0], world.term.start), min(stretch[1], world.term.end)
    if not each:
        return price if start <= world.term.start < end else Fraction(0)
    table = world.table(each)
    if table is None:
        return None
    times = (belonging(Item(each, row), world) for row in range(len(table)))
    return price * sum(at is not None and start <= at < end for at in times)


def service_named(name: str, world: World) -> Service | None:
    return next((service for service in world.plan.services if service.name == name), None)


def priced_row(service: Service, of_group: str, scope: Scope) -> Item | None:
    """The row for which the fee is asked: of the record that the price names the one that is bound, or to which what is bound refers."""
    name = of_group or service.each
    return (scope.item(name) or referred(name, scope)) if name and service.each else None


def fee_here(service: Service, of_group: str, window: Window, scope: Scope) -> Fraction | None:
    """The fee in a scope: of the bound row, or of the rows of the bound group (the Instances of a Region), where the price is for each."""
    row, world = priced_row(service, of_group, scope), scope.world
    if row is None or row.record == service.each:
        return fee(service, window.stretch, row, world)
    record = world.record(service.each)
    _, rows, _ = candidates(record, [], scope.bind(row.record, row)) if record is not None else (None, (), None)
    items = [Item(service.each, one) for one in rows]
    if service.unit is None:
        times = ((one, belonging(one, world)) for one in items)
        items = [one for one, at in times if at is not None and window.start <= at < window.end]
    return together(fee(service, window.stretch, one, world) for one in items)


def together(parts: Iterable[Fraction | None]) -> Fraction | None:
    """The sum of amounts; None where one of them is not known."""
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _fee(service: Service, stretch: Stretch, item: Item | None, world: World) -> Fraction:
    assert service.price is not None
    assert service.unit is not None
    spec = WindowSpec(service.unit)
    total = Fraction(0)
    for window in windows_between(kind_of(spec, world), *stretch, world.zone, whole=False):
        paid = _supplied(window, item, world)
        start, end = max(paid[0], stretch[0]), min(paid[1], stretch[1])
        if start < end:
            said = amount_told(Fee(service.name), window.stretch, world) if world.told_amounts else None
            price = service.price.value if said is None else said
            total += price * _share((start, end), window, service.unit, world)
    return total


def _supplied(window: Window, item: Item | None, world: World) -> Stretch:
    """The part of a window of the price for which it is due."""
    part = _cut(window.stretch, world.term.stretch, "partial window", "", world)
    if item is None:
        return part
    return _cut(part, life_of_item(item, world), "group part", item.record, world)


def _cut(whole: Stretch, by: Stretch, slot: str, subject: str, world: World) -> Stretch:
    start, end = max(whole[0], by[0]), min(whole[1], by[1])
    if start >= end or (start, end) == whole:
        return start, end
    match world.reading(slot, subject) if subject else world.reading(slot):
        case "part":
            return start, end
        case "whole":
            return whole
        case _:
            return whole[0], whole[0]


def _share(part: Stretch, window: Window, unit: WindowUnit, world: World) -> Fraction:
    if part == window.stretch:
        return Fraction(1)
    if unit in (WindowUnit.QUARTER, WindowUnit.YEAR):
        months = tuple(
            windows_between(kind_of(WindowSpec(WindowUnit.MONTH), world), *window.stretch, world.zone, whole=True)
        )
        inside = [month for month in months if part[0] <= month.start and month.end <= part[1]]
        if _tile(months, window.stretch) and _tile(tuple(inside), part):
            return Fraction(len(inside), len(months))
    days, of = _days(part, world), _days(window.stretch, world)
    if days is not None and of:
        return Fraction(days, of)
    return Fraction(part[1] - part[0], window.length)


def _tile(windows: tuple[Window, ...], stretch: Stretch) -> bool:
    return bool(windows) and windows[0].start == stretch[0] and windows[-1].end == stretch[1]


def _days(stretch: Stretch, world: World) -> int | None:
    """The number of days where the stretch is made of whole ones."""
    first, after = date_of(stretch[0], world.zone), date_of(stretch[1], world.zone)
    if start_of_day(first, world.zone) != stretch[0] or start_of_day(after, world.zone) != stretch[1]:
        return None
    return (after - first).days
