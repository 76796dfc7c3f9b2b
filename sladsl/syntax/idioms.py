"""Whole turns of phrase of contracts that the language says in another way, told by what stands before and behind a word."""

from __future__ import annotations

import re

from sladsl.syntax.turns import TURNS

_PROSE = "What the language has no sentence for is prose: begin the line with `>`."

_FIELD = re.compile(r"^-\s+[A-Z][^:\n]*:\s")
_ARTICLE = re.compile(r"\b(An?|The|No|Each|If|On|In)$")
_VERB = re.compile(r"\b(?:shall|will|must|may)(?: not)?$")
_MEASURE = (
    "(?:percentage|number|total|average|median|highest|lowest|longest|shortest|greater|lesser|[0-9]+th percentile)"
)


def idiom(said: str, rest: str, whole: str) -> str:
    """What to write for the turn of phrase in which the text from `rest` on does not fit behind `said`, or ""."""
    before = " ".join(said.split())
    if choice := _choice(before, rest):
        return f'Write `"{choice}"`: without quotation marks it is a word of the language.'
    if (level := _level(before, rest, whole)) is not None:
        return f"{level} is a measure: write `shall keep {level} at or above … in each month`."
    for behind, ahead, advice in TURNS:
        if re.search(behind, before) and re.match(ahead, rest):
            return advice
    return ""


def prose(said: str, text: str) -> str:
    """For a verb of which the language knows nothing: "shall comply", "may inspect"."""
    return _PROSE if text[:1].islower() and _VERB.search(" ".join(said.split())) else ""


def _choice(before: str, rest: str) -> str:
    """A choice that is spelt as an article: "- Lift: A, B or C"."""
    if not _FIELD.match(before + " "):
        return ""
    at_end = _ARTICLE.search(before)
    if at_end and re.match(r",|or\b", rest):
        return at_end[1]
    ahead = re.match(r"(An?|The|No|Each|If|On|In)(?=\s*,|\s+or\b|\s*\n|\s*$)", rest)
    return ahead[1] if ahead and before.endswith((",", " or", ":")) else ""


def _level(before: str, rest: str, whole: str) -> str | None:
    """ "ensure that Monthly Uptime is …": a measure where records must stand."""
    name = re.match(r"[A-Z][\w-]*(?:\s[A-Z][\w-]*)*", rest)
    if name is None or not before.endswith("ensure that"):
        return None
    return name[0] if re.search(rf'"{re.escape(name[0])}"\s+means\s+the\s+{_MEASURE}\b', whole) else None
