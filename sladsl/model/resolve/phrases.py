"""Reading a phrase: its children by kind, its words, its numbers."""

from __future__ import annotations

import re
from fractions import Fraction

from sladsl.syntax.tree import Phrase, Word

_BEFORE_A_STOP = re.compile(r"\s+([,.:;])")
_SAME = {"working": "business", "mean": "average", "maintain": "keep"}
"""Words that say the same, and the one under which the resolver knows them."""


def first(phrase: Phrase, *kinds: str) -> Phrase | None:
    """The first phrase among the children that is of one of the kinds (of any kind if none is given)."""
    for part in phrase.parts:
        if isinstance(part, Phrase) and (not kinds or part.kind in kinds):
            return part
    return None


def the(phrase: Phrase, *kinds: str) -> Phrase:
    """The phrase of one of the kinds that the grammar guarantees among the children; LookupError (a bug) if there is none."""
    found = first(phrase, *kinds)
    if found is None:
        raise LookupError(f"{phrase.kind} has no {' or '.join(kinds)}")
    return found


def every(phrase: Phrase, *kinds: str) -> list[Phrase]:
    return [part for part in phrase.parts if isinstance(part, Phrase) and (not kinds or part.kind in kinds)]


def words(phrase: Phrase, kind: str) -> list[str]:
    """The texts of the words of this kind among the children, blanks folded."""
    return [tidy(part.text) for part in phrase.parts if isinstance(part, Word) and part.kind == kind]


def word(phrase: Phrase, kind: str) -> str:
    """The text of the first word of this kind, or ""."""
    return next(iter(words(phrase, kind)), "")


def has(phrase: Phrase, *texts: str) -> bool:
    """Whether all these words, or words that say the same, stand among the children."""
    there = {_SAME.get(part.text, part.text) for part in phrase.parts if isinstance(part, Word)}
    return all(text in there for text in texts)


def with_article(noun: str) -> str:
    """ "a Ticket", "an Order", "a unit": by the letter, but for the words that begin as "you" does, and for hours."""
    vowel = noun[:1] in "AEIOUaeiou" and not noun.lower().startswith(("uni", "use", "usa", "eu", "one"))
    vowel = vowel or noun.lower().startswith("hour")
    return f"{'an' if vowel else 'a'} {noun}"


def opening(text: str) -> str:
    """As it begins a sentence."""
    return text[:1].upper() + text[1:]


def tidy(text: str) -> str:
    return " ".join(text.split())


def quoted(text: str) -> str:
    """A quoted text without its quotes."""
    return tidy(text)[1:-1].strip() if text[:1] in '"“' else tidy(text)


def text_of(phrase: Phrase) -> str:
    """A phrase as running text: its words with single blanks, no blank before a stop."""
    run = " ".join(tidy(part.text) for part in phrase.words())
    return _BEFORE_A_STOP.sub(r"\1", run)


def sentence_text(sentence: Phrase) -> str:
    """A sentence as running text; the items of its list on lines of their own."""
    items = every(sentence, "list_item")
    if not items:
        return tidy(text_of(sentence))
    head = Phrase(sentence.kind, tuple(part for part in sentence.parts if part not in items))
    return "\n".join([tidy(text_of(head)), *(f"- {tidy(text_of(item)).removeprefix('-').strip()}" for item in items)])


def ordinal(phrase: Phrase) -> int:
    """Which one: "first" to "fourth", "5th" among the phrase's own words; "the first 3" and "in excess of 3" are the third. 0: none is told."""
    counted = has(phrase, "first") or has(phrase, "excess")
    if told := word(phrase, "NTH") or (counted and word(phrase, "NUMBER")):
        return int(re.sub(r"\D", "", told))
    return next((n for n, said in enumerate(("first", "second", "third", "fourth"), 1) if has(phrase, said)), 0)


def number(text: str) -> Fraction:
    """ "1,000.5", "99.9%" (as 99.9) or the number in "GBP 4,000.00"."""
    match = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)
    if match is None:
        raise LookupError(f"no number in {text!r}")
    return Fraction(match.group().replace(",", ""))
