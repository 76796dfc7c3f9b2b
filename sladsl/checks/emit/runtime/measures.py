"""Measures: a value for the supplied window and what is bound, or None where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from sladsl.checks.emit.runtime.answers import PENDING, UNDETERMINED, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import SECOND, Window
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.limits import in_microseconds
from sladsl.checks.emit.runtime.numbers import round_to, rounding_of
from sladsl.checks.emit.runtime.periods import chosen, moments
from sladsl.checks.emit.runtime.samples import State, intervals_in_which, units_of
from sladsl.checks.emit.runtime.stretches import Stretch, common, length_of, merged, without
from sladsl.checks.emit.runtime.world import Items, Piece, Row, Scope, agreed_value, reading, the

# --- comparisons -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bound:
    """One comparison with a limit. `side`: "low" keeps values from below out, "high" from above, "exact" both."""

    side: str
    limit: Fraction
    inclusive: bool

    def __call__(self, value: Fraction) -> bool:
        return self.beyond(value) == 0

    def beyond(self, value: Fraction) -> int:
        """-1: the value lies below what the bound admits, 1: above, 0: it is admitted."""
        if value == self.limit and self.inclusive:
            return 0
        if self.side in ("low", "exact") and value <= self.limit:
            return -1
        return 1 if self.side in ("high", "exact") and value >= self.limit else 0


@dataclass(frozen=True)
class Both:
    """All bounds hold."""

    bounds: tuple[Bound, ...]

    def __call__(self, value: Fraction) -> bool:
        return all(bound(value) for bound in self.bounds)

    def beyond(self, value: Fraction) -> int:
        return next((side for bound in self.bounds if (side := bound.beyond(value))), 0)


Test = Bound | Both


def at_least(limit: Fraction) -> Test:
    return Bound("low", limit, True)


def at_most(limit: Fraction) -> Test:
    return Bound("high", limit, True)


def more_than(limit: Fraction) -> Test:
    return Bound("low", limit, False)


def less_than(limit: Fraction) -> Test:
    return Bound("high", limit, False)


def exactly(limit: Fraction) -> Test:
    return Bound("exact", limit, True)


def both(*tests: Test) -> Test:
    return Both(tuple(bound for test in tests for bound in (test.bounds if isinstance(test, Both) else (test,))))


def limit_of(test: Test) -> Fraction:
    """The limit from which a shortfall or an excess is counted: the first."""
    return test.limit if isinstance(test, Bound) else test.bounds[0].limit


def compared(s: Scope, value: Fraction, percentage: bool) -> Fraction:
    """The value as it is compared (reading "comparison")."""
    rounding = rounding_of(reading(s, "comparison", otherwise="exact"), percentage)
    return value if rounding is None else round_to(value, *rounding)


def is_(s: Scope, measure: Callable[[Scope], Fraction | None], test: Test, percentage: bool = False) -> Answer:
    """The measure compares so; one without a value does not."""

    def ask() -> Answer:
        value = measure(s)
        return value is not None and test(compared(s, value, percentage))

    return answered(ask)


# --- other windows -----------------------------------------------------------------------------------------------------------------


def in_(s: Scope, window: Window | None, measure: Callable[[Scope], Fraction | None]) -> Fraction | None:
    """The measure in another window; none where there is no such window, pending where it is not over."""
    if window is None:
        return None
    if window.end > s.world.now:
        raise Undecided(PENDING, "a window is not over")
    return measure(s.within(window))


def asked_in(s: Scope, window: Window | None, ask: Callable[[Scope], Answer]) -> Answer:
    """The condition in another window."""
    if window is None:
        return False
    if window.end > s.world.now:
        return PENDING
    return ask(s.within(window))


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
    """Those that fulfil the condition, divided by all; none: no value."""
    everyone = items.settled()
    if not everyone:
        return None
    fulfil = chosen(s, name, items, that).settled()
    return Fraction(len(fulfil), len(everyone))


def field_value(s: Scope, record: str, field: str) -> Fraction | None:
    """A field of the bound row."""
    row = s.row(record)
    value = row.values.get(field) if row is not None else None
    return value if isinstance(value, Fraction) else None


def item_length(s: Scope, name: str) -> Fraction | None:
    item = s.item(name)
    return Fraction(item.length, SECOND) if isinstance(item, Piece) else None


def limit_named(s: Scope, name: str) -> Fraction:
    """A limit that is an order-form value or a measure."""
    value: Fraction | None = the(s, name) if name in s.world.contract.definitions else agreed_value(s, name)
    if value is None:
        raise Undecided(UNDETERMINED, f"{name} has no value")
    return value


# --- time ------------------------------------------------------------------------------------------------------------------------


def _straddles(s: Scope, piece: Piece) -> bool:
    return piece.start < s.window.start or piece.end > s.window.end


def _counted(s: Scope, pieces: Iterable[Piece]) -> list[list[Stretch]]:
    """The stretches of each piece as they count in the window (reading "straddling"), without the time that is left out."""
    found = []
    touched = reading(s, "partial minute", otherwise="exact") == "touched"
    for piece in pieces:
        if piece.end <= s.window.start or piece.start >= s.window.end:
            continue
        stretches = list(piece.stretches)
        if touched:
            stretches = [
                (s.world.clock.slot(a, 60 * SECOND)[0], s.world.clock.slot(b - 1, 60 * SECOND)[1]) for a, b in stretches
            ]
        how = reading(s, "straddling", otherwise="part in each") if _straddles(s, piece) else "part in each"
        if how == "part in each":
            stretches = common(stretches, [(s.window.start, s.window.end)])
        elif (how == "where it starts" and not s.window.start <= piece.start < s.window.end) or (
            how == "where it ends" and not s.window.start < piece.end <= s.window.end
        ):
            continue
        stretches = without(stretches, s.outside) if s.outside else merged(stretches)
        if stretches:
            found.append(stretches)
    return found


NOT_IN, IN = True, False


def share_of_time(s: Scope, period: list[Piece], outside: bool, *left_out: list[Piece]) -> Fraction | None:
    """The time of the window, without what is left out, that is (or, `outside`, is not) in the period, divided by that time."""
    gone = merged([*moments(piece for part in left_out for piece in part), *s.outside])
    whole = length_of(without([(s.window.start, s.window.end)], gone))
    if whole == 0:
        return None
    counted = merged(stretch for stretches in _counted(s, period) for stretch in stretches)
    inside = Fraction(length_of(without(counted, gone)), whole)
    return 1 - inside if outside else inside


def of_period(s: Scope, kind: str, pieces: list[Piece], name: str = "") -> Fraction | None:
    """Total, longest, average length (seconds) or number of the pieces in the window."""
    if kind == "total":
        parts = _counted(s, pieces)
        flat = [stretch for part in parts for stretch in part]
        together = merged(flat)
        if (
            length_of(flat) != length_of(together)
            and reading(s, f"overlap/{name}", "overlap", otherwise="once") == "each"
        ):
            return Fraction(length_of(flat), SECOND)
        return Fraction(length_of(together), SECOND)
    touching = [piece for piece in pieces if piece.start < s.window.end and piece.end > s.window.start]
    mine = [piece for piece in touching if not _straddles(s, piece) or _belongs(s, piece)]
    return aggregate(kind, [Fraction(piece.length, SECOND) for piece in mine])


def _belongs(s: Scope, piece: Piece) -> bool:
    how = reading(s, "straddling", otherwise="part in each")
    if how == "where it starts":
        return s.window.start <= piece.start < s.window.end
    return how != "where it ends" or s.window.start < piece.end <= s.window.end


def share_of_units(s: Scope, unit: Fraction, state: State, *left_out: list[Piece]) -> Fraction | None:
    """The clock units of the window in which the state holds, divided by all that are not left out."""
    gone = merged([*moments(piece for part in left_out for piece in part), *s.outside])
    units = units_of(s, unit, s.window, gone)
    return Fraction(len(intervals_in_which(s, units, state)), len(units)) if units else None


# --- windows within the window ---------------------------------------------------------------------------------------------------------


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


def quantity_of(text: str) -> Fraction:
    """ "0%", "4.5"."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


