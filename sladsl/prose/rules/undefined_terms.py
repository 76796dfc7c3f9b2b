"""Names that are written like defined terms and defined nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft, headings
from sladsl.prose.rule import ERROR, Rule, words

_NAME = re.compile(
    r"(?<![\w·’'-])(?P<it>(?:[A-Z][a-z][\w’'-]*)(?:\s(?:of\s)?[A-Z][a-z][\w’'-]*)+)\b"
    r"(?!\s*(?:,?\s*(?:Inc|Ltd|LLC|GmbH|plc|S\.p\.A|Corp|Limited)\b|[’']s\s+(?:Rules|Court)))"
)
_LEAD = re.compile(
    r"^(?:(?:If|In|For|When|Where|While|The|An?|Each|Any|All|No|Not|On|At|By|To|From|Of|During|Unless|Within|After|Before|Until|Once|Such|This|These|Those|That"
    r"|Its?|Their|Our|Your|Upon|Subject|Except|Notwithstanding|With|Without|Under|Every|Both|Either|Neither|Only|Also|As|And|Or|But|Per|Since) )+"
)
_STOCK = words(
    r"^(?:.*\b(?:section|clause|article|schedule|annex|appendix|exhibit|attachment|table|act|law|directive|regulation|court|street|road|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|europe\w*|america\w*|united|states|kingdom|london|new york|england|wales|italy|germany|france|internet|web services|google|microsoft|azure|amazon|oracle|god|ltd|limited|inc|llc|plc|gmbh|corp)\b.*)$"
)
_HOUSE = words(
    r"\b(?:services?|maintenance|downtime|uptime|availability|credits?|levels?|fees?|charges?|time|hours?|periods?|windows?|incidents?|outages?|support|days?|months?|response|resolution|priority|severity|targets?"
    r"|percentage|failures?|errors?|requests?|exclusions?|equipment|majeure|work|measurement|claims?|commitments?|objectives?)(?: of .*)?$"
)
_DAYS = words(r"^(?:business|working|banking) days?$")
"""Their definition is a calendar, in whatever words: `day_count` asks for it."""
_KINDS = words(
    r"\b(?:exclud\w+|excluding|except(?: for)?|other than|not including|not (?:be )?(?:counted|considered|included)|does not include)\b[^;]*?\b(?P<it>(?:(?:scheduled|planned) (?:or|and|and/or) )?(?:emergency|urgent|unscheduled|unplanned) (?:maintenance|work|repairs?))\b"
)
_TOLD = words(
    r"\b(?:emergency|urgent|unscheduled|unplanned) (?:maintenance|work|repairs?)[\"”]? (?:means?|shall mean|is (?:work|maintenance|any|defined)|are|refers)"
)


class UndefinedTerms(Rule):
    """A name in capitals that the text uses like a defined term, and a kind of work that only one side can declare, without a definition.

    Only a text that defines terms itself, and is no excerpt, is asked about names in capitals.

    ## Example

    ```text
    "Service" means the hosting of the shop. "Downtime" means time in which the Service is down. The Service is monitored. Customer pays
    monthly. Credits are set off. Reports are sent monthly. Notices are sent by e-mail. The law of Italy applies. Emergency work during
    an Emergency Maintenance Window is not Downtime.
    ```

    ```text
    The Service is up 100% of the time, excluding scheduled or emergency maintenance.
    ```

    ## Write instead

    ```text
    "Emergency Maintenance" means work against a security threat, of at most 60 minutes in a month. The Service is up 99.9% of each calendar
    month, not counting Emergency Maintenance as downtime.
    ```

    ## Not meant

    ```text
    Amazon Web Services, Inc. runs the servers. Emergency maintenance is announced by e-mail. See Annex 2 of the Agreement.
    ```

    ```text
    "Meter" means a heat meter. "Reading" means its counter value. The Meters are read daily. Claims are filed within 10 Business Days after the
    report. Business Days are Monday to Friday, except public holidays in Bavaria. Fees are due monthly. Reports are sent by e-mail. Each late
    Meter Reading is repeated. The law of Germany applies.
    ```
    """

    codes = ("F001",)

    def check(self, draft: Draft) -> Iterator[Finding]:
        if not draft.says(_TOLD):
            for sentence in draft.sentences:
                found = _KINDS.search(sentence.whole)
                at = sentence.text.find(found["it"]) if found else -1
                if found and at >= 0 and not draft.knows(found["it"].title()):
                    message = f'"{found["it"]}" is defined nowhere: whatever its side calls so to one reader, and only work against a threat to another.'
                    yield draft.finding(
                        "F001",
                        ERROR,
                        message,
                        sentence,
                        at,
                        at + len(found["it"]),
                        "Say what it is, who declares it, and how much of it there may be in a month.",
                    )
                    break
        if draft.is_whole and sum(1 for one in draft.definitions if one.body) >= 2:
            yield from _names(draft)


def _names(draft: Draft) -> Iterator[Finding]:
    titles = " | ".join(one.text.lower() for one in headings(draft.document.paragraphs)) + " | "
    first = draft.document.paragraphs[0].text
    titles += first.lower() if len(first) < 100 else ""
    told: set[str] = set()
    for sentence in draft.sentences:
        for found in _NAME.finditer(sentence.text):
            name = _LEAD.sub("", " ".join(found["it"].split()))
            if " " not in name:
                continue
            start, end = (sentence.start + at for at in found.span("it"))
            quoted = sentence.paragraph.text[max(start - 1, 0) : start] + sentence.paragraph.text[end : end + 1]
            if found.start() == 0 or re.search(r"[\"“”„«»']", quoted):
                continue  # the first word of a sentence has its capital from there, and a name in quotes is its own
            key = name.lower().removesuffix("s")
            if key in told or key in titles or _STOCK.search(name) or _DAYS.search(name) or not _HOUSE.search(name):
                continue
            if _known(name, draft):
                continue
            told.add(key)
            message = f'"{name}" is written like a defined term, and this text defines it nowhere.'
            yield draft.finding(
                "F001",
                ERROR,
                message,
                sentence,
                *found.span("it"),
                f'Define it: "{name}" means …, or write it in small letters.',
            )


def _known(name: str, draft: Draft) -> bool:
    """Defined as a whole, or made of names that are ("Customer Downtime")."""
    if draft.knows(name) or draft.knows(name.removesuffix("'s").removesuffix("’s")):
        return True
    parts = name.split()
    starts = [cut for cut in range(1, len(parts)) if _is_name(" ".join(parts[:cut]), draft)]
    return any(_known(" ".join(parts[cut:]), draft) for cut in starts)


def _is_name(name: str, draft: Draft) -> bool:
    plain = name.removesuffix("'s").removesuffix("’s")
    return draft.knows(plain) or plain in draft.parties
