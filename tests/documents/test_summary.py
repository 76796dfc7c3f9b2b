"""The summary for people who are not lawyers: what it says, that it says it plainly, and that nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from sladsl.documents import written
from sladsl.documents.tree import Block, Document, Paragraph, Part, Prose, plain
from sladsl.publishing import document_of
from sladsl.verifying import Carrying, verify
from tests.digest.contracts import CORPUS, ROOT, checked

HOSTING = "examples/managed-hosting/contract.sla"
NAMES = [str(path.relative_to(ROOT)) for path in CORPUS]
FEW = (HOSTING, "tests/corpus/faster_io.sla", "tests/corpus/lawfecta_hours.sla")
SOME = [
    pytest.param(name, id=name, marks=[] if name in FEW else [pytest.mark.slow if n % 8 == 0 else pytest.mark.proof])
    for n, name in enumerate(NAMES)
]
"""A few each time, one in eight of the others among what is slow, all of them as a proof."""


@cache
def summary(name: str = HOSTING) -> Document:
    return document_of(checked(name), (), style="plain")


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
    assert "“You” are Customer (Contoso Retail GmbH)." in [plain(runs) for runs in summary().preamble[0].paragraphs]


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


def test_each_format_has_it_and_it_can_be_verified() -> None:
    files = written(summary(), ("docx", "html", "md", "pdf"), stem="summary")
    assert set(files) == {"summary.docx", "summary.html", "summary.md", "summary.pdf"}
    assert b"you get 10% of the Web Hosting fee for that month back" in files["summary.md"]
    found = verify(files["summary.docx"])
    assert found is not None
    assert (found.carrying, found.differences) == (Carrying.GENUINE, ())
