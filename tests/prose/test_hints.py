"""A pattern is not tried where its letters are missing: then it would not have been found."""

from __future__ import annotations

import gc
import re
import tomllib
from pathlib import Path

import pytest

from sladsl.prose import all_rules
from sladsl.prose.hints import Hints, hints, may_hold
from sladsl.prose.rule import Words

TEXTS = sorted(
    {line.strip() for rule in all_rules() for line in rule.manual().splitlines() if line.strip()}
    | {
        text
        for rows in tomllib.loads((Path(__file__).parent / "wordings.toml").read_text("utf-8")).values()
        for row in (rows if isinstance(rows, list) else [rows])
        for text in (row.values() if isinstance(row, dict) else [row])
        if isinstance(text, str)
    }
)


def patterns() -> list[Words]:
    all_rules()
    return [one for one in gc.get_objects() if isinstance(one, Words)]


def test_what_is_found_has_its_hints() -> None:
    tried = found = skipped = 0
    for words in patterns():
        for text in TEXTS:
            tried += 1
            may = may_hold(text, words.hints)
            skipped += not may
            if may or tried % 29 == 0:  # those that are left out are sampled: each would be compiled and tried
                is_there = words._compiled.search(text) is not None
                found += is_there
                assert may or not is_there, (words._given, text)
    assert found > 1000
    assert skipped > tried * 0.7, "hardly a pattern has hints"


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\bcredits?\b|\bpenalt", ((("credit",), ("penalt",)),)),
        (r"may (?:\w+ )?(?:terminate|cancel)", ("may", (("terminate",), ("cancel",)))),
        (r"(?:within \d+ days|at once)(?:x|yy)", (((("within", r"\d", "days"), ("at", "once")),))),
        (r"[a-z]+x?", ()),
        (r"(?<!not )best (?=effort)", ("best",)),
        (r"ab{0,2}cd(?:ef){0,1}gh+i\d{,2}(?:jk|lm){,2}", ("cd", "gh")),
        (r"\d\s?%|month", (((r"\d",), ("month",)),)),
        (r"(?-i:[A-Z]x|May)month", ("month",)),
        (r"(?:[A-Z]xy|may)month", ((("xy",), ("may",)), "month")),
        (r"(?s:x)month", ()),
        (r"a\.bc[]d]ef", ("bc", "ef")),
    ],
)
def test_hints_are_what_must_stand_there(pattern: str, wanted: Hints) -> None:
    assert hints(pattern) == wanted
    re.compile(pattern)


def test_letters_that_case_makes_alike() -> None:
    assert may_hold("ſERVİCE ı", hints("s"))
    assert may_hold("miſſed", hints("missed"))
    assert may_hold("lımıt", hints("limit"))


def test_one_alternative_must_be_there_whole() -> None:
    wanted = hints(r"within \d+ days|at once")
    assert may_hold("Within ٣ Days", wanted)
    assert may_hold("at once", wanted)
    assert not may_hold("within some days, once", wanted)
