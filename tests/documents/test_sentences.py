"""Sentences made whole, references, lists, names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.documents.failing import once
from sladsl.documents.sentences import words_of
from sladsl.documents.tree import Introduced, Note, Paragraph, Prose, Reference, Table, Used, plain
from sladsl.model.quantities import PERCENT, Dimension, Quantity, Unit
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase
from tests.documents.conftest import HEAD, drafted

TERMS = (
    HEAD
    + """## Term

This agreement takes effect on 1 March 2026 and continues for 12 months.

## Interpretation

This agreement follows the Standard Interpretation Rules, edition 1.
Times are in UTC.
Amounts are in GBP, without taxes, and are rounded half up to the penny.

## Services

"Hosting" is a service that Provider supplies to Customer for GBP 100.00 a month.

## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Kind: "3 - Moderate" or other
- Opened: time
- Answered: time, if any

"Tickets Opened" means the number of the Tickets in a month.

## Service levels

"""
)


def paragraphs(text: str, part: int = -1, *, whole: bool = True) -> list[Paragraph]:
    """The paragraphs of a part, by default of the last."""
    document = drafted(TERMS + text, whole=whole)
    return [block for clause in document.parts[part].clauses for block in clause.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("duty", "whole"),
    [
        (
            "Provider shall keep Tickets Opened at or above 5 in each month.",
            "If Provider does not keep Tickets Opened at or above 5 in a month, Provider shall credit Customer GBP 5.00.",
        ),
        (
            "Provider shall deliver at least 3 Tickets to Customer in each month.",
            "If Provider does not deliver at least 3 Tickets to Customer in a month, Provider shall credit Customer GBP 5.00.",
        ),
    ],
)
def test_if_a_party_does_not_is_printed_whole(duty: str, whole: str) -> None:
    _, second = paragraphs(f"### Answers\n\n{duty}\nIf Provider does not, Provider shall credit Customer GBP 5.00.\n")
    assert plain(second.runs) == whole


def test_a_duty_that_cannot_be_said_again_is_named_by_its_paragraph() -> None:
    """It has a table, or a lead of its own."""
    tabled = """### Levels

Provider shall keep the following measures in each month:

| Measure        | other         |
| -------------- | ------------- |
| Tickets Opened | at or above 5 |

If Provider does not, Provider shall credit Customer GBP 5.00.
"""
    led = """### Levels

During Peak, Provider shall keep Tickets Opened at or above 5 in each month.
If Provider does not, Provider shall credit Customer GBP 5.00.
"""
    for text in (tabled, led):
        _, second = paragraphs(text, whole=False)
        assert (
            plain(second.runs) == "If Provider does not perform clause 6.1(a), Provider shall credit Customer GBP 5.00."
        )
        assert Reference("clause", "6.1(a)", "", "clause-6-1-a") in second.runs


def test_where_two_duties_stand_before_the_words_stay_as_they_are() -> None:
    text = """### Answers

Provider shall keep Tickets Opened at or above 5 in each month.
Provider shall deliver at least 3 Tickets to Customer in each month.
If Provider does not, Provider shall credit Customer GBP 5.00.
"""
    *_, last = paragraphs(text, whole=False)
    assert plain(last.runs) == "If Provider does not, Provider shall credit Customer GBP 5.00."


def test_a_clause_name_becomes_its_number_and_title() -> None:
    text = """### First

Provider shall keep Tickets Opened at or above 5 in each month.
Clause "First" counts as missed.

### Second

Clauses "First" and "Second" do not apply in the time of an extension.
Clause "Service levels" does not apply.
"""
    first, second, third, fourth = paragraphs(text, whole=False)
    assert second.runs[0] == Reference("Clause", "6.1", "First", "clause-6-1")
    assert plain(third.runs) == ("Clauses 6.1 (First) and 6.2 (Second) do not apply in the time of an extension.")
    assert plain(fourth.runs) == "Clause 6 (Service levels) does not apply."
    assert first.label == "6.1(a)"


def test_a_list_is_lettered_and_joined() -> None:
    text = """If any of the following is true, Customer may terminate this agreement by notice:
- Tickets Opened is below 3 in 2 consecutive months
- Tickets Opened is below 2 in a month
- Tickets Opened is below 1 in a month

### Titled

Provider shall keep Tickets Opened at or above 5 in each month.

