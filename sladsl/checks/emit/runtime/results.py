"""What became of a duty, and in which windows and for whom it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import Answer, Undecided
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.comparing import Test
from sladsl.checks.emit.runtime.conditions import windows_ending_in
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.lives import in_service
from sladsl.checks.emit.runtime.numbers import figure
from sladsl.checks.emit.runtime.rows import Items, Piece, Row, label, place
from sladsl.checks.emit.runtime.world import Scope

MET, MISSED, EXCUSED = "met", "missed", "excused"


@dataclass(frozen=True)
class Result:
    """One duty in one window, for one group or row. `scope`: the window and what is bound. `slides`: the windows, where they slide."""

    scope: Scope
    group: str
    state: str
    target: str
    because: str = ""
    measure: str = ""
    value: Fraction | None = None
    unit: str = ""
    test: Test | None = None
    duty: str = ""
    of_row: bool = False
    slides: Spec | None = None
    many: bool = False
    by_clock: bool = False
    days: Window | None = None
    whole_month: bool = False


def state_of(answer: Answer) -> str:
    if answer is True:
        return MET
    return MISSED if answer is False else str(answer)


# --- windows and groups ------------------------------------------------------------------------------------------------------------


def each_window(
    s: Scope, spec: Spec, group: Callable[[Scope], Items] | None = None, name: str = "", open_: bool = False
) -> Iterator[Scope]:
    """The windows of this kind that end with the one that is settled or within it, for each member of the group. `open_`: a window in
    which nobody knows the members comes once, undecided."""
    for window in windows_ending_in(s, spec, s.whole or s.window):
        cut = s.world.almanac.in_term(window)
        if cut is None:
            continue
        scope = replace(s, window=cut, whole=window)
        if group is None:
            yield scope
            continue
        try:
            members = group(scope).settled()
        except Undecided as undecided:
            if not open_:
                raise
            yield replace(scope, undecided=undecided.state, because=(undecided.why,))
            continue
        for member in members:
            bound = in_service(scope.bind(name, member, group=True), member)
            if bound is not None:
                yield bound


def named_item(s: Scope, name: str) -> str:
    """ "Ticket of tickets.csv, line 5", "Outage of 2026-03-05 10:00 to 2026-03-05 11:30 (probes.csv, line 7)"."""
    item = s.bound[name]
    if not isinstance(item, Piece):
        return label(item)
    start, end = (s.world.clock.text(at).replace("T", " ") for at in (item.start, item.end))
    return f"{name} of {start} to {end}" + (f" ({item.row.key or place(item.row)})" if item.row is not None else "")


def choice_of(s: Scope, field: str) -> str:
    """The choice of a field of what is bound, or the choice (or clause) bound under that name."""
    item = s.bound.get(field)
    if isinstance(item, str):
        return item
    for one in [s.it, *reversed(list(s.bound.values()))]:
        row = one.row if isinstance(one, Piece) else one
        if isinstance(row, Row) and row.values.get(field) is not None:
            return str(row.values[field])
    other = s.item(field)
    return label(other) if other is not None else next(_choices_referred_to(s, field), "")


def _choices_referred_to(s: Scope, field: str) -> Iterator[str]:
    """Of the rows to which what is bound refers."""
    for one in [s.it, *reversed(list(s.bound.values()))]:
        row = one.row if isinstance(one, Piece) else one
        spec = s.world.contract.record(row.record) if isinstance(row, Row) else None
        for reference in spec.fields if isinstance(row, Row) and spec is not None else ():
            key = row.values.get(reference.name) if isinstance(row, Row) and reference.record else None
            if key:
                s.world.all_rows(reference.record)
                of = s.world.row(reference.record, str(key))
                if of is not None and of.values.get(field) is not None:
                    yield str(of.values[field])


def said(result: Result) -> str:
    """ "Monthly Uptime is 99.8%, at or above 99.9%"."""
    about = f" of {result.group}" if result.group else ""
    if result.measure:
        return f"{result.measure}{about} is {figure(result.value, result.unit)}; {result.target} was to be kept"
    return f"{result.group or result.duty}: {result.target}: {result.state}"
