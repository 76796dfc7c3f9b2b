"""Published sets of readings, each a text in the language itself: an agreement takes one by naming it, as trade contracts take Incoterms.

Two kinds: editions of the Standard Interpretation Rules, which answer every question that a general rule can answer; and the rules of a
law on time limits, which answer only what that law says. Below each sentence stand, as comments, why it is so and where it comes from.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sladsl.node import node

_STANDARD = "Standard Interpretation Rules, edition "
TIME_LIMITS = {
    "Regulation (EEC, Euratom) No 1182/71": "eu-1182-71",
    "Rule 6 of the Federal Rules of Civil Procedure": "us-frcp-6",
    "English common law": "english-common-law",
}
"""Laws on time limits: title → file."""
_RULE = re.compile(r"^(?P<sentence>[A-Z].*\.)\n// Why: (?P<why>.+)\n// Source: (?P<source>.+)$", re.MULTILINE)


@node
class Published:
    """One rule of a set: the sentence, why it is so, and the law or practice it comes from."""

    sentence: str
    why: str
    source: str


@cache
def text_of(title: str) -> str | None:
    """The text of a published set, or None where there is no set of this title."""
    name = TIME_LIMITS.get(title)
    if name is None:
        edition = title.removeprefix(_STANDARD)
        if edition == title or not edition.isdigit():
            return None
        name = f"standard-{edition}"
    found = files(__name__) / f"{name}.sla"
    return found.read_text("utf-8") if found.is_file() else None


def is_standard(title: str) -> bool:
    """Whether it is an edition of the Standard Interpretation Rules, which any other sentence goes before."""
    return title.startswith(_STANDARD)


def rules_of(title: str) -> tuple[Published, ...]:
    """The rules of a set in its order, with their reasons. KeyError: no such set."""
    text = text_of(title)
    if text is None:
        raise KeyError(title)
    return tuple(Published(one["sentence"], one["why"], one["source"]) for one in _RULE.finditer(text))
