"""Pronouns of which two things can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, INFO, Rule, words
from sladsl.prose.sentences import Sentence

_IT = re.compile(
    r"\b(?P<it>it|they|the same|the former|the latter|such party|that party)\s+(?:(?:shall|must|will|may|does|do|did|has|have|fails?|owes?|can|cannot|pays?|gives?|acts?|notifies|receives?|is\s+(?:liable|entitled|obliged|required|responsible)"
    r"|are\s+(?:liable|entitled|obliged|required|responsible))\b)",
    re.IGNORECASE,
)
_WHICH = words(
    r"^(?:[-*•(\w.)]{0,5} )?(?P<it>(?:all |any |the )?(?:incidents|outages|failures|tickets|requests|interruptions|services|faults|errors|defects|changes|claims|events), which) (?:are|is|have|has|do|does|last|affect|exceed|cause|concern|occur|result|involve|relate)\w*\b[^,.;]*, (?:are|is|have|count|shall|will|must|may|do)\b"
)


class Pronouns(Rule):
    """A pronoun that may stand for either party, and a "which" that may pick out some or describe all.

    ## Example

    ```text
    If Provider notifies Customer and it does not act within 2 hours, it owes EUR 1,000.
    ```

    ```text F012
    Incidents, which affect more than 100 users, are P1.
    ```

    ## Write instead

    ```text
    If Provider notifies Customer and Customer does not act within 2 hours, Customer owes EUR 1,000. Incidents that affect more than 100 users
    are P1.
    ```

    ## Not meant

    ```text
    If Provider finds that it cannot meet the date, Provider tells Customer. Customer pays the fee when it is due. The report, which is monthly,
    lists all outages.
    ```
    """

    codes = ("F005", "F012")

    def check(self, draft: Draft) -> Iterator[Finding]:
        names = "|".join(re.escape(one) for one in draft.parties)
        party = re.compile(
            rf"\b(?:(?:the|each|either)\s+)?(?P<name>{names})\b(?!['’]s?\b|\s+(?:Data|Equipment|Service|Content|Portal|Systems?)\b)"
        )
        for sentence in draft.sentences:
            yield from _either(sentence.text, party, draft, sentence)
            found = _WHICH.search(sentence.text)
            if found:
                message = f'"{found["it"]}" describes all of them to one reader, and picks out some to another.'
                yield draft.finding(
                    "F012",
                    INFO,
                    message,
                    sentence,
                    *found.span("it"),
                    "To pick out some, write `that` without a comma.",
                )


def _either(text: str, party: re.Pattern[str], draft: Draft, sentence: Sentence) -> Iterator[Finding]:
    for found in _IT.finditer(text):
        before = text[: found.start()]
        last = max(before.rfind(";"), before.rfind(":"))
        named = [each["name"] for each in party.finditer(before, last + 1)]
        plural = found["it"].lower() == "they"
        if len(set(named)) < 2 or (plural and re.search(r"\b(?:and|or)\b", before) is None):
            continue
        clause = re.split(r"\b(?:and|or|but|if|when|unless|that|because|then)\b|,", before)
        if party.search(clause[-1]) or re.search(r"\b(?:that|which|who|whether|where)\s*$", before):
            continue  # the party that was named last in the same clause, or the subject of the clause above
        message = f'"{found["it"]}" may be {named[-2] if named[-2] != named[-1] else named[0]} or {named[-1]}.'
        yield draft.finding("F005", ERROR, message, sentence, *found.span("it"), "Repeat the name.")
        return
