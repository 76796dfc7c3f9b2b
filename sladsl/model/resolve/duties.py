"""Duties, from the sentences that impose them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sladsl.model.algebra import (
    AllHold,
    Condition,
    CountOf,
    Done,
    FieldCompares,
    Period,
    Predicate,
    Quantifier,
    Selection,
    ShareOfRecords,
)
from sladsl.model.duties import Act, Declared, Document, Duty, DutyKind, EachRecord, Level, Retain
from sladsl.model.moments import Limit, LimitKind, Supplied, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparison
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, find_field, subject_of
from sladsl.model.resolve.levels import LEVELS, Told, level, referring
from sladsl.model.resolve.moments import LIMITS, POINTS, WINDOWS, limit, point, window_spec
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.periods import from_to, named_period
from sladsl.model.resolve.phrases import every, first, has, leaves, text_of, tidy, word
from sladsl.model.resolve.quantities import COMPARISONS, DURATIONS, comparison, length
from sladsl.model.resolve.selections import Meant, meant, narrowed, predicate, scopes_of
from sladsl.model.resolve.tables import levels_table, measures_table, times_table
from sladsl.model.resolve.units import check_comparison, unit_of
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

ACTS = (
    "keep_level",
    "keep_level_outside",
    "keep_measures",
    "keep_level_by_table",
    "ensure_records",
    "deliver",
    "send",
    "retain",
    "give_access",
    "review",
    "notify",
    "escalate",
    "use_efforts",
)
PARTICIPLES = {"escalate": "Escalated", "notify": "Notified", "send": "Sent"}
"""The field that shows an act, by its verb."""


@dataclass(frozen=True)
class Calls:
    """What calls for an act: a lead's condition or items, and the windows in which it is tested."""

    each: Selection | None = None
    condition: Condition | None = None
    spec: WindowSpec | None = None
    binds: tuple[str, ...] = ()
    only_if: tuple[Condition, ...] = field(default=())


def duties(
    act: Phrase, who: str, modality: str, sentence: Phrase, table: Phrase | None, calls: Calls, ctx: Context
) -> list[Duty]:
    """The duties of one act; a table of measures gives one a row."""
    made: list[Duty] = []
    text = tidy(text_of(sentence))

    def add(kind: DutyKind, to: str = "", node: Phrase | None = None) -> None:
        made.append(Duty("", ctx.clause, who, to, kind, text, ctx.place(node or sentence), modality))

    with ctx.introducing(*calls.binds):
        match act.kind:
            case "keep_level" | "keep_level_outside":
                add(_each_reading(act, ctx) or _keep(act, ctx))
            case "keep_level_by_table":
                assert table is not None
                add(_keep_by_table(act, table, ctx))
            case "keep_measures":
                assert table is not None
                for node, kind in _keep_measures(act, table, ctx):
                    add(kind, node=node)
            case "ensure_records":
                for ensured in _ensure(act, table, ctx):
                    add(ensured)
            case "deliver":
                add(_deliver(act, ctx), _party(act, ctx))
            case "send":
                add(_send(act, calls, ctx), _party(act, ctx))
            case "escalate" | "notify":
                add(_act(act, calls, ctx), _party(act, ctx))
            case "retain":
                found = first(act, *DURATIONS)
                assert found is not None
                selected = first(act, "selection")
                add(Retain(meant(selected, ctx).selection.name if selected else "", length(found, ctx)))
            case "use_efforts":
                add(
                    Declared(
                        " ".join(leaf.text for leaf in leaves(act) if leaf.kind == "WORD" or leaf.text == "efforts")
                    )
                )
            case _:
                add(Declared(act.kind.replace("_", " ")))
    return made


def _party(act: Phrase, ctx: Context) -> str:
    found = first(act, *PARTIES)
    return party(found, ctx) if found is not None else ""


# --- levels ----------------------------------------------------------------------------------------------------------


def _keep(act: Phrase, ctx: Context) -> Level:
    how = first(act, *COMPARISONS)
    assert how is not None
    told, spec = _level_and_window(act, ctx)
    compared = comparison(how, ctx)
    check_comparison(compared, unit_of(told.measure, act, ctx), told.name, how, ctx)
    outside: tuple[Period, ...] = ()
    if act.kind == "keep_level_outside":
        outside = (named_period(every(act, "named")[-1], ctx),)
    return Level(told.measure, compared, spec, _group(told), (), outside)


