"""What the evaluator tells of a calculation, in the words of a document: each form by the language's pattern, each part in its manner."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from sladsl.checks.reasons import Condition, Figure, Line, Part, Span, Told

Patterns = Mapping[str, Mapping[str, str]]
"""By the English form and the variant in which it is asked for ("": where it stands alone): the pattern of the language."""

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


class NoPattern(Exception):
    """The language does not say this form."""


@dataclass(frozen=True, slots=True)
class Calculations:
    """`patterns` None: English, in which each form says itself. `figure`, `date`: how a document writes those that are written in English;
    `condition`: how it says what a sentence of the contract asks (None: it cannot)."""

    patterns: Patterns | None
    figure: Callable[[str], str]
    date: Callable[[str], str]
    condition: Callable[[str], str | None]

    def say(self, part: Part, variant: str = "") -> str:
        """NoPattern: the language has no wording for it."""
        match part:
            case Told():
                return _SLOT.sub(
                    lambda slot: self.say(part.parts[slot[1]], slot[2] or ""), self._pattern(part, variant)
                )
            case Figure():
                return self.figure(str(part))
            case Span():
                return self.say(part.label, variant) if isinstance(part.label, Told) else self.date(part.label)
            case Line():
                return ""
            case Condition():
                said = self.condition(part.words)
                if said is None:
                    raise NoPattern(part.words)
                return said
            case str() | int():
                return str(part)
            case _:
                assert_never(part)

    def _pattern(self, part: Told, variant: str) -> str:
        if self.patterns is None:
            return part.form
        found = self.patterns.get(part.form)
        if found is None:
            raise NoPattern(part.form)
        return found.get(variant) or found[""]


def patterns_of(given: Mapping[str, str | Mapping[str, str]]) -> Patterns:
    """ValueError: a pattern names what its form does not have, or does not say how the form stands alone."""
    found = {form: {"": said} if isinstance(said, str) else dict(said) for form, said in given.items()}
    for form, variants in found.items():
        named = {slot[1] for slot in _SLOT.finditer(form)}
        if "" not in variants:
            raise ValueError(f"{form}: nothing says how it stands alone")
        for said in variants.values():
            if unknown := {slot[1] for slot in _SLOT.finditer(said)} - named:
                raise ValueError(f"{form}: has no {', '.join(sorted(unknown))}")
    return found
