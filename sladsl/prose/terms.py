"""The terms that a document defines, wherever and however it does so, and the parties among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sladsl.node import node
from sladsl.prose.text import Kind, Paragraph

_OPEN, _CLOSE = "[“„\"«‘']", "[”“\"»’']"
_MEANS = r"(?:means?|shall mean|will mean|has the meaning|have the meaning|shall have the meaning|is defined as|refers? to|is|are|includes?|comprises?|shall be)"
_QUOTED = re.compile(
    rf"{_OPEN}(?P<term>[^”“\"»’'\n]{{2,60}}){_CLOSE}(?:\s*\([^)]{{1,60}}\))?\s*(?P<means>{_MEANS}\b|:|[–—-]\s)"
)
_BRACKETED = re.compile(
    rf"\(\s*(?:(?:the|an?|each|each,? an?|any|collectively|together|hereinafter|hereafter|referred to as|or|jointly|such|defined as)[\s,]+)*"
    rf"{_OPEN}(?P<term>[^”“\"»’'\n]{{1,60}}){_CLOSE}(?:,?\s*(?:or|and)\s*(?:the\s*)?{_OPEN}(?P<other>[^”“\"»’'\n]{{1,60}}){_CLOSE})?[^)]{{0,40}}\)"
)
_PLAIN = re.compile(
    r"(?:^|(?<=[.:;]\s))(?:(?:\(?[a-z0-9.]{1,6}[.)]|[-*•–])\s+)?(?:An?\s+|The\s+)?(?P<term>[A-Z][\w’'/&-]*(?:\s+(?:of|and|to|for|in)?\s*[A-Z][\w’'/&-]*){0,5})"
    r"(?:\s*\([^)]{1,60}\))?\s+(?P<means>means?|shall mean|will mean|is defined as|refers? to)\b"
)
_COLON = re.compile(
    r"(?:(?:\(?[a-z0-9.]{1,6}[.)]|[-*•–])\s+)?(?P<term>[A-Z][\w’'/&-]*(?:\s+[A-Z][\w’'/&-]*){0,5})(?P<means>:)\s+\S"
)
_COMPANY = re.compile(
    r"\b(?:ltd|limited|inc|llc|plc|gmbh|ag|s\.?p\.?a|s\.?r\.?l|b\.?v|corporation|corp|company|l\.?p)\b", re.IGNORECASE
)
USUAL_PARTIES = (
    *(
        "Provider",
        "Service Provider",
        "Supplier",
        "Vendor",
        "Contractor",
        "Licensor",
        "Seller",
        "Host",
        "Carrier",
        "Company",
    ),
    *("Customer", "Client", "Licensee", "Subscriber", "Buyer", "Purchaser", "Authority", "Agency", "User"),
)


@node
class Definition:
    """`start`, `end`: the term in its paragraph. `body`: what it means, to the end of the paragraph; "" where it is only introduced."""

    term: str
    body: str
    paragraph: Paragraph
    start: int
    end: int


def definitions_of(paragraphs: Iterable[Paragraph]) -> tuple[Definition, ...]:
    """In the order of the text. A term before a colon, or in the first cell of a row, is one if it is written like a name."""
    return tuple(found for paragraph in paragraphs for found in _in(paragraph))


def _in(paragraph: Paragraph) -> Iterator[Definition]:
    text = paragraph.text
    if paragraph.kind is Kind.HEADING:
        return
    seen: set[int] = set()
    for pattern in (_QUOTED, _PLAIN, _COLON):
        for found in pattern.finditer(text) if pattern is not _COLON else filter(None, [pattern.match(text)]):
            if found.start("term") not in seen:
                seen.add(found.start("term"))
                body = text[found.end("means") :].strip()
                yield Definition(found["term"].strip(), body, paragraph, *found.span("term"))
    for found in _BRACKETED.finditer(text):
        for group in ("term", "other"):
            if found[group]:
                yield Definition(found[group].strip(" ,"), "", paragraph, *found.span(group))
    if paragraph.kind is Kind.CELL and re.fullmatch(r"[A-Z][\w’'/&-]*(?:\s+[A-Z][\w’'/&-]*){0,5}", text):
        yield Definition(text, "", paragraph, 0, len(text))


def parties_of(definitions: Iterable[Definition]) -> tuple[str, ...]:
    """The names of parties: the usual ones, and those defined as a company."""
    own: list[str] = []
    for one in definitions:
        before = one.paragraph.text[max(one.start - 120, 0) : one.start]
        if _COMPANY.search(one.body[:80] or before) and len(one.term.split()) <= 3 and not one.body.startswith("any"):
            own.append(one.term)
    return tuple(dict.fromkeys([*own, *USUAL_PARTIES]))
