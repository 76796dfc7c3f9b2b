"""Schedules: readings in force and where they come from, points left open, names, worked examples; the style of the whole."""

from __future__ import annotations

from pathlib import Path

from sladsl import interpretation
from sladsl.documents import Outcome, to_html, to_markdown
from sladsl.documents.tree import Document, Note, Paragraph, Reference, Schedule, Section, Style, Table, Used, plain
from tests.documents.conftest import EXAMPLES, HEAD, drafted

RETAINER = (EXAMPLES / "development-retainer" / "contract.sla").read_text("utf-8")

RULES = (
    HEAD
    + """## Interpretation

This agreement follows the Standard Interpretation Rules, edition 1.
Times are in UTC.
A measure is rounded half up to 2 decimal places before it is compared.
A business day is Monday to Saturday, except public holidays.
Public holidays are those of France.

## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Opened: time
- Answered: time, if any

## Service levels

Provider shall ensure that each Ticket is Answered within 2 business days after it is Opened.
"""
)


def schedule(document: Document, title: str) -> Schedule:
    return next(one for one in document.schedules if one.title == title)


def rows(section: Section) -> list[list[str]]:
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return [[plain(cell) for cell in row] for row in table.rows]


def test_a_reading_of_the_contract_leads_to_its_clause() -> None:
    document = drafted(RETAINER)
    section = schedule(document, "Readings in force").sections[0]
    assert section.title == "Said in this agreement"
    found = {question: (sentence, where) for question, sentence, where in rows(section)}
    sentence, where = found["Is a measure rounded before it is compared?"]
    assert sentence == "A measure is compared without rounding."
    (home,) = (clause for part in document.parts for clause in part.clauses if clause.number == where)
    said = home.blocks[0]
    assert isinstance(said, Paragraph)
    assert plain(said.runs) == sentence


def test_the_rules_are_printed_in_full_and_what_replaces_them_is_named() -> None:
    document = drafted(RULES)
    (section,) = (s for s in schedule(document, "Readings in force").sections if "Standard Interpretation" in s.title)
    text = interpretation.text_of("Standard Interpretation Rules, edition 1")
    assert text is not None
    sentences = [rule.sentence for rule in interpretation.rules_of("Standard Interpretation Rules, edition 1")]
    found = rows(section)
    assert [rule for _, rule, _ in found] == sentences
    state = {rule: is_in_force for _, rule, is_in_force in found}
    assert state["A measure is compared without rounding."] == "no: replaced by clause 2.3"
    assert state["A business day is Monday to Friday, except public holidays."] == "no: replaced by clause 2.4"
    assert state["A month is a calendar month."] == "yes"


def test_readings_from_above_name_the_agreement() -> None:
    folder = EXAMPLES / "revenue-teams"
    document = drafted((folder / "contract.sla").read_text("utf-8"), folder)
    titles = [section.title for section in schedule(document, "Readings in force").sections]
    assert titles == [
        "Said in this agreement",
        "Taken from the agreement above, Company-wide Service Levels",
        "General rules, in force because no sentence says otherwise",
    ]
    names = schedule(document, "Definitions")
    assert ["Business Hours", "period", "the agreement above, Company-wide Service Levels", "2.2, 7.2(a)"] in rows(
        names.sections[0]
    )
    (meaning,) = names.sections[1].blocks
    assert isinstance(meaning, Paragraph)
    assert plain(meaning.runs) == "“Business Hours” are Monday to Friday from 09:00 to 17:00, except public holidays."


def test_an_open_reading_makes_a_draft_that_lists_it() -> None:
    sentence = "A measure is compared without rounding.\n"
    assert sentence in RETAINER
    whole, draft = drafted(RETAINER), drafted(RETAINER.replace(sentence, ""))
    assert not whole.draft
    assert all(one.title != "Points left open" for one in whole.schedules)
    assert draft.draft
    assert draft.open_points == 1
    points = schedule(draft, "Points left open")
    (point,) = points.sections
    assert point.title == "1. Is a measure rounded before it is compared?"
    assert [plain(block.runs) for block in point.blocks if isinstance(block, Paragraph)][:1] == [sentence.strip()]
    assert Reference("Schedule", points.number, "Points left open", points.anchor) in draft.warning
    assert "DRAFT" in to_html(draft).upper()
    assert "**Draft.**" in to_markdown(draft)
    assert 'class="draft"' not in to_html(whole)
    assert "**Draft.**" not in to_markdown(whole)


