"""Measures: a value for the supplied window and what is bound, or None where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm

from sladsl.checks.emit.runtime.answers import UNDEFINED, Answer
from sladsl.checks.emit.runtime.clock import DAY, SECOND, Window
from sladsl.checks.emit.runtime.comparing import in_
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.limits import in_microseconds
from sladsl.checks.emit.runtime.lives import groups_in_service
from sladsl.checks.emit.runtime.numbers import quantity_of
from sladsl.checks.emit.runtime.periods import except_for, moments
from sladsl.checks.emit.runtime.points import piece_called
from sladsl.checks.emit.runtime.rows import Item, Items, Piece
from sladsl.checks.emit.runtime.samples import State, intervals_in_which, units_of, without_idle
from sladsl.checks.emit.runtime.stretches import Stretch, common, length_of, merged, without
from sladsl.checks.emit.runtime.world import Scope, reading

# --- rows ------------------------------------------------------------------------------------------------------------------------


def aggregate(
    kind: str, values: Sequence[Fraction], percentile: Fraction | None = None, linear: bool = False
) -> Fraction | None:
    """A total and a number are 0 where there is nothing, everything else has no value."""
    if kind == "number":
        return Fraction(len(values))
    # Over a common denominator, whole numbers are summed and sorted instead of fractions.
    scale = lcm(*{value.denominator for value in values})
    whole = [value.numerator * (scale // value.denominator) for value in values]
    if kind == "total":
        return Fraction(sum(whole), scale)
    if not values:
        return None
    if kind == "average":
        return Fraction(sum(whole), scale * len(values))
    ordered = sorted(whole)
    return _ranked(kind, ordered, percentile, linear) / scale


def _ranked(kind: str, ordered: list[int], percentile: Fraction | None, linear: bool) -> Fraction:
    if kind in ("highest", "longest"):
        return Fraction(ordered[-1])
    if kind == "lowest":
        return Fraction(ordered[0])
    if kind == "median":
        middle = len(ordered) // 2
        return Fraction(
            ordered[middle] if len(ordered) % 2 else ordered[middle - 1] + ordered[middle], 2 - len(ordered) % 2
        )
    share = (percentile or Fraction(0)) / 100
    if linear:
        place = share * (len(ordered) - 1)
        low = place.numerator // place.denominator
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
    rank = -(-share.numerator * len(ordered) // share.denominator)
    return Fraction(ordered[max(rank, 1) - 1])


def _take(s: Scope, kind: str, values: Sequence[Fraction], percentile: Fraction | None) -> Fraction | None:
    linear = kind == "percentile" and reading(s, "percentile", otherwise="nearest rank") == "linear"
    return aggregate(kind, values, percentile, linear)


def of_field(s: Scope, kind: str, items: Items, *fields: str, percentile: Fraction | None = None) -> Fraction | None:
    """The total, average … of the fields (summed) of the rows; empty ones are passed over."""
    values = []
    for item in items.settled():
        row = item.row if isinstance(item, Piece) else item
        known = [row.values[field] for field in fields if row is not None and row.values.get(field) is not None]
        if known:
            values.append(known[0] if len(known) == 1 else sum(known, Fraction(0)))
    return _take(s, kind, values, percentile)


def number_of(items: Items) -> Fraction:
    return Fraction(len(items.settled()))


def share_of(s: Scope, name: str, items: Items, that: Callable[[Scope], Answer]) -> Fraction | None:
    """Those that fulfil the condition, divided by all of whom it can be said (on a row without a time limit nothing is in time or late);
    none: no value."""
    items.settled()
    inner = s.leaving_out(()) if s.outside else s

    def of_whom_it_is_said(some: Iterable[Item]) -> list[tuple[Item, Answer]]:
        return [(one, answer) for one in some if (answer := that(inner.bind(name, one))) != UNDEFINED]

    told = of_whom_it_is_said(items.certain)
    yes = sum(answer is True for _, answer in told)
    undecided = [(one, str(answer)) for one, answer in told if not isinstance(answer, bool)]
    Items([], undecided, s.world.assume).settled()
    if s.world.assume in ("least", "most"):
        joining = len(of_whom_it_is_said(one for one, _ in items.undecided))
        everyone = len(told) + joining
        if s.world.assume == "least" or not everyone:
            return Fraction(yes, everyone) if everyone else None
        maybe = yes + len(undecided)
        return max(Fraction(maybe + joining, everyone), Fraction(maybe, len(told) or 1))
    return Fraction(yes, len(told)) if told else None


def field_value(s: Scope, record: str, field: str) -> Fraction | None:
    """A field of the bound row."""
    row = s.row(record)
    value = row.values.get(field) if row is not None else None
    return value if isinstance(value, Fraction) else None


def item_length(s: Scope, name: str) -> Fraction | None:
    """In seconds: of the bound piece, or of that which the bound row makes."""
    piece = piece_called(s, name)
    return Fraction(piece.length, SECOND) if piece is not None else None


# --- time ------------------------------------------------------------------------------------------------------------------------


def _straddles(s: Scope, piece: Piece) -> bool:
    return piece.start < s.window.start or piece.end > s.window.end or piece.open


def counted_stretches(s: Scope, pieces: Iterable[Piece]) -> list[Stretch]:
    """The stretches of the pieces as they count in the window (reading "straddling"), each for itself."""
    found: list[Stretch] = []
    for piece in pieces:
        if piece.end <= s.window.start or piece.start >= s.window.end:
            continue
        how = reading(s, "straddling", otherwise="part in each") if _straddles(s, piece) else ""
        if how == "part in each":
            found += common(piece.stretches, [(s.window.start, s.window.end)])
        elif not how or _belongs(s, piece, how):
            found += piece.stretches
    return _in_minutes(s, [one for one in found if one[0] < one[1]])


def _in_minutes(s: Scope, stretches: list[Stretch]) -> list[Stretch]:
    """As they are, or widened or cut to whole minutes of the clock (reading "partial minute")."""
    width = 60 * SECOND
    if all(start % width == end % width == 0 for start, end in stretches):
        return stretches
    how = reading(s, "partial minute", otherwise="exact")
    if how == "touched":
        return [(start - start % width, end + -end % width) for start, end in stretches]
    if how == "whole":
        # A minute that two of them fill together is whole.
        cut = ((start + -start % width, end - end % width) for start, end in merged(stretches))
        return [(start, end) for start, end in cut if start < end]
    return stretches


NOT_IN, IN = True, False


def share_of_time(s: Scope, period: list[Piece], outside: bool, *left_out: list[Piece]) -> Fraction | None:
    """The time of the window, without what is left out, that is (or, `outside`, is not) in the period, divided by that time."""
    gone = merged([*moments(piece for part in left_out for piece in part), *s.outside])
    whole = _length_by_reading(s) - length_of(common(gone, [(s.window.start, s.window.end)]))
    if whole <= 0:
        return None
    inside = Fraction(length_of(without(counted_stretches(s, period), gone)), whole)
    return 1 - inside if outside else inside


def _length_by_reading(s: Scope) -> int:
    """How long the window counts as: a whole month by the reading "month length", any other as long as it is."""
    actual = s.window.end - s.window.start
    if not 27 * DAY < actual < 32 * DAY:
        return actual
    kind, _, seconds = reading(s, "month length", otherwise="actual").partition(":")
    if kind == "actual" or s.world.almanac.window_at(Spec("month"), s.window.start) != s.window:
        return actual
    return int(seconds) * SECOND


def of_period(
    s: Scope, kind: str, pieces: list[Piece], name: str = "", percentile: Fraction | None = None
) -> Fraction | None:
    """Total, longest, average length (seconds), a percentile of the lengths, or number of the pieces in the window."""
    pieces = except_for(pieces, [Piece(s.outside)]) if s.outside else pieces
    if kind == "total":
        flat = counted_stretches(s, pieces)
        together = merged(flat)
        if (
            length_of(flat) != length_of(together)
            and reading(s, f"overlap/{name}", "overlap", otherwise="once") == "each"
        ):
            return Fraction(length_of(flat), SECOND)
        return Fraction(length_of(together), SECOND)
    touching = [piece for piece in pieces if piece.start < s.window.end and piece.end > s.window.start]
    how = reading(s, "straddling", otherwise="part in each") if any(_straddles(s, one) for one in touching) else ""
    mine = [piece for piece in touching if not _straddles(s, piece) or _belongs(s, piece, how)]
    return _take(s, kind, [Fraction(piece.length, SECOND) for piece in mine], percentile)


def _belongs(s: Scope, piece: Piece, how: str) -> bool:
    """Whether a piece that touches the window and reaches over its edge, or has not ended, counts in it."""
    if how == "where it starts":
        return s.window.start <= piece.start
    return how != "where it ends" or (piece.end <= s.window.end and not piece.open)


def share_of_units(s: Scope, unit: Fraction, state: State, *left_out: list[Piece]) -> Fraction | None:
    """The clock units of the window in which the state holds, divided by all that are not left out."""
    gone = merged([*moments(piece for part in left_out for piece in part), *s.outside])
    units = without_idle(s, units_of(s, unit, s.window, gone), state)
    return Fraction(len(intervals_in_which(s, units, state)), len(units)) if units else None


# --- windows within the window ---------------------------------------------------------------------------------------------------------


def over_things(
    s: Scope,
    kind: str,
    name: str,
    items: Items,
    measure: Callable[[Scope], Fraction | None],
    percentile: Fraction | None = None,
) -> Fraction | None:
    """The total, average … of the values that the measure has for each row, in the part of the window in which it is in service."""
    each = (groups_in_service(s.bind(name, one, group=True)) for one in items.settled())
    values = [value for one in each if one is not None and (value := measure(one)) is not None]
    return _take(s, kind, values, percentile)


def over_windows(
    s: Scope,
    kind: str,
    measure: Callable[[Scope], Fraction | None],
    spec: Spec | None = None,
    interval: Fraction | None = None,
    windows: Sequence[Window | None] = (),
    name: str = "",
    percentile: Fraction | None = None,
) -> Fraction | None:
    """The total, average … of the measure over the windows inside the supplied one, over intervals, or over these windows."""
    if interval is not None:
        slots = s.world.clock.slots(s.window.start, s.window.end, in_microseconds(interval))
        parts: list[Window | None] = [Window(*slot) for slot in slots if slot[1] <= s.window.end]
    elif spec is not None:
        found = s.world.almanac.windows(spec, s.window.start, s.window.end)
        parts = [one for one in found if s.window.start <= one.start and one.end <= s.window.end]
    else:
        parts = list(windows)
    values = []
    for part in parts:
        value = in_(s, part, measure)
        if value is None and part is not None:
            idle = reading(s, f"idle interval/{name}", otherwise="left out")
            value = None if idle == "left out" else quantity_of(idle)
        if value is not None:
            values.append(value)
    return _take(s, kind, values, percentile)
