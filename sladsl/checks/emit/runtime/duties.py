"""Duties: met, missed, excused, pending or undetermined, for each window, group or row that they cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.acts import kept
from sladsl.checks.emit.runtime.answers import PENDING, UNDEFINED, UNDETERMINED, Answer, Undecided, answered, is_not
from sladsl.checks.emit.runtime.comparing import Test, compared, so_far
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.documents import document_for
from sladsl.checks.emit.runtime.limits import Limit
from sladsl.checks.emit.runtime.named import given_value, not_covered
from sladsl.checks.emit.runtime.periods import moments
from sladsl.checks.emit.runtime.points import field_time, in_window, time_in
from sladsl.checks.emit.runtime.results import (
    MET,
    MISSED,
    Result,
    choice_of,
    each_window,
    named_item,
    state_of,
)
from sladsl.checks.emit.runtime.rows import Items, Piece, label
from sladsl.checks.emit.runtime.world import Scope, reading

# --- kinds of duty -----------------------------------------------------------------------------------------------------------------


def level(
    s: Scope,
    duty: str,
    spec: Spec | None,
    measure: Callable[[Scope], Fraction | None],
    target: Callable[[Scope], tuple[Test, str] | None],
    named: str = "",
    unit: str = "",
    group: Callable[[Scope], Items] | None = None,
    of: str = "",
    outside: Callable[[Scope], list[Piece]] | None = None,
    records: tuple[str, ...] = (),
    ends: bool = False,
    only: Callable[[Scope], Answer] | None = None,
) -> list[Result]:
    """Keep a measure at a level in each window, for each member of the group. `ends`: see `so_far`."""
    found: list[Result] = []
    scopes: Iterator[Scope]
    try:
        if spec is not None:
            scopes = each_window(s, spec, group, of, open_=True)
        else:
            scopes = (s.bind(of, item) for item in (group(s).settled() if group is not None else ()))
        for at in scopes:
            slides = spec if spec is not None and spec.sliding else None
            by_clock = spec is not None and spec.unit in ("minute", "hour")
            if at.undecided:
                found.append(
                    Result(
                        at, "", at.undecided, "", at.because[0], named, None, unit, slides=slides,
                        many=by_clock or bool(slides), by_clock=by_clock,
                    )
                )  # fmt: skip
                continue
            wanted = target(at)
            applies = True if only is None else only(at)
            if wanted is None or applies in (False, UNDEFINED):
                continue
            test, words = wanted
            who = (
                ", ".join(label(at.bound[name]) for name in sorted(at.groups))
                if spec is not None
                else named_item(at, of)
            )
            value, state, why = _measured(at, duty, measure, outside, records, test, unit)
            if state == PENDING and value is None:
                inner = at if outside is None else at.leaving_out(moments(outside(at)))
                value, answer = so_far(inner, measure, test, unit == "%", ends)
                state = state_of(answer)
            if isinstance(applies, str):
                state = applies
            found.append(
                Result(
                    at, who, state, words, why, named, value, unit, test, slides=slides, many=by_clock or bool(slides),
                    by_clock=by_clock,
                )
            )  # fmt: skip
    except Undecided as undecided:
        found.append(Result(s, "", undecided.state, "", undecided.why, named, None, unit))
    return found


def _measured(
    at: Scope,
    duty: str,
    measure: Callable[[Scope], Fraction | None],
    outside: Callable[[Scope], list[Piece]] | None,
    records: tuple[str, ...],
    test: Test,
    unit: str,
) -> tuple[Fraction | None, str, str]:
    value = given_value(at, duty)
    if value is None:
        if at.window.end > at.world.now:
            return None, PENDING, "the window is not over"
        short = not_covered(at, records)
        if short:
            return None, UNDETERMINED, short
        try:
            value = measure(at if outside is None else at.leaving_out(moments(outside(at))))
        except Undecided as undecided:
            return None, undecided.state, undecided.why
    if value is None:
        return None, MET if reading(at, "no value", otherwise="kept") == "kept" else MISSED, "no value"
    return value, state_of(test(compared(at, value, unit == "%"))), ""


def each_row(
    s: Scope,
    name: str,
    items: Callable[[Scope], Items],
    that: Callable[[Scope], Answer],
    target: str,
    never: bool = False,
    only: Callable[[Scope], Answer] | None = None,
) -> list[Result]:
    """Each row of the selection fulfils `that` (`never`: must not)."""
    try:
        rows = items(s)
    except Undecided as undecided:
        return [Result(s, "", undecided.state, target, undecided.why)]
    found = []
    for row in rows.certain:
        at = s.bind(name, row)
        applies = True if only is None else only(at)
        if applies in (False, UNDEFINED):
            continue
        answer = answered(lambda at=at: that(at))  # type: ignore[misc]
        answer = is_not(answer) if never else answer
        answer = applies if isinstance(applies, str) else answer
        if answer != UNDEFINED:
            found.append(Result(at, label(row), state_of(answer), target, of_row=True))
    found += [Result(s.bind(name, row), label(row), state, target, of_row=True) for row, state in rows.undecided]
    return found


def document(
    s: Scope,
    spec: Spec,
    record: str,
    field: str,
    limit: Callable[[Scope], Limit],
    target: str,
    only: Callable[[Scope], Answer] | None = None,
) -> list[Result]:
    """Send a document for each window in time."""
    found = []
    for at in each_window(s, spec):
        try:
            row = document_for(at, record, spec, at.whole or at.window)
            applies = True if only is None else only(at if row is None else at.bind(record, row))
            if applies in (False, UNDEFINED):
                continue
            answer = applies if isinstance(applies, str) else kept(at, limit(at), time_in(at, row, field))
            found.append(Result(at, "", state_of(answer), target, "" if row is None else row.where))
        except Undecided as undecided:
            found.append(Result(at, "", undecided.state, target, undecided.why))
    return found


def act(
    s: Scope,
    occasions: Callable[[Scope], Iterator[Scope]],
    record: str,
    field: str,
    limit: Callable[[Scope], Limit] | None,
    target: str,
) -> list[Result]:
    """An act that a condition or a record calls for; without a field no record shows it."""
    found = []
    try:
        for at in occasions(s):
            row = at.row()
            who = label(at.it) if at.it is not None and not (row is not None and row.where == "") else ""
            if at.undecided:
                found.append(Result(at, who, at.undecided, target, of_row=bool(who)))
                continue
            if not field:
                found.append(Result(at, who, UNDETERMINED, target, "no record shows it", of_row=bool(who)))
                continue
            time = field_time(at, record, field)
            if time is None and at.row(record) is None:
                time = _time_of_act(at, record, field)
            if limit is not None:
                answer = answered(lambda at=at, time=time: kept(at, limit(at), time))  # type: ignore[misc]
            else:
                answer = True if time is not None else PENDING
            found.append(Result(at, who, state_of(True if answer == UNDEFINED else answer), target, of_row=bool(who)))
    except Undecided as undecided:
        found.append(Result(s, "", undecided.state, target, undecided.why))
    return found


def _time_of_act(s: Scope, record: str, field: str) -> Any:
    """The act that another record shows: the row for the window or, without a month, the first from the window's end on."""
    spec = s.world.contract.record(record)
    if spec is None:
        return None
    months = next((one.name for one in spec.fields if one.kind == "month"), "")
    times = []
    for row in s.admitted(spec, s.world.all_rows(record)):
        time = time_in(s, row, field)
        window = s.whole or s.window
        if time is not None and (in_window(s, row, months, window) if months else time.at >= window.end):
            times.append(time)
    return min(times, key=lambda time: time.at, default=None)


def rows_that(s: Scope, name: str, items: Callable[[Scope], Items]) -> Iterator[Scope]:
    """The rows that call for an act."""
    rows = items(s)
    for row in rows.certain:
        yield s.bind(name, row)
    for row, state in rows.undecided:
        yield replace(s.bind(name, row), undecided=state)


def of_these(scopes: Iterator[Scope], condition: Callable[[Scope], Answer]) -> Iterator[Scope]:
    """The occasions on which the condition holds as well."""
    for scope in scopes:
        if answered(lambda scope=scope: condition(scope)) is True:  # type: ignore[misc]
            yield scope


def by_choices(
    s: Scope, fields: tuple[str, ...], levels: dict[tuple[str, ...], tuple[Test, str]]
) -> tuple[Test, str] | None:
    """The level by the choices of the bound item; choices without an entry owe nothing."""
    return levels.get(tuple(choice_of(s, field) for field in fields))
