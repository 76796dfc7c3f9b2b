"""Reading goes on after a mistake, and each mistake is told once, at its place, in the author's words."""

from __future__ import annotations

from pathlib import Path

import pytest

import sladsl
from sladsl.findings import Finding, Severity
from sladsl.model.resolve.declare_records import VERBS
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source, Span
from sladsl.syntax.tree import Phrase
from tests.syntax.texts import ROOT, TEXTS, in_part, name_of, tree_of

HOSTING = (ROOT / "examples" / "managed-hosting" / "contract.sla").read_text(encoding="utf-8")


def findings_of(text: str) -> tuple[Finding, ...]:
    return parse(Source("text.sla", text))[1]


def the_finding(*sentences: str) -> Finding:
    found = findings_of(in_part(*sentences))
    assert len(found) == 1, found
    return found[0]


def kinds(tree: Phrase | None) -> list[str]:
    assert tree is not None
    return [phrase.kind for phrase in tree.walk()]


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_word_is_in_the_tree(path: Path) -> None:
    """The words of the tree, with blanks and comments between them, are the text."""
    text = path.read_text(encoding="utf-8")
    at = 0
    for word in tree_of(text).words():
        assert text[at : word.start].strip() == ""
        assert text[word.start : word.end] == word.text
        at = word.end
    assert text[at:].strip() == ""


def test_three_typos_are_three_findings() -> None:
    text = (
        HOSTING.replace("consecutive minutes in which", "consecutiv minutes in which")
        .replace("shall keep Monthly Uptime at", "shal keep Monthly Uptime at")
        .replace("| at least 95.0% but", "| at leest 95.0% but")
    )
    tree, found = parse(Source("text.sla", text))
    assert [(f.code, f.severity, f.hint) for f in found] == [
        ("P001", Severity.ERROR, "Did you mean `consecutive`?"),
        ("P001", Severity.ERROR, "Did you mean `shall`?"),
        ("P001", Severity.ERROR, "Did you mean `least`?"),
    ]
    assert [
        text.splitlines()[f.place.line - 1][f.place.column - 1 : f.place.end_column - 1] for f in found if f.place
    ] == [
        "consecutiv",
        "shal",
        "leest",
    ]
    whole = kinds(tree_of(HOSTING))
    rest = kinds(tree)
    assert rest.count("broken") == 3
    assert (
        rest.count("sentence") + rest.count("table_sentence")
        == whole.count("sentence") + whole.count("table_sentence") - 2
    )
    assert rest.count("row") == whole.count("row") - 1


def test_what_could_stand_there_is_said_in_the_words_of_the_language() -> None:
    found = the_finding("A month is a calender month.")
    assert found.message == "`calender` cannot stand here"
    assert "`calendar`" in found.label
    assert "CALENDAR" not in found.label
    assert found.hint == "Did you mean `calendar`?"


def test_a_broken_field_leaves_the_record_and_its_other_fields() -> None:
    tree, found = parse(
        Source(
            "text.sla",
            in_part(
                'A "Probe" is a record that Provider keeps in "X", with:',
                "",
                "- Time: tyme ago",
                "- Outcome: up or down",
            ),
        )
    )
    assert len(found) == 1
    assert kinds(tree).count("record") == 1
    assert kinds(tree).count("field") == 1


@pytest.mark.parametrize("drop", [" moment.\nThe end", " rounding.\nA percentile", " count again.\n\n### Material"])
def test_a_missing_full_stop_costs_no_sentence(drop: str) -> None:
    text = HOSTING.replace(drop, drop.replace(".", ""))
    assert text != HOSTING
    tree, found = parse(Source("text.sla", text))
    assert [f.code for f in found] == ["P002"]
    assert kinds(tree).count("sentence") == kinds(tree_of(HOSTING)).count("sentence")