# --- conditions on rows ----------------------------------------------------------------------------------------------------------------


def field_is(s: Scope, field: str, *values: str) -> Answer:
    row = s.row()
    value = row.values.get(field) if row is not None else None
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return value in values


def field_names(s: Scope, field: str, name: str) -> Answer:
    """The field refers to what is bound to the name."""
    item = s.item(name)
    row = s.row()
    key = (item.key or item.where) if isinstance(item, Row) else item
    return row is not None and item is not None and row.values.get(field) == key


def field_compares(s: Scope, field: str, test: Test) -> Answer:
    row = s.row()
    value = row.values.get(field) if row is not None else None
    return isinstance(value, Fraction) and test(value)


def has_count(
    s: Scope, items: Callable[[Scope], Items], test: Test, spec: Spec | None = None, clause: str = ""
) -> Answer:
    """So many of the selection belong to the bound item; with `spec`, in one of the windows of this kind that end in the supplied one."""

    def ask() -> Answer:
        windows = [s.window] if spec is None else windows_ending_in(s, spec, s.window)
        for window in windows:
            found = unspent(s, clause, items(s.within(window)).settled())
            if test(Fraction(len(found))):
                s.world.happened = found
                return True
        return False

    return answered(ask)


def windows_ending_in(s: Scope, spec: Spec, window: Window) -> list[Window]:
    """The windows of this kind whose last moment lies in the window; those that slide only where the term holds all of them."""
    almanac = s.world.almanac
    found = [one for one in almanac.windows(spec, window.start, window.end) if window.start < one.end <= window.end]
    return [one for one in found if not spec.sliding or almanac.term_start <= one.start]


