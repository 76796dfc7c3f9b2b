"""Conditions on rows, on counts, and on many windows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.answers import (
    PENDING,
    UNDEFINED,
    UNDETERMINED,
    Answer,
    all_of,
    answered,
    any_of,
    is_not,
)
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.comparing import Test, between, compared
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.lives import groups_in_service
from sladsl.checks.emit.runtime.rows import Item, Items, Row
from sladsl.checks.emit.runtime.world import Scope, reading

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


def figures_compare(s: Scope, field: str, test: Callable[[Fraction], Test], other: str, share: Fraction) -> Answer:
    """One figure of the row against a share of another; a figure that is missing compares with nothing."""
    row = s.row()
    one, two = (row.values.get(name) if row is not None else None for name in (field, other))
    return isinstance(one, Fraction) and isinstance(two, Fraction) and test(share * two)(one)


def referred(s: Scope, field: str, record: str, that: Callable[[Scope], Answer]) -> Answer:
    """The row of the record to which the field refers fulfils the condition."""
    row = s.row()
    s.world.all_rows(record)
    other = s.world.row(record, row.values.get(field) or "") if row is not None else None
    return other is not None and that(s.bind(record, other))


def has_count(
    s: Scope, items: Callable[[Scope], Items], test: Test, spec: Spec | None = None, right: str = ""
) -> Answer:
    """So many of the selection belong to the bound item; with `spec`, in one of the windows of this kind that end in the supplied one.
    `right`: see `unspent`."""

    def ask() -> Answer:
        windows = [s.window] if spec is None else windows_ending_in(s, spec, s.window)
        best: Answer = False
        for window in windows:
            found = items(s.within(window))
            certain = unspent(s, right, found.certain)
            if any(state == UNDETERMINED for _, state in found.undecided):
                best = UNDETERMINED
                continue
            answer = between(test, Fraction(len(certain)), Fraction(len(certain) + len(found.undecided)))
            if answer is True:
                _happened(s, certain)
                return True
            best = best if answer is False else answer
        return best

    return answered(ask)


def windows_ending_in(s: Scope, spec: Spec, window: Window) -> list[Window]:
    """The windows of this kind whose last moment within the term lies in the window; those that slide only where the term holds all of
    them."""
    almanac = s.world.almanac
    near = almanac.windows(spec, window.start, window.end)
    if spec.sliding:
        return [one for one in near if window.start < one.end <= window.end and almanac.term_start <= one.start]
    last = almanac.term_end
    return [one for one in near if window.start < min(one.end, last) <= window.end and one.start < last]


def unspent(s: Scope, right: str, events: list[Any]) -> list[Any]:
    """Without what has given rise to this right before, where it does not count again (reading "restart"). What has given rise to another
    right of the same clause counts."""
    spent = s.world.spent.get((right, s.group_key()), set())
    if not any(_event_key(event) in spent for event in events):
        return events
    if reading(s, f"restart/{s.clause}", "restart", otherwise="again") == "again":
        return events
    return [event for event in events if _event_key(event) not in spent]


def _happened(s: Scope, events: list[Any]) -> None:
    """Of conditions that are joined, each adds what fulfils it."""
    s.world.happened = list(dict.fromkeys([*s.world.happened, *events]))


def _event_key(event: Any) -> Any:
    return (event.start, event.end) if isinstance(event, Window) else event


def so_many(s: Scope, holds: Callable[[Scope], Answer], least: int, of_: int, unit: str, right: str = "") -> Answer:
    """The condition holds in `least` of the `of_` consecutive windows that end with the supplied one, which must be one of them.
    `right`: see `unspent`."""
    before = s.world.happened
    almanac = s.world.almanac
    last = almanac.window_at(Spec(unit), (s.whole or s.window).end - 1)
    windows = [almanac.in_term(almanac.neighbour(last, unit, -back, 1)) for back in range(of_ - 1, 0, -1)]
    windows.append(almanac.in_term(last))
    settled = windows[-1]
    known = unspent(s, right, [one for one in windows if one is not None])
    answers = [(one, _in_service(s.within(one), holds)) for one in known]
    s.world.happened = before  # the windows fulfil it, and not what fulfilled the condition in each
    true = [one for one, answer in answers if answer is True]
    open_ = [answer for _, answer in answers if isinstance(answer, str)]
    now = next((answer for one, answer in answers if one is settled), False)
    if now is False or len(true) + len(open_) < least:
        return False
    if now is True and len(true) >= least:
        _happened(s, true[-least:])
        return True
    return UNDETERMINED if UNDETERMINED in open_ else PENDING


def ever(s: Scope, holds: Callable[[Scope], Answer], unit: str) -> Answer:
    """The condition has held in some window of this kind, from the first of the term to the supplied one."""
    almanac = s.world.almanac
    until = almanac.windows(Spec(unit), s.world.begin, s.window.end)
    windows = [one for one in map(almanac.in_term, until) if one is not None]
    return any_of(*(_in_service(s.within(one), holds) for one in windows))


def _in_service(s: Scope, holds: Callable[[Scope], Answer]) -> Answer:
    """In the part of the window in which the groups that are bound are in service; in one in which they are not it does not hold."""
    cut = groups_in_service(s)
    return cut is not None and answered(lambda: holds(cut))


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
        inner = s.leaving_out(()) if s.outside else s

        def fulfils(item: Item) -> Answer:
            answer = True if that is None else that(inner.bind(name, item))
            return False if answer == UNDEFINED else answer

        every = items()
        members: list[tuple[Answer, Item]] = [(True, item) for item in every.certain]
        members += [(state, item) for item, state in every.undecided]
        return _quantified(s, quantifier, [(member, fulfils(item)) for member, item in members], bound)

    return answered(ask)


def _quantified(s: Scope, quantifier: str, held: list[tuple[Answer, Answer]], bound: Test | None) -> Answer:
    """From (is it one of them, does it fulfil the condition) of each."""
    if quantifier == "each":
        return all_of(*(any_of(is_not(member), that) for member, that in held))
    both = [all_of(*pair) for pair in held]
    if bound is None:
        return is_not(any_of(*both)) if quantifier == "no" else any_of(*both)
    yes, maybe = sum(one is True for one in both), sum(isinstance(one, str) for one in both)
    if quantifier == "count":
        answer = between(bound, Fraction(yes), Fraction(yes + maybe))
    elif not held:
        return reading(s, "no value", otherwise="kept") == "kept"
    elif all(member is True for member, _ in held):
        ends = (compared(s, Fraction(many, len(held)), True) for many in (yes, yes + maybe))
        answer = between(bound, *ends)
    else:
        answer = between(bound, Fraction(0), Fraction(1))
    return UNDETERMINED if answer == PENDING and any(UNDETERMINED in pair for pair in held) else answer
