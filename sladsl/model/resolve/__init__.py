"""From syntax to model: names are bound, quantities get their units, and every sentence that computes something gets its meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sladsl.findings import Finding, error, warning
from sladsl.interpretation import TIME_LIMITS, is_standard, text_of
from sladsl.model.agreement import Agreement, Chosen, Definition, Name, NameKind, Service, ServiceLife
from sladsl.model.algebra import WeeklyHours
from sladsl.model.consequences import Cap
from sladsl.model.resolve.amending import AMENDING, note_amendment
from sladsl.model.resolve.calendars import closing_hours
from sladsl.model.resolve.claimed import tie_to_claims
from sladsl.model.resolve.clause_scope import check_counted, no_credit_at_all, scope_clauses
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.counted_units import check_counted_units
from sladsl.model.resolve.day_kinds import days_are_open, which_hours
from sladsl.model.resolve.declare import declare
from sladsl.model.resolve.declare_records import records
from sladsl.model.resolve.definitions import Definitions, service
from sladsl.model.resolve.due import check_due
from sladsl.model.resolve.due_clauses import name_due_clauses
from sladsl.model.resolve.facts import facts_first
from sladsl.model.resolve.grouping import ask_of_each
from sladsl.model.resolve.ledgers import overused_ledgers
from sladsl.model.resolve.loose_sentences import ask_limits
from sladsl.model.resolve.minutes import by_minutes
from sladsl.model.resolve.missed_for import check_missed_for
from sladsl.model.resolve.names import Names
from sladsl.model.resolve.phrases import every, first, has, quoted, the, tidy, word
from sladsl.model.resolve.record_rules import belongs, life_of, note_status, subject_name
from sladsl.model.resolve.repeated_misses import ask_repeated
from sladsl.model.resolve.row_conditions import check_row_conditions
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.sentences import sentence
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

BLOCKS = ("sentence", "table_sentence", "list_sentence", "record", "example")

Loader = Callable[[str], Agreement | None]
"""Gives the agreement of a name that this one applies under or follows; None where it cannot be read."""


def resolve(tree: Phrase, source: Source, load: Loader) -> tuple[Agreement, tuple[Finding, ...]]:
    """What the text says, with what it takes from the agreements above it. Sentences without a meaning are findings and are left out."""
    ctx = Context(source, Names())
    said = Said()
    upper = _upper(tree, load, ctx)
    ctx.clauses = tuple(title for title, _ in _titles(tree))
    _titles_twice(tree, ctx)
    _inherit(upper, said, ctx)
    facts_first(tree, said, ctx)
    phrases, parties = declare(tree, ctx)
    records(phrases, ctx)
    ctx.weekly |= {name: closing_hours(phrase) for name, phrase in phrases.items() if phrase.kind == "weekly_calendar"}
    definitions = Definitions(phrases, {d.name: d for a in upper for d in a.definitions}, ctx)
    ctx.definition = definitions
    _settle_belongings(tree, ctx)
    services = [s for a in upper for s in a.services] + _services(phrases, ctx)
    ctx.services = tuple(services)
    ctx.calendars = tuple(name for name, phrase in phrases.items() if phrase.kind == "weekly_calendar")
    ctx.periods = tuple(name for name, phrase in phrases.items() if _is_stretch(phrase))
    ctx.days_are_open = days_are_open(tree, ctx)
    ctx.efforts_bind = _efforts_bind(tree, ctx)
    _sentences(tree, said, ctx)
    defined = definitions.all()
    for priced in services:
        once = priced.price is not None and priced.unit is None
        if priced.each and priced.each not in said.lives and not once:
            said.lives[priced.each] = life_of(priced.each, ctx, needed=False)
    overused_ledgers(said.consequences, said.ledgers, said.quotas, ctx)
    no_credit_at_all(said, ctx)
    tie_to_claims(said, upper)
    scope_clauses(said, ctx)
    check_counted(said, ctx)
    check_missed_for(said, ctx)
    check_counted_units(said, tuple(defined), ctx)
    name_due_clauses(said, tuple(defined), ctx)
    check_row_conditions([*said.duties, *(duty for a in upper for duty in a.duties)], ctx)
    check_due(said, tuple(d for d in defined if d.name in phrases), ctx)
    which_hours(ctx)
    ask_repeated(ctx)
    ask_of_each(said, {one.name: one.body for one in defined}, ctx)
    if not any(isinstance(rule, Cap) for rule in (*said.rules, *(rule for a in upper for rule in a.rules))):
        ask_limits(ctx)
    _unused(ctx)
    made = _agreement(tree, said, ctx, upper, defined, tuple(services))
    own = tuple(definitions.values[name] for name in phrases if name in definitions.values)
    inherited = tuple(v for a in upper for v in a.form_values)
    units = tuple(name.text for name in ctx.names.all() if name.kind is NameKind.UNIT)
    everyone = tuple(p for a in upper for p in a.parties) + tuple(parties)
    return replace(made, form_values=inherited + own, declared_units=units, parties=everyone), tuple(ctx.findings)


def _upper(tree: Phrase, load: Loader, ctx: Context) -> list[Agreement]:
    """The agreements above, the nearest last, and before them the interpretation rules that the text follows."""
    found: list[Agreement] = []
    for phrase in tree.walk("follows_rules", "upper_agreement", "follows_time_limits"):
        if phrase.kind == "follows_rules":
            name = f"Standard Interpretation Rules, edition {word(phrase, 'NUMBER')}"
        else:
            name = quoted(word(phrase, "TEXT"))
        law = phrase.kind == "follows_time_limits"
        agreement = load(name) if not law or name in TIME_LIMITS else None
        if agreement is None:
            known = ", ".join(f'"{title}"' for title in TIME_LIMITS)
            hint = f"These are published: {known}." if law else "Put it beside this agreement."
            ctx.refuse("N210", phrase, f'"{name}" cannot be read', label="not found", hint=hint)
            continue
        if law and any(a.title in TIME_LIMITS for a in found):
            ctx.refuse(
                "N239", phrase, "an agreement follows the time limits of one law",
                label="a second one", hint="Keep one of the two sentences.",
            )  # fmt: skip
            continue
        for left in agreement.left_open:
            ctx.warn(
                "N240", phrase, f'"{name}" leaves open "{left.what}", which does not hold for the agreements under it',
                label="open here", hint="Answer the question here, or leave it open here, too.",
            )  # fmt: skip
        found.append(agreement)
    return sorted(found, key=lambda a: 0 if is_standard(a.title) else 1 if a.title in TIME_LIMITS else 2)


def _inherit(upper: list[Agreement], said: Said, ctx: Context) -> None:
    for agreement in upper:
        ctx.zone = agreement.zone or ctx.zone
        ctx.currency = agreement.currency or ctx.currency
        ctx.weekly |= {d.name: () for d in agreement.definitions if isinstance(d.body, WeeklyHours)}
        said.calendar = agreement.calendar or said.calendar
        said.rounding = agreement.rounding or said.rounding
        ctx.records.update({record.name: record for record in agreement.records})
        for name in agreement.names:
            ctx.names.declare(replace(name, origin=agreement.title if name.origin == "contract" else name.origin))
        ctx.chosen += [
            replace(c, origin=agreement.title if c.origin == "contract" else c.origin) for c in agreement.chosen
        ]


def _titles(tree: Phrase) -> list[tuple[str, Phrase]]:
    """The titles of parts and clauses."""
    found = []
    for part in every(tree, "part"):
        found.append((heading(word(part, "PART_HEADING")), part))
        found += [(heading(word(clause, "CLAUSE_HEADING")), clause) for clause in every(part, "clause")]
    return found


def _titles_twice(tree: Phrase, ctx: Context) -> None:
    """Sentences name a clause by its title, so two clauses that say something need two titles; worked examples are named by none."""
    first_line: dict[str, int] = {}
    for title, holder in _titles(tree):
        if not every(holder, *(kind for kind in BLOCKS if kind not in ("example", "record"))):
            continue
        place = ctx.place(next(iter(holder.words())))
        line = first_line.setdefault(title, place.line)
        if line != place.line:
            message = f'two clauses have the title "{title}"'
            hint = "Give each a title of its own: sentences name a clause by it."
            ctx.findings.append(error("N108", message, place, label=f"also in line {line}", hint=hint))


def heading(text: str) -> str:
    return tidy(text.lstrip("#"))


def _sentences(tree: Phrase, said: Said, ctx: Context) -> None:
    """Worked examples come last, wherever they stand: they speak of duties and ledgers of the whole text."""
    for kinds in ([kind for kind in BLOCKS if kind != "example"], ["example"]):
        for title, holder in _titles(tree):
            ctx.clause = title
            ctx.in_clause = holder.kind == "clause"
            ctx.duties_before, ctx.after_consequence, ctx.unread = [], False, False
            for block in every(holder, *kinds, "broken"):
                if block.kind == "broken":
                    ctx.unread = True
                    continue
                try:
                    sentence(block, title, said, ctx)
                except Unresolved:
                    ctx.unread = True
                    _use_names_of(block, ctx)
    ctx.clause = ""


def _use_names_of(block: Phrase, ctx: Context) -> None:
    """A sentence that has no meaning yet uses the names that stand in it all the same."""
    there = tidy(" ".join(part.text for part in block.words()))
    ctx.used.update(
        name.text for name in ctx.names.all() if any(form in there for form in (name.text, name.plural) if form)
    )


def _settle_belongings(tree: Phrase, ctx: Context) -> None:
    """To which window rows belong, the states that silence gives them, and what counts of a name, hold wherever they stand in the text."""
    for phrase in (*tree.walk("counts_as"), *tree.holders("it_counts_as")):
        note_status(phrase, ctx)
    for phrase in tree.walk("belongs_to", *AMENDING):
        if phrase.kind in AMENDING:
            note_amendment(phrase, ctx)
        else:
            told = len(ctx.findings)
            try:
                name = subject_name(the(phrase, "selection"), ctx)
                if name in ctx.records:
                    belongs(phrase, name, "", ctx)
            except Unresolved:
                del ctx.findings[told:]


def _is_stretch(phrase: Phrase) -> bool:
    made = first(phrase, "from_to", "run_in_which", "run_from_to", "each_unit_in_which")
    return phrase.kind == "term" and made is not None


def _efforts_bind(tree: Phrase, ctx: Context) -> bool:
    """What this text says of efforts, wherever it says it; else what the texts above say, the nearest first. Where none says anything the
    question is open, and the sentences after the duty ("If Provider does not, …") are read with its first answer."""
    own = [has(phrase, "binds") for phrase in tree.walk("efforts_are")]
    above = [chosen.value == "binds" for chosen in reversed(ctx.chosen) if chosen.slot == "efforts"]
    return next(iter([*own, *above]), True)


def _services(phrases: dict[str, Phrase], ctx: Context) -> list[Service]:
    found = []
    for name, phrase in phrases.items():
        if phrase.kind != "service":
            continue
        try:
            found.append(service(name, phrase, ctx))
        except Unresolved:
            continue
    return found


def _unused(ctx: Context) -> None:
    """A name that nothing uses is a warning: it may be a slip, and it misleads the reader."""
    for name in ctx.names.all():
        silent = (NameKind.PARTY, NameKind.SERVICE, NameKind.ROLE, NameKind.RECORD)
        if name.origin == ctx.origin and name.text not in ctx.used and name.kind not in silent:
            ctx.findings.append(
                warning("N220", f'"{name.text}" is introduced and never used', name.place, label="unused")
            )


def _agreement(
    tree: Phrase,
    said: Said,
    ctx: Context,
    upper: list[Agreement],
    defined: tuple[Definition, ...],
    services: tuple[Service, ...],
) -> Agreement:
    version = first(tree, "version")
    lives: dict[str, ServiceLife] = {life.record: life for a in upper for life in a.lives} | said.lives
    chosen: tuple[Chosen, ...] = tuple(ctx.chosen)
    names: tuple[Name, ...] = tuple(ctx.names.all())
    return Agreement(
        title=heading(word(tree, "TITLE")),
        version=word(version, "NUMBER") if version is not None else "",
        dated=word(version, "DATE") if version is not None else "",
        zone=ctx.zone,
        currency=ctx.currency,
        rounding=said.rounding,
        parties=(),
        names=names,
        term=said.term,
        calendar=said.calendar,
        services=services,
        lives=tuple(lives.values()),
        records=tuple(ctx.records.values()),
        definitions=defined,
        form_values=(),
        declared_units=(),
        dues=tuple(said.dues),
        deemed=tuple(said.deemed),
        duties=tuple(said.duties),
        quotas=tuple(said.quotas),
        consequences=tuple(said.consequences),
        ledgers=tuple(said.ledgers.values()),
        rules=tuple(said.rules),
        chosen=chosen,
        examples=tuple(said.examples),
        upper=tuple(a.title for a in upper if text_of(a.title) is None),
        interpretation_rules=next((a.title for a in upper if is_standard(a.title)), ""),
        read_as=tuple(said.read_as),
        left_open=tuple(said.left_open),
        by_minutes=by_minutes(ctx, upper, defined),
        wordings=tuple(w for a in upper for w in a.wordings) + tuple(ctx.wordings),
    )


__all__ = ["heading", "resolve"]
