"""The page of a rule is its first test: its examples have the finding, what is to be written instead and what looks like it have none."""

from __future__ import annotations

import re

import pytest

import sladsl
from sladsl.prose import WordRule, all_rules, review
from sladsl.prose.read.plain import read_plain
from sladsl.prose.rule import FENCE, Rule

RULES = all_rules()
SECTIONS = ("Example", "Write instead", "Not meant")


def name(rule: Rule) -> str:
    return type(rule).__name__


def found_in(text: str) -> list[tuple[str, str]]:
    """Codes, and the words that are meant."""
    return [(finding.code, finding.quotation) for finding in review(read_plain("draft.txt", text))]


def section(rule: Rule, title: str) -> str:
    parts = re.split(r"^## (.+)$", rule.manual(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def examples(rule: Rule) -> list[tuple[str, str]]:
    return [(one["code"] or rule.codes[0], one["text"]) for one in FENCE.finditer(section(rule, "Example"))]


EXAMPLES = [(rule, code, text) for rule in RULES for code, text in examples(rule)]


def test_there_are_rules() -> None:
    assert len(RULES) >= 33


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_sections_stand_in_order(rule: Rule) -> None:
    assert re.findall(r"^## (.+)$", rule.manual(), flags=re.MULTILINE) == list(SECTIONS)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_each_code_has_an_example(rule: Rule) -> None:
    assert {code for code, _ in examples(rule)} == set(rule.codes)


@pytest.mark.parametrize(("rule", "code", "text"), EXAMPLES, ids=[code for _, code, _ in EXAMPLES])
def test_example_has_the_finding(rule: Rule, code: str, text: str) -> None:
    assert code in [found for found, _ in found_in(text)]


@pytest.mark.parametrize("title", ["Write instead", "Not meant"])
@pytest.mark.parametrize("rule", RULES, ids=name)
def test_clear_text_has_none_of_the_rule(rule: Rule, title: str) -> None:
    clear = [one["text"] for one in FENCE.finditer(section(rule, title))]
    assert clear
    for text in clear:
        assert [one for one in found_in(text) if one[0] in rule.codes] == []


def test_a_code_belongs_to_one_rule() -> None:
    codes = [code for rule in RULES for code in rule.codes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_file_is_named_like_the_class(rule: Rule) -> None:
    assert type(rule).__module__.rpartition(".")[2].replace("_", "") == name(rule).lower()


def sentences_offered() -> list[str]:
    """Whole sentences of the language in what the rules propose."""
    hints = {wording.hint for rule in RULES if isinstance(rule, WordRule) for wording in rule.wordings}
    hints |= {finding.hint for _, _, text in EXAMPLES for finding in review(read_plain("draft.txt", text))}
    return sorted({found for hint in hints for found in re.findall(r"`([^`]+[.])`", hint)})


def test_offered_sentences_can_be_read() -> None:
    offered = sentences_offered()
    assert offered
    for sentence in offered:
        _, findings = sladsl.parse(f"# T\n\n## P\n\n{sentence}\n")
        assert (sentence, [finding.message for finding in findings]) == (sentence, [])
