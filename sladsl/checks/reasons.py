"""What is said of a calculation: English to print, and the parts of which it is made, so that documents can say it in other languages.

A form is an English pattern; a language gives its own pattern for it (`documents/languages/*/calculations.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from sladsl.checks.figures import figure
from sladsl.model.quantities import Dimension, Quantity, Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact value in the base of its dimension, and the unit in which it is shown."""

    value: Fraction
    unit: Unit | None = None

    def __str__(self) -> str:
        return figure(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Span:
    """A window by its label: "March 2026", "1 April 2026 to 30 April 2026"."""

    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Line:
    """Where in the text of the contract; nothing where that is not known. Documents have marks of their own for it."""

    number: int

    def __str__(self) -> str:
        return f" (line {self.number})" if self.number else ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a sentence of the contract asks between "If" and its comma, in its own words."""

    words: str

    def __str__(self) -> str:
        return self.words


Part: TypeAlias = "str | int | Figure | Span | Line | Condition"
"""A `str` that is not `Told` is a name or a key of the contract or its records, which no language changes by itself."""


class Told(str):
    """English that remembers its `form` and what fills it in."""

    __slots__ = ("form", "parts")
    form: str
    parts: Mapping[str, Part]


def told(form: str, **parts: Part) -> Told:
    """ "{count} times {each} is {whole}", with the parts in the places of their names."""
    said = Told(form.format(**parts))
    said.form, said.parts = form, parts
    return said


def joined(pieces: tuple[str, ...], form: str) -> str:
    """Several as one, by a form of `{one}` and `{other}`: "{one}; {other}"."""
    said = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        said = told(form, one=said, other=piece)
    return said


def money(value: Fraction, currency: str) -> Figure:
    return Figure(value, Unit(Dimension.MONEY, currency))


def of_quantity(given: Quantity) -> Figure:
    return Figure(given.value, given.unit)
