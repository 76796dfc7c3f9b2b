"""What hangs on the questions that a contract leaves open: the most in one window, by the witnesses, and on real records all that each
month could come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

from sladsl.ambiguity.left_open import by_name
from sladsl.checks.combinations import Amounts, Asked, Item, Tried, amounts_of, try_all
from sladsl.checks.evaluate.open import settle_under_open
from sladsl.checks.statement import Statement
from sladsl.compiler import Checked
from sladsl.findings import Dispute, Finding, has_errors, in_order
from sladsl.model.agreement import LeftOpen
from sladsl.node import node
from sladsl.questions import Question, plan_under, questions_of
from sladsl.questions.choosing import finding_of, lettered
from sladsl.questions.disputes import with_witnesses
from sladsl.records.read import read_records
from sladsl.records.table import Records

Answers = tuple[tuple[str, str], ...]


@node
class Priced:
    """An open question, how its witness tells it (None: no witness was found), and by whom it is left open on purpose, if it is. `letters`:
    the value of each answer → its letter."""

    question: Question
    dispute: Dispute | None
    left: LeftOpen | None
    letters: Mapping[str, str]


@node
class Bounds:
    """The least and the most that one owes another, or that a party is left with (`payee` ""), and the answers under which it is."""

    month: str
    payer: str
    payee: str
    lowest: Fraction
    lowest_under: Answers
    highest: Fraction
    highest_under: Answers


@node
class Exposure:
    """`tried` None: no records were given, or they or the text have errors (`findings`). `months` ("2026-03"): those that were settled."""

    checked: Checked
    priced: tuple[Priced, ...]
    findings: tuple[Finding, ...]
    tried: Tried | None = None
    months: tuple[str, ...] = ()

    @property
    def currency(self) -> str:
        return self.checked.plan.currency if self.checked.plan is not None else ""

    def in_one_window(self) -> Fraction:
        """The sum of what hangs on each question, taken by itself, in one window."""
        return sum((p.dispute.spread for p in self.priced if p.dispute is not None and p.dispute.currency), Fraction(0))

    def by_month(self) -> Iterator[Bounds]:
        """For each month that is settled: what each payer owes each payee."""
        for month in self.months:
            yield from self._between(month)

    def in_all(self) -> Iterator[Bounds]:
        yield from self._between("")

    def by_party(self) -> Iterator[Bounds]:
        """What each party is left with of all that is due: received less paid, in its worst and its best case."""
        plan, tried = self.checked.plan, self.tried
        for party in plan.parties if plan is not None and tried is not None else ():

            def net(amounts: Amounts, party: str = party) -> Fraction:
                received = sum((due for one, due in amounts.items() if one.payee == party), Fraction(0))
                return received - sum((due for one, due in amounts.items() if one.payer == party), Fraction(0))

            yield self._bounds("", party, "", net)

    def _between(self, month: str) -> Iterator[Bounds]:
        items = self.tried.items() if self.tried is not None else ()
        for payer, payee in sorted({(i.payer, i.payee) for i in items if month in ("", i.month)}):

            def owed(amounts: Amounts, payer: str = payer, payee: str = payee) -> Fraction:
                return sum((due for one, due in amounts.items() if is_of(one, month, payer, payee)), Fraction(0))

            yield self._bounds(month, payer, payee, owed)

    def _bounds(self, month: str, payer: str, payee: str, counted: object) -> Bounds:
        assert self.tried is not None
        least, low = self.tried.lowest(counted)  # type: ignore[arg-type]
        most, high = self.tried.highest(counted)  # type: ignore[arg-type]
        return Bounds(month, payer, payee, least, low, most, high)


def is_of(item: Item, month: str, payer: str, payee: str) -> bool:
    """Whether an amount is one of the month ("": of any) between these two."""
    return (item.payer, item.payee) == (payer, payee) and month in ("", item.month)


def exposure(
    checked: Checked,
    folder: Path | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
    as_of: date | None = None,
) -> Exposure:
    """The questions that are open, that on which most money hangs first, and with a folder of records what each month could come to."""
    if checked.plan is None or has_errors(checked.findings):
        return Exposure(checked, (), checked.findings)
    findings = with_witnesses(checked)
    left = by_name(checked.left_open)
    priced = [
        _priced(one, findings, left[one.name].left if one.name in left else None) for one in questions_of(checked)
    ]
    ordered = tuple(sorted(priced, key=_spread, reverse=True))
    if folder is None:
        return Exposure(checked, ordered, ())
    plan = checked.plan
    records, faults = read_records(folder, plan.records, plan.zone, plan.currency, set_aside=False)
    if has_errors(faults):
        return Exposure(checked, ordered, in_order(faults))
    tried, months = _on_records(checked, ordered, records, (first, last, as_of))
    return Exposure(checked, ordered, in_order(faults), tried, months)


def _priced(question: Question, findings: tuple[Finding, ...], left: LeftOpen | None) -> Priced:
    dispute = finding_of(question, findings).dispute
    letters = {answer.value: letter for letter, answer in lettered(question, findings)}
    return Priced(question, dispute if dispute is not None and dispute.claims else None, left, letters)


def _spread(priced: Priced) -> Fraction:
    return priced.dispute.spread if priced.dispute is not None and priced.dispute.currency else Fraction(0)


def _on_records(
    checked: Checked, priced: tuple[Priced, ...], records: Records, days: tuple[date | None, date | None, date | None]
) -> tuple[Tried, tuple[str, ...]]:
    """Questions that no settlement of these records asks are answered once and for all by their first answers."""
    first, last, as_of = days
    done: dict[Answers, Statement | None] = {}
    usual = {one.question.name: one.question.answers[0].value for one in priced}

    def settled(answers: Mapping[str, str]) -> Statement | None:
        whole = {**usual, **answers}
        key = tuple(whole.items())
        if key not in done:
            plan = plan_under(checked, whole)
            done[key] = settle_under_open(plan, records, {}, first=first, last=last, as_of=as_of)[0]
        return done[key]

    def run(answers: Mapping[str, str]) -> Amounts:
        statement = settled(answers)
        return amounts_of(statement) if statement is not None else {}

    base = settled({})
    heard = set(base.readings_asked) if base is not None else set()
    asked = [
        Asked(one.question.name, tuple(a.value for a in one.question.answers), one.question.clause)
        for one in priced
        if one.question.is_wording or one.question.name in heard
    ]
    tried = try_all(asked, run)
    months = {window.first[:7] for statement in done.values() if statement is not None for window in statement.windows}
    return tried, tuple(sorted(months))
