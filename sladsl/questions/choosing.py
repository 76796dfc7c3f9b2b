"""An open question answered: which question and which answer is meant, and the text with the answer in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sladsl.ambiguity.left_open import by_name, mark_of
from sladsl.compiler import Checked
from sladsl.findings import Finding, OfferedReading, Severity
from sladsl.model.loose import without_comments
from sladsl.node import node
from sladsl.questions import Answer, Question, questions_of
from sladsl.report.words import choices
from sladsl.syntax.rewrite import title_of, with_sentence, with_words
from sladsl.time.dates import day_label

_QUOTED = re.compile(r'"([^"]*)"')


class Unclear(Exception):
    """What was asked for names no open question or no answer of one; the sentence says what there is."""


@node
class Choice:
    """An answer to a question; with a `reason` it is a reading on which the parties agree, and the words stay as they are."""

    question: Question
    answer: Answer
    reason: str = ""


@node
class Leaving:
    """A question that the parties leave open until a day."""

    question: Question
    until: date
    reason: str


def finding_of(question: Question, findings: Iterable[Finding]) -> Finding:
    """The finding that asks the question, with its witness where one was found; readings in the order of the answers."""
    offered = tuple(OfferedReading(one.value, one.sentence, one.edit) for one in question.answers)
    sentences = {one.sentence for one in offered}
    for finding in findings:
        same = finding.code == question.code and finding.clause == question.clause
        if same and finding.readings and {one.sentence for one in finding.readings} == sentences:
            return finding
    return Finding(
        question.code, Severity.WARNING, question.question, question.place, "left open", "", question.clause, offered
    )


def lettered(question: Question, findings: Iterable[Finding]) -> tuple[tuple[str, Answer], ...]:
    """The answers with the letters that the findings give them."""
    by_sentence = {one.sentence: one for one in question.answers}
    return tuple((letter, by_sentence[reading.sentence]) for letter, reading in choices(finding_of(question, findings)))


def by_money(checked: Checked) -> tuple[Question, ...]:
    """The open questions, that on which most money hangs first; others in the order of the text."""

    def spread(question: Question) -> float | int:
        dispute = finding_of(question, checked.findings).dispute
        return -dispute.spread if dispute is not None and dispute.currency else 0  # type: ignore[return-value]

    return tuple(sorted(questions_of(checked), key=spread))


def find(said: str, checked: Checked, reason: str = "") -> Choice:
    """ "C010=A", "C010@Support=A" (a clause or what the question speaks of) or "missing record/Probe=A". Raises `Unclear`."""
    which, equals, letter = (part.strip() for part in said.rpartition("="))
    if not which or not equals or not letter:
        raise Unclear(f'"{said}" has not the form CODE=LETTER, such as C010=A.')
    question = find_question(which, checked)
    answers = lettered(question, checked.findings)
    answer = next((one for known, one in answers if known == letter.upper()), None)
    if answer is None:
        offered = "; ".join(f"{known}: {one.sentence}" for known, one in answers)
        raise Unclear(f'{which} has no answer "{letter}". It has {offered}')
    return Choice(question, answer, reason)


def find_question(which: str, checked: Checked) -> Question:
    """The open question of C010, C010@Support or missing record/Probe. Raises `Unclear`."""
    questions = questions_of(checked)
    code, _, where = (part.strip() for part in which.partition("@"))
    named = [one for one in questions if one.name == which]
    found = named or [one for one in questions if one.code == code.upper() and _is_at(one, where)]
    if not found:
        what = f'No open question is "{which}".' if where else f"{which} is not open."
        raise Unclear(f"{what} {_open(questions)}")
    if len(found) > 1:
        named_apart = ", ".join(f"{one.code}@{_where(one)}" for one in found)
        raise Unclear(f"{which} is open in several places; say which: {named_apart}.")
    return found[0]


def written(text: str, checked: Checked, choice: Choice, *, in_clause: bool = False) -> str:
    """The text with the answer in it: words in the place of words, a sentence under Interpretation, or in the clause where the question
    is about that clause or `in_clause` asks for it. `text` as its author has it, with line ends as LF. Raises `Unclear` where the words
    stand in another file."""
    edit = choice.answer.edit
    if edit.place is None:
        kind, _, subject = choice.question.name.partition("/")
        own = _clause_of(choice.question, checked) if in_clause or kind in _BESIDE else subject
        return with_sentence(text, _agreed(choice) if choice.reason else choice.answer.sentence, own)
    if choice.reason:
        return with_sentence(text, _agreed(choice))
    if edit.place.file != checked.source.path:
        raise Unclear(f"{choice.question.code} stands in {edit.place.file}; resolve it there.")
    return with_words(text, edit.place, edit.text)


_BESIDE = ("ledger order", "ledger end")
"""Slots whose subject a clause brings about: their sentences are understood only after it."""


def _clause_of(question: Question, checked: Checked) -> str:
    """The title of the clause about which the question is, or in which it arises; "" outside of clauses."""
    if question.clause or question.place is None or question.place.file != checked.source.path or checked.tree is None:
        return question.clause
    at = checked.source.span(question.place).start
    clauses = (clause for part in checked.tree.every("part") for clause in part.every("clause"))
    return next((title_of(one) for one in clauses if one.start <= at < one.end), "")


def _agreed(choice: Choice) -> str:
    """ "A month is a calendar month, because "…"." or "In clause "Support", "promptly" is read as "within 4 hours …", because "…"."."""
    question, answer = choice.question, choice.answer
    because = f', because "{_quotable(choice.reason)}".'
    if not question.is_wording:
        return answer.sentence.removesuffix(".") + because
    meaning = _quotable(answer.edit.text)
    return f'{_in_clause(question)}"{_quotable(question.said)}" is read as "{meaning}"{because}'


def leaving(text: str, checked: Checked, point: Leaving) -> str:
    """The text with the sentence by which all parties leave the question open, bound to what the clause says now."""
    assert checked.tree is not None
    assert checked.plan is not None
    question = point.question
    parties = " and ".join(checked.plan.parties)
    mark = mark_of(question.clause, question.place, checked.tree, checked.source)
    what = _quotable(question.said or question.question)
    until = day_label(point.until)
    return with_sentence(
        text,
        f'{_in_clause(question)}{parties} leave open "{what}" as marked "{mark}" until {until}, '
        f'because "{_quotable(point.reason)}".',
    )


def _in_clause(question: Question) -> str:
    return f'In clause "{question.clause}", ' if question.clause else ""


def _quotable(text: str) -> str:
    """As it can stand in straight quotes: those in it become curly ones, which a text reads as quotes, too."""
    return " ".join(_QUOTED.sub(r"“\1”", without_comments(text)).replace('"', "'").split())


def wrong(before: Checked, after: Checked, chosen: Choice | Leaving) -> str:
    """What went wrong with a choice, as a sentence; "" where the question is closed and the text has no new error."""
    old = {one.message for one in before.findings if one.severity is Severity.ERROR}
    new = [one for one in after.findings if one.severity is Severity.ERROR and one.message not in old]
    if new:
        return f"With this answer the text has an error: {new[0].message}."
    count = sum(_same(one, chosen.question) for one in waiting(before))
    if after.plan is None or sum(_same(one, chosen.question) for one in waiting(after)) >= count:
        return f"This does not close {chosen.question.code}."
    return ""


def waiting(checked: Checked) -> tuple[Question, ...]:
    """The open questions that the parties have not left open on purpose, that on which most money hangs first."""
    left = by_name(checked.left_open)
    return tuple(one for one in by_money(checked) if one.name not in left)


def _same(one: Question, other: Question) -> bool:
    """Loose words of one clause are numbered, so that closing one renames the next."""
    return replace(one, place=None, name="") == replace(other, place=None, name="") or one.name == other.name


def _is_at(question: Question, where: str) -> bool:
    return not where or where.casefold() in (question.clause.casefold(), _subject(question).casefold())


def _subject(question: Question) -> str:
    return "" if question.is_wording else question.name.partition("/")[2]


def _where(question: Question) -> str:
    return _subject(question) or question.clause or question.name


def _open(questions: Sequence[Question]) -> str:
    if not questions:
        return "Nothing is open."
    named = dict.fromkeys(f"{one.code}@{_where(one)}" if _where(one) != one.name else one.code for one in questions)
    return f"Open are {', '.join(named)}."
