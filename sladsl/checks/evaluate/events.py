"""The world of a worked example: clean, but for its events."""

from __future__ import annotations

from sladsl.checks.evaluate.world import World
from sladsl.checks.plan import Plan
from sladsl.model.readings import Readings
from sladsl.model.worked import Event


def world_of(plan: Plan, events: tuple[Event, ...], readings: Readings, as_of: int) -> World:
    """Rows are made from `RowEvent`s, with the rows to which they refer; samples and measures are given as they stand; every other record is empty and in order."""
    raise NotImplementedError
