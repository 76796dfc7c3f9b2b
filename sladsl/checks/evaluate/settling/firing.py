"""A firing: one time that a consequence is called for, or may still be."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate.measuring.scope import Bound, Happening, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.statement import Evidence
from sladsl.model.consequences import Consequence
from sladsl.model.node import node
from sladsl.time.windows import Window


@node
class Firing:
    """What follows falls due for `window`. `truth` pending or undetermined: nothing follows yet, and the statement says why.

    `steps`: how often (None: once). `key`: the group and item that are bound, in words, to keep what one led to apart from the other;
    `group`: the group alone. `missed`: the clause whose miss it is.
    """

    consequence: Consequence
    window: Window
    scope: Scope
    truth: Truth = Truth.TRUE
    steps: Fraction | None = None
    group: str = ""
    item: Bound | None = None
    missed: str = ""
    because: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    happened: tuple[Happening, ...] = ()
