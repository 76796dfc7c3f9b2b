"""From a statement and its exhibits to its document: what it comes to on the first page, then each part, then evidence and fingerprints."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.statement import State, Statement, WindowStatement
from sladsl.documents.statements.amounts import amounts_of, beside_amounts
from sladsl.documents.statements.blocks import Parts, note, sentence, strong, table
from sladsl.documents.statements.duties import Anchors, clauses_of, glance
from sladsl.documents.statements.evidence import evidence_of
from sladsl.documents.statements.further import carried_over, deadlines, left_open, not_shown, rights
from sladsl.documents.statements.given import Given, day_words
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.tree import Block, Document, Paragraph, Prose, Schedule, Section, Style, Text


def draft_statement(given: Given) -> Document:
    """The same input gives an equal tree."""
    statement = given.statement
    anchors, parts = Anchors(), Parts()
    sections, evidence = evidence_of(given)
    several = len(statement.windows) > 1
    for window in statement.windows:
        parts.add(WORDS.duties_in.format(window.label) if several else WORDS.duties, clauses_of(window, given, anchors))
    parts.add(
        WORDS.amounts, ((window.label, list(amounts_of(window, given, evidence))) for window in statement.windows)
    )
    parts.add(WORDS.beside, ((window.label, list(beside_amounts(window, given))) for window in statement.windows))
    day = day_words(statement.as_of)
    parts.add(WORDS.rights, [(WORDS.on_day.format(day), list(rights(given)))])
    parts.add(WORDS.carried, carried_over(given, anchors))
    parts.add(WORDS.ahead, [(WORDS.after_day.format(day), list(deadlines(given)))])
    parts.add(WORDS.left_open, [(WORDS.on_day.format(day), list(left_open(given)))])
    parts.add(WORDS.quality, not_shown(given))
    return Document(
        title=_title(statement),
        subtitle=statement.agreement,
        style=Style.STATEMENT,
        version=given.version,
        dated="",
        draft=False,
        parties=tuple(given.parties),
        preamble=(Prose(((Text(_as_of(statement.as_of)),),)),),
        parts=tuple(parts.found),
        signatures=(),
        schedules=_schedules(given, sections),
        notes=((Text(WORDS.evidence_note),),),
        source=WORDS.source.format(given.source),
        fingerprint=given.data,
        front=tuple(_front(given)),
    )


def _title(statement: Statement) -> str:
    labels = [window.label for window in statement.windows]
    if len(labels) > 1:
        return WORDS.title_many.format(labels[0], labels[-1])
    return WORDS.title.format(labels[0] if labels else day_words(statement.as_of))


def _as_of(as_of: str) -> str:
    return (WORDS.as_of_time if ":" in as_of else WORDS.as_of).format(day_words(as_of))


def _front(given: Given) -> Iterator[Block]:
    windows = given.statement.windows
    if not windows:
        yield note(WORDS.no_month, "warning")
        return
    if len(windows) == 1:
        for payer, payee, amount in windows[0].totals:
            said = WORDS.owes.format(payer=payer, payee=payee, amount=given.money(amount), month=windows[0].label)
            yield sentence(strong(said))
        if not windows[0].totals:
            open_ = any(one.state in (State.PENDING, State.UNDETERMINED) for one in windows[0].duties)
            yield sentence(strong((WORDS.nothing_yet if open_ else WORDS.nothing).format(windows[0].label)))
        yield from (sentence(one.runs) for one in beside_amounts(windows[0], given) if isinstance(one, Paragraph))
        yield glance(windows[0], given)
    else:
        header = (WORDS.month, WORDS.missed_count, WORDS.due)
        rows = [(window.label, _missed(window), _due(window, given)) for window in windows]
        yield table(WORDS.months, header, rows)
    for state, said in ((State.PENDING, WORDS.not_final), (State.UNDETERMINED, WORDS.not_known)):
        count = sum(one.state is state for window in windows for one in window.duties)
        if count:
            yield note(said.format(WORDS.one_duty if count == 1 else WORDS.duties_are.format(count)), "warning")


def _missed(window: WindowStatement) -> str:
    return ", ".join(dict.fromkeys(one.clause for one in window.duties if one.state is State.MISSED)) or "–"


def _due(window: WindowStatement, given: Given) -> str:
    sums = (f"{WORDS.from_to.format(payer, payee)}: {given.money(amount)}" for payer, payee, amount in window.totals)
    return "; ".join(sums) or "–"


def _schedules(given: Given, evidence: tuple[Section, ...]) -> tuple[Schedule, ...]:
    made: list[Schedule] = []
    statement = given.statement
    readings = tuple(sentence(text) for text in statement.readings)
    prints = [*given.prints, (WORDS.statement_data, given.data)]
    fingerprints = table(WORDS.fingerprints, (WORDS.fingerprint_of, WORDS.fingerprint_is), prints)
    for title, anchor, intro, sections in (
        (WORDS.evidence, "evidence", WORDS.evidence_intro, evidence),
        (WORDS.readings, "readings", WORDS.readings_intro, (Section("", "readings-section", readings),)),
        (
            WORDS.fingerprints,
            "fingerprints",
            WORDS.fingerprints_intro,
            (Section("", "fingerprints-section", (fingerprints,)),),
        ),
    ):
        if any(section.blocks for section in sections):
            made.append(Schedule(str(len(made) + 1), title, f"schedule-{anchor}", (Text(intro),), sections))
    return tuple(made)