def test_a_name_lists_where_it_is_used_and_leads_there() -> None:
    document = drafted(RETAINER)
    (section,) = schedule(document, "Definitions").sections
    found = {name: (where, used) for name, _, where, used in rows(section)}
    assert found["Pass Rate"] == ("6.2", "7.2(a), 7.2(b)")
    for part in document.parts:
        for clause in part.clauses:
            for block in clause.blocks:
                if isinstance(block, Paragraph) and Used("Pass Rate", "term-pass-rate") in block.runs:
                    assert block.label in ("7.2(a)", "7.2(b)")


def test_worked_examples_are_listed_with_what_was_calculated() -> None:
    line = (
        RETAINER.splitlines().index(
            "Given that Hours Worked is 150 hours in March 2026, 166 hours in April 2026 and 164 hours in May 2026:"
        )
        + 1
    )
    outcomes = (
        Outcome(line, True, ("carried over at the end of April 2026: 4 hours.", "at the end of May 2026: 0 hours")),
        Outcome(line + 5, False, ("EUR 506.00",)),
    )
    document = drafted(RETAINER, outcomes=outcomes)
    first, second = schedule(document, "Worked examples").sections
    assert first.title == "1. A shortfall made good"
    given, note = first.blocks
    assert isinstance(given, Paragraph)
    assert plain(given.runs).startswith("Given that Hours Worked is 150 hours in March 2026")
    assert note == Note(note.runs)
    assert plain(note.runs) == (
        "Calculated from the text, as stated: carried over at the end of April 2026: 4 hours; at the end of May 2026: 0 hours."
    )
    failed = second.blocks[-1]
    assert isinstance(failed, Note)
    assert failed.tone == "warning"
    assert all(part.title != "Worked examples" for part in document.parts)


def test_what_follows_from_an_example_is_a_list() -> None:
    text = (EXAMPLES / "managed-hosting" / "contract.sla").read_text("utf-8")
    given, *_ = schedule(drafted(text), "Worked examples").sections[0].blocks
    assert isinstance(given, Paragraph)
    assert plain(given.runs).endswith("at all other times:")
    assert [plain(item.runs) for item in given.below if isinstance(item, Paragraph)] == [
        "Monthly Uptime in March 2026 is 99.7981%, rounded half up to 4 decimal places; and",
        "Provider shall credit Customer GBP 400.00 for March 2026.",
    ]


def test_signatures_leave_the_body_and_name_who_signs() -> None:
    document = drafted(RULES + '\n## Signatures\n\n"Jane Roe" signs for Provider.\n')
    assert [(s.party, s.full, s.signer) for s in document.signatures] == [
        ("Provider", "Acme Ltd", "Jane Roe"),
        ("Customer", "Beta plc", ""),
    ]
    assert document.parts[-1].title == "Service levels"


def test_an_agreement_inside_one_company_is_not_styled_a_contract() -> None:
    folder = EXAMPLES / "revenue-teams"
    for path in sorted(folder.glob("*.sla")):
        document = drafted(path.read_text("utf-8"), folder, path="agreement.sla")
        assert document.style is Style.INTERNAL
        assert document.subtitle == "Service level agreement between departments of Company X"
        shown = to_markdown(document)
        assert "contract" not in shown.lower()
        assert "Signed for" not in to_html(document)
    assert drafted(RETAINER).style is Style.CONTRACT


def test_departments_of_two_companies_make_a_contract() -> None:
    text = RULES.replace('means "Acme Ltd", of "Leeds"', 'means the "support team" of "Acme Ltd"')
    assert drafted(text).style is Style.CONTRACT


def test_the_name_of_the_file_is_given_without_its_folder(tmp_path: Path) -> None:
    document = drafted(RULES, path=str(tmp_path / "secret-client" / "contract.sla"))
    assert document.source == "contract.sla"
    assert "secret-client" not in to_html(document) + to_markdown(document)
