"""Where a delay can be counted in two ways: at all hours, or only in those in which the time limit runs that has passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sladsl.model.algebra import Late
from sladsl.model.consequences import ByLateness, UnitTrigger
from sladsl.model.duties import Repeated
from sladsl.model.moments import Length, LengthBasis, Limit
from sladsl.model.quantities import Bound, Dimension, Quantity


def delays_are_open(there: Iterable[object], duties: Iterable[object]) -> bool:
    """Whether hours or minutes of delay are counted in any of the nodes, and a time limit in the duties does not run at all hours."""
    return any(_counts_hours(node) for node in there) and any(
        isinstance(node, Limit | Repeated) and (_pauses(node) or any(_in_hours_of(length) for length in _lengths(node)))
        for node in duties
    )


def _counts_hours(node: object) -> bool:
    match node:
        case UnitTrigger(quantity=ByLateness(), calendar_days=calendar, business_days=business, months=months):
            return not calendar and not business and not months
        case Late(by=by) if by is not None:
            return any(_is_time(bound) for bound in by.bounds)
        case _:
            return False


def _is_time(bound: Bound) -> bool:
    limit = bound.limit
    return not isinstance(limit, Quantity) or (limit.unit.dimension is Dimension.TIME and "day" not in limit.unit.name)


def _pauses(limit: Limit | Repeated) -> bool:
    return isinstance(limit, Limit) and limit.pauses is not None


def _lengths(limit: Limit | Repeated) -> Iterator[Length]:
    if limit.length is not None:
        yield limit.length
    yield from (length for _, length in limit.lengths)


def _in_hours_of(length: Length) -> bool:
    return length.basis is LengthBasis.CALENDAR
