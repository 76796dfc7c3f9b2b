"""Formatting changes blanks, line ends and rules of tables, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sladsl.syntax.format import format
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase, Word
from tests.syntax.texts import TEXTS, in_part, name_of, tree_of


def formatted(text: str) -> str:
    out, findings = format(Source("text.sla", text))
    assert findings == ()
    return out


def without_layout(phrase: Phrase) -> Phrase:
    """Without the two kinds of words that are layout: the line of dashes, and the empty line that closes a list."""
    kept = [part for part in phrase.parts if part.kind not in ("RULE", "BLANK_LINE")]
    return Phrase(phrase.kind, tuple(part if isinstance(part, Word) else without_layout(part) for part in kept))


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_a_formatted_text_is_a_fixed_point_with_the_same_tree(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    once = formatted(text)
    assert formatted(once) == once
    assert without_layout(tree_of(once)) == without_layout(tree_of(text))


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_wrapping_makes_no_difference(path: Path) -> None:
    """A sentence broken after every word formats as the sentence on one line does."""
    text = path.read_text(encoding="utf-8")
    wrapped = re.sub(
        r"^(?![#>|-])(.+)$", lambda line: re.sub(r"(?<=\w) (?=[\w\"])", "\n   ", line[1]), text, flags=re.MULTILINE
    )
    assert wrapped != text
    assert formatted(wrapped) == formatted(text)


@pytest.mark.parametrize("path", [path for path in TEXTS if "examples" in path.parts], ids=name_of)
def test_the_examples_are_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text


def test_comments_stay_where_they_are() -> None:
    text = """\
// Draft of May.

# T

## P

// About the year.
A month is a calendar month. // as usual
A quarter is a calendar quarter.

A "Probe" is a record that Provider keeps in "X", with:

- Time: time // UTC
// what it saw
- Outcome: success or failure

// Both parties agreed on this.
A measure is compared without rounding.
// The end.
"""
    assert formatted(text) == text


def test_a_comment_inside_a_sentence_moves_above_it() -> None:
    assert formatted(in_part("A month // of the year", "is a calendar month.")) == in_part(
        "// of the year", "A month is a calendar month."
    )


def test_a_table_is_aligned_and_gets_its_line_of_dashes() -> None:
    text = in_part(
        "If Provider does not, Provider shall credit Customer a share of the fees for that month:",
        "|Monthly Uptime|Credit|",
        "|at least  99% but below 99.9%| 10%|",
        "|below 99%|none|",
        "A month is a calendar month.",
    )
    assert formatted(text) == in_part(
        "If Provider does not, Provider shall credit Customer a share of the fees for that month:",
        "",
        "| Monthly Uptime               | Credit |",
        "| ---------------------------- | ------ |",
        "| at least 99% but below 99.9% | 10%    |",
        "| below 99%                    | none   |",
        "",
        "A month is a calendar month.",
    )


def test_prose_is_not_touched() -> None:
    text = in_part("> Whereas   the parties", ">  agree // not a comment", "", "A month is a calendar month.")
    assert formatted(text) == text


def test_a_text_with_an_error_is_handed_back() -> None:
    text = in_part("A month  is a calender month.")
    out, findings = format(Source("text.sla", text))
    assert out == text
    assert [finding.code for finding in findings] == ["P001"]
