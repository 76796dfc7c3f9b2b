"""Definitions that clash, turn in a circle, or are not kept to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, WARNING, Rule, words
from sladsl.prose.sentences import Sentence
from sladsl.prose.terms import Definition

_SAME = {"downtime", "outage", "unavailability", "interruption"}
_OPERATIVE = words(r"\b(?:shall|must|will|credit\w*|refund\w*|excluded|exceeds?|counts?|due|if|within|terminat\w*)\b")
_MEASURED = words(
    r"\b(?P<it>outages?|downtime|unavailability|interruptions?)\b[^;]{0,50}?\d[\d.,]*\s?(?:%|minutes|hours)|\d[\d.,]*\s?(?:%|minutes|hours) (?:of )?(?P<that>outages?|downtime|unavailability|interruptions?)\b"
)
_STATE = words(
    r"\bthe service (?:is|was|shall be|will be|becomes|has been) (?:not |un)?(?:available|unavailable|down|up)\b"
)


class Definitions(Rule):
    """A term with two meanings, one that means itself, and words that stand beside a defined term for the same thing.

    ## Example

    ```text F002
    "Business Hours" means 08:00 to 18:00 UTC. Support is given on all days.

    "Business Hours" means 09:00 to 17:00 UTC.
    ```

    ```text F003
    "Downtime" means time that is not Uptime.

    "Uptime" means time without Downtime.
    ```

    ```text F006
    "Downtime" means a period of more than 5 minutes in which the Service does not answer. Customer receives 5% of the fee if outages exceed 43 minutes.
    ```

    ```text F007
    "Scheduled Maintenance" means work that is announced two days before. Time of scheduled maintenance is not counted, and no credit is due for it.
    ```

    ## Write instead

    ```text
    "Downtime" means a period of more than 5 minutes in which the probe gets no answer. Customer receives 5% of the fee if Downtime exceeds 43 minutes.
    ```

    ## Not meant

    ```text
    "Downtime" means a minute in which the probe fails. "Outage" means Downtime of at least 5 minutes. If Outages exceed 43 minutes, 5% is due.
    ```
    """

    codes = ("F002", "F003", "F006", "F007")

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _twice(draft)
        yield from _circles(draft)
        yield from _drift(draft)
        yield from _small_letters(draft)


def _twice(draft: Draft) -> Iterator[Finding]:
    first: dict[str, Definition] = {}
    for one in draft.definitions:
        before = first.setdefault(one.term, one) if one.body else None
        if (
            before is None
            or before is one
            or _plain(before.body) == _plain(one.body)
            or one.body.startswith(("the meaning", "as defined"))
        ):
            continue
        if before.paragraph is one.paragraph or not _defines(before) or not _defines(one):
            continue
        where = f" (before: {before.paragraph.clause})" if before.paragraph.clause else ""
        message = (
            f'"{one.term}" is defined twice, and in two ways{where}: one reader takes the first, another the second.'
        )
        yield _at(draft, "F002", one, message, "Keep one of the two, and refer to it in the other place.")


def _defines(one: Definition) -> bool:
    """Not only a list with colons that speaks of the same thing twice."""
    text = one.paragraph.text[one.end : one.end + 25]
    return re.search(r"\b(?:means?|shall mean|is defined|refers?)\b", text) is not None


def _circles(draft: Draft) -> Iterator[Finding]:
    bodies = {one.term: one for one in draft.definitions if one.body and _defines(one)}
    for term, one in bodies.items():
        first = re.split(r"[.;]", one.body)[0]
        for other, back in bodies.items():
            if other <= term:
                continue
            if (
                _alone(other, first)
                and _alone(term, re.split(r"[.;]", back.body)[0])
                and not re.search(r"\d", first + back.body[:200])
            ):
                message = (
                    f'"{term}" is told by "{other}", and "{other}" by "{term}": neither says what happens in the world.'
                )
                yield _at(
                    draft, "F003", one, message, "Say of one of the two what is observed: the probe gets no answer."
                )


def _alone(term: str, body: str) -> bool:
    """The body is hardly more than the term."""
    return re.search(rf"\b{re.escape(term)}s?\b", body) is not None and len(body.split()) <= len(term.split()) + 8


def _drift(draft: Draft) -> Iterator[Finding]:
    defined = {term.lower().removesuffix("s") for term, one in draft.defined.items() if one.body} | {
        term.lower() for term in draft.terms
    }
    have = _SAME & defined
    if len(have) != 1:
        return
    (term,) = have
    for sentence in draft.sentences:
        found = _MEASURED.search(sentence.text)
        used = (found["it"] or found["that"]) if found else ""
        if found and used.lower().removesuffix("s") != term and not _in_definition(sentence, draft):
            start = found.start("it") if found["it"] else found.start("that")
            message = f'"{used}" may be the defined "{term.capitalize()}", or any interruption.'
            yield draft.finding(
                "F006", ERROR, message, sentence, start, start + len(used), f'Use one word: "{term.capitalize()}".'
            )
            return


def _small_letters(draft: Draft) -> Iterator[Finding]:
    for term, one in draft.defined.items():
        if (
            " " not in term
            or not one.body
            or not term[0].isupper()
            or not all(part[0].isupper() for part in term.split() if len(part) > 3)
        ):
            continue
        small = re.compile(rf"\b{re.escape(term.lower())}s?\b")
        for sentence in draft.sentences:
            found = small.search(sentence.text)
            if found and _OPERATIVE.search(sentence.whole) and not _in_definition(sentence, draft):
                message = f'"{found[0]}" in small letters: the defined "{term}" to one reader, and the word in general to another.'
                yield draft.finding("F007", WARNING, message, sentence, *found.span(), f'Write "{term}".')
                break
    service = draft.defined.get("Service")
    if service is not None and service.body:
        for sentence in draft.sentences:
            found = _STATE.search(sentence.text)
            if found and "the service" in found[0] and not _in_definition(sentence, draft):
                message = '"the service" in small letters: the defined "Service" to one reader, and service in general to another.'
                yield draft.finding("F007", WARNING, message, sentence, *found.span(), 'Write "Service".')
                return


def _in_definition(sentence: Sentence, draft: Draft) -> bool:
    return any(
        one.paragraph is sentence.paragraph
        and one.body
        and sentence.start <= one.start < sentence.start + len(sentence.text)
        for one in draft.definitions
    )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _at(draft: Draft, code: str, one: Definition, message: str, hint: str) -> Finding:
    sentence = Sentence(one.paragraph, 0, one.paragraph.text)
    return draft.finding(code, ERROR, message, sentence, one.start, one.end, hint)