def test_a_full_stop_missing_between_two_names() -> None:
    text = in_part(
        '"Up" means the percentage of the time in a month that is not Downtime',
        "Provider shall keep Up at 100% in each month.",
    )
    tree, found = parse(Source("text.sla", text))
    assert [f.code for f in found] == ["P002"]
    assert kinds(tree).count("sentence") == 2


def test_a_missing_empty_line_after_a_list() -> None:
    text = in_part(
        'A "Probe" is a record that Provider keeps in "X", with:', "- Time: time", "A month is a calendar month."
    )
    tree, found = parse(Source("text.sla", text))
    assert [f.code for f in found] == ["P006"]
    assert {"record", "window_is"} <= set(kinds(tree))


def test_a_missing_empty_line_after_a_list_with_a_broken_item() -> None:
    text = in_part(
        'A "Probe" is a record that Provider keeps in "X", with:',
        "- Time: tyme ago",
        "- Up: date",
        "A month is a calendar month.",
    )
    tree, found = parse(Source("text.sla", text))
    assert [f.code for f in found] == ["P001", "P006"]
    assert {"record", "broken", "window_is"} <= set(kinds(tree))


@pytest.mark.parametrize("text", ["## P\n\nA month is a calendar month.\n", "# T\n\nA month is a calendar month.\n"])
def test_a_missing_heading(text: str) -> None:
    tree, found = parse(Source("text.sla", text))
    assert [f.code for f in found] == ["P007"]
    assert "window_is" in kinds(tree)


def test_a_version_without_its_day_costs_no_part() -> None:
    tree, (found,) = sladsl.parse('# T\n\nVersion 1.0\n\n## P\n\n"Provider" means "A Ltd", of "Leeds".\n')
    assert (found.code, found.hint) == ("P001", "A version has its day: `Version 1.0, dated 1 January 2026.`")
    assert {"part", "party_definition"} <= set(kinds(tree))


def test_a_missing_quote_is_one_finding_at_the_quote() -> None:
    found = the_finding('"Provider means "Northwind Ltd", of "1 Dock Street".', "", "A month is a calendar month.")
    assert found.code in ("P001", "P003")
    found = the_finding('"Provider" means "Northwind Ltd, of Leeds.', "", "A month is a calendar month.")
    assert found.code == "P003"
    assert found.place is not None
    assert (found.place.line, found.place.column) == (5, 18)


