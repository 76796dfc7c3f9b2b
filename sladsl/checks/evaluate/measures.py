"""Measures: the value of a measure in a scope."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.evaluate.scope import Scope
from sladsl.checks.statement import Evidence
from sladsl.model.algebra import Measure


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` None: there is none. `determined` False: a record is absent (`absent` names it), and the value means nothing.

    `pending`: rows that still run may change it; then `least` and `most` bound what it can become, where that is known.
    """

    value: Fraction | None
    determined: bool = True
    pending: bool = False
    evidence: tuple[Evidence, ...] = ()
    absent: tuple[str, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None


def measure(node: Measure, scope: Scope) -> Measured:
    """The value in the base of its dimension: ratio, seconds, money, number. A value given by a worked example stands for any computed one."""
    raise NotImplementedError
