"""Words for a moment at which two readers look at different clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import CLOCK, COUNT, DATE
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_ZONE = re.compile(
    r"\b(?:UTC|GMT|[ECMPB]S?[ED]?T|CEST|CET|EET|EST|EDT|PST|PDT|CST|MST|BST|IST|AEST|AEDT|JST|SGT|HKT|SAST|NZST|WET|UTC[+-]\d+|Zulu|Z(?=[\s,.)]))\b|\b(?:Europe|America|Asia|Africa|Australia|Pacific)/\w+"
    r"|(?i:\b(?:time ?zones?|(?:eastern|central|pacific|mountain|greenwich|coordinated universal|universal|standard|daylight|local|london|rome|paris|berlin|new york|uk|german|italian|british|european|customer['’]s|provider['’]s) (?:\w+ )?time\b(?!s)))"
)
_CLOCK = re.compile(rf"(?<![\w.,/:-])(?:{CLOCK})(?![\w:%/]|\.\d)", re.IGNORECASE)
_HOURS = re.compile(
    r"(?:\b(?:from|at|by|before|after|between|until|till|to|and|daily|hours|a\.m|p\.m|am|pm|mon|tue|wed|thu|fri|sat|sun)\w*[\s,:]*|[-–—]\s*|\()$",
    re.IGNORECASE,
)


class BoundsOfTime(WordRule):
    """Midnight, the close of business, "until", and clock times of no time zone.

    ## Example

    ```text B016
    Claims are filed by midnight on 30 June.
    ```

    ```text B017
    Notice must arrive by close of business on Friday.
    ```

    ```text B002
    A target of 95% applies until 30 June 2026, then 99.9%.
    ```

    ```text B013
    Maintenance is done between 02:00 and 04:00 on Sundays.
    ```

    ```text B027
    A notice received before 14:00 on the date that is 20 Business Days after the claim is valid.
    ```

    ## Write instead

    ```text
    Claims are filed by 24:00 on 30 June, Europe/Rome. A target of 95% applies up to and including 30 June 2026.
    ```

    ## Not meant

    ```text
    Maintenance is done between midnight and 04:00 UTC. Credits are held until the invoice is paid. The close of the business deal is
    confidential. The term ends before 1 July 2026.
    ```
    """

    also = ("B013",)
    wordings = (
        Wording(
            "B016",
            WARNING,
            words(
                rf"\bmidnight(?: (?:on|of|at the (?:start|end) of))? (?:the )?(?:{_WEEKDAY}|{DATE}|last day|first day|day|\d{{1,2}}(?:st|nd|rd|th))|(?:by|before|until|till|at|no later than) midnight\b(?! (?:and|to|at the (?:start|end)|utc|gmt))"
                rf"|(?:{_WEEKDAY}|{DATE})(?: at)? midnight|\b12(?::00)? ?[ap]\.?m\b\.?"
            ),
            "is the start of the day to one reader, and its end to another.",
            "Say 00:00 or 24:00, and of which day.",
            unless=words(r"\b(?:00:00|24:00|23:59|11:59)|\bnoon\b|\b24 hours"),
        ),
        Wording(
            "B017",
            ERROR,
            words(
                r"\b(?:(?:close|end|start|opening) of (?:the )?(?:business|working)(?: day)?(?! (?:deal|relationship|unit|relation))|c\.?o\.?b\b|e\.?o\.?d\b|end of (?:the )?day|(?:normal|usual|ordinary|regular|standard|local|customary) (?:business|working|office) hours)"
            ),
            "is 17:00 to one reader, and another hour to the next.",
            'Say the hour and the place: by 17:00 in Rome; or `"Support Hours" are Monday to Friday from 08:00 to 18:00, except public holidays.`',
            unless_said=words(
                r"\b(?:close|end) of (?:the )?(?:business|working)(?: day)?[\"”]? (?:means?|shall mean|is \d)|\b(?:business|working|office|support) hours[\"”]? *(?:means?|shall mean|are\b|is\b|:|\()"
            ),
            unless=words(CLOCK),
        ),
        Wording(
            "B017",
            WARNING,
            words(
                rf"\b(?:within|in|:) (?P<it>(?:{COUNT}) (?:business|working|office) hours)\b|\b(?:during|within|in|outside(?: of)?) (?:the |our |its |their |provider['’]s )?(?P<that>(?:business|working|office) hours)\b"
            ),
            "are hours of which days, and from when to when?",
            'Say it: `"Support Hours" are Monday to Friday from 08:00 to 18:00, except public holidays.`',
            unless_said=words(
                rf"\b(?:business|working|office) hours?[\"”]? *(?:means?|shall mean|are\b|is\b|:|\(|refers?)|\b(?:mon(?:day)?s?|weekdays?)\b[^.\n]{{0,60}}?\d|\b(?:{CLOCK})[^.\n]{{0,20}}?(?:-|–|to|and|until)"
            ),
            once=True,
        ),
        Wording(
            "B002",
            ERROR,
            words(
                rf"\b(?:until|till|through(?!out)|up to|to|by) (?:the )?(?:{_WEEKDAY},? )?(?:{DATE})(?!,? \d{{4}}|,? (?:at )?\d{{1,2}}[:.]\d)|\bbetween (?:{DATE}) and (?:{DATE})"
            ),
            "may take in that day or stop before it.",
            "Say `up to and including`, or `before` and the day after.",
            unless=words(
                r"\binclu(?:ded|sive|ding)\b|\bboth (?:days|dates)|up to and including|\bend of\b|\bthrough the end\b|\b24:00|\b23:59"
            ),
        ),
        Wording(
            "B027",
            WARNING,
            words(
                r"\b(?:before|by|until|prior to|no later than) (?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|noon|\d{1,2} ?[ap]\.?m\.?) on the (?:date|day) (?:that|which) is\b"
            ),
            "may be any time up to then, or only on that very day.",
            "Say by 14:00 on the 20th business day after the claim.",
        ),
        Wording(
            "B002",
            WARNING,
            words(
                rf"\b(?P<it>(?:for )?up to (?:{COUNT}) (?:calendar |business |working )?(?:days|weeks|months) (?:after|from|following))\b|\b(?:used|valid|usable|redeem(?:ed|able)|claimed) (?P<what>(?:for )?up to (?:{COUNT}) (?:calendar )?(?:days|weeks|months))(?= ?[.;,])|\b(?:for each|each|every|per) (?:calendar |working |business )?day\b[^;.]{{0,40}}?\b(?P<that>until (?:the )?(?:day|date) (?:of|on which))\b"
            ),
            "may include the last day, or end with the day before it.",
            "Say the last day: until the end of the 60th day.",
            unless=words(r"\b(?:inclu(?:ding|sive)|exclu(?:ding|sive)|end of (?:the|that)|through)\b"),
        ),
    )

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from super().check(draft)
        if draft.says(_ZONE):
            return
        for sentence in draft.sentences:
            for found in _CLOCK.finditer(sentence.text):
                if _HOURS.search(sentence.text[: found.start()]) or re.match(
                    r"\s*(?:[-–—]|to\b|and\b|on\b|until\b)", sentence.text[found.end() :]
                ):
                    message = f'"{found[0].strip()}" has no time zone: between two places, an hour or a day lies on one side of the limit or the other.'
                    yield draft.finding(
                        "B013",
                        ERROR,
                        message,
                        sentence,
                        found.start(),
                        found.start() + len(found[0].rstrip()),
                        "Name the place: `Times are in Europe/London.`",
                    )
                    return