@pytest.mark.parametrize(
    ("code", "sentence", "hint"),
    [
        (
            "P004",
            "Provider shall keep Uptime at or above 99,9% in each month.",
            "Write `99.9%` if a fraction is meant.",
        ),
        ("P004", "Provider shall credit Customer EUR 1.000,00.", "Write `1,000.00` if a fraction is meant."),
        (
            "P005",
            "This agreement takes effect on 3/4/26 and continues for 1 month.",
            "Write `3 April 2026` or `4 March 2026`.",
        ),
        (
            "P005",
            "This agreement takes effect on 1.5.26 and continues for 1 month.",
            "Write `1 May 2026` or `5 January 2026`.",
        ),
        ("P005", "This agreement takes effect on 31/5/26 and continues for 1 month.", "Write `31 May 2026`."),
        ("P005", "This agreement takes effect on 2026-05-01 and continues for 1 month.", "Write `1 May 2026`."),
        ("P005", '"Day" are Monday to Friday from 9am to 17:00.', "Write `09:00`."),
        ("P012", "Provider shall credit Customer €100.", "Write the three letters before the amount: `EUR 100`."),
        (
            "P008",
            "Provider Shall keep Uptime at 100% in each month.",
            "Write `shall`, or put another word into the name.",
        ),
        ("P008", "Each Ticket Of Customer counts as Accepted.", "Write `of`, or put another word into the name."),
        ("P004", "Provider shall keep Uptime at or above 99.9 % in each month.", "Write `99.9%`."),
        ("P005", "This agreement takes effect on March 1, 2026 and continues for 1 month.", "Write `1 March 2026`."),
        ("P005", '"Day" are Monday to Friday from 9:00 to 17:00.', "Write `09:00`."),
        ("P012", "Provider shall credit Customer 100 EUR.", "Write `EUR 100`."),
        ("P001", "Provider shall achieve Uptime at 100% in each month.", "Write `keep`."),
        ("P001", "Provider shall keep Uptime ≥ 99% in each month.", "Write `at or above`."),
        ("P001", "Customer may terminate this agreement by thirty days' notice.", "Write `30`."),
        ("P001", "Customer may terminate this agreement with 30 days' notice.", "Write `by`."),
        ("P001", "If Uptime is below 99%, then Provider shall credit Customer EUR 1.", "Leave `then` out."),
        (
            "P001",
            "Day are Monday to Friday.",
            "A sentence that introduces a name begins with the name in double quotes.",
        ),
        ("P001", "provider shall keep Uptime at 100% in each month.", "A name is written with a capital: `Provider`."),
    ],
)
def test_a_trap_is_asked_about(code: str, sentence: str, hint: str) -> None:
    found = the_finding(sentence, "A month is a calendar month.")
    assert (found.code, found.hint) == (code, hint)
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("sentence", "hint"),
    [
        ("For each Visit, Provider shall pay Customer a surcharge of EUR 8.00.", "Write the amount alone"),
        ('"Standstill" means each period from when a Fault is Reported to when it is Repaired.', "Write it with the fields"),
        ('"Lift Uptime" of a Lift means the percentage of the time in a month that is not Standstill.', "The name stands alone"),
        ('"Lift Uptime" means the percentage of the time in a month that is not Standstill of a Lift.', "Leave it out. Of which"),
        ('A "Lift" is a record that Provider keeps, with:\n\n- Name: text', "Say in which system"),
        ('"Desk Hours" are Monday to Friday from 08:00 to 18:00, except public holidays in England.', "Whose holidays"),
        ('"Support" is a service that Provider supplies to Customer for GBP 45.00 per month.', "Write `a month`"),
        ("Provider shall pay Customer GBP 5.00 for each full day by which it is late.", "Begin with it: `For each full day"),
        ("Provider shall credit Customer 1/30th of the Hosting fee.", "Write the fraction in figures alone: `1/30"),
        ("For each full hour by which the total Downtime in a month exceeds 0.1% of that month, Provider shall credit Customer EUR 1.00.", "Give it a name"),
        ("Provider shall keep Errors at or below 1 in 100,000 Messages in each month.", "Write it as a percentage"),
        ("If Provider does not in 2 consecutive months, Customer may terminate this agreement by notice.", "Name the clause"),
        ("Provider shall keep the 99th percentile of the time from Opened to Answered of the Tickets at or below 90 seconds in each month.", "Name it first"),
        ('A "Run" is a record that Provider keeps in "Cron" in each day, with:', "What is measured again and again"),
        ('"Dry" means each period in which every Reading has a Humidity of less than 30% or more than 60%.', "Define each of the two"),
        ("Provider shall send an Update for each Case every 2 hours until it is Resolved.", "Begin with what it is for"),
        ("Given a Visit from 3 June 2026 10:00 to 3 June 2026 11:00 and another with Kind b: no credit is due for June 2026.", "`another` is like"),
        (
            "For each Visit, Provider shall pay Customer the following amounts, plus EUR 1.00 for each full hour by which it is late:",
            "What comes on top has a sentence of its own",
        ),
        ("For each Visit, Provider shall pay Customer 0.3 times its Price divided by its Length.", "Let the record tell"),
        ("For each Visit, Provider shall pay Customer a share of the Hosting fee for that month in proportion to Downtime.", "Write the fee for the time"),
        ("If a Visit is late, Customer may withhold 10% of each Invoice until it is Paid.", "Write `10% of each following"),
        ("Provider shall ensure that each Ticket is Updated every 2 hours until it is Resolved.", "Begin with what it is for"),
        ("Customer shall notify Provider of each Visit at least 5 business days before it starts.", "Write `For each Outage"),
        ('"Short Visit" means a Visit that is Ended within 84 days after it is Started, and is Paid.', "Leave out the comma"),
        ("If a Site has at least 4 Outages in a year that last at least 3 hours, Provider shall pay Customer EUR 9.00.", "Name them first"),
        ("For each started quarter of an hour of an Outage, Provider shall pay Customer EUR 9.00.", "Write `15 minutes`"),
        ("Amounts are in INR, without taxes, and are rounded half up to the rupee.", "Write `to the cent`"),
        (
            "For each full day by which a Visit is late, Provider shall pay Customer EUR 55.00 for each of the first 7 days and EUR 90.00 for each further day.",
            "Write two sentences",
        ),
        ("For each further 4 hours by which a Visit is late, Provider shall pay Customer EUR 9.00.", "Write `For each full hour"),
        ("For each Visit, Provider shall pay Customer EUR 25.00, and EUR 50.00 if it is the second.", "Two sums stand in"),
        ("If Provider does not in 2 consecutive months, Provider shall pay Customer EUR 9.00.", "Name the clause"),
        ("If Uptime is below 99% in each month of a quarter, Provider shall pay Customer EUR 9.00.", "Write `in 3 consecutive"),
        ('"Rate" means the total Missed of the Rounds in a month, multiplied by 1,000, divided by Planned in a month.', "One step at a time"),
        ("Provider shall make at least 4 Visits in each year.", "Write `deliver at least 4 Visits"),
        ("Provider shall ensure that each Visit is Made within 14 days before or after its Planned.", "Write the later limit"),
        ('On 1 April of each year, the Hosting fee increases by the "CPI".', "Amounts stay as they are"),
        ('On 1 April of each year, the amounts of clause "Repair" increase by 3%.', "Amounts stay as they are"),
        ("For each Point in a month above 50, Provider shall pay Customer EUR 9.00.", "Write `For each Point after"),
        ("If Provider does not, that Call is free of charge.", "Say who gives what back"),
        ("If Provider does not, Provider shall extend Hosting by the following days at no charge:", "Each case has a sentence"),
        ("If Customer terminates this agreement before its end, Customer shall pay Provider EUR 9.00.", "Write `terminates under"),
    ],
)  # fmt: skip
def test_what_agreements_say_in_another_way_is_told(sentence: str, hint: str) -> None:
    found = the_finding(sentence, "A month is a calendar month.")
    assert (found.code, found.hint[: len(hint)]) == ("P001", hint)


