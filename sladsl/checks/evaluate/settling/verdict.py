"""What became of one duty in one window."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.scope import Bound, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.statement import Evidence, State
from sladsl.model.duties import Duty
from sladsl.model.node import node
from sladsl.model.quantities import Comparison, Unit
from sladsl.time.windows import Window


@node
class Verdict:
    """One duty in one window for one group or row. `scope` has them bound; `item` is the row or piece of a duty on each of them."""

    duty: Duty
    window: Window
    scope: Scope
    state: State
    group: str = ""
    item: Bound | None = None
    measure: str = ""
    value: Fraction | None = None
    unit: Unit | None = None
    comparison: Comparison | None = None
    target: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()


def state_of(found: Truth) -> State:
    match found:
        case Truth.TRUE:
            return State.MET
        case Truth.FALSE:
            return State.MISSED
        case Truth.PENDING:
            return State.PENDING
        case Truth.UNDETERMINED:
            return State.UNDETERMINED
        case _:
            assert_never(found)
