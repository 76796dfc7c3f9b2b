"""Selections and predicates: which rows of a record, or pieces of a period, are meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    Done,
    FieldCompares,
    FieldIs,
    HasCount,
    InBoundWindow,
    InPeriod,
    InTime,
    Lasts,
    Late,
    NamedPeriod,
    NotSo,
    Predicate,
    Quantifier,
    Scope,
    Selection,
)
from sladsl.model.moments import WindowRef
from sladsl.model.quantities import NUMBER, PERCENT, Bound, Comparison, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import (
    act_field,
    choice_of,
    field_of,
    find_field,
    period_named,
    record_behind,
    split_field,
    subject_of,
)
from sladsl.model.resolve.moments import LIMITS, WINDOWS, limit, window_ref, window_spec
from sladsl.model.resolve.phrases import every, first, has, number, quoted, text_of, word
from sladsl.model.resolve.quantities import COMPARATORS, COMPARISONS, comparison
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase, Word

CHOICES = (
    "choice_word",
    "choice_number",
    "choice_text",
    "choice_money",
    "choice_percent",
    "choice_physical",
    "choice_duration",
)


@dataclass(frozen=True)
class Meant:
    """A selection with how many of it are meant, and the groups over which it is told apart ("of each Circuit")."""

    selection: Selection
    quantifier: Quantifier
    bound: Bound | None
    groups: tuple[Selection, ...]
    across: str = ""
    across_bound: Bound | None = None


def meant(phrase: Phrase, ctx: Context) -> Meant:
    """A `subject`, `selection` or `per_record`: determiner, name, scopes, placings and relative clause."""
    name = word(phrase, "NAME")
    quantifier, bound = quantified(phrase)
    declared = ctx.name(name, phrase, NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD)
    item = subject_of(name, phrase, ctx)
    where: list[Predicate] = []
    if declared.kind is NameKind.SELECTION:
        body = ctx.definition(declared.text, phrase).body
        assert isinstance(body, Selection)
        where += [body.where] if body.where else []
    scopes, groups, across, across_bound = scopes_of(phrase, item, ctx)
    window: WindowRef | None = None
    with ctx.introducing(*(group.name for group in groups), item):
        for part in every(phrase):
            if part.kind in WINDOWS:
                window = window_ref(part, ctx)
            elif part.kind in ("field_is", "field_compares", "placed_during", "placed_outside"):
                where.append(_placing(part, item, ctx))
            elif part.kind == "relative_that":
                found = first(part, "predicates")
                assert found is not None
                where.append(predicate(found, item, ctx))
            elif part.kind == "relative_not":
                where.append(denied(done(part, item, ctx)))
    selection = Selection(item, both(where), window, scopes)
    return Meant(selection, quantifier, bound, groups, across, across_bound)


def both(parts: list[Predicate]) -> Predicate | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllHold(tuple(parts))


def narrowed(selection: Selection, more: Predicate) -> Selection:
    return replace(selection, where=both([selection.where, more] if selection.where else [more]))


def quantified(phrase: Phrase) -> tuple[Quantifier, Bound | None]:
    """What the determiner says: "each", "a", "no", "at least 2", "at least 95% of the"."""
    for part in phrase.parts:
        if isinstance(part, Phrase):
            if part.kind == "count":
                return _counted(part)
            continue
        if part.kind == "A":
            return Quantifier.SOME, None
        if part.kind == "NO":
            return Quantifier.NO, None
        if part.kind in ("NAME", "CLAUSE"):
            break
    return Quantifier.EACH, None


def _counted(phrase: Phrase) -> tuple[Quantifier, Bound]:
    comparator = next(COMPARATORS[part.kind] for part in every(phrase) if part.kind in COMPARATORS)
    if share := word(phrase, "PERCENT"):
        return Quantifier.SHARE, Bound(comparator, Quantity(number(share) / 100, PERCENT))
    return Quantifier.COUNT, Bound(comparator, Quantity(number(word(phrase, "NUMBER")), NUMBER))


def scopes_of(
    phrase: Phrase, item: str, ctx: Context
) -> tuple[tuple[Scope, ...], tuple[Selection, ...], str, Bound | None]:
    """What "of each Circuit", "of that Circuit", "of its Backup Port", "of at least 2 Locations" bind: scopes, groups, and a field across."""
    scopes: list[Scope] = []
    groups: list[Selection] = []
    across, across_bound = "", None
    for part in every(phrase, "scope_selected", "scope_named"):
        name = word(part, "NAME")
        if has(part, "its"):
            holder = ctx.it or item
            record = record_behind(holder, part, ctx)
            field = field_of(record, name, part, ctx)
            scopes.append(Scope(field.record or field.name, (record, field.name)))
            continue
        quantifier, bound = quantified(part)
        target = _scope_name(name, item, part, ctx)
        if bound is not None or quantifier is Quantifier.NO:
            across, across_bound = target, bound
        elif part.kind == "scope_selected" and _each(part):
            groups.append(_group(name, target, part, ctx))
        else:
            scopes.append(Scope(target))
    return tuple(scopes), tuple(groups), across, across_bound


def _each(phrase: Phrase) -> bool:
    return any((isinstance(p, Word) and p.kind in ("EACH", "A")) or p.text == "every" for p in _words(phrase))


def _words(phrase: Phrase) -> list[Word]:
    return [part for part in phrase.parts if isinstance(part, Word)]


def _scope_name(name: str, item: str, node: Phrase, ctx: Context) -> str:
    """The record, period or choice field that a scope names."""
    if ctx.names.find(name) is not None:
        return subject_of(name, node, ctx)
    if item:
        return field_of(record_behind(item, node, ctx), name, node, ctx).name
    for record in ctx.records.values():
        if found := find_field(record, name):
            return found.name
    return ctx.name(name, node).text


def _group(name: str, target: str, node: Phrase, ctx: Context) -> Selection:
    declared = ctx.names.find(name)
    if declared is not None and declared.kind is NameKind.SELECTION:
        body = ctx.definition(declared.text, node).body
        assert isinstance(body, Selection)
        return body
    return Selection(target)


# --- predicates ------------------------------------------------------------------------------------------------------


def predicate(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    """`predicates`: one, or several joined by one connective. A mix has two groupings and is a finding."""
    parts = [_predicate(part, item, ctx) for part in every(phrase)]
    connectives = {part.text for part in _words(phrase) if part.text in ("and", "or")}
    if len(connectives) > 1:
        raise ctx.refuse(
            "N050",
            phrase,
            "and and or stand side by side, and can be grouped in two ways",
            label="two readings",
            hint="Name one of the two groups, or write the conditions as a list.",
        )
    if len(parts) == 1:
        return parts[0]
    return AnyHolds(tuple(parts)) if connectives == {"or"} else AllHold(tuple(parts))


def _predicate(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    match phrase.kind:
        case "is_done":
            found = done(phrase, item, ctx)
            return denied(found) if has(phrase, "not") else found
        case "has_value":
            found = _has_value(phrase, item, ctx)
            return NotSo(found) if has(phrase, "not") else found
        case "has_field":
            return _compares(phrase, item, ctx)
        case "has_count":
            return _has_count(phrase, ctx)
        case "is_late":
            by = first(phrase, "late_by")
            how = first(by, *COMPARISONS) if by else None
            return Late(record_behind(item, phrase, ctx), "", comparison(how, ctx) if how else None)
        case "is_in_time":
            return InTime(record_behind(item, phrase, ctx))
        case "lasts":
            how = first(phrase, *COMPARISONS)
            assert how is not None
            return Lasts(item, comparison(how, ctx))
        case _:
            raise ctx.refuse("N051", phrase, f'"{text_of(phrase)}" cannot be told from the records here')


def denied(found: Predicate) -> Predicate:
    """The opposite. A row on which no time is set is neither in time nor late, so "not in time" is late."""
    return Late(found.record, found.field) if isinstance(found, InTime) else NotSo(found)


def done(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    """ "is Answered within …", "is Returned", "is Written" (yes or no), "is Closed in that month"."""
    record = record_behind(item, phrase, ctx)
    act = word(phrase, "NAME") or next(p for p in ("made", "sent", "received", "due") if has(phrase, p))
    name = act_field(record, act, phrase, ctx)
    declared = ctx.records[record].field(name)
    if declared is not None and declared.kind is FieldKind.YES_NO:
        return FieldIs(name, ("yes",))
    if any(part.kind == "in_time" for part in every(phrase)):
        return InTime(record, name)
    place = next(iter(every(phrase, "placed_during", "placed_outside", "in_window", *WINDOWS)), None)
    if place is not None:
        return AllHold((Done(record, name), _within_window(place, record, name, item, ctx)))
    when = first(phrase, *LIMITS, "vague_time", "within_table")
    if when is None:
        return Done(record, name)
    return Done(record, name, limit(when, ctx))


def _within_window(phrase: Phrase, record: str, field: str, item: str, ctx: Context) -> Predicate:
    if phrase.kind in ("placed_during", "placed_outside"):
        return _placing(phrase, item, ctx)
    window = phrase if phrase.kind in WINDOWS else first(phrase, *WINDOWS)
    assert window is not None
    return InBoundWindow(field, window_ref(window, ctx))


def _has_value(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    name = word(phrase, "NAME")
    declared = ctx.names.find(name)
    if declared is not None and declared.kind is NameKind.PERIOD and first(phrase, *CHOICES) is None:
        return InPeriod(NamedPeriod(declared.text))
    return field_is(phrase, record_behind(item, phrase, ctx), ctx)


def field_is(phrase: Phrase, record: str, ctx: Context) -> FieldIs:
    """ "with Priority 1", "has Outcome failure", "with Location New York"."""
    field, rest = split_field(record, word(phrase, "NAME"), phrase, ctx)
    said = first(phrase, *CHOICES)
    value = choice_text(said) if said else rest
    if not value:
        raise ctx.refuse("N052", phrase, f"which {field.name} is meant?", label="no value")
    return FieldIs(field.name, (choice_of(field, value, phrase, ctx),))


def choice_text(phrase: Phrase) -> str:
    return quoted(text_of(phrase))


def _compares(phrase: Phrase, item: str, ctx: Context) -> FieldCompares:
    record = record_behind(item, phrase, ctx)
    field = field_of(record, word(phrase, "NAME"), phrase, ctx)
    how = first(phrase, *COMPARISONS)
    assert how is not None
    return FieldCompares(field.name, comparison(how, ctx))


def _has_count(phrase: Phrase, ctx: Context) -> HasCount:
    counted = first(phrase, "count")
    assert counted is not None
    _, bound = _counted(counted)
    name = word(phrase, "NAME")
    window = first(phrase, *WINDOWS)
    selection = Selection(subject_of(name, phrase, ctx))
    if window is None:
        return HasCount(selection, Comparison((bound,)))
    if window.kind in ("window_any", "window_run"):
        return HasCount(selection, Comparison((bound,)), window_spec(window, ctx))
    return HasCount(replace(selection, window=window_ref(window, ctx)), Comparison((bound,)))


def _placing(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    match phrase.kind:
        case "field_is":
            return field_is(phrase, record_behind(item, phrase, ctx), ctx)
        case "field_compares":
            return _compares(phrase, item, ctx)
        case _:
            period = period_named(word(phrase, "NAME"), phrase, ctx, item)
            inside = InPeriod(period)
            return NotSo(inside) if phrase.kind == "placed_outside" else inside
