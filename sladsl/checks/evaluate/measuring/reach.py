"""Whether a window can be settled: it is over, and the records that a node needs reach from its start to its end."""

from __future__ import annotations

from sladsl.checks.evaluate.measuring.coverage import coverage, needed
from sladsl.checks.evaluate.measuring.held import far_holder
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.figures import local_time
from sladsl.checks.reasons import Span, told
from sladsl.time.windows import Window


def readiness(node: object, window: Window, world: World) -> tuple[Truth, str]:
    """True; pending while the window runs; undetermined where a record is absent or does not reach, with the reason."""
    found = coverage(node, window, world)
    if not found.over:
        return Truth.PENDING, told(
            "{span} is not over at {time}", span=Span(window.label), time=local_time(world.as_of, world.zone)
        )
    if found.absent:
        return Truth.UNDETERMINED, told("no records of {names} were given", names=", ".join(found.absent))
    if found.short:
        return Truth.UNDETERMINED, told(
            "the records of {names} end before the end of {span}", names=", ".join(found.short), span=Span(window.label)
        )
    late = [name for name in sorted(needed(node, world)) if _starts_after(name, window, world)]
    if late:
        return Truth.UNDETERMINED, told(
            "the records of {names} start after {span}", names=", ".join(late), span=Span(window.label)
        )
    return Truth.TRUE, ""


def first_instant(record: str, world: World) -> int | None:
    """The earliest time in a record with a cadence; None for other records and for one without rows."""
    return world.once(("reach", "first", record), lambda: _first(record, world))


def _first(name: str, world: World) -> int | None:
    record, table = world.record(name), world.table(name)
    if record is None or table is None or record.cadence is None or not record.belongs:
        return None
    if (holder := far_holder(name, world)) is not None:
        ends = holder.reach(record, world)
        return None if ends is None else ends[0]
    column = table.columns[record.belongs]
    try:
        # Columns of times hold nothing but numbers, and there may be millions.
        first = min(column, default=None)  # type: ignore[type-var]
    except TypeError:
        first = min((value for value in column if isinstance(value, int)), default=None)
    return first if isinstance(first, int) else None


def _starts_after(record: str, window: Window, world: World) -> bool:
    first = None if world.clean else first_instant(record, world)
    return first is not None and first >= window.end
