"""Rules over consequences: caps, claims, what does not apply; and the ledgers of shortfalls, excesses and unused parts."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Aggregate,
    Condition,
    CountOf,
    Done,
    FieldIs,
    InBoundWindow,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    Predicate,
    Quantifier,
    Records,
    Selection,
)
from sladsl.model.consequences import Cap, CapScope, ClaimRule, LeastCredit, Ledger, LedgerKind, NotApplying
from sladsl.model.duties import Duty, Level, Quota
from sladsl.model.moments import Limit, LimitKind, Point, Supplied, WindowEdge, WindowSpec, WindowUnit
from sladsl.model.quantities import NUMBER, Bound, Comparator, Dimension, Quantity, Unit
from sladsl.model.resolve.amounts import AMOUNTS, amount
from sladsl.model.resolve.conditions import clause_title, existing_clause
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import find_field, subject_of
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.moments import LIMITS, POINTS, WINDOWS, limit, point, window_spec, window_unit
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, quoted, text_of, tidy, word, words
from sladsl.model.resolve.quantities import DURATIONS, length, money, plain_length, unit_word
from sladsl.model.resolve.selections import both, meant, predicate
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase


def cap(statement: Phrase, sentence: Phrase, ctx: Context) -> Cap:
    found = first(statement, *AMOUNTS)
    window = first(statement, *WINDOWS)
    title = first(statement, "clause_name")
    assert found is not None
    spec, subject, scope = None, "", CapScope.ALL
    if has(statement, "against"):
        scope, spec = CapScope.INVOICE, WindowSpec(WindowUnit.MONTH)
    elif title is not None:
        scope, subject = CapScope.CLAUSE, clause_title(title, ctx)
    elif word(statement, "NAME"):
        subject = subject_of(word(statement, "NAME"), statement, ctx)
        scope = CapScope.ITEM
    if window is not None and window.kind != "window_term":
        spec = window_spec(window, ctx)
        ctx.unit = spec.unit
    with ctx.introducing(subject if scope is CapScope.ITEM else ""):
        limit_amount = amount(found, ctx)
    return Cap("", scope, subject, spec, limit_amount, tidy(text_of(sentence)), ctx.place(sentence))


def claim_rule(statement: Phrase, sentence: Phrase, ctx: Context) -> ClaimRule:
    """ "A credit for a Circuit for a month is due only if a Claim for that Circuit and that month is Received within …"."""
    record = first(statement, "for_record")
    item = subject_of(word(record, "NAME"), record, ctx) if record is not None else ""
    window = next(iter(every(statement, *WINDOWS)), None)
    if window is not None:
        ctx.unit = window_unit(window, ctx)
    ctx.unit = ctx.unit or WindowUnit.MONTH
    conditions: list[Condition] = []
    with ctx.introducing(item):
        for test in every(statement, "claim_record", "claim_made"):
            conditions.append(_claimed(test, item, ctx))
    text = tidy(text_of(sentence))
    return ClaimRule("", item, window is not None, tuple(conditions), text, ctx.place(sentence))


def _claimed(test: Phrase, item: str, ctx: Context) -> Condition:
    """A claim for that item and that window, in time. Without a sentence about its record, the record "Claim" is meant."""
    if test.kind == "claim_made":
        return _claim_made(test, item, ctx)
    subject, said = first(test, "subject"), first(test, "predicates")
    assert subject is not None
    assert said is not None
    chosen = meant(subject, ctx)
    record = chosen.selection.name
    where: list[Predicate] = [chosen.selection.where] if chosen.selection.where else []
    named = first(test, "for_that_and")
    if named is not None:
        where += _for_that(record, subject_of(word(named, "NAME"), named, ctx), ctx)
    with ctx.introducing(record):
        that = predicate(said, record, ctx)
    selection = replace(chosen.selection, where=both(where))
    return Records(Quantifier.SOME, selection, that)


def _for_that(record: str, item: str, ctx: Context) -> list[Predicate]:
    """The fields of a claim that tie it to the item and to the window."""
    declared = ctx.records[record]
    tied: list[Predicate] = []
    if (reference := declared.reference_to(item)) is not None:
        tied.append(FieldIs(reference.name, bound=item))
    month = next((f for f in declared.fields if f.kind is FieldKind.MONTH), None)
    if month is not None:
        tied.append(InBoundWindow(month.name))
    return tied


def _claim_made(test: Phrase, item: str, ctx: Context) -> Condition:
    who = first(test, *PARTIES)
    assert who is not None
    named = party(who, ctx)
    record = ctx.records.get("Claim") or next(
        (r for r in ctx.records.values() if r.keeper == named and "laim" in r.name), None
    )
    if record is None:
        raise ctx.refuse(
            "N160",
            test,
            "no record shows when a credit is claimed",
            hint='Add a record: A "Claim" is a record that Customer sends to Provider, with: - Month: month - Received: time',
        )
    shown = find_field(record, "Received") or next(
        f for f in record.fields if f.kind in (FieldKind.TIME, FieldKind.DATE)
    )
    when = first(test, *LIMITS, "vague_time")
    in_time = limit(when, ctx) if when is not None else None
    ctx.used.add(record.name)
    return Records(
        Quantifier.SOME,
        Selection(record.name, both(_for_that(record.name, item, ctx))),
        Done(record.name, shown.name, in_time),
    )


def least_credit(statement: Phrase, sentence: Phrase, ctx: Context) -> LeastCredit:
    return LeastCredit(money(word(statement, "MONEY")), tidy(text_of(sentence)), ctx.place(sentence))


def not_applying(statement: Phrase, leads: Leads, ctx: Context) -> list[NotApplying]:
    place = ctx.place(statement)
    if statement.kind == "not_in_extension":
        titles = [existing_clause(quoted(text), statement, ctx) for text in words(statement, "TEXT")]
        return [NotApplying(title, None, None, None, True, place) for title in titles]
    title = first(statement, "clause_name")
    assert title is not None
    found = clause_title(title, ctx)
    return [NotApplying(found, leads.condition, leads.window, leads.period, False, place)]


# --- ledgers ---------------------------------------------------------------------------------------------------------


def ledger_name(phrase: Phrase, duties: list[Duty], ctx: Context) -> tuple[str, LedgerKind, str]:
    """The ledger's name, kind, and the duty, quota or measure whose windows fill it."""
    match phrase.kind:
        case "unused_part":
            name = word(phrase, "NAME")
            return f"unused part of {name}", LedgerKind.UNUSED, name
        case "credit_above_cap":
            return "credit above the cap", LedgerKind.ABOVE_CAP, ""
        case "balance":
            kind = LedgerKind.SHORTFALL if has(phrase, "shortfall") else LedgerKind.EXCESS
            said = first(phrase, "in_measure")
            if said is None:
                return ctx.ledger_of(kind.value, phrase), kind, ""
            measure = ctx.name(word(said, "NAME"), said, NameKind.MEASURE).text
            return f"{kind.value} in {measure}", kind, _duty_on(measure, duties, said, ctx)
        case _:
            raise ctx.refuse("N161", phrase, f'"{text_of(phrase)}" is told of no ledger')


