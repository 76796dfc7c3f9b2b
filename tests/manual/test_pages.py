"""Every code has a page, every page a code; and the examples of a page have, and have not, the finding that it explains."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import sladsl
from sladsl.findings import has_errors
from sladsl.manual import codes, explain
from sladsl.manual.around import examples_of
from tests.manual.around import checked

PACKAGE = Path(sladsl.__file__).parent
CODE = re.compile(r'"([A-Z][0-9]{3})"')
WITH_EXAMPLES = [code for code in codes() if code[0] in "NP" and examples_of(explain(code) or "")]


def used() -> set[str]:
    """The codes that stand in the code of the package."""
    return {code for file in PACKAGE.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}


def test_every_code_has_a_page() -> None:
    assert sorted(used() - set(codes())) == []


def test_every_page_has_a_code() -> None:
    assert sorted(set(codes()) - used()) == []


def test_a_code_stands_for_one_page() -> None:
    pages = (PACKAGE / "manual" / "pages").glob("*.md")
    headed = [
        code for page in pages for code in re.findall(r"^## ([A-Z][0-9]{3}) ", page.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted({code for code in headed if headed.count(code) > 1}) == []


def test_a_code_is_found_as_it_is_typed() -> None:
    assert explain(" n001 ") == explain("N001")
    assert explain("X999") is None
    assert explain("") is None


@pytest.mark.parametrize("code", codes())
def test_a_page_begins_with_its_code_and_says_something(code: str) -> None:
    page = explain(code)
    assert page is not None
    assert page.startswith(f"# {code}")
    assert len(page.splitlines()) > 2


def test_pages_without_an_example_are_few() -> None:
    """What hangs on a settlement, on options or on a sentence that is not settled yet shows nothing in a text of its own."""
    assert [code for code in codes() if code[0] in "NP" and code not in WITH_EXAMPLES] == [
        "N014",
        "N132",
        "N190",
        "N238",
        "N240",
    ]


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_bad_example_has_the_finding(code: str) -> None:
    bad, _ = examples_of(explain(code) or "")
    assert code in [finding.code for finding in checked(bad).findings]


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_good_example_has_no_error(code: str) -> None:
    _, good = examples_of(explain(code) or "")
    findings = checked(good).findings
    assert not has_errors(findings), [finding.message for finding in findings]
    assert code not in [finding.code for finding in findings if (finding.code, finding.message) not in around_it()]


@cache
def around_it() -> set[tuple[str, str]]:
    """What is found in the text that stands around every example."""
    return {(finding.code, finding.message) for finding in checked("").findings}
