"""Tiers: rows that give an amount for each band of values, in a table, a list, or one after the other in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sladsl.node import node
from sladsl.prose.bands import Band, band_at, bare_at, told
from sladsl.prose.figures import CURRENCY, NUMBER, number
from sladsl.prose.sentences import Sentence, blotted
from sladsl.prose.text import Document, Kind, Paragraph

_AMOUNT = re.compile(
    rf"(?P<percent>{NUMBER})\s?(?:%|per\s?cent\b|percent\b)|{CURRENCY}\s?(?P<before>{NUMBER})|(?P<after>{NUMBER})\s?(?:EUR|USD|GBP|CHF|€|points?\b|days?['’]?(?= (?:of )?(?:service |free )?(?:credit|fee|service|hosting)))"
    r"|(?P<none>\b(?:nil|none|no (?:service )?credits?|n/a|not applicable|zero)\b|^\s*[-–—]\s*$)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:\||;|\n)\s*|\s+/\s+")
_ABOUT = re.compile(
    r"\b(?:monthly|quarterly|annual|actual|service|system|network|uptime|up-?time|availability|available|percentage|percent|level|achieved|measured|rate|is|was|are"
    r"|of|the|if|when|where|from|between|than|to|but|and|or|equal|in|any|a|an|month|calendar|period|minutes?|hours?|days?|secs?|seconds?|mins?|hrs?|downtime"
    r"|outage|duration|per|total|cumulative|performance|score|compliance|each|for|falls?|drops?|below|less|greater|inclusive|late|delay|breach(?:es)?|more)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:credit|refund|rebate|discount|penalt|compensat|reduc|deduct|points?|remedy|fee|charge|pays?|bill|invoice)",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|when|where|for|whenever|in case)\b", re.IGNORECASE)


@node
class Step:
    """`amount`: None where the row gives something else than one figure; `kind`: "%" or "money". Offsets count in the sentence."""

    band: Band
    amount: Fraction | None
    kind: str
    sentence: Sentence
    start: int
    end: int


@node
class Ladder:
    """`around`: what is said before, in and after it."""

    steps: tuple[Step, ...]
    around: str

    @property
    def unit(self) -> str:
        return self.steps[0].band.unit

    def says_at(self, bound: Fraction) -> bool:
        """Whether the value at a bound has an amount of its own: "at 99%: 10%; between 95% and 99%: 25%"."""
        return re.search(rf"\bat {re.escape(told(bound, self.unit))}\s*[:=]", self.around) is not None

    @property
    def nested(self) -> bool:
        """Every row is open to the same side, so that a bad month falls in several."""
        sides = {(step.band.low is None, step.band.high is None) for step in self.steps}
        return len(sides) == 1 and all(step.band.one_sided for step in self.steps)


def ladders_of(document: Document, sentences: Sequence[Sentence]) -> tuple[Ladder, ...]:
    """All ladders of at least two rows, in the order of the text; those of tables first."""
    found = [ladder for table in document.tables for ladder in _in_table(table.rows, document)]
    return (*found, *_in_text([one for one in sentences if one.paragraph.kind is not Kind.CELL]))


def _in_table(rows: tuple[tuple[Paragraph, ...], ...], document: Document) -> Iterator[Ladder]:
    steps: list[Step] = []
    for row in rows:
        if len(row) < 2:
            continue
        cells = [Sentence(cell, 0, blotted(cell)) for cell in row]
        for at, cell in enumerate(cells[:-1]):
            band = band_at(cell.text) or (bare_at(cell.text) if not steps else None)
            if band is not None and not _left_over(cell.text, band) and band_at(cells[at + 1].text) is None:
                amount, kind, _ = _amount(cells[at + 1].text, 0)
                steps.append(Step(band, amount, kind, cell, band.start, band.end))
                break
    if len(steps) > 1 and len({step.band.unit for step in steps}) == 1:
        yield Ladder(_topped(steps), _around(document.paragraphs, rows[0][0], rows[-1][-1]))


def _left_over(text: str, band: Band) -> bool:
    """Whether a cell speaks of something else besides the band, so that its neighbours may speak of other things."""
    rest = _ABOUT.sub("", f"{text[: band.start]} {text[band.end :]}")
    return re.search(r"[A-Za-z]{3}|\d", rest) is not None


def _in_text(sentences: Sequence[Sentence]) -> Iterator[Ladder]:
    run: list[Step] = []
    last: Sentence | None = None
    for sentence in [*sentences, None]:
        steps = list(_steps(sentence, bool(run))) if sentence is not None else []
        goes_on = (
            last is not None
            and sentence is not None
            and steps
            and _near(last, sentence)
            and run
            and steps[0].band.unit == run[0].band.unit
        )
        if not goes_on and run:
            yield from _ladder(run, sentences)
            run = []
        if steps:
            run += steps
            last = sentence


def _near(one: Sentence, other: Sentence) -> bool:
    return other.paragraph.position - one.paragraph.position <= 1


def _ladder(run: list[Step], sentences: Sequence[Sentence]) -> Iterator[Ladder]:
    units = {step.band.unit for step in run}
    if len(run) < 2 or len(units) != 1 or len({(step.band.low, step.band.high) for step in run}) < len(run):
        return
    first, last = run[0].sentence.paragraph, run[-1].sentence.paragraph
    text = " ".join(one.whole for one in sentences if first.position - 1 <= one.paragraph.position <= last.position + 1)
    terse = all(len(step.sentence.text) < 100 for step in run) or "|" in run[0].sentence.text
    if terse or _CREDIT.search(text):
        yield Ladder(_topped(run), text)


def _steps(sentence: Sentence, follows: bool) -> Iterator[Step]:
    """The rows that a sentence holds: its parts, if it has bars or semicolons, and what follows a row in the same part."""
    text = sentence.text
    ends = [*(found.span() for found in _PARTS.finditer(text)), (len(text), len(text))]
    start = 0
    first = not follows and len(ends) > 1
    for stop, after in ends:
        while (step := _step(sentence, text[start:stop], start, first)) is not None:
            yield step
            first = False
            start = step.end
        start = after


def _step(sentence: Sentence, part: str, offset: int, first: bool) -> Step | None:
    """A band with the amount behind it, or an amount with the condition behind it: "5% if it is below 99%"."""
    band = band_at(part) or (bare_at(part) if first else None)
    if band is None:
        return None
    condition = _IF.search(part[: band.start])
    if condition:
        amount, kind, end = _amount(part[: condition.start()], 0)
        if kind:
            return Step(band, amount, kind, sentence, offset, offset + band.end)
    amount, kind, end = _amount(part, band.end)
    return Step(band, amount, kind, sentence, offset + band.start, offset + end) if kind else None


def _amount(text: str, start: int) -> tuple[Fraction | None, str, int]:
    """The figure, its kind ("%", "money", "" for no figure) and where it ends (`start` where there is none)."""
    found = _AMOUNT.search(text, start)
    if found is None:
        return None, "", start
    if found["none"]:
        return Fraction(0), "none", found.end()
    if found["percent"]:
        return number(found["percent"]), "%", found.end()
    return number(found["before"] or found["after"]), "money", found.end()


def _topped(steps: Sequence[Step]) -> tuple[Step, ...]:
    """A first row that is a bare level stands for that level and better."""
    first = steps[0].band
    if first.low is not None and first.low == first.high:
        from dataclasses import replace

        return (replace(steps[0], band=replace(first, high=None)), *steps[1:])
    return tuple(steps)


def _around(paragraphs: Iterable[Paragraph], first: Paragraph, last: Paragraph) -> str:
    return " ".join(blotted(one) for one in paragraphs if first.position - 2 <= one.position <= last.position + 2)
