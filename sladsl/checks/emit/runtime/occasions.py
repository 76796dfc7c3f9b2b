"""Occasions: when, how often and for whom a consequence follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.acts import due_time
from sladsl.checks.emit.runtime.answers import PENDING, UNDETERMINED, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.comparing import Test
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.limits import in_microseconds
from sladsl.checks.emit.runtime.periods import moments
from sladsl.checks.emit.runtime.results import MISSED, Result, each_window, said
from sladsl.checks.emit.runtime.rows import Items, Piece, Row, called
from sladsl.checks.emit.runtime.stretches import common, covers, length_of
from sladsl.checks.emit.runtime.world import Scope, reading

# --- occasions -------------------------------------------------------------------------------------------------------------------


def holds(s: Scope, answer: Answer) -> bool:
    """Whether a condition is fulfilled; one that is not decided is noted, and nothing follows from it yet."""
    if isinstance(answer, str):
        s.world.waiting.append((s, answer))
        s.world.settled.note(f"a condition is {answer}")
    return answer is True


def misses(s: Scope, clause: str, party: str, window: Window | None) -> Answer:
    """The clause is missed in the window, by the party ("": by any), for the group that is bound."""
    answer: Answer = s.world.settled.misses(s, clause, party, window)
    return answer


def cap_reached(s: Scope, window: Window | None) -> Answer:
    """The credits for the window reach their cap."""
    answer: Answer = s.world.settled.cap_reached(window)
    return answer


def _over(s: Scope) -> None:
    if s.window.end > s.world.now:
        raise Undecided(PENDING, "the window is not over")


def ledger_balance(s: Scope, ledger: str) -> Fraction:
    """What stands in the ledger at the end of the window."""
    _over(s)
    balance: Fraction = s.world.settled.balance(ledger, s)
    return balance


def units_incurred(s: Scope, unit: str, party: str = "") -> Fraction:
    """How many of the units have been incurred in the window, by the party ("": by any)."""
    _over(s)
    count: Fraction = s.world.settled.points_in(unit, s, party)
    return count


def lies_in(s: Scope, window: Window | None) -> Answer:
    """The window that is settled lies within another."""
    return window is not None and window.start <= s.window.start and s.window.end <= window.end


def falls_in(s: Scope, pieces: list[Piece]) -> Answer:
    """The row or piece that is settled counts in the period; a whole window lies in it."""
    at = s.counts_at()
    inside = moments(pieces)
    if at is None:
        return length_of(common(inside, [(s.window.start, s.window.end)])) == s.window.end - s.window.start
    return covers(inside, at)


def among(s: Scope, name: str, items: Items) -> Answer:
    """The bound row is one of those."""
    row = s.row(name)
    if any(one is row for one in items.certain):
        return True
    return next((state for one, state in items.undecided if one is row), False)


def missed(s: Scope, duty: str) -> Iterator[Scope]:
    """Each window, group or row of the settled window in which the duty is missed."""
    for result in s.world.settled.results(duty, s):
        if result.state in (PENDING, UNDETERMINED):
            s.world.waiting.append((result.scope, result.state))
        if result.state == MISSED and not _goes_on(s, result):
            yield replace(result.scope, clause=s.clause, because=(said(result),), outside=())


def _goes_on(s: Scope, result: Result) -> bool:
    """Of windows that slide, misses that follow one another are one: whether the window that starts before this one is missed, too."""
    if result.slides is None:
        return False
    window = result.scope.window
    misses_ = s.world.memory.setdefault(("slides", result.duty, result.scope.group_key()), set())
    misses_.add(window.start)
    near = s.world.almanac.windows(result.slides, window.start, window.end)
    before = [one.start for one in near if one.start < window.start]
    return bool(before) and before[-1] in misses_


def each_run(
    s: Scope,
    spec: Spec,
    name: str,
    rows: Callable[[Scope], Items],
    counted: Callable[[Scope], Items],
    test: Test,
) -> Iterator[Scope]:
    """Each row of which so many items lie in a sliding window: once for each longest run of such windows, in the window in which the
    count is reached."""
    for row in rows(s).certain:
        bound = s.bind(name, row, group=True)
        for events, arisen in _runs_of(bound, spec, counted, test):
            if s.window.start <= arisen < s.window.end:
                yield replace(bound, events=events, arisen=arisen)


def _runs_of(s: Scope, spec: Spec, counted: Callable[[Scope], Items], test: Test) -> list[tuple[tuple[Any, ...], int]]:
    world = s.world
    items = sorted(((world.settled.counts_at(item), item) for item in counted(s).certain), key=lambda one: one[0])
    found: list[tuple[tuple[Any, ...], int]] = []
    spent: set[Any] = set()
    run: list[Any] = []
    arisen = 0
    almanac = world.almanac
    for window in almanac.windows(spec, max(world.begin, almanac.term_start), world.horizon):
        if window.start < almanac.term_start or almanac.term_end < window.end:
            continue  # windows that slide lie wholly within the term
        inside = [one for one in items if window.start <= one[0] < window.end and one[0] < world.now]
        fresh = [one for one in inside if one[1] not in spent]
        if len(fresh) < len(inside) and test(Fraction(len(inside))):
            again = reading(s, f"restart/{s.clause}", "restart", otherwise="again") == "again"
            inside = inside if again else fresh
        if inside and test(Fraction(len(inside))):
            if not run:
                least = next(count for count in range(1, len(inside) + 1) if test(Fraction(count)))
                arisen = inside[least - 1][0]
            run += [one[1] for one in inside if one[1] not in run]
        elif run:
            found.append((tuple(run), arisen))
            spent.update(run)
            run = []
    return [*found, (tuple(run), arisen)] if run else found


def each_grown_late(
    s: Scope,
    name: str,
    rows: Callable[[Scope], Items],
    late: Callable[[Scope], Answer],
    field: str = "",
    by: Fraction = Fraction(0),
    clause: str = "",
) -> Iterator[Scope]:
    """Each row of the term that has become `late` by so much (seconds; days are those of the clock), in the window in which it has."""
    clock, almanac = s.world.clock, s.world.almanac
    for row in rows(s.within(Window(almanac.term_start, almanac.term_end))).certain:
        bound = s.bind(name, row)
        limit = due_time(bound, name, field, clause)
        if limit is None:
            continue
        days, rest = divmod(by, 86_400)
        since = clock.of(clock.local(limit.at) + timedelta(days=int(days))) + in_microseconds(rest)
        if since < s.world.now and s.window.start <= since < s.window.end and late(bound) is True:
            yield replace(bound, events=(bound.row(name), since), arisen=since)


def whenever(s: Scope, spec: Spec, condition: Callable[[Scope], Answer] | None = None) -> Iterator[Scope]:
    """Each window in which the condition holds, with the windows or items that fulfilled it."""
    for at in each_window(s, spec):
        at.world.happened = []
        if condition is None or holds(at, answered(lambda at=at: condition(at))):  # type: ignore[misc]
            yield replace(at, events=tuple(at.world.happened) or (at.whole or at.window,))


def called_for(s: Scope, spec: Spec, condition: Callable[[Scope], Answer] | None = None) -> Iterator[Scope]:
    """Each window in which the condition calls for an act; where it is not decided, whether it does is not."""
    for at in each_window(s, spec):
        at.world.happened = []
        answer = True if condition is None else answered(lambda at=at: condition(at))  # type: ignore[misc]
        if answer is not False:
            events = tuple(at.world.happened) or (at.whole or at.window,)
            yield replace(at, events=events, undecided=answer if isinstance(answer, str) else "")


def whenever_any(
    s: Scope,
    spec: Spec,
    name: str,
    items: Callable[[Scope], Items],
    that: Callable[[Scope], Answer] | None,
    grouped: bool = True,
) -> Iterator[Scope]:
    """Each row, in each window, that fulfils the condition: "If a Circuit has …". `grouped`: what follows is told for the row as a group."""
    for at in each_window(s, spec):
        for item in items(at).certain:
            bound = at.bind(name, item, group=isinstance(item, Row))
            at.world.happened = []
            if that is None or holds(bound, answered(lambda bound=bound: that(bound))):  # type: ignore[misc]
                told = bound if grouped else at.bind(name, item)
                yield replace(told, events=tuple(at.world.happened) or (item,))


def whenever_of_each(
    s: Scope, spec: Spec, name: str, group: Callable[[Scope], Items], condition: Callable[[Scope], Answer]
) -> Iterator[Scope]:
    """Each window in which the condition holds for a member of the group, in the part of it in which the member is in service."""
    for at in each_window(s, spec, group, name):
        at.world.happened = []
        if holds(at, answered(lambda at=at: condition(at))):  # type: ignore[misc]
            yield replace(at, events=tuple(at.world.happened) or (at.whole or at.window,))


def each_of(
    s: Scope, name: str, items: Callable[[Scope], Items], every: int = 1, spec: Spec | None = None
) -> Iterator[Scope]:
    """Each row or piece selected, in the window to which it belongs; `every`: each that completes so many of them in a window of `spec`, each
    counted once, be the window over or not."""
    if every == 1 or spec is None:
        found = items(s)
        for item in found.certain:
            yield replace(s.bind(name, item), because=(called(name, item),))
        for item, state in found.undecided:
            s.world.settled.note(f"{called(name, item)} is {state}")
        return
    almanac, settled = s.world.almanac, s.world.settled
    all_ = items(s.within(Window(almanac.term_start, min(almanac.term_end, s.world.now)))).certain
    waiting: list[tuple[int, Any]] = []
    for when, item in sorted(((settled.counts_at(one), one) for one in all_), key=lambda one: one[0]):
        first = counted_from(s, spec, when)
        waiting = [*(one for one in waiting if one[0] >= first), (when, item)]
        if len(waiting) == every:
            if s.window.start <= when < s.window.end:
                events = tuple(one for _, one in waiting)
                yield replace(s.bind(name, item), events=events, because=(f"{every} of {name}",))
            waiting = []


def counted_from(s: Scope, spec: Spec, at: int) -> int:
    """The start of the longest part of the term that a window of this kind which holds the moment can have behind it."""
    return max(next(iter(s.world.almanac.windows(spec, at, at + 1))).start, s.world.almanac.term_start)


def each_missed_clause(s: Scope, party: str, spec: Spec) -> Iterator[Scope]:
    """For each clause that the party misses, with the clause bound under "Clause"."""
    for at in each_window(s, spec):
        for clause in s.world.settled.missed_clauses(party, at):
            yield replace(at.bind("Clause", clause), because=(f'clause "{clause}" is missed',))
