"""A finding with a witness in every format: both readers, what each gets, and what to write."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

import sladsl
from sladsl.documents.findings import findings_html, title_of
from sladsl.findings import Finding, Place, error
from sladsl.report import render_github, render_json, render_text
from sladsl.report.frame import columns
from sladsl.report.sarif import render_sarif
from tests.report.disputes import BASE, CLAIM, DAYS, FILE, NONE_FOUND, TEXT

AGAIN = replace(CLAIM, clause="Support", place=DAYS.place)
ALL = (CLAIM, BASE, DAYS, NONE_FOUND, AGAIN, error("N001", "a, b: 100%\nis wrong", None, hint="Mend `it`."))


def shown(*findings: Finding, width: int = 100) -> str:
    return render_text(findings, {FILE: TEXT}, False, width)


# --- on a screen ---------------------------------------------------------------------------------------------------------


def test_two_readers_on_a_screen() -> None:
    assert shown(CLAIM) == (
        "warning[A009]: two honest readers get different amounts, EUR 500.00 apart\n"
        "  Is a credit due without a claim?\n"
        " --> hosting.sla:8:1\n"
        "  |\n"
        "8 | If Provider does not, Provider shall credit Customer 10%.\n"
        "  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ left open\n"
        "  = clause: Availability\n"
        "  = for example, with everything else in order:\n"
        "      • The service is down on Wednesday 10 June 2026 from 14:00 to 15:00.\n"
        "      A  60 of 43,200 minutes down: 99.8611%, 5% of EUR 10,000.00  EUR 500.00  favours Customer\n"
        "      B  nobody claims                                             EUR   0.00  favours Provider\n"
        "  = choose A | Credits are due without a claim.\n"
        "  = choose B | A credit is due only if it is claimed.\n"
        "  = or accept | see sladsl explain A009\n"
        "  = searched: 1 question, 2 answers, 14 sets of events\n"
        "\n"
        "1 warning.\n"
    )


@pytest.mark.parametrize("width", [80, 100])
def test_nothing_is_wider_than_the_screen(width: int) -> None:
    assert max(map(columns, shown(*ALL, width=width).splitlines())) <= width


def test_longer_arithmetic_stands_below_its_amount() -> None:
    text = shown(BASE)
    assert "      A  EUR  1,000.00  favours Provider\n         10% of EUR 10,000.00\n      B  EUR  5,000.00\n" in text


def test_the_most_money_comes_first_and_errors_before_it() -> None:
    heads = re.findall(r"^\w+\[(\w+)\]", shown(*ALL), re.MULTILINE)
    assert heads == ["N001", "A003", "A009", "A009", "B024", "D011"]


def test_a_question_that_is_asked_again_refers_back() -> None:
    text = shown(CLAIM, AGAIN)
    assert text.count("choose A") == 1
    assert 'see: the same question as in clause "Availability", line 8; here EUR 500.00 hang on it' in text


def test_the_same_question_without_a_clause_is_told_in_full() -> None:
    assert shown(replace(CLAIM, clause=""), replace(AGAIN, clause="")).count("choose A") == 2


def test_where_no_money_hangs_on_it() -> None:
    text = shown(DAYS)
    assert text.startswith("warning[B024]: two honest readers come to different results\n")
    assert "A  5 June is day 5  in time  favours Provider" in text


def test_what_was_searched_in_vain_is_a_note() -> None:
    text = shown(NONE_FOUND)
    assert text.startswith("note[D011]: Is each of several amounts")
    assert "= no difference found: 412 cases of up to 3 events" in text
    assert "for example" not in text


def test_colour_changes_no_character() -> None:
    coloured = render_text(ALL, {FILE: TEXT}, True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(*ALL)


# --- JSON ----------------------------------------------------------------------------------------------------------------


def test_json_tells_the_dispute_in_text() -> None:
    found = {one["code"]: one for one in json.loads(render_json(ALL))["findings"]}
    assert found["A009"]["dispute"]["spread"] == "500"
    assert found["A009"]["dispute"]["claims"][1] == {
        "reading": "claim: claimed",
        "amount": "EUR 0.00",
        "arithmetic": "nobody claims",
        "favours": "Provider",
    }
    assert found["A003"]["readings"][1]["edit"] == {
        "file": FILE,
        "line": 8,
        "column": 54,
        "end_line": 8,
        "end_column": 57,
        "text": "10% of all fees for that month",
    }
    assert found["N001"]["dispute"] is None
    third = replace(CLAIM, dispute=replace(CLAIM.dispute, spread=Fraction(1, 3)) if CLAIM.dispute else None)
    assert json.loads(render_json([third]))["findings"][0]["dispute"]["spread"] == "1/3"


# --- SARIF ---------------------------------------------------------------------------------------------------------------


@cache
def published() -> jsonschema.Draft4Validator:
    """The schema as its authors publish it: that of the npm package @microsoft/jest-sarif 1.0.0-beta.0, under the MIT licence."""
    file = Path(__file__).with_name("sarif-2.1.0-rtm.5.json")
    return jsonschema.Draft4Validator(json.loads(file.read_text("utf-8")))


def sarif(*findings: Finding) -> dict[str, object]:
    made = json.loads(render_sarif(findings, "0.1.0"))
    schema = json.loads(Path(__file__).with_name("sarif-2.1.0.schema.json").read_text("utf-8"))
    jsonschema.validate(made, schema)
    published().validate(made)
    run = made["runs"][0]
    assert isinstance(run, dict)
    return run


def test_sarif_keeps_the_rules_of_its_standard() -> None:
    run = sarif(*ALL)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]  # type: ignore[index]
    results = run["results"]
    assert isinstance(results, list)
    assert [rules[one["ruleIndex"]] for one in results] == [one["ruleId"] for one in results]
    assert {one["level"] for one in results} == {"error", "warning", "note"}
    assert len({one["partialFingerprints"]["finding/v1"] for one in results}) == len(ALL)
    assert "A: 60 of 43,200 minutes down" in results[2]["message"]["text"]


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/contract.sla"))


@pytest.mark.slow
@pytest.mark.parametrize("contract", EXAMPLES, ids=lambda one: one.parent.name)
def test_sarif_of_an_example_without_its_interpretation(contract: Path) -> None:
    text = re.sub(r"^This agreement follows [^\n]*\n", "", contract.read_text("utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^## Interpretation\n.*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)
    found = sladsl.check(text, file=str(contract)).findings
    assert len(found) > 3
    results = sarif(*found)["results"]
    assert isinstance(results, list)
    assert len(results) == len(found)


def test_sarif_without_findings() -> None:
    assert sarif()["results"] == []


def test_a_change_of_the_text_is_a_fix() -> None:
    (result,) = sarif(BASE)["results"]  # type: ignore[misc]
    assert len(result["fixes"]) == 3
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = TEXT.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "10%"
    assert replacement["insertedContent"]["text"] == "10% of the Web Hosting fee for that month"
    assert "fixes" not in sarif(CLAIM)["results"][0]  # type: ignore[index]


@pytest.mark.parametrize("file", ["a b/héllo#1.sla", "/tmp/a b.sla"])
def test_a_path_is_a_uri(file: str) -> None:
    (result,) = sarif(replace(CLAIM, place=Place(file, 0, 0, 0, 0)))["results"]  # type: ignore[misc]
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).endswith(file)


# --- GitHub --------------------------------------------------------------------------------------------------------------


def test_one_annotation_a_finding() -> None:
    told = render_github(ALL).splitlines()
    assert [line.partition(" ")[0] for line in told] == ["::error", *["::warning"] * 4, "::notice"]
    assert told[0] == "::error title=N001::a, b: 100%25%E2%90%8Ais wrong%0AMend `it`.".replace("%E2%90%8A", "\u240a")
    head, _, message = told[2].removeprefix("::").partition("::")
    assert head == (
        "warning file=hosting.sla,line=8,endLine=8,col=1,endColumn=57,"
        "title=A009 two honest readers get different amounts%2C EUR 500.00 apart"
    )
    assert message.split("%0A")[1:4] == [
        "For example, with everything else in order:",
        "- The service is down on Wednesday 10 June 2026 from 14:00 to 15:00.",
        "A: 60 of 43,200 minutes down: 99.8611%25, 5%25 of EUR 10,000.00: EUR 500.00, favours Customer",
    ]


def test_a_file_name_cannot_end_the_command() -> None:
    told = render_github([replace(CLAIM, place=Place("a::b,line=9\n.sla", 1, 1, 2, 1))])
    assert told.count("\n") == 1
    assert "file=a%3A%3Bb" not in told
    assert "file=a%3A%3Ab%2Cline=9%0A.sla,line=1,endLine=2,title=" in told


# --- the page ------------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """The text of a page, and whether each tag that is opened is closed in its turn."""

    VOID = ("meta", "link", "br")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe", "object")
        assert not any(name.startswith("on") or name in ("src", "style") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data.replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_says_it_without_codes() -> None:
    page = findings_html([(title_of(TEXT, FILE), ALL)], {FILE: TEXT}, "0.1.0")
    text = Reader(page).text
    assert "Hosting Agreement" in text
    assert not re.search(r"\b[A-Z][0-9]{3}\b", text)
    assert not re.search(r"\b(sladsl explain|warning|choose|slot)\b", text)
    for words in ("EUR 11,000.00 apart", "A credit is due only if it is claimed.", "nobody claims", "Customer"):
        assert words in text
    assert "<mark>10%</mark>" in page
    assert text.count("Credits are due without a claim.") == 1
    assert "On the largest question hang EUR 11,000.00." in text


def test_a_contract_cannot_write_into_the_page() -> None:
    evil = '<script>alert(1)</script>"\u202e'
    finding = replace(CLAIM, message=evil, clause=evil, hint=f"`{evil}`", place=Place(FILE, 1, 1, 1, 9))
    page = findings_html([(evil, [finding])], {FILE: f"# {evil}\n{evil}"}, "0.1.0")
    assert "\u202e" not in page
    assert "<script>" in Reader(page).text


def test_a_page_of_nothing() -> None:
    assert "There is nothing to settle." in Reader(findings_html([("Empty", [])], {}, "0.1.0")).text
