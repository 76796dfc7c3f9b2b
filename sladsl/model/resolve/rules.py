"""Rules over consequences: caps, claims, least credits, what does not apply."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Condition,
    Done,
    FieldIs,
    InBoundWindow,
    Predicate,
    Quantifier,
    Records,
    Selection,
)
from sladsl.model.consequences import Cap, CapScope, ClaimRule, LeastCredit, NotApplying
from sladsl.model.moments import WindowRef, WindowSpec, WindowUnit
from sladsl.model.resolve.amounts import AMOUNTS, amount, in_currency
from sladsl.model.resolve.clause_names import clause_title, existing_clause
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import find_field, subject_of
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.limits import LIMITS, limit
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, quoted, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.predicates import predicate
from sladsl.model.resolve.selections import both, meant
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_spec, window_unit
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase


def cap(statement: Phrase, sentence: Phrase, ctx: Context) -> Cap:
    """ "Credits under clause "X" for a month shall not exceed …", "Payments by Supplier for the term shall not exceed …"."""
    window = first(statement, *WINDOWS)
    title = first(statement, "clause_name")
    record = first(statement, "for_record")
    named = word(record, "NAME") if record is not None else ""
    spec, subject, scope = None, "", CapScope.ALL
    paid = first(statement, "paid_by")
    said = word(statement, "CREDITS") or word(paid or statement, "PAYMENTS")
    payer = party(the(paid, *PARTIES), ctx) if paid is not None else ""
    by = f"{said} by {payer}" if payer else said
    if has(statement, "against"):
        scope, spec = CapScope.INVOICE, WindowSpec(WindowUnit.MONTH)
    elif title is not None and named:
        raise ctx.refuse(
            "N168", statement, "this cap has two scopes", hint="Write one cap for the clause and one for the item."
        )
    elif title is not None:
        scope, subject = CapScope.CLAUSE, clause_title(title, ctx)
    elif named:
        declared = ctx.name(named, statement, *_CAPPED)
        subject = declared.text if declared.kind is NameKind.SERVICE else subject_of(named, statement, ctx)
        scope = CapScope.SERVICE if declared.kind is NameKind.SERVICE else CapScope.ITEM
    if window is not None and window.kind != "window_term":
        spec = window_spec(window, ctx)
    elif window is None and scope not in (CapScope.ITEM, CapScope.INVOICE):
        raise ctx.refuse(
            "N165",
            statement,
            f"over which time are these {said.lower()} added up?",
            label="no window",
            hint=f'Write "{by} for a month" or "{by} for the term".',
        )
    ctx.unit = spec.unit if spec is not None else None
    with ctx.introducing(subject if scope is CapScope.ITEM else ""):
        limit_amount = amount(the(statement, *AMOUNTS), ctx)
    text, place = tidy(text_of(sentence)), ctx.place(sentence)
    return Cap("", scope, subject, spec, limit_amount, text, place, _CAPPED_VERBS[said], payer)


_CAPPED_VERBS = {"Credits": "credit", "Refunds": "refund", "Payments": "pay"}


_CAPPED = (NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD, NameKind.SERVICE)


def claim_rule(statement: Phrase, sentence: Phrase, ctx: Context) -> ClaimRule:
    """ "A credit for a Circuit for a month is due only if a Claim for that Circuit and that month is Received within …", or of one clause
    that its credits are due without a claim."""
    title = first(statement, "clause_name")
    clause = clause_title(title, ctx) if title is not None else ""
    record = first(statement, "for_record")
    item = subject_of(word(record, "NAME"), record, ctx) if record is not None else ""
    window = first(statement, *WINDOWS)
    ctx.unit = window_unit(window, ctx) if window is not None else WindowUnit.MONTH
    with ctx.introducing(item):
        conditions = tuple(_claimed(test, item, ctx) for test in every(statement, "claim_record", "claim_made"))
    others = bool(word(statement, "OTHER_CREDITS"))
    text = tidy(text_of(sentence))
    return ClaimRule(clause, item, window is not None, conditions, text, ctx.place(sentence), others)


def _claimed(test: Phrase, item: str, ctx: Context) -> Condition:
    """A claim for that item and that window, in time. Without a sentence about its record, the record "Claim" is meant."""
    if test.kind == "claim_made":
        return _claim_made(test, item, ctx)
    chosen = meant(the(test, "subject"), ctx)
    record = chosen.selection.name
    where: list[Predicate] = [chosen.selection.where] if chosen.selection.where else []
    named = first(test, "for_that_and")
    if named is not None:
        item = word(named, "NAME")
        where += _for_that(record, subject_of(item, named, ctx) if item else "", named, ctx)
    with ctx.introducing(record):
        that = predicate(the(test, "predicates"), record, ctx)
    # "the Claim is Received" asks for the one that there is; "every Invoice is Paid" for all.
    quantifier = Quantifier.SOME if word(the(test, "subject"), "THE") else chosen.quantifier
    return Records(quantifier, replace(chosen.selection, where=both(where)), that, chosen.bound)


def _for_that(record: str, item: str, node: Phrase, ctx: Context) -> list[Predicate]:
    """The fields of a claim that tie it to the item and to the window."""
    declared = ctx.records[record]
    tied: list[Predicate] = []
    reference = declared.reference_to(item) if item else None
    if reference is not None:
        tied.append(FieldIs(reference.name, bound=item))
    elif item and node.kind == "for_that_and":
        raise ctx.refuse(
            "N169",
            node,
            f"{with_article(record)} does not say for which {item} it is made",
            hint=f'Add the field "- {item}: {with_article(item)}" to the record.',
        )
    month = next((f for f in declared.fields if f.kind is FieldKind.MONTH), None)
    if month is not None:
        tied.append(InBoundWindow(month.name))
    return tied


def _claim_made(test: Phrase, item: str, ctx: Context) -> Condition:
    named = party(the(test, *PARTIES), ctx)
    record = ctx.records.get("Claim") or next(
        (r for r in ctx.records.values() if r.keeper == named and "laim" in r.name), None
    )
    shown = find_field(record, "Received") if record is not None else None
    if record is not None and shown is None:
        shown = next((f for f in record.fields if f.kind in (FieldKind.TIME, FieldKind.DATE)), None)
    if record is None or shown is None:
        raise ctx.refuse(
            "N160",
            test,
            "no record shows when a credit is claimed",
            hint='Add a record: A "Claim" is a record that Customer sends to Provider, with: - Month: month - Received: time',
        )
    ctx.used.add(record.name)
    in_time = limit(the(test, *LIMITS, "vague_time"), ctx)
    tied = both(_for_that(record.name, item, test, ctx))
    return Records(Quantifier.SOME, Selection(record.name, tied), Done(record.name, shown.name, in_time))


def least_credit(statement: Phrase, sentence: Phrase, ctx: Context) -> LeastCredit:
    bare = first(statement, "bare_money")
    if bare is not None:
        money = f"{ctx.currency or 'EUR'} {text_of(bare)}"
        raise ctx.refuse("A007", bare, f"{text_of(bare)} of which unit?", hint=f'Write "{money}".', label="no unit")
    least = in_currency(word(statement, "MONEY"), statement, ctx)
    included = first(statement, "or_less") is not None or has(statement, "most")
    return LeastCredit(least, tidy(text_of(sentence)), ctx.place(sentence), included)


def not_applying(statement: Phrase, leads: Leads, ctx: Context) -> list[NotApplying]:
    """ "In the first 3 months of the term, clause "Credits" does not apply"."""
    place = ctx.place(statement)
    leads.refused(("unit_lead",), "a clause applies or does not", 'Write "If …" or "During …".', ctx)
    if statement.kind == "not_in_extension":
        leads.refused(("if_lead", "during_lead", "window_lead"), "an extension is enough", "Leave it out.", ctx)
        titles = [existing_clause(quoted(text), statement, ctx) for text in words(statement, "TEXT")]
        return [NotApplying(title, None, None, None, True, place) for title in titles]
    window = first(statement, *WINDOWS)
    ref: WindowRef | None = leads.window
    if window is not None:
        ref = window_ref(window, ctx)
    if leads.condition is None and ref is None and leads.period is None:
        raise ctx.refuse(
            "N159",
            statement,
            "when does the clause not apply? A clause that never applies is left out",
            hint='Write "In the first 3 months of the term, …", "During …, …" or "If …, …".',
        )
    found = clause_title(the(statement, "clause_name"), ctx)
    return [NotApplying(found, leads.condition, ref, leads.period, False, place)]
