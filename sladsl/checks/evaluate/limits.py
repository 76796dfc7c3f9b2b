"""Time limits: until when an act is in time, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sladsl.checks.evaluate.scope import Item, Scope
from sladsl.checks.evaluate.truth import Truth
from sladsl.checks.evaluate.world import World
from sladsl.model.moments import Limit
from sladsl.time.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """`until`: the deadline, None where only a start is set. `from_`: the first instant at which an act is in time, None: any.

    `determined` False: it hangs on something that no record shows.
    """

    until: Deadline | None
    from_: int | None = None
    determined: bool = True


def limit_of(limit: Limit, scope: Scope, *, claim: bool = False) -> TimeLimit | None:
    """None: there is no limit (its anchor has no time, its choice no entry). `claim`: the reading "early claim" stands for "early act"."""
    raise NotImplementedError


def deadline(limit: Limit, scope: Scope) -> Deadline | None:
    """The deadline of a limit, where it sets one."""
    raise NotImplementedError


def within(limit: TimeLimit | None, act: int | None, day: date | None, world: World) -> Truth:
    """Whether an act at an instant (or on a day; None: not done) is in time; pending while it can still be done in time at the as-of time."""
    raise NotImplementedError


def due_of(item: Item, field: str, world: World) -> TimeLimit | None:
    """When the act `field` on the row is due: by `Due`, or by an EachRecord duty whose predicate is `Done` with a limit. Empty field: the first found."""
    raise NotImplementedError


def act_of(item: Item, field: str, world: World) -> tuple[int | None, date | None]:
    """The instant of the act in the field, with its date where only that is known."""
    raise NotImplementedError


def lateness(item: Item, field: str, world: World) -> tuple[int, int] | None:
    """(due, until) in instants where the row is late: from the end of its limit to the act or, while it is open, to the as-of time."""
    raise NotImplementedError