def unspent(s: Scope, clause: str, events: list[Any]) -> list[Any]:
    """Without what has given rise to the right of this clause before, where it does not count again (reading "restart")."""
    spent = s.world.spent.get((clause, s.group_key()), set())
    if not any(_event_key(event) in spent for event in events):
        return events
    if reading(s, f"restart/{clause}", "restart", otherwise="again") == "again":
        return events
    return [event for event in events if _event_key(event) not in spent]


def _event_key(event: Any) -> Any:
    return (event.start, event.end) if isinstance(event, Window) else event


def so_many(s: Scope, holds: Callable[[Scope], Answer], least: int, of_: int, unit: str, clause: str = "") -> Answer:
    """The condition holds in `least` of the `of_` consecutive windows that end with the supplied one."""
    almanac = s.world.almanac
    last = almanac.window_at(Spec(unit), (s.whole or s.window).end - 1)
    windows = [almanac.in_term(almanac.neighbour(last, unit, -back, 1)) for back in range(of_ - 1, 0, -1)]
    windows.append(almanac.in_term(last))
    known = unspent(s, clause, [one for one in windows if one is not None])
    answers = [(one, answered(lambda one=one: holds(s.within(one)))) for one in known]  # type: ignore[misc]
    true = [one for one, answer in answers if answer is True]
    if len(true) >= least:
        s.world.happened = true[-least:]
        return True
    open_ = [answer for _, answer in answers if isinstance(answer, str)]
    return open_[0] if len(true) + len(open_) >= least else False


def there_are(
    s: Scope,
    quantifier: str,
    name: str,
    items: Callable[[], Items],
    that: Callable[[Scope], Answer] | None = None,
    bound: Test | None = None,
) -> Answer:
    """Each, some, no, so many or such a share of the selection fulfil the condition; without one: exist."""

    def ask() -> Answer:
        every = items()
        fulfil = every if that is None else chosen(s, name, every, that)
        known, waiting = len(fulfil.certain), len(fulfil.undecided)
        state = next((one for _, one in fulfil.undecided), PENDING)
        possible = {_quantified(quantifier, known + more, len(every.certain), bound) for more in range(waiting + 1)}
        return possible.pop() if len(possible) == 1 else state

    return answered(ask)


def _quantified(quantifier: str, fulfil: int, everyone: int, bound: Test | None) -> bool:
    if quantifier == "each":
        return fulfil >= everyone
    if quantifier == "no":
        return fulfil == 0
    if quantifier == "share" and bound is not None:
        return everyone > 0 and bound(Fraction(fulfil, everyone))
    if quantifier == "count" and bound is not None:
        return bound(Fraction(fulfil))
    return fulfil > 0
