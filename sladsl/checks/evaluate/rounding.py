"""Rounding of amounts: to what, and when. Measures are rounded where they are measured."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate.world import World
from sladsl.model.consequences import Amount, DeclaredUnits
from sladsl.model.quantities import Rounding, RoundingMode


def rounding_of(world: World) -> Rounding | None:
    """By the contract's sentence or else by the reading "amount rounding" ("half up:1/100", "none"). None: amounts are not rounded."""
    if world.plan.rounding is not None:
        return world.plan.rounding
    mode, _, step = world.reading("amount rounding").partition(":")
    return None if mode == "none" else Rounding(RoundingMode(mode), Fraction(step))


def each_step(value: Fraction, amount: Amount, world: World) -> Fraction:
    """The value of a part of a calculation: rounded only where the reading "amount rounded" says so at each step."""
    once = world.once(("rounding", "when"), lambda: world.reading("amount rounded") == "once")
    if once or isinstance(amount, DeclaredUnits):
        return value
    rounding = rounding_of(world)
    return value if rounding is None else rounding.apply(value)
