"""Amounts due with their arithmetic, and what follows beside amounts: points and extensions."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.figures import exact
from sladsl.checks.statement import Credit, WindowStatement
from sladsl.documents.outline import letter, roman
from sladsl.documents.statements.blocks import Cell, sentence, strong, table
from sladsl.documents.statements.given import Given
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.statements.wording import VERBS
from sladsl.documents.tree import Block, Paragraph, Reference, Text


def amounts_of(window: WindowStatement, given: Given, evidence: dict[int, Reference]) -> Iterator[Block]:
    """`evidence`: the section that shows the rows behind an amount, by the identity of the amount."""
    if not window.credits:
        return
    header = (WORDS.clause, WORDS.who, WORDS.what, WORDS.amount)
    rows: list[tuple[Cell, ...]] = [
        (given.clause(one.clause), WORDS.from_to.format(one.payer, one.payee), one.group, given.money(one.amount))
        for one in window.credits
    ]
    rows += [
        (strong(WORDS.total), WORDS.from_to.format(payer, payee), "", strong(given.money(amount)))
        for payer, payee, amount in window.totals
    ]
    yield table(f"{WORDS.amounts}: {window.label}", header, rows, right=(3,))
    for n, credit in enumerate(window.credits):
        yield _credit(credit, letter(n), given, evidence.get(id(credit)))


def _credit(credit: Credit, number: str, given: Given, evidence: Reference | None) -> Paragraph:
    said = WORDS.verb.format(
        payer=credit.payer,
        verb=VERBS.get(credit.verb, credit.verb),
        payee=credit.payee,
        amount=given.money(credit.amount),
        group=WORDS.for_group.format(credit.group) if credit.group else "",
        where=given.clause(credit.clause, credit.line),
    )
    own = f'clause "{credit.clause}"' + (f", line {credit.line}" if credit.line else "")
    reasons = [given.numbered(reason) for reason in credit.because if reason != own]
    below = tuple(sentence(f"{reason};", number=f"({roman(n)})") for n, reason in enumerate(reasons))
    if evidence is not None:
        before, _, after = WORDS.evidence_in.partition("{}")
        named = (Text(before), evidence, Text(after))
        below = (*below, sentence(named, number=f"({roman(len(below))})"))
    return sentence(said, *below, number=f"({number})")


def beside_amounts(window: WindowStatement, given: Given) -> Iterator[Block]:
    n = 0
    for points in window.points:
        unit = points.unit if points.count == 1 else f"{points.unit}s"
        said = WORDS.points_said.format(
            party=points.party, count=exact(points.count), unit=unit, where=given.clause(points.clause)
        )
        yield sentence(said, *_because(points.because, given), number=f"({letter(n)})")
        n += 1
    for extension in window.extensions:
        unit = extension.unit if extension.amount == 1 else f"{extension.unit}s"
        said = WORDS.extension_said.format(
            subject=extension.subject or WORDS.the_term,
            amount=exact(extension.amount),
            unit=unit,
            where=given.clause(extension.clause),
        )
        yield sentence(said, *_because(extension.because, given), number=f"({letter(n)})")
        n += 1


def _because(because: tuple[str, ...], given: Given) -> tuple[Block, ...]:
    return tuple(sentence(f"{given.numbered(reason)};", number=f"({roman(n)})") for n, reason in enumerate(because[1:]))
