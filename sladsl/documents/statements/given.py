"""What the document of a statement is made from, and how it names clauses, days and amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.exhibits import Exhibits
from sladsl.checks.figures import figure, grouped
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.documents.tree import PartyLine, Reference
from sladsl.model.quantities import Unit
from sladsl.node import node
from sladsl.records.table import Records
from sladsl.time.dates import MONTHS

_QUOTED = re.compile(r'\bclause "([^"]+)"')
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{2}:\d{2}(?::\d{2})?))?")


@node
class Given:
    """`clauses`: the number of each clause of the contract document by its title. `prints`: what has which SHA-256. `data`: that of the statement as JSON."""

    statement: Statement
    exhibits: Exhibits
    plan: Plan
    records: Records
    clauses: Mapping[str, Reference]
    parties: Sequence[PartyLine]
    source: str
    prints: Sequence[tuple[str, str]]
    data: str
    version: str = ""

    def clause(self, title: str, line: int = 0) -> str:
        """ "clause 8.1 (Availability), line 95": as the contract document numbers it."""
        known = self.clauses.get(title)
        said = known.text if known is not None else f'clause "{title}"' if title else ""
        return ", ".join(piece for piece in (said, f"line {line}" if line else "") if piece)

    def heading(self, title: str) -> str:
        """ "8.1 Availability"."""
        known = self.clauses.get(title)
        return f"{known.number} {title}" if known is not None else title

    def numbered(self, text: str) -> str:
        """With the numbers of the clauses that it names."""
        return _QUOTED.sub(lambda found: self.clause(found[1]), text)

    def money(self, amount: Fraction) -> str:
        return unbroken(f"{self.statement.currency} {grouped(amount, 2)}")


def short_figure(value: Fraction, unit: Unit | None) -> str:
    """The figure without its fraction: "98.9986%", "about 4.1905"."""
    said, _, beside = figure(value, unit).partition(" (")
    return beside.removesuffix(")") if beside.startswith("about ") else said


def unbroken(figure: str) -> str:
    """A figure and its unit on one line."""
    return figure.replace(" ", "\N{NO-BREAK SPACE}")


def day_words(iso: str) -> str:
    """ "31 March 2026", "1 April 2026 00:05"; what is no day stays as it is."""
    found = _DAY.fullmatch(iso)
    if found is None:
        return iso
    year, month, day, time = found.groups()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}{f', {time}' if time else ''}"


def span_words(first: str, last: str) -> str:
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def short_month(label: str, first: str) -> str:
    """ "Mar 26": of a month, for an axis; other windows by their label."""
    try:
        day = date.fromisoformat(first)
    except ValueError:
        return label
    return f"{MONTHS[day.month - 1][:3]} {day.year % 100:02d}"
