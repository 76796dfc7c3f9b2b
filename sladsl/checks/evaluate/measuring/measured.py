"""The value of a measure, with what is known of how it came about."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate.measuring import evidence
from sladsl.checks.statement import Evidence
from sladsl.model.node import node


@node
class Measured:
    """`value` None: there is none. `determined` False: a record is absent (`absent` names it), and the value means nothing.

    `pending`: rows that still run may change it; then `least` and `most` bound what it can become, where that is known.
    """

    value: Fraction | None
    determined: bool = True
    pending: bool = False
    sources: tuple[evidence.Source, ...] = ()
    absent: tuple[str, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The rows that made it."""
        return evidence.evidence_of(self.sources)


def unknown(absent: tuple[str, ...]) -> Measured:
    """What hangs on records that are absent."""
    return Measured(None, determined=False, absent=absent)


def together(*parts: Measured) -> Measured:
    """What parts have in common but for the value: whether they are determined and pending, their rows."""
    return Measured(
        None,
        all(part.determined for part in parts),
        any(part.pending for part in parts),
        tuple(source for part in parts for source in part.sources),
        tuple(dict.fromkeys(name for part in parts for name in part.absent)),
    )
