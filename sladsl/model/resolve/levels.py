"""Levels: a measure where a comparison or a verb follows, with the groups over which it is told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Aggregate,
    CountOf,
    ItemLength,
    ItemValue,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    OverThings,
    Scope,
    Selection,
    UnitsIncurred,
)
from sladsl.model.moments import Supplied, WindowRef, WindowSpec
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, find_field, it_with, record_behind, subject_of
from sladsl.model.resolve.grouping import check_groups
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.selections import SCOPES, Meant, meant, narrowed, scopes_of
from sladsl.syntax.tree import Phrase, Word

SUPPLIED = Supplied()
LEVELS = ("named", "named_with", "level_total", "level_of_field", "level_number")


@dataclass(frozen=True)
class Told:
    """A measure, the groups over which it is told apart, its name as the text has it, and its windows where it was told with them."""

    measure: Measure
    groups: tuple[Selection, ...]
    name: str
    spec: WindowSpec | None = None


def level(phrase: Phrase, ctx: Context, window: WindowRef = SUPPLIED) -> Told:
    said = text_of(phrase)
    match phrase.kind:
        case "named":
            told = _named(phrase, ctx, window)
        case "named_with":
            told = _narrowed(_named(the(phrase, "named"), ctx, window), phrase, ctx)
        case "level_total":
            told = _total(phrase, said, ctx, window)
        case "level_of_field":
            told = _of_field(phrase, said, ctx, window)
        case _ if (counted := units_incurred(phrase, ctx, window)) is not None:
            return Told(counted, (), said)
        case _:
            chosen = _level_of(phrase, ctx)
            told = Told(CountOf(replace(chosen.selection, window=window)), chosen.groups, said)
    check_groups(told.measure, told.name, tuple(group.name for group in told.groups), phrase, ctx)
    return told


def units_incurred(phrase: Phrase, ctx: Context, window: WindowRef) -> UnitsIncurred | None:
    """ "the number of Points", "the number of Points of Provider": of units that somebody incurs; None where rows are counted."""
    declared = ctx.names.find(word(phrase, "NAME"))
    if declared is None or declared.kind is not NameKind.UNIT:
        return None
    ctx.used.add(declared.text)
    of = first(phrase, *SCOPES)
    who = "" if of is None else ctx.name(word(of, "NAME"), of, NameKind.PARTY, NameKind.ROLE).text
    return UnitsIncurred(declared.text, who, window)


def aggregate(phrase: Phrase) -> tuple[Aggregate, Fraction | None]:
    """ "the total", "the 95th percentile of": which, and the n of the percentile."""
    nth = first(phrase, "percentile_of")
    if nth is not None:
        return Aggregate.PERCENTILE, number(word(nth, "NTH"))
    for how in Aggregate:
        if has(phrase, how.value):
            return how, None
    return Aggregate.LOWEST, None  # "shortest": the lowest length


def _total(phrase: Phrase, said: str, ctx: Context, window: WindowRef) -> Told:
    """ "the total Downtime"; or "the total Used", of a field that only one record has."""
    how, nth = aggregate(phrase)
    text = word(phrase, "NAME")
    if ctx.names.find(text) is None:
        holders = [record for record in ctx.records.values() if find_field(record, text) is not None]
        if len(holders) > 1:
            which = " or ".join(f"the {said.split(' ')[1]} {text} of the {r.plural or r.name}" for r in holders[:2])
            raise ctx.refuse(
                "N084",
                phrase,
                f"{len(holders)} records have {with_article(text)}",
                label="of which record?",
                hint=f"Write {which}.",
            )
        if holders:
            field = field_of(holders[0].name, text, phrase, ctx)
            ctx.used.add(holders[0].name)
            return Told(OfField(how, (field.name,), Selection(holders[0].name, None, window), nth), (), said)
    name = ctx.name(text, phrase, NameKind.PERIOD, NameKind.MEASURE)
    if name.kind is NameKind.MEASURE:
        raise ctx.refuse(
            "N080",
            phrase,
            f'"{said}" does not say over which windows',
            hint=f'Define it first: `"…" means {said} of the days in a month`.',
        )
    return Told(OfPeriod(how, NamedPeriod(name.text), window), (), said)


def _named(phrase: Phrase, ctx: Context, window: WindowRef) -> Told:
    text = word(phrase, "NAME")
    if ctx.names.find(text) is None:
        return item_field(phrase, text, ctx)
    name = ctx.name(text, phrase, NameKind.MEASURE, NameKind.FORM_VALUE, NameKind.PERIOD)
    if name.kind is NameKind.PERIOD:
        said = tidy(text_of(phrase))
        if name.text in ctx.bound and first(phrase, *SCOPES) is None:
            return Told(ItemLength(name.text), (), said)
        raise ctx.leave_open(
            "C011",
            phrase,
            f"Is {text} added up here, or is each one of it taken apart?",
            (f"the total {said}", f"the longest {said}"),
        )
    scoped = scopes_of(phrase, "", ctx)
    scopes = scoped.scopes + tuple(Scope(group.name) for group in scoped.groups)
    return Told(NamedMeasure(name.text, scopes, window), scoped.groups, name.text)


def _narrowed(told: Told, phrase: Phrase, ctx: Context) -> Told:
    """ "Uptime of each Circuit with Class gold": only of the groups that have the choice."""
    from sladsl.model.resolve.predicates import placing

    if not told.groups:
        raise ctx.refuse(
            "N089",
            phrase,
            f'"{text_of(phrase)}" does not say what has the choice',
            hint=f'Write "{told.name} of each …" or "{told.name} of a …" before "with".',
        )
    *others, group = told.groups
    for part in every(phrase, "field_is", "also_with"):
        group = narrowed(group, placing(part, group.name, None, ctx))
    return replace(told, groups=(*others, group))


def item_field(phrase: Phrase, text: str, ctx: Context) -> Told:
    """ "Temperature of each Shipment": a field of each row; a bare field is that of the row that is meant."""
    scope = first(phrase, *SCOPES)
    if scope is not None:
        record = record_behind(subject_of(word(scope, "NAME"), scope, ctx), scope, ctx)
        if found := find_field(ctx.records[record], text):
            return Told(ItemValue(record, found.name), scopes_of(phrase, "", ctx).groups, text)
        if told_by := referring(record, text, ctx):
            raise ctx.refuse(
                "N085",
                phrase,
                f"{text} is told by each {told_by}, and not by the {record} itself",
                label="which of them?",
                hint=f'Write "the highest {text} of {with_article(record)}", or "the lowest", or "the average".',
            )
    elif ctx.bound:
        record = record_behind(it_with(text, phrase, ctx), phrase, ctx)
        if found := find_field(ctx.records[record], text):
            return Told(ItemValue(record, found.name), (), text)
    raise ctx.unknown(text, phrase)


def _of_field(phrase: Phrase, said: str, ctx: Context, window: WindowRef) -> Told:
    how, nth = aggregate(phrase)
    field_name, of_name = words(phrase, "NAME")[:2]
    declared = ctx.names.find(field_name)
    if declared is not None and declared.kind is NameKind.PERIOD:
        ctx.used.add(declared.text)
        groups = _groups(phrase, ctx)
        scopes = tuple(Scope(group.name) for group in groups) or (Scope(subject_of(of_name, phrase, ctx)),)
        return Told(OfPeriod(how, NamedPeriod(declared.text, scopes), window), groups, said)
    chosen = _level_of(phrase, ctx)
    selection = chosen.selection
    if declared is not None and declared.kind is NameKind.MEASURE:
        return Told(over_things(declared.text, (how, nth), chosen, window, phrase, ctx), chosen.groups, said)
    record = record_behind(selection.name, phrase, ctx)
    if find_field(ctx.records[record], field_name) is None and (told_by := referring(record, field_name, ctx)):
        # "the highest Temperature of a Shipment": the readings of the shipment tell it
        rows = Selection(told_by, None, window, (Scope(record),))
        return Told(OfField(how, (field_name,), rows, nth), (selection, *chosen.groups), said)
    found = field_of(record, field_name, phrase, ctx)
    return Told(OfField(how, (found.name,), replace(selection, window=window), nth), chosen.groups, said)


def over_things(
    measure: str,
    how: tuple[Aggregate, Fraction | None],
    chosen: Meant,
    window: WindowRef,
    node: Phrase,
    ctx: Context,
) -> OverThings:
    """ "the average Uptime of the Racks": of the values that the measure has for each of them."""
    ctx.used.add(measure)
    thing = chosen.selection.name
    own = replace(chosen.selection, window=None)
    inner = NamedMeasure(measure, (Scope(thing),))
    check_groups(inner, measure, (thing,), node, ctx)
    return OverThings(how[0], inner, own, window, how[1])


def referring(record: str, field: str, ctx: Context) -> str:
    """The one record that refers to `record` and has the field; "" if none or several do."""
    found = [r.name for r in ctx.records.values() if r.reference_to(record) and r.name != record and r.field(field)]
    return found[0] if len(found) == 1 else ""


def _groups(phrase: Phrase, ctx: Context) -> tuple[Selection, ...]:
    """ "of a Circuit", "of each Circuit" range over circuits; "of that Circuit" is one that is already meant."""
    chosen = meant(_subject(phrase), ctx)
    if any(isinstance(part, Word) and part.text in ("that", "those", "its") for part in phrase.parts):
        return chosen.groups
    return (chosen.selection, *chosen.groups)


def _level_of(phrase: Phrase, ctx: Context) -> Meant:
    """What the field or number is of: "each Circuit", "its Samples" (those that belong to what the sentence has introduced)."""
    return meant(_subject(phrase), ctx)


def _subject(phrase: Phrase) -> Phrase:
    """Determiner, name, scopes and choices stand in the phrase itself, after its last "of"; scopes are phrases of their own."""
    parts = list(phrase.parts)
    of = max(n for n, part in enumerate(parts) if isinstance(part, Word) and part.text == "of")
    return Phrase("subject", tuple(parts[of + 1 :]))
