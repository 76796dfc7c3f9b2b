"""Periods: the pieces of a period, and the moments that they cover."""

from __future__ import annotations

from sladsl.checks.evaluate.scope import Piece, Scope
from sladsl.model.algebra import Period
from sladsl.time.stretches import Stretches


def pieces(period: Period, scope: Scope) -> tuple[Piece, ...]:
    """The pieces that touch the supplied window, whole (not cut at the window), by start. An open piece runs to the window's end."""
    raise NotImplementedError


def clipped(period: Period, scope: Scope) -> tuple[Piece, ...]:
    """The pieces as they count in the supplied window by the reading "straddling": their parts within it, or whole in the window in which they start or end."""
    raise NotImplementedError


def stretches(period: Period, scope: Scope) -> Stretches:
    """The moments within the supplied window, merged."""
    raise NotImplementedError