def test_what_a_sentence_that_cannot_be_read_may_say_is_not_missed() -> None:
    """A duty with a slip sets the time of which the next sentence speaks."""
    text = (
        '# T\n\n## Parties\n\n"Provider" means "P".\n"Customer" means "C".\n\n'
        'A "Ticket" is a record that Provider keeps in "Desk", with:\n\n- Opened: time\n- Resolved: time, if any\n\n'
        "Provider shall ensure {}that each Ticket is Resolved within 4 calendar hours after it is Opened.\n"
        "For each Ticket not Resolved in time, Provider shall credit Customer EUR 5.00.\n"
    )
    codes = {one.code for one in sladsl.check(text.format("always "), file="t.sla").findings}
    assert "P001" in codes
    assert "N209" not in codes
    without = text.replace(
        "Provider shall ensure {}that each Ticket is Resolved within 4 calendar hours after it is Opened.\n", ""
    )
    assert "N209" in {one.code for one in sladsl.check(without, file="t.sla").findings}


def test_a_party_with_an_article() -> None:
    found = the_finding('"Provider" means "Northwind Ltd".', "The Provider shall keep Uptime at 100% in each month.")
    assert found.hint == "A party has its name without an article: `Provider`."


def test_a_payee_with_an_article() -> None:
    found = the_finding('"Customer" means "Contoso Ltd".', "Provider shall credit the Customer GBP 5.00.")
    assert found.hint == "A party has its name without an article: `Customer`."