def _each_reading(act: Phrase, ctx: Context) -> EachRecord | None:
    """ "keep Temperature of each Shipment at or above 2 degrees": a field that readings of the shipment tell; each of them must."""
    named, how = first(act, "named"), first(act, *COMPARISONS)
    scope = first(named, "scope_selected") if named is not None else None
    if named is None or scope is None or how is None or first(act, *WINDOWS) is not None:
        return None
    text = word(named, "NAME")
    if ctx.names.find(text) is not None:
        return None
    record = subject_of(word(scope, "NAME"), scope, ctx)
    if record not in ctx.records or find_field(ctx.records[record], text) is not None:
        return None
    told_by = referring(record, text, ctx)
    return EachRecord(Selection(told_by), FieldCompares(text, comparison(how, ctx))) if told_by else None


def _level_and_window(act: Phrase, ctx: Context) -> tuple[Told, WindowSpec | None]:
    window = first(act, *WINDOWS)
    spec = window_spec(window, ctx) if window is not None else None
    if spec is not None:
        ctx.unit = spec.unit
    found = first(act, *LEVELS)
    assert found is not None
    return level(found, ctx), spec


def _group(told: Told) -> Selection | None:
    return told.groups[0] if told.groups else None


def _keep_by_table(act: Phrase, table: Phrase, ctx: Context) -> Level:
    told, spec = _level_and_window(act, ctx)
    group = _group(told)
    levels = levels_table(table, told, group.name if group else "", ctx)
    return Level(told.measure, None, spec, group, levels)


def _keep_measures(act: Phrase, table: Phrase, ctx: Context) -> list[tuple[Phrase, Level]]:
    window = first(act, *WINDOWS)
    assert window is not None
    spec = window_spec(window, ctx)
    ctx.unit = spec.unit
    _, groups, _, _ = scopes_of(act, "", ctx)
    group = groups[0] if groups else None
    item = group.name if group else ""
    outside: tuple[Period, ...] = ()
    excluded = first(act, "outside")
    if excluded is not None:
        with ctx.introducing(item):
            stretch = first(excluded, "from_to")
            named = first(excluded, "named")
            outside = (from_to(stretch, ctx) if stretch is not None else named_period(named, ctx),)  # type: ignore[arg-type]
    found = []
    for node, told, levels in measures_table(table, item, ctx):
        plain = levels[0][1] if levels and not levels[0][0] else None
        by_choice = () if plain else levels
        found.append((node, Level(told.measure, plain, spec, group, by_choice, outside)))
    return found


# --- records ---------------------------------------------------------------------------------------------------------


def _ensure(act: Phrase, table: Phrase | None, ctx: Context) -> list[DutyKind]:
    """Each record does so; or a share, or a number, of the records of a window."""
    subject, said = first(act, "subject"), first(act, "predicates")
    assert subject is not None
    assert said is not None
    chosen = meant(subject, ctx)
    item = chosen.selection.name
    with ctx.introducing(*(group.name for group in chosen.groups), item):
        if table is not None:
            return list(_by_times(chosen, said, table, ctx))
        that = predicate(said, item, ctx)
    window = next((w for part in (subject, *every(said)) for w in every(part, *WINDOWS, "in_window")), None)
    inner = first(window, *WINDOWS) if window is not None and window.kind == "in_window" else window
    spec = window_spec(inner, ctx) if inner is not None else WindowSpec(WindowUnit.MONTH)
    group = chosen.groups[0] if chosen.groups else None
    rows = replace(chosen.selection, window=Supplied())
    match chosen.quantifier:
        case Quantifier.SHARE:
            assert chosen.bound is not None
            return [Level(ShareOfRecords(rows, that), Comparison((chosen.bound,)), spec, group)]
        case Quantifier.COUNT:
            assert chosen.bound is not None
            return [Level(CountOf(_counted(rows, that)), Comparison((chosen.bound,)), spec, group)]
        case Quantifier.EACH:
            return [EachRecord(chosen.selection, that)]
        case _:
            raise ctx.refuse(
                "N130",
                subject,
                f'who can ensure that "{text_of(subject)}" does so?',
                hint='Write "each …", "at least 95% of the …" or "at least 50 …".',
            )


def _counted(rows: Selection, that: Predicate) -> Selection:
    """ "at least 50 Deals are Closed in each month": the window is that of the act, so it is the act that is looked for in it."""
    if isinstance(that, AllHold) and any(isinstance(part, Done) for part in that.parts):
        return narrowed(replace(rows, window=None), that)
    return narrowed(rows, that)


