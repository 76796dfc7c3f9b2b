"""Figures, days and lists as a document says them beside the sentences of the agreement: in the manner of its language, and exact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sladsl.checks.figures import figure as exact_figure
from sladsl.checks.figures import grouped
from sladsl.documents.sentences import Writer
from sladsl.model.quantities import PERCENT, Dimension, Unit
from sladsl.time.dates import day_label


class Teller:
    """In the language of the writer."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.words = writer.words

    def number(self, value: Fraction) -> str:
        """ "40.32"; what has no finite decimals as a fraction with its size."""
        return self.writer.figure(grouped(value))

    def figure(self, value: Fraction, unit: Unit | None) -> str:
        """ "99.9%", "GBP 400.00", "6.5 hours", "2 Points"."""
        return self.writer.figure(exact_figure(value, unit))

    def money(self, amount: Fraction, currency: str) -> str:
        return self.figure(amount, Unit(Dimension.MONEY, currency))

    def share(self, ratio: Fraction) -> str:
        return self.figure(ratio, PERCENT)

    def counted(self, count: Fraction, unit: str) -> str:
        """ "3 days", "2 Points"."""
        return self.figure(count, Unit(Dimension.UNIT, unit))

    def day(self, of: date) -> str:
        """ "3 April 2026"."""
        return self.writer.date(day_label(of))

    def span(self, label: str) -> str:
        """ "March 2026", "1 April 2026 to 30 April 2026"."""
        return self.writer.date(label)

    def weekday(self, of: date) -> str:
        return self.words.days.split()[of.weekday()]

    def listed(self, pieces: Sequence[str]) -> str:
        """ "a, b and c"."""
        if len(pieces) < 2:
            return "".join(pieces)
        return f"{', '.join(pieces[:-1])} {self.words.listed_last} {pieces[-1]}"