def test_a_condition_that_begins_with_unless() -> None:
    found = the_finding("Unless Provider does, Provider shall credit Customer GBP 5.00.")
    assert (found.code, found.hint[:28]) == ("P008", "A condition begins with `If`")


def test_a_thousand_with_a_full_stop_is_asked_about() -> None:
    found = the_finding("Provider shall credit Customer EUR 1.000.")
    assert (found.code, found.severity) == ("P011", Severity.WARNING)
    assert findings_of(in_part("Provider shall credit Customer EUR 1,000.00.")) == ()


def test_a_name_may_hold_a_word_of_the_language_if_it_was_introduced_so() -> None:
    text = in_part('"End Of Day" means Close.', "Each End Of Day counts as Accepted.")
    assert findings_of(text) == ()


def test_a_text_that_ends_inside_a_sentence() -> None:
    assert [f.code for f in findings_of(in_part("A month is a calendar month.", "Provider shall keep Uptime at"))] == [
        "P010"
    ]


@pytest.mark.parametrize("text", ["", "\n", "Dear Sir or Madam,", "#", "%PDF-1.4\x00\x01", "# T", "# T\n\n## P"])
def test_what_is_no_contract_is_told_so_and_never_raises(text: str) -> None:
    tree, found = parse(Source("text.sla", text))
    assert tree is not None or found


@pytest.mark.parametrize("seed", range(40))
def test_no_cut_through_a_contract_raises(seed: int) -> None:
    """Any stretch left out, at any place: reading ends, with a finding wherever the words are no longer the same."""
    start = len(HOSTING) * seed // 40
    text = HOSTING[:start] + HOSTING[start + 7 * (seed % 5 + 1) :]
    tree, found = parse(Source("text.sla", text))
    assert tree is not None or found
    assert len(found) <= 3


def test_positions_are_those_of_the_file() -> None:
    lines = ["\ufeff# T", "", "## P", "", "A\u00a0month is a calender month."]
    found = findings_of("\r\n".join(lines))
    assert [(f.place.line, f.place.column) for f in found if f.place] == [(5, 14)]


def test_a_source_knows_its_lines() -> None:
    source = Source("a.sla", "ab\ncd\n")
    assert [source.position(n) for n in (0, 2, 3, 5, 6)] == [(1, 1), (1, 3), (2, 1), (2, 3), (3, 1)]
    assert [source.line(n) for n in (0, 1, 2, 3, 4)] == ["", "ab", "cd", "", ""]
    place = source.place(Span(1, 4))
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 2, 2, 2)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Provider shall keep the percentage of the Orders in a month that are Sent in time at or above 95%.",
            "ensure",
        ),
        ("Credits in any calendar year shall not exceed GBP 5.00.", "for a year"),
        ("Customer may terminate this agreement at any time.", "`by notice`"),
        ("Provider shall not transfer this agreement.", "`>`"),
        ("Customer may inspect the premises.", "`>`"),
        ("Provider shall maintain insurance.", "`>`"),
        ("Provider shall delivr at most 2 Releases to Customer in each quarter.", "`deliver`"),
        ("Provider shall credit Customer 10% of the fees for that month, plus 1% for each hour.", "table"),
        (
            "Provider shall send a Report to Customer on the next business day.",
            "`by the end of the next business day after it is …`",
        ),
        ("Provider shall send a Report to Customer by the end of the next business day.", "after what"),
        ("Provider shall send a Report to Customer by 17:00 on the next day.", "after what"),
        ("Provider shall send a Report to Customer by 17:00.", "on which day"),
        ("In the event that Provider does not, Provider shall credit Customer GBP 5.00.", "`If`"),
        ('Where Provider misses clause "Up", Provider shall credit Customer GBP 5.00.', "`If`"),
        ('Subject to clause "Up", Provider shall credit Customer GBP 5.00.', "`If`"),
        ("Provider undertakes to keep Up at or above 99.9% in each month.", "`shall keep"),
        ("If Provider does not, Customer shall receive a credit of GBP 5.00.", "`Provider shall credit Customer"),
        ("Provider shall send a Report to Customer by 5th April 2026.", "`5 April 2026`"),
        ("Provider shall ensure that each Ticket is Resolved within 4h after it is Opened.", "`hours`"),
        ('"Hours" are Monday-Friday from 08:00 to 18:00.', "`Monday to Friday`"),
        ('"Hours" are weekdays from 08:00 to 18:00.', "`Monday to Friday`"),
        ('"Hours" are Monday to Friday, 08:00 to 18:00.', "`from`"),
        ("If Provider misses clause Up in a month, Customer may terminate this agreement by notice.", "double quotes"),
        ("If Provider does not, Provider shall credit Customer 10% of the monthly fee.", "`the fees for that month`"),
        ("Provider shall ensure a Monthly Uptime of 99.9%.", "`keep … at or above"),
        ("Provider shall keep the Monthly Uptime at or above 99.9% in each month.", "without an article"),
    ],
)
def test_a_turn_of_phrase_that_is_said_otherwise(sentence: str, told: str) -> None:
    found = the_finding(sentence)
    assert found.code == "P001"
    assert told in found.hint


