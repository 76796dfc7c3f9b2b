"""The first pass: which names a text introduces, and the records with their fields, so that names may be used before they are introduced."""

from __future__ import annotations

import re

from sladsl.findings import error
from sladsl.model.agreement import Name, NameKind, Party
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.names import plural_of
from sladsl.model.resolve.periods import PERIODS
from sladsl.model.resolve.phrases import every, first, quoted, the, word, words
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
_STATUS = re.compile(r"\bcounts as ([A-Z][\w-]*(?: [A-Z][\w-]*)*)")
"""The state into which a sentence that could not be read would have turned the rows of a record."""
_PLURALS = (NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD, NameKind.UNIT)
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
    """Notes every introduced name in `ctx.names`, and those that were meant to be introduced where the text could not be read. Returns
    the phrases that define them, by name, and the parties."""
    found: dict[str, Phrase] = {}
    parties: list[Party] = []
    terms: dict[str, Phrase] = {}
    again: list[Phrase] = []
    for phrase in tree.walk("broken", "record", "term", *_PLAIN_KINDS):
        if phrase.kind == "broken" or (phrase.kind == "record" and first(phrase, "broken") is not None):
            ctx.unread_names.update(quoted(text) for text in words(phrase, "TEXT"))
            ctx.unread_names.update(name for text in words(phrase, "BROKEN") for name in _STATUS.findall(text))
        if phrase.kind == "term" and terms.setdefault(quoted(word(phrase, "TEXT")), phrase) is not phrase:
            again.append(phrase)
        if phrase.kind in _PLAIN_KINDS:
            name = quoted(word(phrase, "TEXT"))
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
            kind = _resting_on(word(meaning, "NAME"), ctx, pending, NameKind.SELECTION)
            return kind if kind in (None, NameKind.PERIOD) else NameKind.SELECTION
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
