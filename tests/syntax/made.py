"""Texts made from the grammar itself: every production can be asked for, and whatever is open is chosen by the caller.

A made text means nothing; it only has the form that the grammar promises to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import NamedTuple

from lark import Lark

from sladsl.syntax.spoken import spelling
from sladsl.syntax.table import Table, grammar_text, load_table

Choose = Callable[[int], int]
"""Below which number to choose: 0, 1, … n - 1. The simplest comes first."""

SAMPLES = {
    "TITLE": ("# Title",),
    "PART_HEADING": ("## Part", "## Other part"),
    "CLAUSE_HEADING": ("### Clause", "### Other clause"),
    "PROSE": ("> Some prose.", "> Prose of\n> two lines."),
    "DASH": ("- ",),
    "ROW_START": ("| ",),
    "ROW_END": (" |",),
    "RULE": ("| --- |",),
    "BLANK_LINE": ("\n\n",),
    "NAME": ("Provider", "Monthly Uptime", "Ticket", "Région", "Data-Center"),
    "WORD": ("vanilla", "in-house"),
    "TEXT": ('"some text"', "“some text”"),
    "YEAR": ("2026", "1999"),
    "NUMBER": ("5", "1,000", "2.5"),
    "FRACTION": ("1/30",),
    "PERCENT": ("99.9%", "5%"),
    "MONEY": ("EUR 100.00", "GBP 1,000"),
    "CURRENCY": ("EUR",),
    "NTH": ("95th", "1st"),
    "INTERVAL": ("5-minute intervals", "1-hour interval"),
    "LANGUAGE": ("German", "English"),
    "CLOCK": ("09:00",),
    "DATE": ("5 March 2026", "03/04/2026"),
    "BI_PERIODIC": ("bi-weekly", "bimonthly"),
    "HOUR_IN_WORDS": ("midnight", "close of business"),
    "DAY_OF_YEAR": ("1 April",),
    "MONTH_OF_YEAR": ("March 2026",),
    "WEEKDAY": ("Monday",),
    "UNIT": ("days", "hour", "months"),
    "UNIT_OF_NOTICE": ("days'", "month's"),
    "ZONE": ("Europe/Berlin", "UTC"),
    "COUNTRY": ("the Netherlands", "England and Wales"),
    "VAGUE_TIME": ("promptly", "without undue delay"),
    "LOOSE_STANDARD": ("conforms to the back-off requirements", "meets the standards"),
    "ONLY_THOSE": ("Only",),
    "IN_WORDS": ("thirty (30)", "forty-five (45)"),
    "A": ("a", "an"),
    "THE": ("the",),
    "EACH": ("each",),
    "NO": ("no",),
    "BE": ("is", "are"),
    "HAVE": ("has", "have"),
    "PERCENTAGE_POINTS": ("percentage points",),
    "DECIMAL_PLACES": ("decimal places",),
}
"""How a terminal is written where it is more than fixed words."""

_OWN_LINE = ("TITLE", "PART_HEADING", "CLAUSE_HEADING", "PROSE", "DASH", "ROW_START", "RULE")
_CLOSE = ("COMMA", "DOT", "COLON")


class Made(NamedTuple):
    """A text, and its words in order: the terminal, and the place from which to which it stands."""

    text: str
    words: tuple[tuple[str, int, int], ...]


class Production(NamedTuple):
    origin: str
    parts: tuple[str, ...]
    name: str
    """The phrase that it stands for in the tree, or the family or bundle to which it belongs."""
    family: bool
    """It only says that its one part is a member of the family."""

    def __str__(self) -> str:
        return f"{self.name}: {' '.join(self.parts)}"


@cache
def maker() -> Maker:
    """The one of the grammar as it stands."""
    return Maker()


class Maker:
    """Expands productions until words are left. `cost` of a part: the fewest words that it can become."""

    def __init__(self) -> None:
        lark = Lark(grammar_text(), parser="earley", lexer="dynamic", keep_all_tokens=True, maybe_placeholders=False)
        self.productions = tuple(
            Production(
                str(rule.origin.name),
                tuple(part.name for part in rule.expansion),
                str(rule.alias or rule.origin.name),
                bool(rule.options.expand1 and not rule.alias),
            )
            for rule in lark.rules
        )
        self.cost = self._costs()
        self._of: dict[str, list[Production]] = {}
        for one in sorted(self.productions, key=self._cost_of):
            self._of.setdefault(one.origin, []).append(one)

    def _cost_of(self, production: Production) -> int:
        return sum(self.cost.get(part, 1) for part in production.parts)

    def _costs(self) -> dict[str, int]:
        costs = {one.origin: 10**6 for one in self.productions}
        changed = True
        while changed:
            changed = False
            for one in self.productions:
                cost = sum(costs.get(part, 1) for part in one.parts)
                if cost < costs[one.origin]:
                    costs[one.origin] = cost
                    changed = True
        return costs

    @cached_property
    def _way(self) -> dict[str, tuple[Production, int]]:
        """For each rule: by which production, at which part, it is reached from `start` with the fewest words beside it."""
        way: dict[str, tuple[Production, int]] = {}
        known = {"start": 0}
        fresh = ["start"]
        while fresh:
            origin = min(fresh, key=lambda name: known[name])
            fresh.remove(origin)
            for one in self._of[origin]:
                for at, part in enumerate(one.parts):
                    beside = known[origin] + self._cost_of(one) - self.cost.get(part, 1)
                    if part in self.cost and beside < known.get(part, 10**6):
                        known[part] = beside
                        way[part] = (one, at)
                        fresh.append(part) if part not in fresh else None
        return way

    def reachable(self) -> tuple[Production, ...]:
        return tuple(one for one in self.productions if one.origin == "start" or one.origin in self._way)

    def text_with(self, production: Production, choose: Choose, budget: int = 40) -> Made:
        """A text that holds this production. `budget`: about how many words are chosen freely."""
        left = [budget]
        words = self._expand_all(production.parts, choose, left)
        origin = production.origin
        while origin != "start":
            above, at = self._way[origin]
            before = self._expand_all(above.parts[:at], choose, left)
            after = self._expand_all(above.parts[at + 1 :], choose, left)
            words = [*before, *words, *after]
            origin = above.origin
        return _laid_out(words, choose)

    def _expand_all(self, parts: tuple[str, ...], choose: Choose, left: list[int]) -> list[str]:
        return [word for part in parts for word in self._expand(part, choose, left)]

    def _expand(self, part: str, choose: Choose, left: list[int]) -> list[str]:
        ways = self._of.get(part)
        if ways is None:
            return [part]
        cheap = [one for one in ways if self._cost_of(one) <= max(left[0], self.cost[part])]
        one = cheap[choose(len(cheap))]
        left[0] -= self._cost_of(one) - self.cost[part]
        return self._expand_all(one.parts, choose, left)


def _laid_out(kinds: list[str], choose: Choose) -> Made:
    table = load_table()
    text = ""
    words = []
    for kind in kinds:
        samples = SAMPLES.get(kind) or (spelling(table.spelling(kind)),)
        word = samples[choose(len(samples))]
        text += _gap(kind, words[-1][0] if words else "", text)
        words.append((kind, len(text), len(text) + len(word.rstrip(" ") if kind == "ROW_START" else word)))
        text += word
    return Made(text + "\n", tuple(words))


def _gap(kind: str, before: str, text: str) -> str:
    if not text or kind == "BLANK_LINE" or text.endswith("\n\n") or before in ("DASH", "ROW_START") or kind in _CLOSE:
        return ""
    if kind in _OWN_LINE or before in _OWN_LINE:
        return "\n" if kind in ("DASH", "ROW_START", "RULE") else "\n\n"
    if before in ("DOT", "ROW_END"):
        return "\n"
    return "" if kind == "ROW_END" or kind.startswith("COMMA") else " "


def as_meant(made: Made) -> bool:
    """Whether each word, where it stands, is one that its terminal describes, and none that is read further: some look at what
    follows them, a name goes as far as it can ("From Provider" is one), and "of the same" is one word."""
    table = load_table()

    def end_of(pattern: str, start: int) -> int:
        found = re.compile(pattern).match(made.text, start)
        return found.end() if found else -1

    return all(
        end_of(table.spelling(kind), start) == end and end_of(_further(kind, table), start) <= end
        for kind, start, end in made.words
        if kind not in ("BLANK_LINE", "DASH", "ROW_START", "ROW_END", "RULE")
    )


def _further(kind: str, table: Table) -> str:
    """What is read instead of a word of this kind, where it goes further."""
    if kind == "OF":
        return table.spelling("OF_THE_SAME") + r"\s+[A-Z]"
    return table.spelling("NAME" if kind.startswith("OPENING") else kind)
