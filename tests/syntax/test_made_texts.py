"""Texts made from the grammar: what it promises to read is read, word for word, and formatting keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase, Word
from tests.syntax.made import Choose, Made, Production, as_meant, maker
from tests.syntax.test_format import formatted, without_layout
from tests.syntax.texts import tree_of

LAYOUT = ("RULE", "BLANK_LINE")
ONE_WORD = {"OR_VALUE": "OR", "COMMA_VALUE": "COMMA"}
"""Two terminals for one word: which of them is read makes no difference to the tree."""


WITH_OR = {"other_value: COMMA_VALUE choice", "other_value: COMMA_VALUE _field_value", "_comma_choice: COMMA_VALUE"}
"""Such a comma is one only where an `or` follows in the same list, so it is made with the list and never alone."""


def some_text(production: Production, tries: int) -> Made | None:
    """A text with this production. Some hang on what follows them ("2, 3 or 4"), so several are tried."""
    for seed in range(tries):
        random = Random(seed)
        made = maker().text_with(production, random.randrange if seed else lambda n: 0, 30 if seed else 0)
        if as_meant(made):
            return made
    return None


def words_of(phrase: Phrase) -> list[str]:
    """The kinds of words of a tree."""
    return [kind for part in phrase.parts for kind in ([part.kind] if isinstance(part, Word) else words_of(part))]


def without(kinds: Iterable[str]) -> list[str]:
    return [ONE_WORD.get(kind, kind) for kind in kinds if kind not in LAYOUT]


def wrong_with(made: Made) -> str:
    """What keeps a text from being read as it was made, or from being formatted; "" if nothing."""
    tree, findings = parse(Source("made.sla", made.text))
    if findings or tree is None:
        return f"{findings[0].code} {findings[0].message}\n{made.text}"
    if without(words_of(tree)) != without(kind for kind, _, _ in made.words):
        return f"read otherwise\n{made.text}"
    once = formatted(made.text)
    if formatted(once) != once:
        return f"formatting goes on\n{made.text}"
    return "" if without_layout(tree_of(once)) == without_layout(tree) else f"formatting changes it\n{made.text}"


def test_every_production_is_read_as_it_is_written() -> None:
    """No production of the grammar is hidden by another, or by the way in which words are read."""
    texts = {production: some_text(production, 200) for production in maker().reachable()}
    assert len(texts) == len(maker().productions)
    assert {str(production) for production, made in texts.items() if made is None} == WITH_OR
    assert any(
        "COMMA_VALUE" in kinds for made in texts.values() if made for kinds in [[kind for kind, _, _ in made.words]]
    )
    assert [
        f"{production}\n{wrong}" for production, made in texts.items() if made and (wrong := wrong_with(made))
    ] == []


@given(st.data())
def test_whatever_is_made_is_read_and_formatted(data: st.DataObject) -> None:
    def choose(below: int) -> int:
        return data.draw(st.integers(0, below - 1)) if below > 1 else 0

    productions = maker().reachable()
    made = text_of(productions[choose(len(productions))], choose)
    if as_meant(made):
        assert wrong_with(made) == ""


def text_of(production: Production, choose: Choose) -> Made:
    return maker().text_with(production, choose, 60)


@pytest.mark.slow
def test_many_texts() -> None:
    """Eight texts for each production, longer than the ones above."""
    wrong = []
    for number, production in enumerate(maker().reachable()):
        for seed in range(8):
            made = text_of(production, Random(8 * number + seed).randrange)
            if as_meant(made) and (fault := wrong_with(made)):
                wrong.append(f"{production}\n{fault}")
    assert wrong == []
