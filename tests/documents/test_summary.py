"""The summary for people who are not lawyers: what it says, that it says it plainly, and that nothing is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from fractions import Fraction
from functools import cache

import pytest

from sladsl.digest.plain import Allows, Ceiling, Plain, PlainFact, Rung, Rungs
from sladsl.documents import written
from sladsl.documents.languages import tags, words_in
from sladsl.documents.plainly import Plainly
from sladsl.documents.telling import Teller
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Block, Document, Paragraph, Part, Prose, plain
from sladsl.documents.wording_plain import OF_ENGLISH, PlainWords
from sladsl.documents.writers import writer_in
from sladsl.findings import Place
from sladsl.model.agreement import Name, NameKind
from sladsl.model.consequences import AllFees, Fee, FixedAmount, NamedAmount, ThatAmount
from sladsl.model.moments import Supplied, WindowSpec, WindowUnit
from sladsl.model.quantities import PERCENT, Dimension, Quantity, Unit
from sladsl.publishing import document_of
from sladsl.syntax.tree import Phrase, Word
from sladsl.verifying import Carrying, verify
from tests.digest.contracts import CORPUS, ROOT, checked
from tests.documents.coverage import without_wording

HOSTING = "examples/managed-hosting/contract.sla"
NAMES = [str(path.relative_to(ROOT)) for path in CORPUS]
FEW = (HOSTING, "tests/corpus/faster_io.sla", "tests/corpus/lawfecta_hours.sla")
SOME = [
    pytest.param(name, id=name, marks=[] if name in FEW else [pytest.mark.slow if n % 8 == 0 else pytest.mark.proof])
    for n, name in enumerate(NAMES)
]
"""A few each time, one in eight of the others among what is slow, all of them as a proof."""


OTHERS = tags()[1:]


@cache
def summary(name: str = HOSTING, language: str = "en") -> Document:
    return document_of(checked(name), (), language, "plain")


def blocks(document: Document) -> Iterator[Block]:
    for part in document.parts:
        for clause in part.clauses:
            yield from (one for block in clause.blocks for one in _all(block))


def _all(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, Paragraph):
        for child in block.below:
            yield from _all(child)


def sentences(document: Document) -> list[str]:
    return [plain(one.runs) for one in blocks(document) if isinstance(one, Paragraph)]


def part(document: Document, title: str) -> Part:
    return next(one for one in document.parts if one.title == title)


def test_a_table_is_told_as_what_you_get() -> None:
    said = sentences(summary())
    first = said.index(
        "If Downtime lasts more than 43 minutes 12 seconds in a month of 30 days, you get 10% of the Web Hosting fee for that month back."
    )
    assert said[first + 1 : first + 3] == [
        "If it lasts more than 7 hours 12 minutes, it is 25%.",
        "If it lasts more than 1 day 12 hours, it is 100%.",
    ]


def test_what_is_due_for_each_thing_is_told_as_what_you_get() -> None:
    assert "For each Ticket not Answered in time, you get GBP 100.00 back." in sentences(summary())
    assert "“You” means Customer (Contoso Retail GmbH)." in [plain(runs) for runs in summary().preamble[0].paragraphs]


def test_who_pays_is_told_from_where_you_stand() -> None:
    assert "For each Expired Entry, you pay Agency USD 75.00." in sentences(summary("tests/corpus/lawfecta_hours.sla"))


def test_a_limit_within_a_sentence_stands_behind_the_amount() -> None:
    said = sentences(summary("tests/corpus/faster_io.sla"))
    assert any(
        "you get back 1 day of the Port Lease fee for that Port for that month, but no more than 10 days" in one
        for one in said
    )


def test_a_table_that_is_no_ladder_stays_a_table() -> None:
    """Rows that hold one value twice, and rows with values between them."""
    for name in ("tests/corpus/mongodb_atlas_2021.sla", "tests/corpus/telus_wavelength.sla"):
        assert any("you get a share of the" in one for one in sentences(summary(name)))


def test_a_share_of_business_hours_allows_no_minutes_of_a_month() -> None:
    assert not any("In a month of 30 days" in one for one in sentences(summary("tests/corpus/account_able.sla")))


@pytest.mark.parametrize("name", SOME)
def test_all_of_the_plan_is_told_or_named_as_left_out(name: str) -> None:
    document, formal, plan = summary(name), document_of(checked(name), ()), checked(name).plan
    assert plan is not None
    told = {one.line for one in blocks(document) if isinstance(one, Paragraph | Prose)}
    left = " ".join(sentences(document)[-60:])
    titles = {
        one.line: (clause.title or part.title)
        for part in formal.parts
        for clause in part.clauses
        for one in clause.blocks
        if isinstance(one, Paragraph | Prose)
    }
    parts = (*plan.duties, *plan.quotas, *plan.consequences, *plan.rules, *plan.ledgers, *plan.definitions)
    for one in parts:
        if one.place is None or one.place.file != checked(name).source.path:
            continue
        line = max(at for at in titles if at <= one.place.line)
        assert line in told or titles[line] in left, one


@pytest.mark.parametrize("name", SOME)
def test_it_is_plain(name: str) -> None:
    for said in sentences(summary(name)):
        assert " shall " not in said
        assert "  " not in said
        assert said[0] in "“(" or said[0].upper() == said[0]


def test_a_table_is_told_as_what_you_get_in_each_language() -> None:
    told = {
        "de": "Dauert Downtime in einem Monat von 30 Tagen mehr als 43 Minuten 12 Sekunden, erhalten Sie 10\xa0% des Entgelts für Web "
        "Hosting für diesen Monat zurück.",
        "fr": "Si Downtime dure plus de 43 minutes 12 secondes au cours d’un mois de 30 jours, vous récupérez 10\xa0% de la redevance pour "
        "Web Hosting pour ce mois.",
        "es": "Si Downtime dura más de 43 minutos 12 segundos en un mes de 30 días, usted recupera 10\xa0% de la tarifa de Web Hosting por ese "
        "mes.",
    }
    assert set(told) == set(OTHERS)
    for tag, sentence in told.items():
        assert sentence in sentences(summary(HOSTING, tag))


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("name", SOME)
def test_in_another_language_it_tells_the_same_and_keeps_nothing_in_english(name: str, tag: str) -> None:
    english, other = summary(name), summary(name, tag)
    assert without_wording(other) == []
    assert other.language == tag
    numbers = [
        [(one.number, one.line, one.anchor) for one in blocks(made) if isinstance(one, Paragraph)]
        for made in (english, other)
    ]
    lines = [{line for _, line, _ in found} for found in numbers]
    assert lines[0] == lines[1]
    assert len(english.parts) == len(other.parts)


def test_each_format_has_it_and_it_can_be_verified() -> None:
    files = written(summary(), ("docx", "html", "md", "pdf"), stem="summary")
    assert set(files) == {"summary.docx", "summary.html", "summary.md", "summary.pdf"}
    assert b"you get 10% of the Web Hosting fee for that month back" in files["summary.md"]
    found = verify(files["summary.docx"])
    assert found is not None
    assert (found.carrying, found.differences) == (Carrying.GENUINE, ())


@pytest.mark.parametrize("tag", OTHERS)
def test_each_word_of_a_language_takes_what_the_english_one_does(tag: str) -> None:
    for field in fields(PlainWords):
        ours, theirs = (getattr(words_in(one), field.name) for one in ("en", tag))
        if field.name not in OF_ENGLISH:
            assert set(re.findall(r"{\w*}", ours)) == set(re.findall(r"{\w*}", theirs)), field.name
            assert len(ours.split("|")) == len(theirs.split("|")), field.name
        if field.name == "plain_units":
            assert len(ours.split()) == len(theirs.split())


_FEE = Fee("Hosting", Supplied())


def _rungs(**given: object) -> Rungs:
    rungs = (
        Rung(Fraction(99, 100), False, Fraction(1, 10), Fraction(0)),
        Rung(Fraction(9, 10), True, Fraction(1, 4), Fraction(90_061)),
    )
    told = {
        "measure": "Uptime",
        "unit": PERCENT,
        "period": "",
        "outside": True,
        "falling": True,
        "rungs": rungs,
        "payer": "Provider",
    }
    return Rungs(**told | {"payee": "Customer", "verb": "credit", "base": _FEE, "money": ""} | given)  # type: ignore[arg-type]


_FACTS: tuple[PlainFact, ...] = (
    *(
        Allows("Downtime", True, told)
        for told in ((("", Fraction(2592)),), (("", Fraction(0)),), (("gold", Fraction(60)), ("", Fraction(0))))
    ),
    *(
        Ceiling(spec, FixedAmount(Quantity(Fraction(100), Unit(Dimension.MONEY, "EUR"))))
        for spec in (None, WindowSpec(WindowUnit.QUARTER))
    ),
    *(_rungs(falling=falling) for falling in (True, False)),
    _rungs(period="Downtime"),
    *(
        _rungs(verb=verb, payer=payer, payee=payee)
        for verb in ("refund", "pay")
        for payer, payee in (("Provider", "Customer"), ("Customer", "Provider"), ("Provider", "Agency"))
    ),
    *(
        _rungs(base=base)
        for base in (
            AllFees(Supplied()),
            NamedAmount("Price", Supplied()),
            ThatAmount(),
            Fee("Hosting", Supplied(), "Port"),
        )
    ),
    _rungs(base=None, money="EUR"),
)
"""Every form in which a fact is told."""


@pytest.mark.parametrize("tag", OTHERS)
def test_every_form_of_a_fact_has_words_in_each_language(tag: str) -> None:
    said: list[tuple[str, ...]] = []
    for one in ("en", tag):
        terms = Terms((Name("Uptime", "", NameKind.MEASURE, Place("", 1, 1, 1, 1)),), frozenset(("Uptime",)))
        plainly = Plainly(
            Plain("Customer", (), (), False),
            Teller(writer_in(one, terms, {}, lambda node: 1, Phrase("start", (Word("TITLE", "# A", 0, 3),)))),
        )
        for fact in _FACTS:
            match fact:
                case Allows():
                    told: tuple[str, ...] | None = (plainly.allows(fact),)
                case Ceiling():
                    told = (plainly.ceiling(fact) or "",)
                case Rungs():
                    told = plainly.rungs(fact, "month" if fact.verb != "pay" else "")
            assert told is not None
            assert all(told)
            said.append(told)
    for ours, theirs in zip(said[: len(_FACTS)], said[len(_FACTS) :], strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert one != other
            assert sorted(re.findall(r"\d+", one.replace("30", ""))) == sorted(
                re.findall(r"\d+", other.replace("30", ""))
            )
            assert not re.search(r"\b(the|you|of|is|it|If)\b", other), other


def test_it_can_be_verified_in_another_language() -> None:
    found = verify(written(summary(HOSTING, "fr"), ("html",), stem="summary")["summary.html"])
    assert found is not None
    assert (found.carrying, found.differences) == (Carrying.GENUINE, ())