If any of the following is true, Customer may terminate this agreement by notice:
- Tickets Opened is below 3 in 2 consecutive months
- Tickets Opened is below 2 in a month
"""
    bare, _, titled = paragraphs(text, whole=False)
    items = [item for item in bare.below if isinstance(item, Paragraph)]
    assert [item.number for item in items] == ["(a)", "(b)", "(c)"]
    assert [plain(item.runs)[-4:] for item in items] == ["ths;", "; or", "nth."]
    assert [item.label for item in titled.below if isinstance(item, Paragraph)] == ["6.2(b)(i)", "6.2(b)(ii)"]


def test_names_are_linked_longest_first_in_all_their_forms() -> None:
    (only,) = paragraphs("Provider shall deliver at least 3 Tickets to Customer in each month.\n")
    assert [run.text for run in only.runs if isinstance(run, Used)] == ["Provider", "Tickets", "Customer"]
    (level,) = paragraphs("Provider shall keep Tickets Opened at or above 5 in each month.\n")
    assert Used("Tickets Opened", "term-tickets-opened") in level.runs
    (record, _) = paragraphs("", part=4)
    assert record.runs[1] == Introduced("“Ticket”", "term-ticket", "index-ticket")


def test_choices_keep_their_quotes_and_other_quotes_go() -> None:
    record, _ = paragraphs("", part=4)
    (table,) = record.below
    assert isinstance(table, Table)
    assert plain(table.rows[0][1]) == "“3 - Moderate” or other"
    assert plain(record.runs).endswith("keeps in Desk, with:")


def test_it_renews_says_what_renews() -> None:
    text = TERMS.replace(
        "12 months.\n",
        "12 months.\nIt renews for further periods of 12 months, unless a party gives notice at least 60 days before the period ends.\n",
    )
    _, second = (clause.blocks[0] for clause in drafted(text).parts[1].clauses)
    assert isinstance(second, Paragraph)
    assert plain(second.runs).startswith("This agreement renews for further periods")


def test_prose_is_carried_word_for_word_with_its_names_alive() -> None:
    text = "> Neither Provider nor\n> the  other party is *liable*.\n>\n> Second paragraph, Tickets.\n"
    (prose,) = (block for clause in drafted(TERMS + text).parts[-1].clauses for block in clause.blocks)
    assert isinstance(prose, Prose)
    assert [plain(paragraph) for paragraph in prose.paragraphs] == [
        "Neither Provider nor the other party is *liable*.",
        "Second paragraph, Tickets.",
    ]
    assert Used("Provider", "term-provider") in prose.paragraphs[0]


def test_comments_never_appear() -> None:
    plainly = drafted(TERMS + "Provider shall keep Tickets Opened at or above 5 in each month.\n")
    noted = drafted(
        TERMS
        + "Provider shall keep // we could live with 4\nTickets Opened at or above 5 // secret\nin each month. // really\n"
    )
    assert noted.parts == plainly.parts
    assert noted.schedules == plainly.schedules


def test_order_form_values_are_printed_or_left_to_be_filled_in() -> None:
    text = (
        HEAD
        + '## Services\n\n"Target" is a percentage to be agreed.\n"Speed" is a duration of 4 hours, unless otherwise agreed.\n'
    )

    def notes(**values: Quantity) -> list[str]:
        blocks = [block for clause in drafted(text, values=values).parts[1].clauses for block in clause.blocks]
        return [
            plain(note.runs) for b in blocks if isinstance(b, Paragraph) for note in b.below if isinstance(note, Note)
        ]

    assert [note.rstrip("_ ") for note in notes()] == ["To be filled in before signature:"]
    agreed = notes(
        Target=Quantity(Fraction(9995, 10_000), PERCENT), Speed=Quantity(Fraction(7200), Unit(Dimension.TIME, "hour"))
    )
    assert agreed == ["Agreed: 99.95%.", "Agreed: 2 hours."]


def test_shall_is_for_duties_only() -> None:
    """A cap binds nobody to do anything."""
    document = drafted(
        HEAD + "## Credits\n\nCredits for a month shall not exceed 20% of the fees for that month.\n", whole=False
    )
    (clause,) = document.parts[-1].clauses
    (block,) = clause.blocks
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "Credits for a month do not exceed 20% of the fees for that month."


def test_what_is_kept_of_each_fails_of_one() -> None:
    act = parsed_act("keep Availability of each Lift at or above 97% in each hour")
    assert words_of(once(act)) == "keep Availability of a Lift at or above 97% in an hour"
    each = parsed_act("ensure that each Ticket of each Lift is Answered within 4 hours after it is Opened")
    assert words_of(once(each)) == words_of(each)


def parsed_act(act: str) -> Phrase:
    tree, findings = parse(Source("a.sla", f"# A\n\n## B\n\nProvider shall {act}.\n"))
    assert tree is not None
    assert not findings
    return next(part for part in next(tree.walk("shall")).parts[2:] if isinstance(part, Phrase))