def _duty_on(measure: str, duties: list[Duty], node: Phrase, ctx: Context) -> str:
    for duty in reversed(duties):
        if (
            isinstance(duty.kind, Level)
            and isinstance(duty.kind.measure, NamedMeasure)
            and duty.kind.measure.name == measure
        ):
            return duty.name
    raise ctx.refuse("N162", node, f"no duty keeps {measure} at a level, so nothing falls short of it or exceeds it")


def ledger_rule(
    statement: Phrase, sentence: Phrase, leads: Leads, ledgers: dict[str, Ledger], duties: list[Duty], ctx: Context
) -> None:
    """Adds what the sentence says to the ledger of which it speaks."""
    subject, *others = every(statement, "balance", "unused_part", "credit_above_cap", "credit_not_set_off")
    if subject.kind == "credit_not_set_off":
        return
    name, kind, of = ledger_name(subject, duties, ctx)
    if name not in ctx.balances:
        ctx.balances.append(name)
    old = ledgers.get(name, Ledger(name, kind, of, text=tidy(text_of(sentence)), place=ctx.place(sentence)))
    oldest = True if word(statement, "COMMA_OLDEST_FIRST") else old.oldest_first
    match statement.kind:
        case "carried_over" if not has(statement, "not"):
            ledgers[name] = replace(_carried(old, statement, ctx), oldest_first=oldest)
        case "set_off":
            against, _, _ = ledger_name(others[0], duties, ctx)
            ledgers[name] = replace(old, set_off_against=(*old.set_off_against, against), oldest_first=oldest)
        case "ledger_lapses":
            open_at = first(subject, "that_is_open")
            if open_at is not None:
                ledgers[name] = replace(old, lapses_at_end=True)
            else:
                ledgers[name] = replace(old, lapses_if=leads.condition)
        case _:
            ledgers[name] = old