def _by_times(chosen: Meant, said: Phrase, table: Phrase, ctx: Context) -> list[EachRecord]:
    item = chosen.selection.name
    when = next((w for part in every(said) for w in every(part, "within_table")), None)
    if when is None:
        raise ctx.refuse(
            "N131", said, "no time is left to the table", hint='Write "within the following times after it is …".'
        )
    anchor = first(when, *POINTS)
    assert anchor is not None
    by_field, columns = times_table(table, item, ctx)
    start = point(anchor, ctx)
    made = []
    for act, lengths in columns.items():
        field_name = act_field(item, act, table, ctx)
        limited = Limit(LimitKind.WITHIN, start, None, None, by_field.name, lengths)
        made.append(EachRecord(chosen.selection, Done(item, field_name, limited)))
    return made


def _deliver(act: Phrase, ctx: Context) -> Level:
    """ "shall deliver at least 200 Qualified Leads to Sales in each month": so many rows belong to the window."""
    counted, window = first(act, "count"), first(act, *WINDOWS)
    assert counted is not None
    assert window is not None
    spec = window_spec(window, ctx)
    ctx.unit = spec.unit
    chosen = meant(Phrase("subject", tuple(p for p in act.parts if p is counted or _is_name(p))), ctx)
    assert chosen.bound is not None
    return Level(CountOf(replace(chosen.selection, window=Supplied())), Comparison((chosen.bound,)), spec)


def _is_name(part: object) -> bool:
    return getattr(part, "kind", "") == "NAME"


# --- documents and acts ----------------------------------------------------------------------------------------------


def _send(act: Phrase, calls: Calls, ctx: Context) -> DutyKind:
    """A document for each window; or, where a lead calls for it, one for each time that the lead holds."""
    record = subject_of(word(act, "NAME"), act, ctx)
    shown = sending_field(record, act, ctx)
    when = first(act, *LIMITS, "vague_time")
    if when is None:
        raise ctx.refuse("N132", act, "by when?", hint='Write "within 5 business days after the end of each month".')
    window = _window_in(when)
    spec = window_spec(window, ctx) if window is not None and not has(window, "that") else None
    if spec is not None:
        ctx.unit = spec.unit
    found = limit(when, ctx)
    if calls.each is not None or calls.condition is not None:
        return Act("send", calls.each, calls.condition, calls.spec, record, shown, found)
    if spec is None:
        raise ctx.refuse("N133", when, "for which windows?", hint='Write "after the end of each month".')
    return Document(record, shown, spec, found)


def _window_in(phrase: Phrase) -> Phrase | None:
    for part in every(phrase):
        found = part if part.kind in WINDOWS else _window_in(part)
        if found is not None:
            return found
    return None


def sending_field(record: str, node: Phrase, ctx: Context) -> str:
    """The field that shows that a document was sent: Sent, else the record's first time or date field."""
    declared = ctx.records[record]
    found = find_field(declared, PARTICIPLES["send"])
    if found is None:
        found = next((f for f in declared.fields if f.kind in (FieldKind.TIME, FieldKind.DATE)), None)
    if found is None:
        raise ctx.refuse(
            "N134", node, f"no field of a {record} tells when it is sent", hint='Add "- Sent: time" to the record.'
        )
    return found.name


def _act(act: Phrase, calls: Calls, ctx: Context) -> Act:
    """Escalate it, notify a party: shown by the participle's field of the row, if it has one."""
    verb = act.kind
    record = calls.binds[-1] if calls.binds else ctx.it
    record = record if record in ctx.records else ""
    shown = ""
    if record and find_field(ctx.records[record], PARTICIPLES[verb]):
        shown = PARTICIPLES[verb]
    elif verb == "notify":
        record, shown = _notice_record(ctx)
    when = first(act, *LIMITS, "vague_time")
    if when is not None and when.kind == "within_open":
        return Act(verb, calls.each, calls.condition, calls.spec, record, shown, None)
    with ctx.introducing(record):
        found = limit(when, ctx) if when is not None else None
    return Act(verb, calls.each, calls.condition, calls.spec, record, shown, found)


def _notice_record(ctx: Context) -> tuple[str, str]:
    for record in ctx.records.values():
        if find_field(record, PARTICIPLES["notify"]):
            return record.name, PARTICIPLES["notify"]
    return "", ""
