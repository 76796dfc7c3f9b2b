"""Paragraphs to sentences, each with its exact place. What is quoted or set as code is blotted out, so that no rule speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sladsl.node import node
from sladsl.prose.text import Kind, Paragraph

BLOT = "·"
_QUOTES = re.compile(
    r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|(?<![^\s(\[])[‘'](?=\S)[^‘’']*(?<=\S)[’'](?![^\s.,;:)\]])"
)
_TERM = re.compile(
    r"(?:[A-Z0-9][\w’'/&-]*|of|and|or|the|to|for|in|per|[(%)]+)(?:\s+(?:[A-Z0-9][\w’'/&-]*|of|and|or|the|to|for|in|per|[(%)]+))*$"
)
_STOP = re.compile(r"[.!?]+[”\"’')\]·]*(?=\s|$)")
_SHORT = re.compile(
    r"(?:(?<![\w.])(?:e\.g|i\.e|etc|nos?|inc|ltd|co|corp|approx|arts?|secs?|cl|paras?|vs?|m[rs]s?|dr|st|fig|cf|a\.m|p\.m|ca|incl|excl"
    r"|max|min|hrs?|mins?|u\.s|u\.k|resp|s\.p\.a)|(?<!\w)[A-Z])$",
    re.IGNORECASE,
)
_MAY_END = re.compile(r"(?:etc|inc|ltd|a\.m|p\.m|hrs?|mins?|s\.p\.a|u\.s|u\.k)$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:clause|section|article)?\s*\(?[a-z0-9.]{1,6}\)?", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*•–]|\(?[a-z]{1,4}\)|\(?\d{1,2}[.)])\s")


@node
class Sentence:
    """`text` is what the rules read, as long as the stretch of the paragraph from `start` on. `lead`: the words before the colon that
    introduce the list in which it stands."""

    paragraph: Paragraph
    start: int
    text: str
    lead: str = ""

    @property
    def whole(self) -> str:
        """With its lead: what an item of a list says."""
        return f"{self.lead} {self.text}" if self.lead else self.text


def sentences_of(paragraphs: Iterable[Paragraph]) -> Iterator[Sentence]:
    """All sentences but those of headings. A cell and an item of a list is at least one."""
    lead = ""
    for paragraph in paragraphs:
        if paragraph.kind is Kind.HEADING:
            lead = ""
            continue
        text = blotted(paragraph)
        is_item = paragraph.kind is Kind.ITEM or _ITEM.match(text) is not None
        if not is_item:
            lead = ""
        found = [Sentence(paragraph, start, text[start:end], lead) for start, end in stretches(text)]
        yield from found
        if found and text.rstrip().endswith(":"):
            lead = found[-1].text.strip()


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    start = 0
    for stop in _STOP.finditer(text):
        before = text[start : stop.start()]
        after = text[stop.end() :].lstrip()
        if after and (after[0].islower() or after[0] in ",;)" or len(stop[0].rstrip("”\"’')]·")) > 1):
            continue
        short = stop[0][0] == "." and (_SHORT.search(before) or _NUMBER.fullmatch(before))
        if short and after and not (_MAY_END.search(before) and after[0].isupper()):
            continue
        if before.strip():
            yield start, stop.end()
            start = stop.end() + len(text[stop.end() :]) - len(text[stop.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())


def blotted(paragraph: Paragraph) -> str:
    """The text, as long as it is, without its quotations. A term that is only introduced or named in quotes stays, without the quotes."""
    text = paragraph.text
    for start, end in paragraph.code:
        text = text[:start] + BLOT * (end - start) + text[end:]
    return _QUOTES.sub(_blot, text)


def _blot(found: re.Match[str]) -> str:
    inner = found[0][1:-1]
    if len(inner.split()) <= 6 and _TERM.match(inner.strip(" ,.")):
        return f" {inner} "
    stop = inner[-1:] if inner[-1:] in (".", "!", "?") else ""
    return BLOT * (len(found[0]) - 1 - len(stop)) + stop + BLOT
