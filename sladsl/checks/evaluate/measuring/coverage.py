"""Coverage: whether a window is over, and whether the records that a node needs reach to its end."""

from __future__ import annotations

from sladsl.checks.evaluate.measuring import samples
from sladsl.checks.evaluate.measuring.lives import in_service as in_service
from sladsl.checks.evaluate.measuring.lives import life_of as life_of
from sladsl.checks.evaluate.measuring.lives import life_of_item as life_of_item
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.node import node
from sladsl.time.windows import Window


@node
class Coverage:
    """`over`: the window has ended at the as-of time. `absent`: needed records that nobody gave. `short`: needed records that end before the window."""

    over: bool
    absent: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        return self.over and not self.absent and not self.short


def needed(node: object, world: World) -> frozenset[str]:
    """The names of the records that a node of the plan reads, through definitions."""
    return needs(node, world).records


def coverage(node: object, window: Window, world: World) -> Coverage:
    """Of a node (a duty, a measure, a condition, a tuple of them) in a window."""
    absent: list[str] = []
    short: list[str] = []
    for record in sorted(needed(node, world)):
        until = covered_until(record, world)
        if until is None:
            absent.append(record)
        elif until < window.end and until < world.as_of:
            short.append(record)
    return Coverage(window.end <= world.as_of, tuple(absent), tuple(short))


def covered_until(record: str, world: World) -> int | None:
    """Sampled records reach to the end of the slot of their last row, others to the as-of time; None for an absent record."""
    of = world.record(record)
    if of is None or world.table(record) is None:
        return None
    if of.cadence is None or world.clean or world.quiet:
        return world.as_of
    return world.once(("coverage", record), lambda: _last_slot(record, world))


def _last_slot(record: str, world: World) -> int:
    of = world.record(record)
    found = samples.samples_of(of, world) if of else None
    ends = [stream.slots[-1] + found.step for stream in found.streams if stream.slots] if found else []
    return max(ends, default=0)
