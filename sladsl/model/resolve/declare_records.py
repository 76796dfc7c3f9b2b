"""The records that a text introduces, with their fields and how often a row is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.loose_sentences import unkept
from sladsl.model.resolve.phrases import every, first, number, quoted, text_of, the, with_article, word, words
from sladsl.model.resolve.quantities import singular_unit, unit_word
from sladsl.model.resolve.selections import CHOICES
from sladsl.model.schema import Cadence, Field, FieldKind, Keeping, Record
from sladsl.syntax.tree import Phrase

_FIELD_KINDS = {
    "type_time": FieldKind.TIME,
    "type_date": FieldKind.DATE,
    "type_text": FieldKind.TEXT,
    "type_number": FieldKind.NUMBER,
    "type_percent": FieldKind.PERCENT,
    "type_amount": FieldKind.MONEY,
    "type_periods": FieldKind.PERIODS,
    "type_yes_or_no": FieldKind.YES_NO,
}
VERBS = frozenset(["is", "are", "has", "have", "last", "lasts", "fail", "fails", "do", "does"])
"""What begins a predicate behind "or": "has Class gold or fails" has two of them."""
_DURATIONS = ("millisecond", "second", "minute", "hour", "day", "week")


def records(found: dict[str, Phrase], ctx: Context) -> None:
    """The records with their fields, into `ctx.records`."""
    for name, phrase in found.items():
        if phrase.kind != "record":
            continue
        declared = ctx.names.find(name)
        if declared is None:
            continue
        try:
            ctx.records[name] = _record(name, declared.plural or name, phrase, ctx)
        except Unresolved:
            ctx.unread_names.add(name)
            ctx.records[name] = Record(name, declared.plural or name, (), "", Keeping.KEEPS)
    _check_keys(found, ctx)
    for name, record in list(ctx.records.items()):
        ctx.records[name] = replace(record, cadence=_cadence(record, found.get(name), ctx)) if name in found else record


def _check_keys(found: Mapping[str, Phrase], ctx: Context) -> None:
    """A record to which another refers has a text field by which its rows are known."""
    for name, phrase in found.items():
        record = ctx.records.get(name)  # none where its name, or its plural, is that of something else
        for part in every(phrase, "field") if record is not None else ():
            field = record.field(word(part, "NAME")) if record is not None else None
            if field is None or field.kind is not FieldKind.REFERENCE or field.record not in ctx.records:
                continue
            referred = found.get(field.record)
            if referred is not None and first(referred, "broken") is not None:
                continue  # what could not be read may be what tells them apart
            if not ctx.records[field.record].key:
                ctx.refuse(
                    "N211",
                    part,
                    f"{with_article(name)} refers to {with_article(field.record)}, and nothing tells one {field.record} from another",
                    hint=f'Add a field of text to the {field.record}: "- Number: text".',
                )


def _record(name: str, plural: str, phrase: Phrase, ctx: Context) -> Record:
    nobody = first(phrase, "kept_by_nobody")
    if nobody is not None:
        raise unkept(nobody, name, ctx)
    keeping = the(phrase, "kept_in", "collected_from", "sent_to")
    who = [text_of(part).removeprefix("the ").strip('"“”') for part in every(keeping) if part.kind.startswith("party_")]
    for part in every(keeping):
        for called in words(part, "NAME") if part.kind.startswith("party_") else ():
            ctx.name(called, part, NameKind.PARTY, NameKind.ROLE)
    fields: list[Field] = []
    for part in every(phrase, "field"):
        try:
            field = _field(part, ctx)
        except Unresolved:
            continue
        if any(field.name == other.name for other in fields):
            ctx.refuse(
                "N006",
                part,
                f'{with_article(name)} has two fields "{field.name}"',
                label="again",
                hint="Give one of them another name.",
            )
            continue
        fields.append(field)
    kinds = (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH)
    belongs = next((f.name for f in fields if f.kind in kinds and not f.optional), "")
    key = next((f.name for f in fields if f.kind is FieldKind.TEXT), "")
    how = {"kept_in": Keeping.KEEPS, "collected_from": Keeping.COLLECTS, "sent_to": Keeping.SENDS}[keeping.kind]
    return Record(
        name,
        plural,
        tuple(fields),
        who[0] if who else "",
        how,
        quoted(word(keeping, "TEXT")) if how is not Keeping.SENDS else "",
        who[1] if how is Keeping.SENDS and len(who) > 1 else "",
        None,
        belongs,
        key,
    )


def _field(phrase: Phrase, ctx: Context) -> Field:
    name = word(phrase, "NAME")
    optional = bool(word(phrase, "COMMA_IF_ANY"))
    typed = next(part for part in every(phrase) if part.kind.startswith("type_"))
    if typed.kind in _FIELD_KINDS:
        kind = _FIELD_KINDS[typed.kind]
        unit = Unit(Dimension.MONEY, ctx.currency) if kind is FieldKind.MONEY else None
        return Field(name, kind, optional, unit)
    match typed.kind:
        case "type_unit":
            unit_name = singular_unit(word(typed, "UNIT"))
            if unit_name == "month":
                return Field(name, FieldKind.MONTH, optional)
            if word(typed, "UNIT") in ("quarter", "year"):
                return Field(name, FieldKind.MONTH, optional, Unit(Dimension.TIME, unit_name))
            if unit_name not in _DURATIONS:
                raise ctx.refuse(
                    "N007",
                    typed,
                    f'"{text_of(typed)}" is no type of field',
                    hint='Write a type such as time, date, month, number, amount, minutes or "success or failure".',
                )
            return Field(name, FieldKind.DURATION, optional, Unit(Dimension.TIME, unit_name))
        case "type_physical":
            return Field(
                name, FieldKind.PHYSICAL, optional, Unit(Dimension.PHYSICAL, singular_unit(word(typed, "WORD")))
            )
        case "type_reference":
            target = ctx.name(word(typed, "NAME"), typed, NameKind.RECORD)
            return Field(name, FieldKind.REFERENCE, optional, record=target.text)
        case _:
            return Field(name, FieldKind.CHOICE, optional, choices=_choices(typed, ctx))


def _choices(phrase: Phrase, ctx: Context) -> tuple[str, ...]:
    said = tuple(quoted(text_of(part)) for part in every(phrase, *CHOICES, "choice_name"))
    for n, choice in enumerate(said):
        if choice in said[:n]:
            ctx.refuse(
                "N008", phrase, f'the choice "{choice}" stands twice', label="twice", hint="Leave one of them out."
            )
    for part in every(phrase, "choice_word"):
        if text_of(part) in VERBS:
            ctx.refuse(
                "N017",
                part,
                f'"{text_of(part)}" is the verb of a condition, and no choice',
                label="a verb",
                hint=f"Put it in double quotes, here and wherever it is meant: '\"{text_of(part)}\"'.",
            )
    return said


def _cadence(record: Record, phrase: Phrase | None, ctx: Context) -> Cadence | None:
    """ "from each Location in each minute": one row is due in each minute for each Location."""
    keeping = first(phrase, "collected_from") if phrase is not None else None
    if keeping is None:
        return None
    seconds = 0
    each: list[str] = []
    for part in every(keeping, "every_so_often", "in_each_interval", "from_each_field", "for_each_field"):
        if part.kind in ("every_so_often", "in_each_interval"):
            sizes = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
            unit = unit_word(part)
            if unit not in sizes:
                ctx.refuse(
                    "N009",
                    part,
                    f'"{text_of(part)}" is no fixed length of time',
                    hint='Write "every minute" or "in each 5 minutes".',
                )
                return None
            if not record.belongs:
                ctx.refuse(
                    "N041",
                    part,
                    f'{with_article(record.name)} is collected "{text_of(part)}", and no field tells when',
                    label="no time",
                    hint='Add the field to the record: "- Time: time".',
                    of=(record.name,),
                )
                return None
            seconds = int(number(word(part, "NUMBER") or "1")) * sizes[unit]
            continue
        name = word(part, "NAME")
        field = record.reference_to(name) or next((f for f in record.fields if f.name == name), None)
        if field is None:
            ctx.refuse(
                "N041",
                part,
                f'{with_article(record.name)} has no field "{name}"',
                label="unknown field",
                hint=f'Add the field to the record: "- {name}: text".',
                of=(record.name, name),
            )
            continue
        each.append(field.name)
    return Cadence(seconds, tuple(each)) if seconds else None
