"""Words that say the same ("working day", "maintain", "or part thereof"), as the one for which a language has its wording."""

from __future__ import annotations

from collections.abc import Mapping

from sladsl.syntax.tree import Node, Phrase, Word

_WORDS = {
    "BUSINESS": "business",
    "KEEP": "keep",
    "AVERAGE": "average",
    "PERCENTILE": "percentile",
    "CONSECUTIVE": "consecutive",
    "PORTION": "percentage",
    "ONLY_ONE": "only",
    "OFFSET": "set off against",
    "EFFORTS": "efforts",
    "COMMA_EXCEPT": ", except",
    "COMMA_EXCEPT_HOLIDAYS": ", except public holidays",
    "COMMA_UP_TO": ", up to",
    "COMMA_DIVIDED_BY": ", divided by",
    "COMMA_MULTIPLIED_BY": ", multiplied by",
    "NO_LATER_THAN": "by",
    "ON_OR_BEFORE": "by",
}
_KINDS = {"NO_LATER_THAN": "BY", "ON_OR_BEFORE": "BY"}
_IN_PHRASES: Mapping[str, Mapping[str, tuple[str, str] | None]] = {
    "per_step": {"EVERY": ("EACH", "each")},
    "per_unit_in_which": {"EVERY": ("EACH", "each")},
    "per_record_beyond": {"BEYOND": ("AFTER", "after"), "EXCESS": ("FIRST", "first")},
    "total_time": {"BETWEEN": ("FROM", "from"), "AND": ("TO", "to")},
    "step": {"OR_PART": ("STARTED", "started"), "FULL": None},
    "window_some_of_any": {"OUT": None},
}
"""What a word of one kind stands for in a phrase of this kind; None: it is left out. A step is full or started, and `or part thereof` says which."""
EITHER = {
    "per_step": frozenset(("EACH",)),
    "per_unit_in_which": frozenset(("EACH",)),
    "per_record_beyond": frozenset(("AFTER",)),
    "within_after": frozenset(("WITHIN", "BY")),
    "window_some_of_any": frozenset(("ANY",)),
}
"""Keywords that stand in every form of a phrase, or another that says the same."""


def usual(phrase: Phrase) -> Phrase:
    """The phrase with its own words in their usual form; the same phrase where they are in it."""
    within = _IN_PHRASES.get(phrase.kind, {})
    if phrase.kind == "step" and phrase.word("OR_PART") is None:
        within = {}
    found = [_usual(part, within) for part in phrase.parts]
    if all(one is part for one, part in zip(found, phrase.parts, strict=True)):
        return phrase
    return Phrase(phrase.kind, tuple(one for one in found if one is not None))


def _usual(part: Node, within: Mapping[str, tuple[str, str] | None]) -> Node | None:
    if not isinstance(part, Word):
        return part
    if part.kind in within:
        instead = within[part.kind]
        return None if instead is None else Word(instead[0], instead[1], part.start, part.end)
    text = _WORDS.get(part.kind, part.text)
    return part if text == part.text else Word(_KINDS.get(part.kind, part.kind), text, part.start, part.end)
