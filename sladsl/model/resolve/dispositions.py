"""What the parties do about a question on purpose: they agree on a reading, with the reason, or leave it open until a day."""

from __future__ import annotations

from datetime import date

from sladsl.model.agreement import LeftOpen, NameKind, ReadAs
from sladsl.model.resolve.clause_names import existing_clause
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.parties import PARTIES
from sladsl.model.resolve.phrases import first, quoted, the, word, words
from sladsl.model.resolve.points import read_date
from sladsl.model.resolve.said import Said
from sladsl.syntax.tree import Phrase


def reason_of(block: Phrase) -> str:
    """What stands behind "because"; "" where nothing does."""
    told = first(block, "reason")
    return quoted(word(told, "TEXT")) if told is not None else ""


def no_reason(block: Phrase, ctx: Context) -> None:
    """A duty holds whatever its reason, and a reader of one that is told would look for what hangs on it."""
    told = first(block, "reason")
    if told is not None:
        ctx.refuse(
            "N230",
            told,
            "a reason stands behind a reading on which the parties agree, or behind what they leave open",
            label="nothing hangs on it",
            hint="Write it as prose (> …).",
        )


def disposition(statement: Phrase, said: Said, ctx: Context) -> bool:
    """Whether the sentence is one of these; it is then noted, if it gives its reason."""
    if statement.kind not in ("words_read_as", "left_open"):
        return False
    if not ctx.reason:
        raise ctx.refuse(
            "N231",
            statement,
            "why do the parties agree on this?",
            label="no reason",
            hint='Write ", because "…"" at the end of the sentence.',
        )
    texts = [quoted(text) for text in words(statement, "TEXT")]
    if statement.kind == "words_read_as":
        *in_clause, loose, meaning = texts
        clause = existing_clause(in_clause[0], statement, ctx) if in_clause else ""
        said.read_as.append(ReadAs(loose, clause, meaning, ctx.reason, ctx.place(statement)))
        return True
    *in_clause, what = texts
    clause = existing_clause(in_clause[0], statement, ctx) if in_clause else ""
    mark = first(statement, "marked")
    said.left_open.append(
        LeftOpen(
            what,
            clause,
            _parties(statement, ctx),
            quoted(word(mark, "TEXT")) if mark is not None else "",
            date(*read_date(word(statement, "DATE"), statement, ctx)),
            ctx.reason,
            ctx.place(statement),
        )
    )
    return True


def _parties(statement: Phrase, ctx: Context) -> tuple[str, ...]:
    """Both, by name: a point that one party leaves open is open to the other."""
    told = the(statement, *PARTIES)
    named = [ctx.name(name, told, NameKind.PARTY).text for name in words(told, "NAME")]
    if told.kind == "party_each" or len(set(named)) < 2:
        raise ctx.refuse(
            "N232",
            told,
            "a point is left open by both parties",
            label="who else?",
            hint='Write "A and B leave open …".',
        )
    return tuple(dict.fromkeys(named))