def _carried(ledger: Ledger, statement: Phrase, ctx: Context) -> Ledger:
    to = first(statement, "carried_to_window", "carried_for", "carried_for_after")
    if to is None:
        raise ctx.refuse("N163", statement, "carried over to when?", hint='Write "to the following 3 months".')
    if to.kind == "carried_to_window":
        window = first(to, *WINDOWS)
        assert window is not None
        if window.kind not in ("window_beside", "window_each_beside"):
            raise ctx.refuse("N163", window, "carried over to when?", hint='Write "to the following 3 months".')
        return replace(ledger, carried_windows=int(word(window, "NUMBER") or 1), carried_unit=window_unit(window, ctx))
    found, anchor = first(to, *DURATIONS), first(to, *POINTS)
    assert found is not None
    if anchor is None:
        start: Point = WindowEdge(Supplied(), end=True)
    else:
        with ctx.introducing(_record_with(words(anchor, "NAME"), ctx)):
            start = point(anchor, ctx)
    return replace(ledger, carried_for=Limit(LimitKind.WITHIN, start, length(found, ctx)))


def _record_with(fields: list[str], ctx: Context) -> str:
    """The one record that has such a field: "after it is Paid" means the row that is paid. "" if none or several have it."""
    found = [r.name for r in ctx.records.values() if all(r.field(name) is not None for name in fields)]
    return found[0] if fields and len(found) == 1 else ""


def quota(power: Phrase, who: str, sentence: Phrase, ctx: Context) -> Quota:
    """ "may use up to 10 hours of Support in each month": what is used is the time or number of the rows of Support."""
    window = first(power, *WINDOWS)
    assert window is not None
    spec = window_spec(window, ctx)

    found = first(power, *DURATIONS)
    text, place = tidy(text_of(sentence)), ctx.place(sentence)
    if found is None:
        name = word(power, "NAME")
        item = subject_of(name, power, ctx)
        bound = Bound(Comparator.AT_MOST, Quantity(number(word(power, "NUMBER")), NUMBER))
        return Quota(name, ctx.clause, who, CountOf(Selection(item, None, Supplied())), bound, spec, text, place)
    name = word(found, "NAME")
    declared = ctx.name(name, power)

    amount_of_time = Quantity(
        plain_length(number(word(found, "NUMBER")), unit_word(found)).amount, Unit(Dimension.TIME, unit_word(found))
    )
    bound = Bound(Comparator.AT_MOST, amount_of_time)
    if declared.kind is NameKind.PERIOD:
        used: Measure = OfPeriod(Aggregate.TOTAL, NamedPeriod(declared.text))
    elif declared.kind is NameKind.SERVICE:
        record, field = _hours_of(ctx, power)
        used = OfField(Aggregate.TOTAL, (field,), Selection(record, None, Supplied()))
    else:
        record = subject_of(name, power, ctx)
        field = next((f.name for f in ctx.records[record].fields if f.kind is FieldKind.DURATION), "")
        if not field:
            raise ctx.refuse("N164", power, f"no field of a {record} tells a length of time")
        used = OfField(Aggregate.TOTAL, (field,), Selection(record, None, Supplied()))
    return Quota(name, ctx.clause, who, used, bound, spec, text, place)


def _hours_of(ctx: Context, node: Phrase) -> tuple[str, str]:
    """The one record with a duration that can show how much of a service is used."""
    found = [(r.name, f.name) for r in ctx.records.values() for f in r.fields if f.kind is FieldKind.DURATION]
    if len(found) != 1:
        raise ctx.refuse(
            "N164",
            node,
            "which record shows how much of it is used?",
            hint="Name the record or the period: 10 hours of Work.",
        )
    return found[0]
