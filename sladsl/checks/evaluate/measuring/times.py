"""Measures of time: totals and lengths of periods, shares of the time or of the clock units of a window."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sladsl.checks.evaluate.measuring import aggregates, clock, evidence, periods, showing, spans, states
from sladsl.checks.evaluate.measuring.evidence import Source
from sladsl.checks.evaluate.measuring.found import Found
from sladsl.checks.evaluate.measuring.measured import Measured, unknown
from sladsl.checks.evaluate.measuring.scope import Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.walk import states_in
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Aggregate, OfPeriod, Period, ShareOfTime, ShareOfUnits
from sladsl.model.moments import WindowUnit
from sladsl.model.node import node
from sladsl.time.stretches import MINUTE, Stretch, Stretches, intersect, merge, subtract, total, total_of_each, union
from sladsl.time.windows import Window

_SECOND = 1_000_000


def left_out(scope: Scope, left: tuple[Period, ...]) -> Stretches:
    """The moments of the supplied window that are left out of what is measured."""
    parts = [periods.stretches(period, scope) for period in left]
    return union(*parts) if parts else ()


def of_period(node: OfPeriod, scope: Scope) -> Measured:
    """A total counts the parts in the window, or whole pieces where the reading "straddling" says so; every other aggregate takes pieces
    as a whole, and a number counts them in the window to which they belong."""
    world, window, aggregate = scope.world, scope.window, node.aggregate
    of = periods.touching(node.period, scope)
    if of.absent:
        return unknown(of.absent)
    pending = bool(of.pending)
    if aggregate is Aggregate.TOTAL:
        pieces = periods.counted(of.pieces, window, world)
        value: Fraction | None = Fraction(_total(pieces, of, scope), _SECOND)
    else:
        number = aggregate is Aggregate.NUMBER
        pieces = (periods.belonging if number else _whole_of)(of.pieces, window, world)
        value = aggregates.aggregate(aggregate, [piece.length for piece in pieces], _SECOND, node.percentile, world)
    return Measured(value, pending=pending, sources=_sources(node.period, pieces, scope))


def _whole_of(pieces: tuple[Piece, ...], window: Window, world: World) -> tuple[Piece, ...]:
    """The pieces that count in the window at all, with their whole length."""
    return tuple(piece for piece in pieces if periods.counted((piece,), window, world))


def _total(pieces: tuple[Piece, ...], of: Found, scope: Scope) -> int:
    """Moments in several pieces count once or for each, by the reading "overlap", which is asked only where there are such."""
    spans = _to_minutes([span for piece in pieces for span in piece.stretches], scope.world)
    each, once = total_of_each(spans), total(spans)
    return once if each == once or scope.world.reading("overlap", *of.subjects) == "once" else each


def _to_minutes(spans: Iterable[Stretch], world: World) -> list[Stretch]:
    """By the reading "partial minute": as they are, or widened or cut to whole minutes of the clock. Asked only where a minute is cut."""
    found = [span for span in spans if span[0] < span[1]]
    if all(a % MINUTE == 0 == b % MINUTE for a, b in found):
        return found
    match world.reading("partial minute"):
        case "exact":
            return found
        case "touched":
            # Every zone of our time is a whole number of minutes from UTC.
            return [(a - a % MINUTE, b + -b % MINUTE) for a, b in found]
        case "whole":
            whole = ((a + -a % MINUTE, b - b % MINUTE) for a, b in merge(found))
            return [(a, b) for a, b in whole if a < b]
        case other:
            raise ValueError(f"no reading of partial minute: {other}")


def _sources(period: Period, pieces: tuple[Piece, ...], scope: Scope) -> tuple[Source, ...]:
    """The rows from which pieces come, and the samples that show what they are."""
    inside = merge(span for piece in pieces if piece.item is None for span in piece.stretches)
    samples = (showing.rows_that_show(state, scope, inside) for state in states_in(period, scope.world))
    return (*evidence.of_pieces(pieces, scope.world), *(source for source in samples if source is not None))


@node
class Counted:
    """The stretches of a period as they count in a window, each moment once; `measured` holds what they rest on."""

    stretches: Stretches
    measured: Measured

    @property
    def determined(self) -> bool:
        return self.measured.determined


def stretches_counted(period: Period, scope: Scope) -> Counted:
    of = periods.touching(period, scope)
    if of.absent:
        return Counted((), unknown(of.absent))
    pieces = periods.counted(of.pieces, scope.window, scope.world)
    spans = merge(_to_minutes((span for piece in pieces for span in piece.stretches), scope.world))
    return Counted(spans, Measured(None, pending=bool(of.pending), sources=_sources(period, pieces, scope)))


# --- shares ----------------------------------------------------------------------------------------------------------------------


def share_of_time(node: ShareOfTime, scope: Scope) -> Measured:
    """Of the time of the window that is not left out, the part that is (not) in the period."""
    world, window = scope.world, scope.window
    of = periods.touching(node.period, scope)
    out = [periods.touching(period, scope) for period in node.left_out]
    absent = tuple(dict.fromkeys((*of.absent, *(name for part in out for name in part.absent))))
    if absent:
        return unknown(absent)
    base, whole = time_counted(node, scope)
    if whole <= 0:
        return Measured(None)
    pieces = periods.counted(of.pieces, window, world)
    spans = merge(_to_minutes((span for piece in pieces for span in piece.stretches), world))
    if any(a < window.start or b > window.end for a, b in spans) and any(
        piece.start < window.start or piece.end > window.end for piece in pieces
    ):
        # Pieces that count as a whole here: what is left out of them lies partly in another window.
        hull = (min(a for a, _ in spans), max(b for _, b in spans))
        wide = union(*(periods.moments_in(p, hull, scope) for p in node.left_out), ())
        inside = total(subtract(spans, wide))
    else:
        inside = total(intersect(spans, base))
    pending = bool(of.pending) or any(part.pending for part in out)
    value = Fraction(whole - inside if node.outside else inside, whole)
    return Measured(value, pending=pending, sources=_sources(node.period, pieces, scope))


def time_counted(node: ShareOfTime, scope: Scope) -> tuple[Stretches, int]:
    """The moments of the supplied window that are not left out, and how many microseconds they count as."""
    base = subtract([scope.window.stretch], left_out(scope, node.left_out))
    return base, total(base) + _month_is(scope.window, scope.world) - scope.window.length


def _month_is(window: Window, world: World) -> int:
    """How long a whole month counts as, by the reading "month length", in microseconds; other windows are as long as they are, even where
    28 consecutive days happen to be a February."""
    if not 28 <= window.days <= 31:
        return window.length
    mode, _, seconds = world.reading("month length").partition(":")
    if mode == "actual" or clock.holding(WindowUnit.MONTH, window.start, world) != window:
        return window.length
    return int(seconds) * _SECOND


def share_of_units(node: ShareOfUnits, scope: Scope) -> Measured:
    """Of the clock units of the window that no moment left out touches, those in which the state holds. Units without a value that a
    reading leaves out count neither above nor below the line."""
    world, window = scope.world, scope.window
    out = [periods.touching(period, scope) for period in node.left_out]
    absent = tuple(dict.fromkeys(name for part in out for name in part.absent))
    if absent:
        return unknown(absent)
    left = left_out(scope, node.left_out)
    step = states.interval_of(node.unit)
    units = [each for each in spans.intervals(step, *window.stretch, world.zone) if _inside(each, window)]
    if left:
        units = _apart(units, left)
    held, absent = states.holding(units, node.state, scope)
    if absent:
        return unknown(absent)
    counted = [truth for truth in held if truth is not None]
    if not counted:
        return Measured(None)
    yes, maybe = counted.count(Truth.TRUE), counted.count(Truth.PENDING)
    value, n = Fraction(yes, len(counted)), len(counted)
    if not maybe:
        return Measured(value)
    return Measured(value, pending=True, least=value, most=Fraction(yes + maybe, n))


def _inside(unit: Stretch, window: Window) -> bool:
    return unit[0] >= window.start and unit[1] <= window.end


def _apart(units: list[Stretch], left: Stretches) -> list[Stretch]:
    """The units that share no moment with what is left out."""
    out: list[Stretch] = []
    at = 0
    for start, end in units:
        while at < len(left) and left[at][1] <= start:
            at += 1
        if at == len(left) or left[at][0] >= end:
            out.append((start, end))
    return out
