"""Three values, and a fourth: true, false, pending (a time limit still runs) and undetermined (a record that it needs is absent)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    TRUE = "true"
    FALSE = "false"
    PENDING = "pending"
    UNDETERMINED = "undetermined"


def truth_of(value: bool) -> Truth:
    return Truth.TRUE if value else Truth.FALSE


def every(parts: Iterable[Truth]) -> Truth:
    """False as soon as one is false, whatever the others will be; undetermined stands before pending, which time alone decides."""
    found = Truth.TRUE
    for part in parts:
        if part is Truth.FALSE:
            return part
        if part is Truth.UNDETERMINED or found is Truth.TRUE:
            found = part
    return found


def some(parts: Iterable[Truth]) -> Truth:
    """True as soon as one is true; otherwise as in `every`."""
    return negation(every(negation(part) for part in parts))


def negation(part: Truth) -> Truth:
    match part:
        case Truth.TRUE:
            return Truth.FALSE
        case Truth.FALSE:
            return Truth.TRUE
        case Truth.PENDING | Truth.UNDETERMINED:
            return part
