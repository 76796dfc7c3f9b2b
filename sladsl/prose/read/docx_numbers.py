"""The numbers that Word prints before paragraphs and does not store in their text: "4.2", "(a)", "iii."."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from sladsl.node import node

_VAL = qn("w:val")


@node
class _Level:
    format: str
    text: str
    start: int


class Numbers:
    """Counts paragraphs in the order in which it is asked for them."""

    def __init__(self, word: Any) -> None:
        self._names: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._of_style: dict[str, tuple[str | None, int | None]] = {}
        self._default = ""
        for style in word.styles.element.iter(qn("w:style")):
            self._add_style(style)
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        part = next((each.target_part for each in word.part.rels.values() if each.reltype.endswith("/numbering")), None)
        if part is not None:
            self._add_numbering(part.element)

    def style_of(self, paragraph: Any) -> str:
        """The name of the style in which it is set; "" where the document does not name it."""
        return self._names.get(self._style_id(paragraph), "")

    def of(self, paragraph: Any) -> str:
        """The number printed before it; "" for none, and for a bullet."""
        name, depth = _asked(paragraph.find(qn("w:pPr")))
        style: str | None = self._style_id(paragraph)
        for _ in range(20):  # a damaged file may have styles that rest on each other
            if not style:
                break
            of_style = self._of_style.get(style, (None, None))
            name = of_style[0] if name is None else name
            depth = of_style[1] if depth is None else depth
            style = self._parents.get(style)
        if not name or name == "0" or name not in self._abstract:
            return ""
        return self._next(self._abstract[name], depth or 0)

    def _next(self, abstract: str, depth: int) -> str:
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""

        def spelt(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            above = levels.get(at, level)
            return _spelt(counts.setdefault(at, above.start), above.format)

        return re.sub(r"%(\d)", spelt, level.text).strip().rstrip(".")

    def _style_id(self, paragraph: Any) -> str:
        properties = paragraph.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        return str(style.get(_VAL)) if style is not None else self._default

    def _add_style(self, style: Any) -> None:
        name = str(style.get(qn("w:styleId")))
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            self._default = name
        shown, parent = style.find(qn("w:name")), style.find(qn("w:basedOn"))
        self._names[name] = str(shown.get(_VAL)) if shown is not None else name
        if parent is not None:
            self._parents[name] = str(parent.get(_VAL))
        self._of_style[name] = _asked(style.find(qn("w:pPr")))

    def _add_numbering(self, numbering: Any) -> None:
        for abstract in numbering.iter(qn("w:abstractNum")):
            levels = self._levels.setdefault(str(abstract.get(qn("w:abstractNumId"))), {})
            for level in abstract.iter(qn("w:lvl")):
                levels[int(level.get(qn("w:ilvl")))] = _Level(
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )
        for number in numbering.iter(qn("w:num")):
            self._abstract[str(number.get(qn("w:numId")))] = _value(number, "w:abstractNumId", "")


def _asked(properties: Any) -> tuple[str | None, int | None]:
    """The list and the depth that a paragraph or a style asks for; None where it says nothing."""
    asked = properties.find(qn("w:numPr")) if properties is not None else None
    if asked is None:
        return None, None
    name, depth = asked.find(qn("w:numId")), asked.find(qn("w:ilvl"))
    return (
        str(name.get(_VAL)) if name is not None else None,
        int(depth.get(_VAL)) if depth is not None else None,
    )


def _value(element: Any, name: str, otherwise: str) -> str:
    found = element.find(qn(name))
    return str(found.get(_VAL)) if found is not None else otherwise


def _spelt(count: int, format: str) -> str:
    match format:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter if format == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            roman = _roman(count)
            return roman if format == "upperRoman" else roman.lower()
        case "decimalZero":
            return f"{count:02d}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    out = "C" * (count // 100)
    count %= 100
    for value, letters in ((90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += letters * (count // value)
        count %= value
    return out
