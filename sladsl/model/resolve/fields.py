"""Fields of records, and what stands behind a name: the record of a filtered record, the rows from which a period comes."""

from __future__ import annotations

import difflib

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    CountedBeyond,
    Except,
    FieldPeriods,
    FromTo,
    Hysteresis,
    NamedPeriod,
    OnlyPieces,
    Period,
    Runs,
    SamplesShow,
    Selection,
    UpTo,
    Within,
    innermost,
)
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.names import singular_forms
from sladsl.model.resolve.phrases import number, text_of, tidy, with_article
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.syntax.tree import Phrase, Word

PLAIN_ACTS = {"made": "Made", "sent": "Sent", "received": "Received"}


def subject_of(text: str, node: Phrase | Word, ctx: Context) -> str:
    """The name under which an item is bound: a record for a record and its filtered forms, a period for its pieces."""
    name = ctx.name(text, node)
    if name.kind is NameKind.SELECTION:
        return rows_behind(name.text, node, ctx)
    return name.text


def as_phrase(node: Phrase | Word) -> Phrase:
    return node if isinstance(node, Phrase) else Phrase(node.kind, (node,))


def record_behind(item: str, node: Phrase | Word, ctx: Context) -> str:
    """The record whose row is bound: the record itself, or the one from which the pieces of a period come."""
    if item in ctx.records:
        return item
    name = ctx.name(item, node, NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD)
    record = rows_behind(name.text, node, ctx)
    if not record:
        raise ctx.refuse(
            "N040",
            node,
            f"{item} does not come from the rows of one record, so it has no fields",
            hint='Define the period from the rows of a record: "the time from Start to End of each …".',
        )
    return record


def rows_behind(period: str, node: Phrase | Word, ctx: Context) -> str:
    """The record from whose rows a period (or a filtered record) comes, or ""."""
    body = ctx.definition(period, as_phrase(node)).body
    return body.name if isinstance(body, Selection) else origin(body, ctx, as_phrase(node))


def origin(period: object, ctx: Context, node: Phrase) -> str:
    """The record whose rows a period remembers, or ""."""
    match period:
        case FromTo(selection=selection):
            return selection.name
        case Runs(state=SamplesShow(selection=selection)):
            return selection.name
        case Hysteresis(record=record):
            return record
        case NamedPeriod(name=name):
            return origin(ctx.definition(name, node).body, ctx, node)
        case Except(base=base) | Within(base=base) | OnlyPieces(base=base) | UpTo(base=base) | CountedBeyond(base=base):
            return origin(base, ctx, node)
        case _:
            return ""


def source_of(period: str, node: Phrase, ctx: Context) -> object:
    """What gives the pieces of a period, under its modifiers and behind the names of others: the rows from point to point, the samples."""
    body = innermost(ctx.definition(period, node).body)
    match body:
        case NamedPeriod(name=name):
            return source_of(name, node, ctx)
        case Runs(state=state):
            return state
        case _:
            return body


def it_with(field: str, node: Phrase | Word, ctx: Context) -> str:
    """What "it" and "its" mean: what the sentence has introduced and of which this can be said, that is, which has the field (or state).

    Without a field ("it starts", "it is due"): the nearest stretch of time, else the nearest record. Two candidates are a finding.
    """
    nearest = list(dict.fromkeys(reversed(ctx.bound)))
    if not nearest:
        raise ctx.refuse(
            "N033",
            node,
            f'nothing before "{said(node)}" says what is meant',
            label="of what?",
            hint='Name it first: "each Ticket …", "a Ticket …".',
        )
    if not field:
        return next((item for item in nearest if item not in ctx.records), nearest[0])
    able = {item: record for item in nearest if (record := _record_with(item, field, node, ctx))}
    if len(set(able.values())) > 1:
        names = [f"the {item}" for item in able]
        raise ctx.refuse(
            "N047",
            node,
            f'"{said(node)}" can speak of {" or of ".join(names)}',
            label="two candidates",
            hint=f'Name the one that is meant: "that {next(iter(able))} is {field}".',
        )
    return next(iter(able), nearest[0])


def _record_with(item: str, field: str, node: Phrase | Word, ctx: Context) -> str:
    """The record behind the item, if it has the field or the state; else ""."""
    name = ctx.names.find(item)
    if item not in ctx.records and (name is None or name.kind not in (NameKind.SELECTION, NameKind.PERIOD)):
        return ""
    record = item if item in ctx.records else rows_behind(item, node, ctx)
    if not record:
        return ""
    has_state = field in ctx.statuses.get(record, ())
    return record if has_state or find_field(ctx.records[record], PLAIN_ACTS.get(field, field)) else ""


def said(node: Phrase | Word) -> str:
    return text_of(node) if isinstance(node, Phrase) else tidy(node.text)


def find_field(record: Record, text: str) -> Field | None:
    """A field by its name, or by the plural of it: "the Locations"."""
    found = record.field(text)
    if found is None:
        found = next((f for form in singular_forms(text) if (f := record.field(form))), None)
    return found


