"""The writer of a language, and what is said in it beside sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sladsl.documents.languages import language
from sladsl.documents.sentences import Writer
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Reference
from sladsl.documents.wording import ENGLISH
from sladsl.syntax.tree import Node


def writer_in(tag: str, terms: Terms, titles: Mapping[str, Reference], line_of: Callable[[Node], int]) -> Writer:
    """`line_of`: the line of the source on which a part of the text stands. KeyError: there is no such language."""
    if tag == "en":
        return Writer(terms, titles, ENGLISH)
    from sladsl.documents.translating import Translator  # Babel takes longer to load than most documents to write

    return Translator(terms, titles, language(tag), line_of)


def heading_in(tag: str) -> Callable[[str], str]:
    """What stands for a heading."""
    return str if tag == "en" else lambda text: language(tag).headings.get(text, text)
