"""The guide shows every phrase of the grammar: what it does not show, a legal advisor does not know of."""

from __future__ import annotations

import re

import sladsl
from sladsl.syntax.tree import Phrase
from tests.syntax.made import maker
from tests.test_docs import ALL, CONTRACTS, GUIDE, ROOT, in_clauses, phrases, sentences

WRONG = {
    "amount_divided": "time, divided by money, is no money",
    "bare_money": "an amount of no currency",
    "fails": "which outcomes are failures?",
    "loose_standard": "which field shows it?",
    "whole_time": "from when to when?",
    "duration_range": "which of the two?",
    "from_lead": "what holds would change within one text",
    "limit_duration": "no length of time limits an amount of money",
    "point_last_unit_of": "a day of the time itself, or of the next?",
    "point_that_starts": "it is a reading, and no time limit",
    "scope_same": "the same as which?",
}
"""Wordings that are read so that a finding can speak of them; the guide shows what to write instead."""


def kinds_of(phrase: Phrase) -> set[str]:
    return {phrase.kind}.union(*(kinds_of(part) for part in phrase.parts if isinstance(part, Phrase)))


def in_the_tree() -> set[str]:
    """The phrases that stand in a tree under a name of their own: not the bundles, and not the families."""
    lark_families = {one.origin for one in maker().productions if one.family}
    return {one.name for one in maker().productions if not one.name.startswith("_")} - lark_families


def examples() -> list[str]:
    """The parts of worked examples that the guide lists, made whole: what happens, and what follows."""
    happens, follows = re.findall(
        r"^## What (?:happens|follows)$(.*?)(?=^## )",
        (GUIDE / "8-worked-examples.md").read_text("utf-8") + "\n## ",
        re.M | re.S,
    )
    return [
        *(f"Given {event}: no credit is due for March 2026." for event in _code(happens)),
        *(f"Given that Uptime is 99.5% in March 2026: {outcome}." for outcome in _code(follows)),
    ]


def _code(section: str) -> list[str]:
    """Whole parts: "… in 3 March 2026" goes on from another, a single word is none, nor is a time alone."""
    return [
        code
        for code in re.findall(r"`([^`]+)`", section)
        if " " in code and not re.match(r"[0-9]+ \w+ [0-9]{4} [0-9:]+$|that Circuit$|…|\.\.\.|sladsl|yes or", code)
    ]


def test_every_part_of_an_example_can_be_read() -> None:
    said = examples()
    assert len(said) > 50
    assert [one for one in said if sladsl.parse(f"# T\n\n## P\n\n{one}\n")[1]] == []


def shown() -> set[str]:
    texts = [block.text for block in CONTRACTS if block.page.is_relative_to(GUIDE)]
    texts += [f"# T\n\n## P\n\n{sentence}\n" for _, sentence in sentences()]
    texts += [f"# T\n\n## P\n\n{one}\n" for one in examples()]
    texts += [in_clauses(phrases("phrases.md"))]
    texts += [f"# T\n\n## P\n\n{block.text}\n" for block in ALL if block.page.parent == GUIDE and not block.kind]
    rules = (ROOT / "docs" / "interpretation-rules.md").read_text("utf-8")
    rows = re.findall(r"^\*\*[0-9]+\. (.*)\*\*$", rules, re.MULTILINE)
    answers = [
        *rows,
        *(cell.replace("…", "Ticket") for cell in re.findall(r"^\| `.*` \| (.*) \|$", rules, re.MULTILINE)),
    ]
    texts += [f"# T\n\n## P\n\n{answer}\n" for answer in answers]
    trees = [sladsl.parse(text)[0] for text in texts]
    return set().union(*(kinds_of(tree) for tree in trees if tree is not None))


def test_every_phrase_is_shown() -> None:
    assert sorted(in_the_tree() - shown() - set(WRONG)) == []


def test_what_is_shown_as_wrong_is_still_in_the_grammar() -> None:
    assert set(WRONG) <= in_the_tree()