@pytest.mark.parametrize("choices", ["A, B or C", "B, A or C", "B or A", "A or B"])
def test_a_choice_that_is_spelt_as_an_article(choices: str) -> None:
    found = the_finding('A "Lift" is a record that Provider keeps in "Log", with:', "", f"- Class: {choices}")
    assert found.hint.startswith('Write `"A"`')


def test_a_measure_where_records_must_stand() -> None:
    found = the_finding(
        '"Up" means the number of the Faults in a month.', "Provider shall ensure that Up is at least 99.9%."
    )
    assert "shall keep Up at or above" in found.hint


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("Cause: host or hard failure", '`"hard failure"`'),
        ("Cause: hard failure or host", '`"hard failure"`'),
        ("Cause: host, hard failure or none", '`"hard failure"`'),
        ("Ended: time if any", "Write `, if any`."),
        ("Ended: time optional", "Write `, if any`."),
        ("Ended: time in UTC", ""),
        ("Size: number of lines", ""),
    ],
)
def test_a_choice_of_several_words_and_no_type(field: str, told: str) -> None:
    found = the_finding('A "Stop" is a record that Provider keeps in "Log", with:', "", f"- {field}")
    assert told in found.hint
    assert bool(told) == bool(found.hint)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_verb_behind_or_begins_a_condition(verb: str) -> None:
    """Never the value "fails" of a choice: "that have Outcome good or fails" asks for one of two things."""
    goes_on = {"lasts": "5 minutes or more", "last": "5 minutes or more", "fails": "", "fail": ""}
    does = "not have Outcome bad" if verb in ("do", "does") else "Outcome bad" if verb.startswith("ha") else "late"
    said = f"that have Outcome good or {verb} {goes_on.get(verb, does)}".rstrip()
    tree = tree_of(in_part(f'"Share" means the percentage of the Probes in a month {said}.'))
    assert (kinds(tree).count("predicates"), kinds(tree).count("choice_word")) == (1, 1 + ("bad" in said))
    quoted = tree_of(
        in_part(f'"Share" means the percentage of the Probes in a month that have Outcome good or "{verb}".')
    )
    assert kinds(quoted).count("choice_text") == 1


def test_a_text_in_quotes_that_does_not_fit_is_no_missing_quote() -> None:
    assert the_finding('Provider shall keep "Uptime" at or above 99% in each month.').code == "P001"
