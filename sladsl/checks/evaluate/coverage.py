"""Coverage: whether a window is over, and whether the records that a node needs reach to its end."""

from __future__ import annotations

from dataclasses import dataclass

from sladsl.checks.evaluate.world import World
from sladsl.time.windows import Window


@dataclass(frozen=True, slots=True)
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
    raise NotImplementedError


def coverage(node: object, window: Window, world: World) -> Coverage:
    raise NotImplementedError


def covered_until(record: str, world: World) -> int | None:
    """Sampled records reach to the end of the slot of their last row, others to the as-of time; None for an absent record."""
    raise NotImplementedError
