"""What the author says in other languages, beside the English text: names, headings, texts, blocks of prose, and which language prevails."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sladsl.model.resolve.phrases import quoted, tidy
from sladsl.node import node
from sladsl.syntax.tree import Phrase, Word

TAGS = {"English": "en", "German": "de", "French": "fr", "Spanish": "es"}
_PROSE = re.compile(r">\s*In (English|German|French|Spanish):\s*")


@node
class Given:
    """What stands for a name or text. `gender` in English, "" if the author does not say; `plural` "" likewise."""

    text: str
    gender: str = ""
    plural: str = ""


def given_in(root: Phrase, tag: str) -> Mapping[str, Given]:
    """By the English text: "In German, "Ticket" is the feminine "Anfrage" (plural "Anfragen")."."""
    found: dict[str, Given] = {}
    for phrase in root.walk("translation"):
        if _tag(phrase) != tag:
            continue
        english, text = (quoted(tidy(p.text)) for p in phrase.parts if isinstance(p, Word) and p.kind == "TEXT")
        gender = phrase.word("MASCULINE", "FEMININE", "NEUTER")
        plural = phrase.first("plural")
        many = plural.word("TEXT") if plural is not None else None
        found[english] = Given(
            text, gender.text if gender is not None else "", quoted(tidy(many.text)) if many is not None else ""
        )
    return found


def prevailing(root: Phrase) -> str:
    """The language whose text prevails: the one that a sentence names, or else that in which the contract is written."""
    return next((_tag(phrase) for phrase in root.walk("language_prevails")), "en")


def prose_tag(word: Word) -> str | None:
    """Of a block of prose that says in another language what the block before it says: "> In German: Keine Partei …"."""
    match = _PROSE.match(word.text)
    return TAGS[match[1]] if match else None


def without_tag(text: str) -> str:
    return _PROSE.sub("> ", text, count=1)


def _tag(phrase: Phrase) -> str:
    named = phrase.word("LANGUAGE")
    return TAGS[named.text] if named is not None else "en"
