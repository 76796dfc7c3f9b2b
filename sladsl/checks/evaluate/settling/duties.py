"""Duties as the records alone show them: met, missed, pending or undetermined, in one window, for each group or row.

What other clauses do to a duty (excuse it, count it as missed, take it out of force) is added in `verdicts`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.conditions import compares, truth
from sladsl.checks.evaluate.measuring.documents import row_for
from sladsl.checks.evaluate.measuring.explain import bound_words, kept_at, measure_words, target_words, unit_of
from sladsl.checks.evaluate.measuring.given import given_value
from sladsl.checks.evaluate.measuring.limits import act_of, document_row, limit_of, within
from sladsl.checks.evaluate.measuring.lives import in_service
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.outside import without
from sladsl.checks.evaluate.measuring.reach import readiness
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.again import again
from sladsl.checks.evaluate.settling.clean import in_order
from sladsl.checks.evaluate.settling.deciding import decide
from sladsl.checks.evaluate.settling.verdict import Verdict, state_of
from sladsl.checks.reasons import Span, told
from sladsl.checks.statement import Evidence, State
from sladsl.model.algebra import Done, Selection
from sladsl.model.duties import Act, Declared, Document, Duty, EachRecord, Level, Repeated, Retain
from sladsl.model.moments import Supplied, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparison
from sladsl.time.windows import Window

MONTHLY = WindowSpec(WindowUnit.MONTH)


def spec_of(duty: Duty) -> WindowSpec | None:
    """The windows in which the duty is settled; None for a duty that no record settles."""
    match duty.kind:
        case Level(window=spec) | Act(window=spec):
            return spec or MONTHLY
        case Document(window=spec):
            return spec
        case EachRecord() | Repeated():
            return MONTHLY
        case Retain() | Declared():
            return None
        case _:
            assert_never(duty.kind)


def raw_verdicts(duty: Duty, window: Window, world: World) -> tuple[Verdict, ...]:
    scope = Scope(world, window)
    match duty.kind:
        case Level():
            found = _level(duty, duty.kind, scope)
        case EachRecord():
            found = _each(duty, duty.kind, scope)
        case Repeated():
            found = again(duty, duty.kind, scope)
        case Document():
            found = (_document(duty, duty.kind, scope),)
        case Act():
            found = _act(duty, duty.kind, scope)
        case Retain() | Declared():
            return ()
        case _:
            assert_never(duty.kind)
    return tuple(_prohibited(one) for one in found) if duty.modality == "shall not" else found


def groups_of(group: Selection | None, scope: Scope) -> tuple[tuple[str, Scope, Bound | None], ...] | None:
    """(name in words, scope, what is bound) for each group, one without a name where there is none; None where the groups are not known.
    A row that is in service for part of the window has the part of it that counts."""
    if group is None:
        return (("", scope, None),)
    choices = _choices(group.name, scope.world)
    if choices is not None:
        return tuple((choice, scope.group(group.name, choice), choice) for choice in choices)
    found = select(group, scope)
    if not found.known:
        return None
    counting = (
        (one, in_service(one, scope.window, scope.world) if isinstance(one, Item) else scope.window)
        for one in found.items
    )
    return tuple(
        (bound_words(one, scope), scope.group(group.name, one).over(window), one)
        for one, window in counting
        if window is not None
    )


def _choices(name: str, world: World) -> tuple[str, ...] | None:
    if world.record(name) is not None or world.definition(name) is not None:
        return None
    for record in world.plan.records:
        field = record.field(name)
        if field is not None and field.choices:
            return field.choices
    return None


def _level(duty: Duty, kind: Level, scope: Scope) -> tuple[Verdict, ...]:
    world, window = scope.world, scope.window
    words = measure_words(kind.measure)
    by_item = kind.window is None and kind.group is not None
    group = in_window(kind.group, world) if by_item and kind.group is not None else kind.group
    ready, why = readiness(kind, window, world)
    groups = groups_of(group, scope)
    if groups is None:
        return (
            Verdict(
                duty, window, scope, State.UNDETERMINED, measure=words, because=why or told("the groups are not known")
            ),
        )
    node = without(kind.measure, kind.outside, world)
    out = []
    for name, inner, bound in groups:
        comparison = _comparison(kind, inner)
        if comparison is None:
            continue
        start = Verdict(
            duty, window, inner, State.PENDING, name, bound if by_item else None, words, None, unit_of(comparison, world), comparison,
            _target(comparison, world), why,
        )  # fmt: skip
        if ready is not Truth.TRUE:
            out.append(replace(start, state=state_of(ready)))
            continue
        over = (
            inner.over(clock.of_stretch((bound.start, bound.end), name, world))
            if by_item and isinstance(bound, Piece)
            else inner
        )
        # What a worked example says of the measure is what the duty keeps, outside what it leaves out.
        given = bool(kind.outside) and given_value(kind.measure, over) is not None
        out.append(_compared(start, kind.measure if given else node, over))
    return tuple(out)


def _compared(start: Verdict, node: object, scope: Scope) -> Verdict:
    world = scope.world
    assert start.comparison is not None
    found = measure(node, scope)  # type: ignore[arg-type]
    here = replace(start, value=found.value, evidence=() if world.amounts_alone else found.evidence, because="")
    if not found.determined:
        return replace(
            here,
            state=State.UNDETERMINED,
            because=told("no records of {names} were given", names=", ".join(found.absent)),
        )
    if in_order(found, node, scope):
        return replace(here, state=State.MET, value=None, because=told("nothing in the example speaks of it"))
    if found.value is None and not found.pending:
        kept = world.reading("no value") == "kept"
        return replace(
            here, state=State.MET if kept else State.MISSED, because=told("{what} has no value", what=start.measure)
        )
    return replace(here, state=state_of(compares(found, start.comparison, scope)))


def _target(comparison: Comparison, world: World) -> str:
    return world.of_plan(comparison, "kept at", lambda: kept_at(comparison, world))


def _comparison(kind: Level, scope: Scope) -> Comparison | None:
    """By the choices of the group; None where nothing is owed for them."""
    for choices, comparison in kind.by_choice:
        if all(_has_choice(field, choice, scope) for field, choice in choices):
            return comparison
    return kind.comparison


def _has_choice(field: str, choice: str, scope: Scope) -> bool:
    if field in scope.bound:
        return scope.bound[field] == choice
    for value in scope.bound.values():
        item = value.item if isinstance(value, Piece) else value
        if isinstance(item, Item):
            record, table = scope.world.record(item.record), scope.world.table(item.record)
            if record is not None and table is not None and record.field(field) is not None:
                return table.value(field, item.row) == choice
    return False


def _each(duty: Duty, kind: EachRecord, scope: Scope) -> tuple[Verdict, ...]:
    found = select(in_window(kind.selection, scope.world), scope)
    target = target_words(duty)
    out = []
    if found.absent:
        why = told("no records of {names} were given", names=", ".join(found.absent))
        return (Verdict(duty, scope.window, scope, State.UNDETERMINED, target=target, because=why),)
    for item in found.items:
        inner = scope.bind(kind.selection.name, item)
        state = state_of(truth(kind.that, inner))
        out.append(Verdict(duty, scope.window, inner, state, bound_words(item, scope), item, target=target))
    for items, state in ((found.pending, State.PENDING), (found.open, State.UNDETERMINED)):
        for item in items:
            inner = scope.bind(kind.selection.name, item)
            out.append(Verdict(duty, scope.window, inner, state, bound_words(item, scope), item, target=target))
    return tuple(out)


def _document(duty: Duty, kind: Document, scope: Scope) -> Verdict:
    world, window = scope.world, scope.window
    start = Verdict(duty, window, scope, State.PENDING, target=target_words(duty))
    table = world.table(kind.record)
    if table is None:
        return replace(
            start, state=State.UNDETERMINED, because=told("no records of {names} were given", names=kind.record)
        )
    _, item = document_row(kind, window, world)
    inner = scope.bind(kind.record, item) if item is not None else scope
    limit = limit_of(kind.limit, scope)
    act, day = act_of(item, kind.field, world) if item is not None else (None, None)
    if item is None and world.clean:
        return replace(start, state=State.MET, because=told("nothing in the example speaks of it"))
    state = state_of(within(limit, act, day, world))
    if state is State.PENDING and item is None and window.end > world.as_of:
        return replace(start, because=told("{span} is not over", span=Span(window.label)))
    why = (
        bound_words(item, scope)
        if item is not None
        else told("no {name} for {span}", name=kind.record, span=Span(window.label))
    )
    evidence = (Evidence(kind.record, 1, (table.where(item.row),)),) if item is not None else ()
    return replace(start, scope=inner, item=item, state=state, because=why, evidence=evidence)


def _act(duty: Duty, kind: Act, scope: Scope) -> tuple[Verdict, ...]:
    start = Verdict(duty, scope.window, scope, State.PENDING, target=target_words(duty))
    called: list[tuple[Bound | None, Scope, Truth]] = []
    if kind.condition is not None:
        called = [(None, scope, decide(kind.condition, scope))]
    if kind.each is not None and all(asked is not Truth.FALSE for _, _, asked in called):
        found = select(in_window(kind.each, scope.world), scope)
        if found.absent:
            return (
                replace(
                    start,
                    state=State.UNDETERMINED,
                    because=told("no records of {names} were given", names=", ".join(found.absent)),
                ),
            )
        lists = ((found.items, Truth.TRUE), (found.pending, Truth.PENDING), (found.open, Truth.UNDETERMINED))
        called = [(item, scope.bind(kind.each.name, item), asked) for items, asked in lists for item in items]
    out = []
    for item, inner, asked in called:
        if asked is Truth.FALSE:
            continue
        here = replace(start, scope=inner, item=item, group=bound_words(item, scope) if item is not None else "")
        if asked is not Truth.TRUE:
            out.append(replace(here, state=state_of(asked), because=told("whether it is called for is not decided")))
        elif not kind.field:
            out.append(replace(here, state=State.UNDETERMINED, because=told("no record shows the act")))
        else:
            out.append(_acted(here, kind, inner))
    return tuple(out)


def _acted(here: Verdict, kind: Act, scope: Scope) -> Verdict:
    row = row_for(kind.record, kind.field, kind.window or MONTHLY, scope)
    if row is None:
        table = scope.world.table(kind.record)
        if scope.world.clean and table is not None and not len(table):
            return replace(here, state=State.MET, because=told("nothing in the example speaks of it"))
        if table is None:
            return replace(
                here, state=State.UNDETERMINED, because=told("no records of {names} were given", names=kind.record)
            )
        limit = limit_of(kind.limit, scope) if kind.limit is not None else None
        state = state_of(within(limit, None, None, scope.world)) if kind.limit is not None else State.MISSED
        return replace(here, state=state, because=told("no {name} shows it", name=kind.record))
    inner = scope.bind(kind.record, row)
    return replace(here, scope=inner, state=state_of(truth(Done(kind.record, kind.field, kind.limit), inner)))


def in_window(selection: Selection, world: World) -> Selection:
    """A duty on each row is settled for the rows that belong to the window; the same node for the same selection."""
    if selection.window is not None:
        return selection
    return world.once_for(selection, "in window", lambda: replace(selection, window=Supplied()))


def _prohibited(one: Verdict) -> Verdict:
    """A duty not to do something is met where the duty to do it would be missed."""
    turned = {State.MET: State.MISSED, State.MISSED: State.MET}
    return replace(one, state=turned.get(one.state, one.state))
