"""Contracts for the tests of documents: parsed by the real parser, with the names and readings that their sentences introduce."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sladsl.documents import Outcome, draft_document
from sladsl.documents.outline import INTRODUCTIONS
from sladsl.documents.tree import Document
from sladsl.findings import Place
from sladsl.model.agreement import Agreement, Chosen, Name, NameKind, Term
from sladsl.model.readings import Reading
from sladsl.model.resolve.phrases import quoted
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

EXAMPLES = Path(__file__).parents[2] / "examples"
CONTRACTS = sorted(EXAMPLES.glob("*/*.sla"))

KINDS = {
    "party_definition": NameKind.PARTY,
    "role_definition": NameKind.ROLE,
    "weekly_calendar": NameKind.PERIOD,
    "yearly_calendar": NameKind.PERIOD,
    "service": NameKind.SERVICE,
    "order_value": NameKind.FORM_VALUE,
    "unit_definition": NameKind.UNIT,
    "record": NameKind.RECORD,
    "term": NameKind.MEASURE,
}

Draft = Callable[..., Document]


def names_of(root: Phrase, source: Source) -> tuple[Name, ...]:
    found = []
    for phrase in root.walk():
        if phrase.kind in INTRODUCTIONS:
            word = phrase.word("TEXT")
            assert word is not None
            text = quoted(word.text)
            plural = phrase.first("plural")
            many = plural.word("TEXT") if plural is not None else None
            form = quoted(many.text) if many is not None else "" if text.endswith("s") else text + "s"
            found.append(Name(text, form, KINDS[phrase.kind], source.place(word.span)))
    return tuple(found)


def agreement_of(
    root: Phrase, source: Source, chosen: tuple[Chosen, ...] = (), rules: str = "", more: tuple[Name, ...] = ()
) -> Agreement:
    return Agreement(
        title="",
        version="",
        dated="",
        zone="UTC",
        currency="",
        rounding=None,
        parties=(),
        names=(*names_of(root, source), *more),
        term=Term(None, None),
        calendar=None,
        services=(),
        lives=(),
        records=(),
        definitions=(),
        form_values=(),
        declared_units=(),
        dues=(),
        deemed=(),
        duties=(),
        quotas=(),
        consequences=(),
        ledgers=(),
        rules=(),
        chosen=chosen,
        examples=(),
        interpretation_rules=rules,
    )


@pytest.fixture(scope="session")
def draft() -> Draft:
    """Drafts a text; `readings`, `outcomes`, `chosen`, `rules` and names from above (`more`) as the model would give them."""

    def made(
        text: str,
        readings: tuple[Reading, ...] = (),
        outcomes: tuple[Outcome, ...] = (),
        chosen: tuple[Chosen, ...] = (),
        rules: str = "",
        more: tuple[Name, ...] = (),
        path: str = "contract.sla",
    ) -> Document:
        source = Source(path, text)
        root, findings = parse(source)
        assert not findings, findings
        return draft_document(root, source, agreement_of(root, source, chosen, rules, more), readings, outcomes)

    return made


def at_line(line: int) -> Place:
    return Place("contract.sla", line, 1, line, 2)