def field_of(record: str, text: str, node: Phrase | Word, ctx: Context, asked: str = "time, if any") -> Field:
    """The field of a record; otherwise a finding with the nearest field, or with the line that adds one of the kind that is asked for."""
    declared = ctx.records[record]
    found = find_field(declared, text)
    if found is None:
        near = difflib.get_close_matches(text, [f.name for f in declared.fields], n=1, cutoff=0.6)
        hint = f'Did you mean "{near[0]}"?' if near else f'Add the field to the record: "- {text}: {asked}".'
        message = f'{with_article(record)} has no field "{text}"'
        raise ctx.refuse("N041", node, message, label="unknown field", hint=hint, of=(record, *_beginnings(text)))
    return found


def _beginnings(text: str) -> tuple[str, ...]:
    """What it may be the name of, alone or with a choice behind it: "Priority P1" and "Priority"."""
    parts = text.split(" ")
    return tuple(" ".join(parts[:length]) for length in range(len(parts), 0, -1))


def act_field(record: str, participle: str, node: Phrase | Word, ctx: Context) -> str:
    """The field in which an act is told, or the status into which silence turns a row."""
    if participle in ctx.statuses.get(record, ()):
        return participle
    return field_of(record, PLAIN_ACTS.get(participle, participle), node, ctx).name


def split_field(record: str, text: str, node: Phrase | Word, ctx: Context) -> tuple[Field, str]:
    """A field and the choice that the lexer has read into one name: "Priority P1", "Location New York"."""
    parts = text.split(" ")
    for length in range(len(parts), 0, -1):
        found = find_field(ctx.records[record], " ".join(parts[:length]))
        if found is not None:
            return found, " ".join(parts[length:])
    return field_of(record, text, node, ctx), ""


def reference_with(record: str, text: str, node: Phrase | Word, ctx: Context) -> Field | None:
    """The reference through which a field is told that the record itself lacks: "a Ticket with Class gold", whose Circuit has the Class.

    `text` is the field's name, or begins with it. None: the record has the field itself, or nothing to which it refers does.
    """
    declared = ctx.records[record]
    if _begins_with_field(declared, text):
        return None
    found = [f for f in declared.fields if f.record and _begins_with_field(ctx.records[f.record], text)]
    if len(found) > 1:
        names = " or of its ".join(f.name for f in found)
        raise ctx.refuse(
            "N047",
            node,
            f'"{said(node)}" can speak of its {names}',
            label="two candidates",
            hint=f'Give the record a field of its own: "- {text}: …".',
        )
    return found[0] if found else None


def _begins_with_field(record: Record, text: str) -> bool:
    parts = text.split(" ")
    return any(find_field(record, " ".join(parts[:n])) for n in range(len(parts), 0, -1))


def choice_of(field: Field, text: str, node: Phrase | Word, ctx: Context) -> str:
    """A choice as declared; otherwise a finding with the choices."""
    if field.kind is FieldKind.YES_NO and text in ("yes", "no"):
        return text
    if field.kind is FieldKind.CHOICE and text not in field.choices:
        near = difflib.get_close_matches(text, field.choices, n=1, cutoff=0.6)
        hint = f'Did you mean "{near[0]}"?' if near else f"The choices are {', '.join(field.choices)}."
        raise ctx.refuse("N042", node, f'"{text}" is no {field.name}', label="unknown choice", hint=hint)
    return text


def value_of(field: Field, value: str, node: Phrase | Word, ctx: Context) -> object:
    """What a row has that is told to have this value: a choice, a number (a share for a percentage, seconds for a length), yes or no."""
    match field.kind:
        case FieldKind.CHOICE:
            return choice_of(field, value, node, ctx)
        case FieldKind.NUMBER | FieldKind.PHYSICAL | FieldKind.MONEY:
            return number(value)
        case FieldKind.PERCENT:
            return number(value) / 100
        case FieldKind.YES_NO:
            return value == "yes"
        case FieldKind.DURATION:
            own = field.unit.name if field.unit else "second"
            return number(value) * SECONDS_IN[value.split(" ")[-1].removesuffix("s") if " " in value else own]
        case _:
            return value


def period_named(text: str, node: Phrase | Word, ctx: Context, item: str = "") -> Period:
    """A period by its name, or the periods in a field of the item that is meant: "its Waiting"."""
    if ctx.names.find(text) is None and (item or ctx.bound):
        record = record_behind(item or it_with(text, node, ctx), node, ctx)
        if found := find_field(ctx.records[record], text):
            if found.kind is not FieldKind.PERIODS:
                raise ctx.refuse(
                    "N043",
                    node,
                    f"{text} is {with_article(found.kind.value)}, and periods must stand here",
                    hint=f'Give the record a field of periods: "- {text}: periods".',
                )
            return FieldPeriods(record, found.name)
    name = ctx.name(text, node, NameKind.PERIOD)
    return NamedPeriod(name.text)
