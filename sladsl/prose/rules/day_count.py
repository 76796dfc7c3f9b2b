"""Periods of days that do not say which days they count."""

from __future__ import annotations

from sladsl.prose.figures import COUNT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_DAYS = r"(?:calendar |business |working |banking |consecutive )?days?"
_COUNTED = words(
    r"\b(?:exclud\w+|not count\w*|without counting|counting from|beginning with|first day is|(?:is|are) (?:not )?(?:counted|included)|inclusive of) (?:[^.;\n]{0,40}\bday\b)?"
    r"[^.;\n]{0,40}\bday\b[^.;\n]{0,60}\b(?:event|notice|receipt|report|act|claim)|\bday of (?:the )?(?:event|receipt|act)[^.;\n]{0,30}(?:is|shall be) (?:not |ex|in)"
)
_BUSINESS_DAYS = rf"\b(?:{COUNT}|next|following|nth|\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|tenth|last)(?: full| clear| whole| complete)? (?P<it>(?:business|working|banking) days?)\b"
_DEFINED = (
    r"\b(?:business|working|banking) days? *[\"”]?(?: \([^)]*\))?,? (?:means?|shall mean|are (?:defined|monday|mon|all days|any day)|is (?:any|a) (?:day|weekday)|is monday|refers?|:)|\b(?:business|working) days? ?\((?:mon|excluding|other than|i\.e)"
    r"|\b(?:public|bank|national|statutory|federal) holidays? (?:in|of|observed in)\b|\b(?:business|working) days? in (?-i:[A-Z])"
)
_TWO_PLACES = r"\b(?:parties|offices?|sites?|teams?|cent(?:er|re)s?|established|located|based|seated)\b[^.;\n]{0,30}?\bin (?:the )?(?-i:[A-Z]\w+)(?: (?-i:[A-Z]\w+))?,?(?: and)? (?:in )?(?:the )?(?-i:[A-Z]\w+)"
_KIND = words(
    r"\b(?:calendar|business|working|banking) days?\b|\bdays? (?:means?|shall mean|refers?)\b|\breferences? to (?:a )?[\"“]?days?\b"
)


