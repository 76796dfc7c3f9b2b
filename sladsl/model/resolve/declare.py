"""The first pass: which names a text introduces, and the records with their fields, so that names may be used before they are introduced."""

from __future__ import annotations

from dataclasses import replace

from sladsl.findings import error
from sladsl.model.agreement import Name, NameKind, Party
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.names import plural_of
from sladsl.model.resolve.periods import PERIODS
from sladsl.model.resolve.phrases import every, first, number, quoted, text_of, the, word, words
from sladsl.model.resolve.quantities import singular_unit, unit_word
from sladsl.model.resolve.selections import CHOICES
from sladsl.model.schema import Cadence, Field, FieldKind, Keeping, Record
from sladsl.syntax.tree import Phrase

_PLAIN_KINDS = {
    "party_definition": NameKind.PARTY,
    "role_definition": NameKind.ROLE,
    "weekly_calendar": NameKind.PERIOD,
    "yearly_calendar": NameKind.PERIOD,
    "service": NameKind.SERVICE,
    "order_value": NameKind.FORM_VALUE,
    "unit_definition": NameKind.UNIT,
    "record": NameKind.RECORD,
}
_PLURALS = (NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD, NameKind.UNIT)
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
_DURATIONS = ("millisecond", "second", "minute", "hour", "day", "week")
OPENERS = frozenset(
    [
        "If",
        "For",
        "During",
        "In",
        "On",
        "The",
        "A",
        "An",
        "Each",
        "No",
        "Given",
        "This",
        "It",
        "Where",
        "Clause",
        "Clauses",
        "From",
        "Every",
        "That",
        "Those",
        "Its",
    ]
)


def declare(tree: Phrase, ctx: Context) -> tuple[dict[str, Phrase], list[Party]]:
    """Notes every introduced name in `ctx.names`. Returns the phrases that define them, by name, and the parties."""
    found: dict[str, Phrase] = {}
    parties: list[Party] = []
    terms: dict[str, Phrase] = {}
    again: list[Phrase] = []
    for phrase in tree.walk():
        if phrase.kind == "term" and terms.setdefault(quoted(word(phrase, "TEXT")), phrase) is not phrase:
            again.append(phrase)
        if phrase.kind not in _PLAIN_KINDS and phrase.kind != "term":
            continue
        name = quoted(word(phrase, "TEXT"))
        if phrase.kind != "term":
            _note(name, _PLAIN_KINDS[phrase.kind], phrase, ctx)
            found.setdefault(name, phrase)
        if phrase.kind in ("party_definition", "role_definition"):
            parties.append(_party(phrase, ctx))
    pending = dict(terms)
    while pending:
        settled = [
            name
            for name, phrase in pending.items()
            if (kind := _kind(phrase, ctx, pending)) is not None and _note(name, kind, phrase, ctx)
        ]
        for name in settled:
            found.setdefault(name, pending.pop(name))
        if not settled:
            for name, phrase in pending.items():
                _note(name, NameKind.MEASURE, phrase, ctx)
                found.setdefault(name, phrase)
            break
    for phrase in again:
        _note(quoted(word(phrase, "TEXT")), NameKind.MEASURE, phrase, ctx)
    return found, parties


def _note(name: str, kind: NameKind, phrase: Phrase, ctx: Context) -> bool:
    place = ctx.source.place(next(p for p in phrase.words() if p.kind == "TEXT").span)
    first_word = name.split(" ")[0] if name else ""
    if not name or not name[0].isupper():
        message = f'a name begins with a capital letter, and "{name}" does not'
        ctx.findings.append(error("N003", message, place, hint=f'Write "{name.title()}".'))
        ctx.used.add(name)
    if first_word in OPENERS:
        message = f'a name cannot begin with "{first_word}", which begins a sentence'
        ctx.findings.append(
            error(
                "N004",
                message,
                place,
                label="choose another name",
                hint="Put another word before it, or choose another name.",
            )
        )
        ctx.used.add(name)
    said = first(phrase, "plural")
    plural = (
        quoted(word(said, "TEXT"))
        if said is not None
        else plural_of(name)
        if kind in _PLURALS and not name.endswith("s")
        else ""
    )
    clash = ctx.names.declare(Name(name, plural, kind, place, ctx.origin))
    if clash is not None:
        other = f"line {clash.place.line}" if clash.place.file == place.file else clash.place.file
        same = clash.text == name
        message = f'"{name}" is introduced twice' if same else f'"{name}" and "{clash.text}" have a form in common'
        ctx.findings.append(
            error("N005", message, place, label=f"also in {other}", hint="Give one of them another name.")
        )
    return True


def _kind(phrase: Phrase, ctx: Context, pending: dict[str, Phrase]) -> NameKind | None:
    """What a defined term is, from its form; None while the name that it rests on is not settled."""
    meaning = next(part for part in every(phrase) if part.kind not in ("plural",))
    match meaning.kind:
        case "selection":
            return NameKind.SELECTION
        case "share":
            return NameKind.AMOUNT
        case "periods_together":
            return NameKind.PERIOD
        case "measure_named":
            return _resting_on(word(the(meaning, "named"), "NAME"), ctx, pending, NameKind.MEASURE)
        case kind if kind in PERIODS:
            return NameKind.PERIOD
        case _:
            return NameKind.MEASURE


def _resting_on(name: str, ctx: Context, pending: dict[str, Phrase], default: NameKind) -> NameKind | None:
    declared = ctx.names.find(name)
    if declared is not None:
        return (
            declared.kind
            if declared.kind in (NameKind.PERIOD, NameKind.MEASURE, NameKind.FORM_VALUE, NameKind.AMOUNT)
            else default
        )
    return None if name in pending else default


def _party(phrase: Phrase, ctx: Context) -> Party:
    texts = [quoted(text) for text in words(phrase, "TEXT")]
    place = ctx.place(phrase)
    if phrase.kind == "role_definition":
        of = word(phrase, "NAME") or (texts[2] if len(texts) > 2 else "")
        return Party(texts[0], texts[1], of, place, is_role=True)
    address = first(phrase, "address")
    return Party(texts[0], texts[1], quoted(word(address, "TEXT")) if address is not None else "", place)


# --- records ---------------------------------------------------------------------------------------------------------


def records(found: dict[str, Phrase], ctx: Context) -> None:
    """The records with their fields, into `ctx.records`."""
    for name, phrase in found.items():
        if phrase.kind != "record":
            continue
        declared = ctx.names.find(name)
        if declared is None:
            continue
        try:
            ctx.records[name] = _record(name, declared.plural, phrase, ctx)
        except Unresolved:
            ctx.records[name] = Record(name, declared.plural, (), "", Keeping.KEEPS)
    for name, record in list(ctx.records.items()):
        ctx.records[name] = replace(record, cadence=_cadence(record, found.get(name), ctx)) if name in found else record


def _record(name: str, plural: str, phrase: Phrase, ctx: Context) -> Record:
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
                f'a {name} has two fields "{field.name}"',
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
            seconds = int(number(word(part, "NUMBER") or "1")) * sizes[unit]
            continue
        name = word(part, "NAME")
        field = record.reference_to(name) or next((f for f in record.fields if f.name == name), None)
        if field is None:
            ctx.refuse(
                "N041",
                part,
                f'a {record.name} has no field "{name}"',
                label="unknown field",
                hint=f'Add the field to the record: "- {name}: text".',
            )
            continue
        each.append(field.name)
    return Cadence(seconds, tuple(each)) if seconds else None
