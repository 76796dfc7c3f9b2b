"""Rounding of amounts: to what, and when. Measures are rounded where they are measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.consequences import Amount, DeclaredUnits
from sladsl.model.quantities import Rounding, RoundingMode


def rounding_of(world: World) -> Rounding | None:
    """By the contract's sentence or else by the reading "amount rounding" ("half up:1/100", "none"). None: amounts are not rounded."""
    if world.plan.rounding is not None:
        return world.plan.rounding
    mode, _, step = world.reading("amount rounding").partition(":")
    return None if mode == "none" else Rounding(RoundingMode(mode), Fraction(step))


@dataclass
class Sums:
    """What has fallen due in a month between two parties: exactly, and rounded."""

    _known: dict[tuple[str, str], tuple[Fraction, Fraction]] = field(default_factory=dict)

    def copy(self) -> Sums:
        return Sums(dict(self._known))

    def exact(self, payer: str, payee: str) -> Fraction:
        return self._known.get((payer, payee), (Fraction(0), Fraction(0)))[0]

    def given(self, payer: str, payee: str) -> Fraction:
        return self._known.get((payer, payee), (Fraction(0), Fraction(0)))[1]

    def add(self, payer: str, payee: str, exact: Fraction, given: Fraction) -> None:
        self._known[payer, payee] = (self.exact(payer, payee) + exact, self.given(payer, payee) + given)


def each_step(value: Fraction, amount: Amount, world: World) -> Fraction:
    """The value of a part of a calculation: rounded only where the reading "amount rounded" says so at each step."""
    once = world.once(("rounding", "when"), lambda: world.reading("amount rounded") == "once")
    if once or isinstance(amount, DeclaredUnits):
        return value
    rounding = rounding_of(world)
    return value if rounding is None else rounding.apply(value)
