"""Service lives: from when to when a row counts."""

from __future__ import annotations

from datetime import date

from sladsl.checks.evaluate.measuring import clock, columns
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.records.table import OPEN_END, Value
from sladsl.time.dates import ONE_DAY
from sladsl.time.stretches import Stretch
from sladsl.time.windows import Window
from sladsl.time.zones import start_of_day

_ALWAYS = (-OPEN_END, OPEN_END)


def life_of(record: str, key: str, world: World) -> Stretch:
    """From the start of the first day in service to the end of the last, of the row with this key."""
    table = world.table(record)
    row = table.rows_by_key.get(key) if table is not None else None
    return _ALWAYS if row is None else life_of_item(Item(record, row), world)


def life_of_item(item: Item, world: World) -> Stretch:
    """`ServiceLife`: both days included. Without a life it is always in service; without an end, for good."""
    life = next((life for life in world.plan.lives if life.record == item.record), None)
    table = world.table(item.record)
    if life is None or table is None:
        return _ALWAYS
    start = columns.instant_of_value(table.value(life.start, item.row), world.zone) if life.start else None
    end = _end_of(table.value(life.end, item.row), world) if life.end else None
    return _ALWAYS[0] if start is None else start, _ALWAYS[1] if end is None else end


def _end_of(value: Value, world: World) -> int | None:
    if isinstance(value, date):
        return start_of_day(value + ONE_DAY, world.zone)
    return columns.instant_of_value(value, world.zone)


def in_service(item: Item, window: Window, world: World) -> Window | None:
    """The window as it counts for a row that is in service in only a part of it, by the reading "group part"; None: not at all."""
    start, end = life_of_item(item, world)
    if start <= window.start and end >= window.end:
        return window
    if end <= window.start or start >= window.end:
        return None
    match world.reading("group part", item.record):
        case "part":
            return clock.cut(window, start, end, world)
        case "whole":
            return window
        case "left out":
            return None
        case other:
            raise ValueError(f"no reading of group part: {other}")


def groups_in_service(scope: Scope) -> Scope | None:
    """The scope, its window cut to the time in which all groups that are bound are in service; None: it does not count."""
    for name in sorted(scope.focus):
        one = scope.bound.get(name)
        if isinstance(one, Item):
            window = in_service(one, scope.window, scope.world)
            if window is None:
                return None
            scope = scope.over(window)
    return scope
