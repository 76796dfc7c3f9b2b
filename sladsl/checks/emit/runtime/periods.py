"""Periods: when something is so.

A period is a list of pieces. A piece keeps its stretches together when time is taken out of its middle, and remembers its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import PENDING, Answer, answered
from sladsl.checks.emit.runtime.clock import SECOND, Moment, Window, add_months
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.limits import Length, in_microseconds
from sladsl.checks.emit.runtime.points import piece_called
from sladsl.checks.emit.runtime.rows import Item, Items, Piece
from sladsl.checks.emit.runtime.selections import chosen
from sladsl.checks.emit.runtime.stretches import Stretch, common, covers, length_of, merged, near, sweep, without
from sladsl.checks.emit.runtime.world import Scope, lies_within, reading

# --- periods from records ------------------------------------------------------------------------------------------------------------


def from_to(
    s: Scope,
    items: Items,
    name: str,
    start: Callable[[Scope], Moment | None],
    end: Callable[[Scope], Moment | None],
    period: str = "",
) -> list[Piece]:
    """One piece for each row, from point to point. Without a start there is none; without an end: reading "open period"."""
    found = []
    for row in replace(
        items, undecided=[one for one in items.undecided if _touches(s, name, one, start, end)]
    ).settled():
        bound = s.bind(name, row)
        first, last = start(bound), end(bound)
        if first is None:
            continue
        if last is not None:
            # A day as the end of a period counts whole.
            until = s.world.clock.end_of(last.day) if last.whole_day else last.at
            if first.at <= until:
                found.append(Piece(((first.at, until),), row))
        elif reading(s, f"open period/{period}", "open period", otherwise="window end") == "window end":
            found.append(Piece(((first.at, max(first.at, s.window.end)),), row, open=True))
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def _touches(
    s: Scope,
    name: str,
    one: tuple[Item, str],
    start: Callable[[Scope], Moment | None],
    end: Callable[[Scope], Moment | None],
) -> bool:
    """Whether a row on which a time limit still runs may make a piece that shares a moment with the window; no other waits for it."""
    row, state = one
    if state != PENDING:
        return True
    bound = s.bind(name, row)
    first, last = start(bound), end(bound)
    if first is None:
        return False
    until = None if last is None else s.world.clock.end_of(last.day) if last.whole_day else last.at
    return first.at < s.window.end and (until is None or until > s.window.start)


def field_periods(s: Scope, record: str, field: str) -> list[Piece]:
    """The periods in a field of the bound row."""
    row = s.row(record)
    given: Iterable[Stretch] = row.values.get(field) or () if row is not None else ()
    return [Piece((one,), row) for one in given if one[0] < one[1]]


def whole_window(s: Scope, window: Window | None) -> list[Piece]:
    return [] if window is None else [Piece(((window.start, window.end),))]


@dataclass(frozen=True)
class Hours:
    """On days of the week (0 is Monday), from minute to minute of the local day. `numbers`: only the first (1), second, ... or last (-1) such
    day of a month; `day_after`: on the day after such a day."""

    days: tuple[int, ...]
    start: int
    until: int
    numbers: tuple[int, ...] = ()
    day_after: bool = False

    def is_on(self, day: date) -> bool:
        named = day - timedelta(days=1) if self.day_after else day
        if named.weekday() not in self.days or not self.numbers:
            return named.weekday() in self.days
        last = (named + timedelta(days=7)).month != named.month
        return (named.day + 6) // 7 in self.numbers or (last and -1 in self.numbers)


def weekly(s: Scope, entries: Sequence[Hours], except_holidays: bool = False) -> list[Piece]:
    """The hours of each entry, united."""
    clock, holidays = s.world.clock, s.world.almanac.holidays
    day, last = clock.day_of(s.world.begin) - timedelta(days=400), clock.day_of(s.world.horizon)
    found: list[Stretch] = []
    while day <= last:
        if not (except_holidays and day in holidays):
            for hours in entries:
                if hours.is_on(day):
                    found.append((clock.at_minute(day, hours.start), clock.at_minute(day, hours.until)))
        day += timedelta(days=1)
    return [Piece((one,)) for one in merged(found)]


def yearly(s: Scope, first: tuple[int, int], last: tuple[int, int]) -> list[Piece]:
    """From the start of the first day to the end of the last, each year; a 29th of February that a year lacks is its 28th."""
    clock = s.world.clock
    found = []
    for year in range(clock.day_of(s.world.begin).year - 1, clock.day_of(s.world.horizon).year + 1):
        start = _day_of_year(year, *first)
        end = _day_of_year(year if last >= first else year + 1, *last)
        found.append(Piece(((clock.start_of(start), clock.end_of(end)),)))
    return found


def _day_of_year(year: int, month: int, day: int) -> date:
    return min(date(year, month, 1) + timedelta(days=day - 1), add_months(date(year, month, 1), 1) - timedelta(days=1))


# --- periods from periods -------------------------------------------------------------------------------------------------------------


def moments(pieces: Iterable[Piece]) -> list[Stretch]:
    """The moments that the pieces cover, as longest stretches."""
    return merged(stretch for piece in pieces for stretch in piece.stretches)


def united(*parts: list[Piece], apart: bool = False) -> list[Piece]:
    """Pieces of rows stay apart; what overlaps or touches among the others becomes one, but (`apart`) for intervals of the clock."""
    found = [piece for part in parts for piece in part]
    if not apart:
        plain = [piece for piece in found if piece.row is None]
        ends = {piece.end for piece in plain if piece.open}
        found = [piece for piece in found if piece.row is not None]
        found += [Piece((one,), open=one[1] in ends) for one in moments(plain)]
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def _kept(piece: Piece, within: Sequence[Stretch]) -> list[Stretch]:
    """What of the piece lies in merged stretches; one without length is in one that holds its moment."""
    if piece.start == piece.end:
        return list(piece.stretches) if covers(within, piece.start) else []
    return common(piece.stretches, near(within, piece.start, piece.end))


def _freed(piece: Piece, gone: Sequence[Stretch]) -> list[Stretch]:
    if piece.start == piece.end:
        return [] if covers(gone, piece.start) else list(piece.stretches)
    return without(piece.stretches, near(gone, piece.start, piece.end))


def _cut(
    pieces: list[Piece], cut: Callable[[Piece], list[Stretch]], goes_on: Callable[[Piece], bool] = lambda _: True
) -> list[Piece]:
    """What is left of a row is one piece; of what comes from no row, each stretch is one. `goes_on`: whether of a piece that has not ended
    some is left later."""
    found = []
    for piece in pieces:
        left = cut(piece)
        if not left:
            continue
        open = piece.open and goes_on(piece)
        parts = [tuple(left)] if piece.row is not None else [(one,) for one in left]
        found += [replace(piece, stretches=part, open=open and part is parts[-1]) for part in parts]
    return found


def _later(pieces: Iterable[Piece], piece: Piece) -> bool:
    return any(one.open or one.end > piece.end for one in pieces)


def inside(base: list[Piece], *others: list[Piece]) -> list[Piece]:
    """The parts of the pieces inside the others."""
    all_ = [piece for other in others for piece in other]
    within = moments(all_)
    return _cut(base, lambda piece: _kept(piece, within), lambda piece: _later(all_, piece))


def except_for(base: list[Piece], *removed: list[Piece]) -> list[Piece]:
    """The pieces without the time of the others; a piece of which nothing is left is gone. What has not ended goes on after a hole that
    ends."""
    all_ = [piece for other in removed for piece in other]
    gone, ends = moments(all_), not any(piece.open for piece in all_)
    return _cut(base, lambda piece: _freed(piece, gone), lambda _: ends)


def except_its(s: Scope, base: list[Piece], removed: Callable[[Scope], list[Piece]]) -> list[Piece]:
    """Each piece without a time that depends on its row: ", except its Waiting"."""
    return [left for piece in base for left in except_for([piece], removed(_of_piece(s, piece)))]


def inside_its(s: Scope, base: list[Piece], other: Callable[[Scope], list[Piece]]) -> list[Piece]:
    return [left for piece in base for left in inside([piece], other(_of_piece(s, piece)))]


def _of_piece(s: Scope, piece: Piece) -> Scope:
    return s.bind(piece.row.record, piece.row) if piece.row is not None else s


def only(s: Scope, base: list[Piece], name: str, where: Callable[[Scope], Answer]) -> list[Piece]:
    """The pieces that fulfil the condition."""
    found: list[Piece] = chosen(s, name, Items(list(base), []), where).settled()
    return found


def up_to_length(s: Scope, base: list[Piece], length: Length, spec: Spec) -> list[Piece]:
    """At most `length` of it in each window; which hours fill the limit: reading "allowance order"."""
    covered = moments(base)
    if not covered:
        return base
    allowed: list[Stretch] = []
    limit = in_microseconds(length.amount * (86_400 if length.basis in ("days", "business days") else 1))
    for window in s.world.almanac.windows(spec, covered[0][0], covered[-1][1]):
        here = common(covered, [(window.start, window.end)])
        if length_of(here) <= limit:
            allowed += here
            continue
        latest = reading(s, "allowance order", otherwise="earliest") == "latest"
        left = limit
        for start, end in reversed(here) if latest else here:
            used = min(left, end - start)
            allowed.append((end - used, end) if latest else (start, start + used))
            left -= used
    allowed = merged(allowed)
    return _cut(base, lambda piece: _kept(piece, allowed))


def beyond_first(base: list[Piece], length: Length) -> list[Piece]:
    """Each piece without its first `length`."""
    first = in_microseconds(length.amount)

    def rest(piece: Piece) -> list[Stretch]:
        left, found = first, []
        for start, end in piece.stretches:
            skipped = min(left, end - start)
            left -= skipped
            if start + skipped < end:
                found.append((start + skipped, end))
        return found

    return _cut(base, rest)


def across(
    s: Scope,
    members: Items,
    name: str,
    quorum: str,
    period: Callable[[Scope], list[Piece]],
    bound: Callable[[Fraction], bool] | None = None,
) -> list[Piece]:
    """When the period holds for every member (for some, for so many, for such a share)."""
    everyone = members.settled()
    layers = [moments(period(s.bind(name, member, group=True))) for member in everyone]
    flat = [stretch for layer in layers for stretch in layer]

    def holds(depth: tuple[int, ...]) -> bool:
        return depth[0] > 0 and quorum_holds(quorum, depth[0], len(everyone), bound)

    return [Piece((one,)) for one in sweep([flat], holds)]


def quorum_holds(quorum: str, fulfil: int, all_: int, bound: Callable[[Fraction], bool] | None) -> bool:
    if all_ == 0:
        return False
    if quorum == "every":
        return fulfil == all_
    if quorum == "some" or bound is None:
        return fulfil > 0
    return bound(Fraction(fulfil, all_) if quorum == "share" else Fraction(fulfil))


def in_period(s: Scope, pieces: list[Piece], point: Moment | None) -> Answer:
    """The point lies in the period; at its very end, only if stretches include their end (reading "stretch ends")."""
    return point is not None and lies_within(s, moments(pieces), point.at)


def lasts(s: Scope, name: str, holds: Callable[[Fraction], bool]) -> Answer:
    """The length of the bound piece, or of that which the bound row makes, as a whole."""
    piece = piece_called(s, name)
    return answered(lambda: piece is not None and holds(Fraction(piece.length, SECOND)))
