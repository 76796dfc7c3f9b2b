"""Levels: a measure where a comparison or a verb follows, with the groups over which it is told apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Aggregate,
    CountOf,
    ItemValue,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    Scope,
    Selection,
)
from sladsl.model.moments import Supplied, WindowRef
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, find_field, record_behind, subject_of
from sladsl.model.resolve.phrases import every, first, number, tidy, word, words
from sladsl.model.resolve.selections import both, field_is, meant, quantified, scopes_of
from sladsl.syntax.tree import Phrase, Word

SUPPLIED = Supplied()
LEVELS = ("named", "level_total", "level_of_field", "level_number")


@dataclass(frozen=True)
class Told:
    """A measure, the groups over which it is told apart, and its name as the text has it."""

    measure: Measure
    groups: tuple[Selection, ...]
    name: str


def level(phrase: Phrase, ctx: Context, window: WindowRef = SUPPLIED) -> Told:
    said = tidy(" ".join(_texts(phrase)))
    match phrase.kind:
        case "named":
            return _named(phrase, ctx, window)
        case "level_total":
            how, _ = aggregate(phrase)
            if (rows := _field_of_one_record(phrase, how, ctx, window, said)) is not None:
                return rows
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD, NameKind.MEASURE)
            if name.kind is NameKind.MEASURE:
                raise ctx.refuse(
                    "N080", phrase, f"{said} of which windows?", hint="Define it first as a measure of its own."
                )
            return Told(OfPeriod(how, NamedPeriod(name.text), window), (), said)
        case "level_of_field":
            return _of_field(phrase, said, ctx, window)
        case _:
            selection, groups = _level_of(phrase, ctx)
            return Told(CountOf(Selection(selection.name, selection.where, window, selection.scopes)), groups, said)


def _texts(phrase: Phrase) -> list[str]:
    found: list[str] = []
    for part in phrase.parts:
        found += [part.text] if isinstance(part, Word) else _texts(part)
    return found


def aggregate(phrase: Phrase) -> tuple[Aggregate, Fraction | None]:
    """ "the total", "the 95th percentile of": which, and the n of the percentile."""
    nth = first(phrase, "percentile_of")
    if nth is not None:
        digits = word(nth, "NTH").rstrip("stndrh")
        return Aggregate.PERCENTILE, number(digits)
    for how in Aggregate:
        if any(isinstance(part, Word) and part.text == how.value for part in phrase.parts):
            return how, None
    return Aggregate.LOWEST, None  # "shortest": the lowest length


def _field_of_one_record(phrase: Phrase, how: Aggregate, ctx: Context, window: WindowRef, said: str) -> Told | None:
    """ "the total Used in a month": a field that only one record has."""
    text = word(phrase, "NAME")
    if ctx.names.find(text) is not None:
        return None
    holders = [record for record in ctx.records.values() if find_field(record, text) is not None]
    if len(holders) != 1:
        return None
    field = field_of(holders[0].name, text, phrase, ctx)
    ctx.used.add(holders[0].name)
    return Told(OfField(how, (field.name,), Selection(holders[0].name, None, window)), (), said)


def _named(phrase: Phrase, ctx: Context, window: WindowRef) -> Told:
    text = word(phrase, "NAME")
    declared = ctx.names.find(text)
    if declared is None:
        return _item_field(phrase, text, ctx)
    name = ctx.name(
        text, phrase, NameKind.MEASURE, NameKind.FORM_VALUE, NameKind.UNIT, NameKind.AMOUNT, NameKind.PERIOD
    )
    if name.kind is NameKind.PERIOD:
        raise ctx.refuse(
            "N081",
            phrase,
            f"{text} is a stretch of time, and a quantity must stand here",
            hint=f'Write "the total {text}" or "the longest {text}".',
        )
    scopes, groups, _, _ = scopes_of(phrase, "", ctx)
    bound = scopes + tuple(Scope(group.name) for group in groups)
    return Told(NamedMeasure(name.text, bound, window), groups, text)


def _item_field(phrase: Phrase, text: str, ctx: Context) -> Told:
    """ "Temperature of each Shipment": a field of each row."""
    scope = first(phrase, "scope_selected", "scope_named")
    if scope is not None:
        record = record_behind(subject_of(word(scope, "NAME"), scope, ctx), scope, ctx)
        if found := find_field(ctx.records[record], text):
            _, groups, _, _ = scopes_of(phrase, "", ctx)
            return Told(ItemValue(record, found.name), groups, text)
    if ctx.it and (found := find_field(ctx.records[record_behind(ctx.it, phrase, ctx)], text)):
        return Told(ItemValue(record_behind(ctx.it, phrase, ctx), found.name), (), text)
    raise ctx.refuse(
        "N001",
        phrase,
        f'"{text}" is not introduced anywhere',
        label="unknown name",
        hint=f'Did you mean "{ctx.names.nearest(text)}"?'
        if ctx.names.nearest(text)
        else f'Introduce it: `"{text}" means …`.',
    )


def _of_field(phrase: Phrase, said: str, ctx: Context, window: WindowRef) -> Told:
    how, nth = aggregate(phrase)
    field_name, of_name = words(phrase, "NAME")[:2]
    declared = ctx.names.find(field_name)
    if declared is not None and declared.kind is NameKind.PERIOD:
        groups = _groups(phrase, of_name, ctx)
        scopes = tuple(Scope(group.name) for group in groups) or (Scope(subject_of(of_name, phrase, ctx)),)
        return Told(OfPeriod(how, NamedPeriod(declared.text, scopes), window), groups, said)
    selection, groups = _level_of(phrase, ctx)
    record = record_behind(selection.name, phrase, ctx)
    if find_field(ctx.records[record], field_name) is None and (told_by := referring(record, field_name, ctx)):
        # "the highest Temperature of a Shipment": the readings of the shipment tell it
        rows = Selection(told_by, None, window, (Scope(record),))
        return Told(OfField(how, (field_name,), rows, nth), (selection, *groups), said)
    found = field_of(record, field_name, phrase, ctx)
    rows = Selection(selection.name, selection.where, window, selection.scopes)
    return Told(OfField(how, (found.name,), rows, nth), groups, said)


def referring(record: str, field: str, ctx: Context) -> str:
    """The one record that refers to `record` and has the field; "" if none or several do."""
    found = [r.name for r in ctx.records.values() if r.reference_to(record) and r.name != record and r.field(field)]
    return found[0] if len(found) == 1 else ""


def _groups(phrase: Phrase, of_name: str, ctx: Context) -> tuple[Selection, ...]:
    """ "of a Circuit", "of each Circuit" range over circuits; "of that Circuit" is one that is already meant."""
    if any(isinstance(part, Word) and part.text in ("that", "those", "its") for part in phrase.parts):
        return ()
    _, more, _, _ = scopes_of(phrase, "", ctx)
    return (Selection(subject_of(of_name, phrase, ctx)), *more)


def _level_of(phrase: Phrase, ctx: Context) -> tuple[Selection, tuple[Selection, ...]]:
    """`_level_of`: determiner, name, scopes and choices, whose parts stand in the phrase itself after its own name."""
    parts = list(phrase.parts)
    of = max(n for n, part in enumerate(parts) if isinstance(part, Word) and part.text == "of" and _is_of(parts, n))
    inner = Phrase("subject", tuple(parts[of + 1 :]))
    name = word(inner, "NAME")
    if any(isinstance(part, Word) and part.text == "its" for part in inner.parts) and not ctx.it:
        ctx.bound.append(subject_of(name, phrase, ctx))
    chosen = meant(inner, ctx)
    quantified(inner)
    return chosen.selection, chosen.groups


def _is_of(parts: list[Phrase | Word], at: int) -> bool:
    """Whether this "of" is the one before the determiner, not that of a scope (scopes are phrases of their own)."""
    return at + 1 < len(parts)


__all__ = ["LEVELS", "Told", "aggregate", "both", "every", "field_is", "level"]
