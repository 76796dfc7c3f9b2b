"""Points: when something is, as an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sladsl.checks.evaluate.scope import Scope
from sladsl.model.moments import Point, WindowRef
from sladsl.time.windows import Window


@dataclass(frozen=True, slots=True)
class Moment:
    """`instant` None: not (yet). `day`: only the date is known, and `instant` is its start. `at_window_end`: the first instant after a window."""

    instant: int | None
    day: date | None = None
    at_window_end: bool = False
    determined: bool = True


def moment(point: Point, scope: Scope) -> Moment:
    raise NotImplementedError


def instant(point: Point, scope: Scope) -> int | None:
    return moment(point, scope).instant


def window_at(ref: WindowRef, scope: Scope) -> Window | None:
    """The window that the reference means in this scope; None where there is none (before the term's first, or its point has no time)."""
    raise NotImplementedError
