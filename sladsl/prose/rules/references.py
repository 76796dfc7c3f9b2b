"""References to clauses that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, Rule

_REFERENCE = re.compile(
    r"\b(?:[Cc]lauses?|[Ss]ections?|[Pp]aragraphs?|[Aa]rticles?|§§?)\s+(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<rest>(?:\([a-z0-9]{1,4}\))*)(?!\.?\d)"
    r"(?P<after>\s+(?:of|in|to|under)\s+(?:the|this|that|any|our|its|Schedule|Annex|Appendix|Exhibit|Regulation|Directive|Law|Act|EU|\w+)\s*[\w-]*)?"
)
_HERE = re.compile(r"\b(?:this|these|the present)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?P<kind>Schedule|Annex|Appendix|Exhibit|Attachment)\s+(?P<number>\d{1,2}|[A-Z])\b(?P<after>\s+(?:of|to)\s+the\s+\w+)?"
)
_OWN_PART = re.compile(
    r"^\W*(?P<kind>Schedule|Annex|Appendix|Exhibit|Attachment)\s+(?P<number>\d{1,2}|[A-Z])\b", re.IGNORECASE
)


class References(Rule):
    """A reference to a clause or an annex that this text does not have. Clauses of other documents are silent, and so is a text without numbers.

    ## Example

    ```text
    7. Exclusions

    7.1 Maintenance is not downtime.

    7.2 All downtime counts, except as set out in clause 7.4.
    ```

    ## Write instead

    ```text
    7. Exclusions

    7.1 Maintenance is not downtime.

    7.2 All downtime counts, except as set out in clause 7.1.
    ```

    ## Not meant

    ```text
    7. Exclusions

    7.1 Maintenance is not downtime.

    7.2 Liability is limited by clause 12.3 of the Master Agreement and by Section 276 of the Civil Code.
    ```
    """

    codes = ("F004",)

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _clauses(draft)
        yield from _parts(draft)


def _clauses(draft: Draft) -> Iterator[Finding]:
    own = {one.number.strip("()").lower() for one in draft.document.paragraphs if re.match(r"\d", one.number)}
    known = own | {".".join(each.split(".")[:depth]) for each in own for depth in range(1, each.count(".") + 1)}
    depths = {each.count(".") for each in own}
    if len(own) < 3:
        return
    for sentence in draft.sentences:
        for found in _REFERENCE.finditer(sentence.text):
            number = found["number"]
            elsewhere = found["after"] and not _HERE.search(found["after"])
            if number in known or elsewhere or number.count(".") not in depths or found.start() < 3:
                continue
            message = f"there is no {number} in this text: void to one reader, a clause that has another number now to another."
            yield draft.finding(
                "F004",
                ERROR,
                message,
                sentence,
                found.start(),
                found.end("rest"),
                "Refer to the clause by its number as it is now, and by its title.",
            )


def _parts(draft: Draft) -> Iterator[Finding]:
    own: dict[str, set[str]] = {}
    for paragraph in draft.document.paragraphs:
        found = _OWN_PART.match(paragraph.text)
        if found and len(paragraph.text) < 120:
            own.setdefault(found["kind"].lower(), set()).add(found["number"].upper())
    for sentence in draft.sentences:
        for found in _PART.finditer(sentence.text):
            have = own.get(found["kind"].lower())
            if have and len(have) > 1 and found["number"] not in have and not found["after"]:
                message = (
                    f"there is no {found['kind']} {found['number']} in this text, which has {', '.join(sorted(have))}."
                )
                yield draft.finding(
                    "F004",
                    ERROR,
                    message,
                    sentence,
                    found.start(),
                    found.end("number"),
                    "Refer to one that is there, or add it.",
                )
