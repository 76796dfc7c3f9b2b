"""What a whole agreement does not say anywhere, though something that it says hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import CLOCK, COUNT
from sladsl.prose.gaps import Gap
from sladsl.prose.rule import ERROR, WARNING, Rule, words
from sladsl.prose.vocabulary import LEVEL

_CREDITS, _FEES = words(r"\bcredits?\b"), words(r"\b(?:fees?|charges?|price|rent)\b(?![^;]*\bcredit)")
_CURRENCY = re.compile(r"EUR|USD|GBP|CHF|[€$£]")
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}


class LeftUnsaid(Rule):
    """A sentence that cannot be carried out without another, which is not there. Excerpts are silent, but for what stands side by side.

    ## Example

    ```text A002
    1. Provider hosts the shop. 2. Fees are due in advance. 3. Provider shall keep the shop available at least 99.9% of each calendar month.
    4. A shop is available if the probe gets an answer. 5. Availability means the share of answered probes. 6. Reports are sent monthly. 7. The
    law of Italy applies. 8. The term is 24 months. 9. Prices are in EUR.
    ```

    ```text A006
    1. Provider hosts the shop. 2. Fees are due in advance. 3. Provider shall keep the shop available at least 99.9% of each calendar month.
    4. If Provider does not, it credits 5% of the fee for that month. 5. Reports are sent monthly. 6. Prices are in EUR. 7. The law of Italy
    applies. 8. The term is 24 months.
    ```

    ```text A012
    1. Provider gives support. 2. P1 tickets are answered within 30 minutes after they are opened. 3. P2 tickets are answered within 4 hours
    after they are opened. 4. Fees are due in advance. 5. Reports are sent monthly. 6. Prices are in EUR. 7. The law of Italy applies. 8. The
    term is 24 months.
    ```

    ```text C001
    Provider guarantees 99.9% uptime in each calendar month. Service hours are Monday to Friday, 08:00-18:00 CET.
    ```

    ```text C013
    1. Provider hosts the shop. 2. Fees are due in advance. 3. The shop has an availability of at least 99.9% in each calendar month. 4. The
    probe of Provider checks it: checks are made every 5 minutes. 5. Reports are sent monthly. 6. Prices are in EUR. 7. The law of Italy
    applies. 8. The term is 24 months. 9. Calls are free.
    ```

    ```text D023
    Credits are paid in EUR. The monthly fee is USD 5,000.
    ```

    ```text I002
    1. Provider gives support. 2. Notice of termination is given by e-mail. 3. Fees are due in advance. 4. Reports are sent monthly. 5. Prices
    are in EUR. 6. The law of Italy applies. 7. The term is 24 months. 8. Calls are free.
    ```

    ## Write instead

    ```text
    Provider guarantees 99.9% uptime of the service hours in each calendar month. Service hours are Monday to Friday, 08:00-18:00 CET. A notice
    is effective when it reaches the mail server of the recipient.
    ```

    ## Not meant

    ```text
    Provider shall keep the shop available at least 99.9% of each calendar month. P1 tickets are answered within 30 minutes after they are opened.
    ```
    """

    codes = ("A002", "A006", "A012", "C001", "C013", "D023", "I002")

    def check(self, draft: Draft) -> Iterator[Finding]:
        for gap in _GAPS:
            if gap.code != "D023" or _two_currencies(draft):
                yield from gap.found_in(draft)


def _two_currencies(draft: Draft) -> bool:
    """Credits in one, and fees in another, each alone."""
    credits, fees = (
        {one for sentence in draft.sentences if about.search(sentence.text) for one in _currencies(sentence.text)}
        for about in (_CREDITS, _FEES)
    )
    return len(credits) == 1 and len(fees) == 1 and credits != fees


def _currencies(text: str) -> set[str]:
    return {_SIGNS.get(one, one) for one in _CURRENCY.findall(text)}


_GAPS = (
    Gap(
        "A002",
        ERROR,
        words(LEVEL),
        words(
            r"\b(?:credit|refund|terminat|damages|penalt|remed(?:y|ies)|compensat|liquidated|rebate|deduct|reduc(?:ed|tion) (?:of|in) (?:the )?(?:\w+ )?fee|discount|service points)"
        ),
        "nothing follows where this level is missed: no money without proof of loss to one reader, a breach that ends the contract to another.",
        "Say what follows: `If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.`",
    ),
    Gap(
        "A006",
        ERROR,
        words(LEVEL),
        words(
            r"\b(?:down-?time|unavailab\w*|availab\w*|up-?time(?: percentage)?|outages?|down|up)[\"”]? (?:percentage )?(?:means?|shall mean|is (?:defined|calculated|measured|the (?:percentage|time|share|number)|any)|=|refers?|occurs? (?:when|if)|(?:is|are) (?:considered|deemed)|if|when)\b|\b(?:answers?|respon(?:ds|se)) to (?:the )?(?:probe|check|ping|request)|\bdefined as\b"
        ),
        "nothing says when the service counts as available: it answers at all to one reader, all its functions work to another.",
        'Say what is observed: `"Downtime" means each period in which every Probe has Outcome failure.`',
    ),
    Gap(
        "A012",
        ERROR,
        words(r"\b(?P<it>(?:P|priority|severity|sev\.?|level)[ -]?1)\b[^;]{0,80}\b\d+ ?(?:minutes|hours|mins?|hrs?)"),
        words(
            r"\b(?:P|priority|severity|sev\.?|level)[ -]?1\b[\"”]? ?(?:means?|shall mean|is (?:an?|any|defined|assigned)|:|=|–|—|-|\(|,? (?:critical|urgent|emergency))|\b(?:severity|priority)(?: levels?)? (?:is|are) (?:defined|set out|assigned|determined|as follows)|\b(?:critical|urgent|high) \((?:P|priority|severity)[ -]?1|\bdefinition of (?:priorit|severit)"
        ),
        "nothing says which tickets are of this rank, and who decides it.",
        "Say which: P1 is a ticket on a function that Annex 1 lists; and who sets it.",
    ),
    Gap(
        "C001",
        ERROR,
        words(LEVEL),
        words(
            r"\b(?:of|during|within|in) (?:the )?(?:agreed |scheduled )?(?:service|support|operating|operational|business|working|opening) (?:hours|time)|\b24 ?[x/×] ?7\b|\btotal (?:number of )?(?:minutes|time|hours)\b|\bdivided by\b|\b(?:all|the) minutes (?:of|in) (?:the|a|each)|\b24 hours\b"
        ),
        "may be a share of all the time, or of the service hours: the same outage weighs three times as much.",
        'Say of which time: `"Office Uptime" means the percentage of Support Hours in a month that is not Downtime.`',
        also=words(
            rf"\b(?:service|operating|operational|opening|business) hours\b[^.\n]{{0,40}}\b(?:mon(?:day)?|weekdays?|{CLOCK})"
        ),
        whole=False,
    ),
    Gap(
        "C013",
        WARNING,
        words(
            rf"\b(?P<it>(?:prob(?:es?|ing)|poll(?:s|ing|ed)?|pings?|checks?|samples?|measurements?|synthetic \w+) (?:\w+ ){{0,4}}?(?:every|each|once (?:every|per|a)|at intervals of|at (?:\w+[- ])?(?:one|five|ten|1|5|10)[- ](?:second|minute)) ?(?:{COUNT} )?(?:seconds?|minutes?|intervals?))\b"
        ),
        words(
            r"\b(?:missing|lost|no (?:data|result|measurement|sample|value|reading)|lacking|absent|gaps?)\b|\bnot (?:received|measured|available|carried out|recorded|collected)\b|\b(?:monitoring|measurement|probe) (?:fails|failure|outage|is (?:down|not))|\bfailed to (?:report|measure)"
        ),
        "nothing says what a measurement that is missing counts as: a failure to one reader, a success to another, and nothing to a third.",
        "Say it: `A missing Probe counts as a failure.`",
        also=words(LEVEL),
    ),
    Gap(
        "D023",
        ERROR,
        words(
            r"\bcredits?\b[^;]{0,40}\b(?P<it>(?-i:EUR|euros?|GBP|USD|CHF))\b(?![^;]*\bfees?\b)|\bcredits?\b[^;]{0,40}(?P<that>[€£$])"
        ),
        words(r"\bexchange rate|\bconver(?:t|sion)|\breference rate|\bECB\b"),
        "is another currency than that of the fees, and nothing says by which rate and of which day.",
        "Say the rate and its day, or name one currency: `Amounts are in GBP, without taxes, and are rounded half up to the penny.`",
        whole=False,
    ),
    Gap(
        "I002",
        ERROR,
        words(
            r"\b(?P<it>notices?\b[^;]{0,60}?\b(?:by|via|in an?) e-?mail)\b|\b(?P<that>(?:by|via) e-?mail)\b[^;]{0,40}\bnotices?\b"
        ),
        words(
            r"\b(?:receipt|received|receives|reaches|effective (?:when|upon|on)|deemed (?:to have been )?(?:given|received|served|delivered)|delivered|on the date (?:it is )?sent|when sent|upon sending)\b"
        ),
        "counts when it is sent to one reader, and when it is received to another.",
        "Say when it is effective: when it reaches the mail server of the recipient.",
    ),
)