class DayCount(WordRule):
    """A period of days that does not say whether the day of its event counts, which days those are, or whether a day is 24 hours.

    "Within 5 days after" is taken as not counting the day of the event, and said of the end of a month it is plain in any case. Long periods
    (more than 14 days) of mere days are taken as calendar days, as are all where the text tells business days from others.

    ## Example

    ```text B001
    Claims must be filed within 5 days from the incident.
    ```

    ```text B003
    Provider answers each ticket within 4 hours after it is opened. Periods are counted as in Regulation (EEC, Euratom) No 1182/71.
    ```

    ```text B005
    Claims are filed within 5 days after the report.
    ```

    ```text B015
    Provider answers within 1 day.
    ```

    ```text B005
    Provider answers within 3 Business Days after the ticket.
    ```

    ```text B006
    "Business Day" means a day other than a Saturday, a Sunday or a public holiday. Provider answers within 3 Business Days after the ticket.
    ```

    ```text B006
    The parties are established in Rome and London. Claims are filed within 5 Business Days after the report is sent.
    ```

    ## Write instead

    ```text
    "Business Day" means a day other than a Saturday, a Sunday or a public holiday in Rome. Claims are filed within 5 Business Days after the
    day on which the outage ended. Provider answers within 24 hours after the ticket is opened.
    ```

    ## Not meant

    ```text
    Invoices are paid within 30 days after their date. The report covers 5 days of downtime. The claim is made within 10 calendar days of the
    end of the month.
    ```
    """

    wordings = (
        Wording(
            "B001",
            ERROR,
            words(
                rf"\bwithin (?:a period of )?{COUNT} {_DAYS} (?:from(?: and including)?|of|starting (?:from|with|on)|counted from)\b(?! (?:the )?(?:end|expiry|expiration|last day|close|termination|downtime|outage time|each)\b)(?! (?:the )?(?:day|date) (?:after|following)\b)"
                rf"|\b{COUNT} {_DAYS} from (?:the )?(?:date|day|receipt|notice|incident|event|delivery|report|start)\b"
            ),
            "may count the day of the event as the first day, or begin with the day after.",
            "Say from which day: within 5 days after the day on which the outage ended; or `A period of days does not count the day that starts it.`",
            unless_said=_COUNTED,
            unless=words(r"\bday of (?:the )?(?:event|act|notice|receipt)[^;]{0,40}(?:not|ex|in)clud|not counting"),
        ),
        Wording(
            "B003",
            WARNING,
            words(
                rf"\b(?P<it>within (?:{COUNT}) (?:elapsed |clock |consecutive )?hours)\b(?= (?:of|from|after|following) )"
            ),
            "runs from the moment of the event; by Article 3(1) of Regulation No 1182/71, which this text refers to, the hour of the event does not count.",
            "Say it in minutes: within 240 minutes after the ticket is opened.",
            needs_said=words(r"\b1182/71\b"),
            unless_said=words(
                r"\bfrom the moment\b|\bmoment to moment|\b(?:full|whole|next) hours?\b|\bhours? (?:in|during) which\b|\bhours? (?:run|runs|are counted|is counted)\b"
            ),
            once=True,
        ),
        Wording(
            "B005",
            ERROR,
            words(
                r"\b(?:within|in|no later than|not later than|after|for) (?:a period of )?(?P<it>(?:(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen)(?: \(\d+\))?|[2-9]|1[0-4]) days)\b(?! (?:a|per|each|in|of (?:credit|service|downtime|outage))\b)"
            ),
            "may be calendar days or business days: over Easter they are a week apart.",
            "Say which days: `Provider shall ensure that each Fault is Repaired within 2 business days after it is Reported.`, or calendar days.",
            unless_said=_KIND,
            needs=words(
                r"\b(?:claim|respon|report|notif|notice|request|resol|deliver|submit|answer|repair|correct|submitted|file[ds]?|sen[dt]|provid|object|contest|approv|pay|complet|restor|credit)"
            ),
        ),
        Wording(
            "B015",
            WARNING,
            words(
                r"\b(?:within|in|after|no later than|not later than) (?P<it>(?:1|one|one \(1\)|an?) day)\b(?! (?:of (?:credit|service)|per|credit))|\bby the next day\b"
            ),
            "may be 24 hours, or until the end of the next day.",
            "Say hours (24 hours), or until when on the next day.",
        ),
        Wording(
            "B015",
            WARNING,
            words(
                r"\b(?P<it>(?:one|1|a single|once) (?:such |service )*(?:credits?|claims?|refunds?|compensation|penalty)? ?(?:per|a|each|in any|in a|for any|on any) (?:single |given )?day)\b"
            ),
            "may be a day of the calendar, or 24 hours.",
            "Say which: one credit for each calendar day, in Europe/Rome time.",
            needs=words(
                r"\b(?:no|not|only|at most|maximum|limited)\b[^;.]*?\b(?:credit|claim|refund|compensat|penalt)"
            ),
            unless=words(r"\b(?:calendar|24 hours|24-hour|midnight|business|working)\b"),
        ),
        Wording(
            "B005",
            ERROR,
            words(_BUSINESS_DAYS),
            "has no definition here: Saturdays too or not, and without the public holidays of which place?",
            "Say which days: `A business day is Monday to Friday, except public holidays.` and `Public holidays are the bank holidays of England.`",
            unless_said=words(rf"{_DEFINED}|{_TWO_PLACES}"),
            once=True,
        ),
        Wording(
            "B006",
            ERROR,
            words(_BUSINESS_DAYS),
            "may leave out the public holidays of one of the places or of the other.",
            "Name the place: `Public holidays are the bank holidays of England.`, or a day that is a business day in both.",
            unless_said=words(_DEFINED),
            needs_said=words(_TWO_PLACES),
            once=True,
        ),
        Wording(
            "B006",
            ERROR,
            words(
                r"\b(?:business|working|banking) days?\b[”\"]?(?: \([^)]*\))?,? (?:means?|shall mean|are|is|refers? to|:)[^.;]{0,120}?\b(?P<it>(?:public|bank|banking|national|statutory|legal|official)? ?holidays?)\b(?! (?:schedule|calendar|list))"
            ),
            "are those of one place to one reader, and of another place to another.",
            "Name the place: `Public holidays are the bank holidays of England.`",
            unless=words(
                r"\bholidays? (?:in|of|at|for|under|observed)\b|\b(?:in|of) (?:the )?(?-i:[A-Z][a-z]+|U\.?S|UK|EU)\b|\bfederal\b|(?-i:\b(?!Public|Bank|National|Statutory|Legal|Official|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)[A-Z]\w+ (?:public |bank |national )?holidays)"
            ),
            needs_said=words(_BUSINESS_DAYS),
            unless_said=words(r"\bholidays?[”\"]? (?:means?|shall mean|are (?:the|those|defined)|refers? to)\b"),
        ),
    )
