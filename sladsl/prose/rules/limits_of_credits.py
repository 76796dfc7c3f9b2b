"""Caps, units and multiples of credits."""

from __future__ import annotations

from sladsl.prose.figures import COUNT, MONEY, NUMBER, PERCENT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words
from sladsl.prose.vocabulary import FAILING

_CAPPED = words(r"\b(?:cap(?:ped)?|not exceed|exceed|maximum|limited to|up to|in no event|no more than|at most)\b")
_TIME_UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)"
_OWED = words(
    r"\b(?:credit\w*|refund\w*|penalt\w*|charged?|compensat\w*|pays?|paid|bill\w*|fees?|rebate|discount|free)\b"
)


class LimitsOfCredits(WordRule):
    """What a credit is counted in, how it grows, and where it ends.

    ## Example

    ```text A008
    1. The Service is hosted. 2. Support is given. 3. Fees are due monthly. 4. Fees are in EUR. 5. Reports are sent. 6. Notices are sent. 7. The
    law of Italy applies. 8. For each hour of unavailability Customer is credited 5% of the Monthly Fee.
    ```

    ```text C011
    Customer is credited 5% of the fee for each 30 minutes of downtime (or portion thereof).
    ```

    ```text D007
    The credit is 1% of the fee for each 1% by which availability falls short.
    ```

    ```text D006
    The credit is EUR 10 per minute for the first 60 minutes, EUR 50 per minute above.
    ```

    ```text D008
    If the target is missed again the credit of 10% rises by 50%.
    ```

    ```text D009
    Credits are doubled for repeated failures and capped at 30%.
    ```

    ```text D010
    Credits are capped at 30% of the monthly fee.
    ```

    ```text D024
    The credit for P1 is three times more than for P2.
    ```

    ```text D021
    Provider makes monthly payments in the amount of EUR 6,000 for twelve months.
    ```

    ## Write instead

    ```text
    Customer is credited 5% of the Monthly Fee for each started hour of the total downtime in a month, and at most 50% of that fee in a month.
    ```

    ## Not meant

    ```text
    The total of all credits for a month shall not exceed 30% of the Monthly Fee. Customer is credited 1% for each full percentage point by
    which availability falls short. The retry waits three times longer. Provider pays EUR 100 for each day of delay.
    ```
    """

    wordings = (
        Wording(
            "A008",
            WARNING,
            words(
                rf"\b(?:for|per) (?:each|every) (?:started |full |additional |\d+ |{COUNT} )?(?:minutes?|hours?|days?|% |percent)"
            ),
            "has no end: thirty hours of outage give more than the fee to one reader, and at most the fee to another.",
            "Say the limit: `Credits for a month shall not exceed 25% of the fees for that month.`, or say that there is none.",
            unless_said=_CAPPED,
            needs=words(
                rf"\b(?:credit|refund|discount|rebate|penalt|compensat)\w*[^;]*(?:{PERCENT}|{MONEY})|(?:{PERCENT}|{MONEY})[^;]*\b(?:credit|refund|discount|rebate|penalt|compensat)"
            ),
            silence=True,
            once=True,
        ),
        Wording(
            "C011",
            ERROR,
            words(
                rf"\b(?:for|per) (?:each|every|any) (?:period of )?(?:additional |further |subsequent |whole |complete |full |consecutive |started |commenced |continuous )*(?:(?:{COUNT}|{NUMBER})(?: or more)?[ -]?)?(?:(?:additional|consecutive|full|started|continuous) )?(?:minutes?|hours?|mins?|hrs?)(?:[ -](?:period|block|interval|increment|segment)s?)?"
                r"(?= (?:\([^)]*\) )?(?:of |in which |during which |that |the (?:fault|service|outage|circuit|interruption|failure)|or (?:part|portion|fraction)|\(or|beyond|over|above|exceed)[^;]{0,60}(?:down|outage|unavailab|interrupt|not available|fail|down-?time|exceed|inaccessib|disrupt|out of service|thereof|persist|continu|lasts))"
            ),
            "may be counted outage by outage or over the month's total, in full blocks or in started ones.",
            "Say both: for each started block of 30 minutes of the total downtime in a month.",
            unless=words(
                r"\b(?:total|aggregate|cumulative|combined|sum of|in aggregate|single|per (?:incident|outage)|each (?:incident|outage))\b[^;]*\b(?:started|commenced|full|whole|complete|pro[ -]?rat\w*|(?:part|portion|fraction) (?:there)?of|rounded)\b"
                r"|\b(?:started|commenced|full|whole|complete|pro[ -]?rat\w*|rounded)\b[^;]*\b(?:total|aggregate|cumulative|combined|single|per (?:incident|outage)|each (?:incident|outage))\b"
            ),
            needs=words(r"\b(?:credit|refund|compensat|fee|charge|%|discount|day|month|penalt|period in which)"),
        ),
        Wording(
            "D007",
            ERROR,
            words(
                rf"\b(?:for|per) (?:each|every) (?:additional |further )?(?P<it>(?:{PERCENT}|(?:{NUMBER}|one|half an?) percentage points?|percentage point|percent|one[ -]tenth(?: of (?:a|one) percent)?)(?: point)?)(?! (?:credit|of the (?:fee|monthly)))"
            ),
            "may be counted in full steps, in started ones, or in proportion.",
            "Say which: for each full percentage point by which it is below the level.",
            unless=words(
                r"\b(?:full|whole|complete|started|part(?:ial)?|portion|fraction|pro[ -]?rat\w*|proportion\w*|rounded)\b"
            ),
        ),
        Wording(
            "D006",
            ERROR,
            words(
                r"\bper (?:minute|hour|day) (?:for|up to|during) the first [^;]{3,40}?(?:and|,|;) (?:then )?[^;]{3,40}? per (?:minute|hour|day) (?P<it>above|over|beyond that|in excess|if (?:more|longer)|for (?:longer|more))"
            ),
            "may give the higher rate for all of it, or only for what is above.",
            "Say EUR 50 for each minute after the 60th.",
        ),
        Wording(
            "D008",
            ERROR,
            words(
                rf"{PERCENT}[^;]{{0,80}}?(?P<it>(?:rises?|increas\w+|rais\w+|reduc\w+|decreas\w+|lower\w*|grows?|falls?) by (?:an additional |a further |another )?(?:{PERCENT}))(?! ?(?:points?|of the|percentage))"
            ),
            "may be a part of the percentage, or so many percentage points.",
            "Say the result: rises to 15% of the Monthly Fee; or say by 5 percentage points.",
            needs=words(r"\b(?:credit|refund|fee|rebate|penalt|discount)"),
        ),
        Wording(
            "D009",
            ERROR,
            words(
                r"\b(?P<it>(?:doubled|tripled|trebled|multiplied|increased|reduced|rounded|pro[ -]?rated)[^;]{0,80}?(?:and|but|then|,) (?:\w+ ){0,3}(?:capped|limited|subject to a (?:cap|maximum)|(?:shall|will|may) not exceed|up to a maximum))"
            ),
            "may be done before the cap or after it.",
            "Say the order: the total after doubling is capped.",
            unless=words(
                r"\bafter (?:doubling|the (?:doubling|increase|multiplication))|\bbefore (?:doubling|the (?:doubling|increase))"
            ),
            needs=words(r"\b(?:credit|refund|fee|rebate|penalt|discount|compensat)"),
        ),
        Wording(
            "D010",
            ERROR,
            words(
                rf"\b(?P<it>(?:cap(?:ped)?(?: (?:is|of))?(?: at)?|(?:shall|will|may|must|can) not exceed|limited to|(?:maximum|cap) (?:\w+ ){{0,4}}(?:is|of|shall be|will be)) (?:a (?:maximum|total) of )?(?:{PERCENT}|{MONEY}|{COUNT} (?:days?|months?))[^;,]*)"
                rf"|\b(?P<what>(?:limited to|capped at|(?:shall|will|may|must) not exceed) the (?:greater|higher|larger|lesser|lower|smaller) of\b[^;,]*)|\b(?P<that>(?:amount|fees?|charges?|percentage) at risk[\"”]? (?:is|are|shall be|will be|means|equals) {PERCENT}[^;,]*)"
            ),
            "may hold for each incident, each service, each month, or for the whole term.",
            "Say for what: `Credits for a month shall not exceed 25% of the fees for that month.`",
            needs=words(r"\b(?:credit|refund|rebate|discount|penalt|compensat|at risk)"),
            unless=words(
                r"\b(?:total(?! (?:MRC|MRR|monthly|recurring|fees?|charges?|invoice))|aggregate|cumulative|combined|sum|all (?:service )?credits)\b|\b(?:per|in (?:any|a|each|one|that)|for (?:any|a|each|that|the)|during (?:any|a|each|that)|each|every)(?: \w+){0,3} (?:month|incident|year|outage|period|billing|event|quarter|invoice|week|day|term|cycle)|\bmonth(?:ly)? (?:cap|maximum)"
            ),
        ),
        Wording(
            "D024",
            WARNING,
            words(
                r"\b(?:\d+|two|three|four|five|ten|twice|several)(?: times| ?x) (?:more|higher|greater|larger|less|lower|smaller|faster) than\b"
            ),
            "may be that many times, or that many times on top.",
            "Say the figure itself.",
        ),
        Wording(
            "D021",
            ERROR,
            words(
                rf"\b(?:monthly|quarterly|annual|yearly|weekly) (?:payments?|instal?ments?|fees?|credits?) (?:in the amount |in a sum )?(?:of|totall?ing) (?:{MONEY}) (?:for|over|during) (?:a period of )?{COUNT} (?:months?|quarters?|years?|weeks?)"
            ),
            "may be paid each time, or be the sum of all.",
            "Say each or in total: EUR 6,000 on the last day of each of the 12 months (EUR 72,000 in total).",
            unless=words(r"\beach\b|\bin total\b|\btotal of\b|\bper (?:month|quarter|year)"),
        ),
        Wording(
            "D021",
            WARNING,
            words(
                rf"\b(?:retain|withhold|hold back|keep back)s?\b[^;.]{{0,20}}? (?P<it>(?:{PERCENT}|{COUNT} per ?cent) of (?:the |any |an )?(?:total )?(?:invoice(?:d)?|payment|monthly)(?: amounts?| fees?| charges?)?)\b(?=[^;.]*?\buntil\b)"
            ),
            "may be held back from one invoice, or from each until then.",
            "Say which: 10% of each invoice, or 10% of the invoice for the month of the failure.",
            unless=words(
                r"\b(?:each|every|that|first|next|one) (?:\w+ )?(?:invoice|payment)|\ball invoices\b|\bfor the month\b"
            ),
        ),
        Wording(
            "D007",
            ERROR,
            words(
                rf"\b(?P<it>(?:for|per) (?:each|every) (?:additional |further |subsequent )?(?:(?:{COUNT}) {_TIME_UNIT}|hour|week|month) (?:of|in|by) (?:the )?(?:delay|lateness|default|being late)|(?:for|per) (?:each|every) (?:additional |further )?(?:(?:{COUNT}) {_TIME_UNIT}|hour|week|month) (?:that )?(?:[\w ]{{0,30}}) (?:is|are) (?:late|delayed|overdue))\b"
            ),
            "may count full ones, started ones, or parts in proportion.",
            "Say which: `for each full hour`, `for each started hour`, or pro rata.",
            needs=_OWED,
            unless=words(
                r"\b(?:full|complete|whole|started|commenced|beg[iu]n\w*|pro[ -]?rata|proportion\w*|part thereof|parts? of|portion|fraction\w*|rounded)\b"
            ),
        ),
        Wording(
            "D007",
            ERROR,
            words(
                rf"\b(?P<it>(?:for|per) (?:each|every) (?:additional |further |subsequent )?(?:(?:{COUNT}) {_TIME_UNIT}|hour|day|week|month)) (?:that |during which |in which |for which )?(?:the |an? |any |such |this )?(?:[\w-]+ ){{0,3}}?(?:persists?|continues?|lasts?|remains? (?:un\w+|down|open|out))\b"
            ),
            "may count full ones, started ones, or parts in proportion.",
            "Say which: `for each full hour`, `for each started hour`, or pro rata.",
            needs=_OWED,
            unless=words(
                r"\b(?:full|complete|whole|started|commenced|beg[iu]n\w*|pro[ -]?rata|proportion\w*|part thereof|parts? of|portion|fraction\w*|rounded|calendar day)\b"
            ),
        ),
        Wording(
            "C011",
            ERROR,
            words(
                rf"\b{FAILING}\b[^;.]{{0,40}}?\b(?P<it>(?:for )?(?:more than|longer than|at least|over|in excess of|exceed\w*) (?:{COUNT}|{NUMBER}) (?:seconds?|minutes?|mins?|hours?|hrs?) (?:of|in|within|during|per) (?:an?|any|each|every|the|one) (?:\w+ )?(?:hour|day|week|month|quarter|(?:{COUNT})[ -]days?(?: period)?))\b"
            ),
            "may be the sum of several outages, or one that lasts so long.",
            "Say which: in total, or without a break.",
            unless=words(
                r"\b(?:total\w*|cumulativ\w*|aggregat\w*|combined|sum|altogether|consecutive|continuous\w*|uninterrupted|in one stretch|without a break|at a time|single|in a row)\b"
            ),
        ),
        Wording(
            "C011",
            ERROR,
            words(
                rf"\b(?P<it>(?:{NUMBER}) ?(?:minutes?|mins?|hours?|hrs?)? ?(?:-|–|to|and) ?(?:{NUMBER}) ?(?:minutes|mins?|hours?|hrs?) (?:of )?(?:service )?(?:down-?time|unavailab\w+|outages?|interruption|disruption))\b"
            ),
            "may be the length of one outage, or of all in a month.",
            "Say which: of the total downtime in a month, or for each outage.",
            needs=words(r"\b(?:credit|refund|compensat|rebate|discount|penalt)"),
            unless=words(
                r"\b(?:total|cumulativ\w*|aggregat\w*|combined|sum|consecutive|continuous|uninterrupted|single|(?:per|each|any|every|one) (?:incident|outage|interruption)|month(?:ly)?|quarter|billing)\b"
            ),
        ),
        Wording(
            "D006",
            ERROR,
            words(
                r"\b(?P<it>(?:from|as of|starting (?:with|from)) the (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)) (?:\w+ ){0,2}?(?:hour|day|ticket|incident|outage|failure|unit|user|request|month)s? (?:onwards?|on|upwards?))\b"
            ),
            "may be for those from there on, or for all of them once there are so many.",
            "Say which: for each one after the fourth.",
            needs=_OWED,
        ),
        Wording(
            "D006",
            ERROR,
            words(
                rf"\b(?:{MONEY}) (?:per|for each|a) (?P<it>\w+ (?:up to|for the first) [^;.]{{2,30}}?(?:and|,|;) (?:then )?(?:{MONEY}) (?:(?:per|for each|a) \w+ )?(?:above|over|beyond|thereafter|from there|in excess))\b"
            ),
            "may give the second price to all of it once there is more, or only to what is above.",
            "Say which: EUR 3 for each GB after the 100th.",
            unless=words(r"\b(?:after the|only (?:to|for) (?:the part|what)|the part (?:above|over))\b"),
        ),
    )
