"""The lists of the document: parts, clauses and paragraphs in one of four levels; the schedules; the lists within a schedule."""

from __future__ import annotations

from docx.document import Document as Docx

from sladsl.documents.word.xml import Markup, element, parsed, within

BODY, SCHEDULES, IN_SCHEDULE = 1, 2, 3
INDENT = 720
"""Twentieths of a point that the text of a level stands further in than the one above; numbers stand before it."""

_BODY_LEVELS = (
    ("decimal", "%1.", "Heading1", 0),
    ("decimal", "%1.%2", "Heading2", 0),
    ("lowerLetter", "(%3)", "Subclause", 1),
    ("lowerRoman", "(%4)", "ListItem", 2),
)


def numbered(list_: int, level: int) -> Markup:
    """A paragraph, or a style, as one of a list."""
    return within("w:numPr", element("w:ilvl", val=level), element("w:numId", val=list_))


class Lists:
    """The numbering part of one file. A list in a schedule starts anew in each section: it is an instance of its own."""

    def __init__(self, docx: Docx, schedule: str, before_title: str) -> None:
        self._part = docx.part.numbering_part.element
        for child in list(self._part):
            self._part.remove(child)
        self._told: list[Markup] = []
        body = [self._level(n, *told) for n, told in enumerate(_BODY_LEVELS)]
        named = [
            self._level(0, "decimal", f"{schedule} %1{before_title.rstrip()}", "ScheduleHeading", 0, suffix="space")
        ]
        inside = [self._level(0, "lowerLetter", "(%1)", "ScheduleItem", 0), self._level(1, "lowerRoman", "(%2)", "", 1)]
        for number, levels in ((BODY, body), (SCHEDULES, named), (IN_SCHEDULE, inside)):
            many = element("w:multiLevelType", val="multilevel")
            self._told.append(within("w:abstractNum", many, *levels, abstractNumId=number))
        for number in (BODY, SCHEDULES, IN_SCHEDULE):
            self._told.append(within("w:num", element("w:abstractNumId", val=number), numId=number))
        self._next = IN_SCHEDULE

    def restarted(self) -> int:
        """The number of a list in a schedule that starts at (a)."""
        self._next += 1
        start = within("w:lvlOverride", element("w:startOverride", val=1), ilvl=0)
        self._told.append(within("w:num", element("w:abstractNumId", val=IN_SCHEDULE), start, numId=self._next))
        return self._next

    def write(self) -> None:
        """Puts all lists into the file, once."""
        self._part.extend(parsed(*self._told))

    def _level(self, level: int, form: str, text: str, style: str, depth: int, suffix: str = "tab") -> Markup:
        parts = [element("w:start", val=1), element("w:numFmt", val=form)]
        if style:
            parts.append(element("w:pStyle", val=style))
        parts += [element("w:suff", val=suffix), element("w:lvlText", val=text), element("w:lvlJc", val="left")]
        left = 0 if suffix == "space" else (depth + 1) * INDENT
        hanging = 0 if suffix == "space" else INDENT
        parts.append(within("w:pPr", element("w:ind", left=left, hanging=hanging)))
        return within("w:lvl", *parts, ilvl=level)
