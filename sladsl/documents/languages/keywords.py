"""The words of the grammar, as languages look at them: which tell something, and which hold more than one thing."""

from __future__ import annotations

import re

from sladsl.syntax.tree import Node, Phrase, Word

CONTENT = frozenset(
    [
        "NAME",
        "TEXT",
        "NUMBER",
        "PERCENT",
        "MONEY",
        "WORD",
        "UNIT",
        "DATE",
        "CLOCK",
        "YEAR",
        "NTH",
        "INTERVAL",
        "MONTH_OF_YEAR",
        "DAY_OF_YEAR",
        "WEEKDAY",
        "ZONE",
        "CURRENCY",
        "COUNTRY",
        "UNIT_OF_NOTICE",
        "IN_WORDS",
        "TIMES_MORE_THAN",
        "COMMA_IN_UNIT",
        "BI_PERIODIC",
        "HOUR_IN_WORDS",
        "VAGUE_TIME",
        "VAGUE_SIZE",
        "VAGUE_FREQUENCY",
        "LOOSE_DONE",
        "LOOSE_STANDARD",
        "LOOSE_MODAL",
        "LOOSE_AIM",
        "TARGETS",
        "AWARE",
        "USUAL_LEVEL",
        "AT_DISCRETION",
        "WHERE_POSSIBLE",
        "CHOICE_NO",
    ]
)
"""Words whose text tells something: each has to be said."""

SILENT = frozenset(
    [
        "A",
        "THE",
        "BE",
        "HAVE",
        "DO",
        "DOES",
        "IN",
        "OF",
        "FOR",
        "TO",
        "AT",
        "BY",
        "FROM",
        "ON",
        "WITH",
        "BEFORE",
        "COMMA",
        "DOT",
        "COLON",
        "IT",
        "SHALL",
        "MUST",
        "OPENING_IT",
        "DASH",
    ]
)
"""Words that tell nothing beside what they stand with."""


COUNTS = frozenset(
    [
        "window_some_of_any",
        "window_run",
        "window_any",
        "run_restarts",
        "run_goes_on",
        "point_of_run",
        "edge_ordinal_units",
        "to_places",
    ]
)
"""Phrases whose numbers count things ("3 consecutive months") and measure nothing."""

JOINTS = frozenset(("AND", "OR", "COMMA"))

SILENT_WORDS = frozenset(("have", "be"))


def form_of(node: Node) -> str:
    """A phrase in a line: its kind, and the kinds of its parts with keywords as they are written."""
    if isinstance(node, Word):
        return f"{node.kind} {node.text!r}"
    told = (p.kind if isinstance(p, Phrase) or p.kind in CONTENT else f'"{p.text}"' for p in node.parts)
    return f"{node.kind}: {' '.join(told)}"


def taken_apart(word: Word) -> Phrase | None:
    """A word that holds more than one thing, as a phrase of its name."""
    patterns = {
        "INTERVAL": (r"(?P<NUMBER>\d+)-(?P<UNIT>\w+)\s+intervals?", 0),
        "UNIT_OF_NOTICE": (r"(?P<UNIT>[a-z]+)['’]s?", 0),
        "COMMA_IN_UNIT": (r",\s+in\s+(?P<UNIT>\w+)", 0),
        "IN_WORDS": (r".*\((?P<NUMBER>\d+)\)", re.S),
        "TIMES_MORE_THAN": (r"(?P<NUMBER>\d+)\s.*", re.S),
        "LOOSE_STANDARD": (r"(?P<LOOSE_STANDARD>\w+)\s+(?:(?:to|with)\s+)?the\s+(?P<WORD>.+)", re.S),
    }
    if word.kind not in patterns:
        return None
    match = re.fullmatch(patterns[word.kind][0], word.text, patterns[word.kind][1])
    if match is None:
        return None
    parts = match.groupdict()
    if word.kind == "INTERVAL" and parts["NUMBER"] != "1":
        parts["UNIT"] += "s"  # "5-minute": of five minutes
    return Phrase(word.kind, tuple(Word(kind, text, word.start, word.end) for kind, text in parts.items()))
