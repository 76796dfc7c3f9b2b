"""The writer of a language, and what is said in it beside sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sladsl.documents.languages import language
from sladsl.documents.languages.given import given_in
from sladsl.documents.sentences import Writer
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Reference
from sladsl.documents.wording import ENGLISH
from sladsl.syntax.tree import Node, Phrase


def writer_in(
    tag: str, terms: Terms, titles: Mapping[str, Reference], line_of: Callable[[Node], int], root: Phrase
) -> Writer:
    """`line_of`: the line of the source on which a part of the text stands. KeyError: there is no such language."""
    if tag == "en":
        return Writer(terms, titles, ENGLISH)
    from sladsl.documents.translating import Translator  # Babel takes longer to load than most documents to write

    return Translator(terms, titles, language(tag), line_of, given_in(root, tag))


def heading_in(tag: str, root: Phrase) -> Callable[[str], str]:
    """What stands for a heading."""
    if tag == "en":
        return str
    given, usual = given_in(root, tag), language(tag).headings
    return lambda text: given[text].text if text in given else usual.get(text, text)
