"""Credits that do not say of what they are a share, which fee, or how much."""

from __future__ import annotations

from sladsl.prose.figures import COUNT, CURRENCY, MONEY, NUMBER, PERCENT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words
from sladsl.prose.vocabulary import FAILURE

_CREDIT = r"(?:service )?(?:credits?|refunds?|rebates?|discounts?|compensation|penalt(?:y|ies)|deductions?|reductions?)"
_BASE = r"(?:of|off|from|on) (?:the |its |their |your |our |all |any |such |that |total |customer['’]s |each |an? )*[\w’'-]*"


class ShareOfWhat(WordRule):
    """A credit whose amount hangs on a word: of which fee, up to how much, of which day.

    ## Example

    ```text A003
    Customer receives a credit of 10%.
    ```

    ```text A007
    A credit of 500 is due.
    ```

    ```text A007
    Provider responds within 4.
    ```

    ```text A007
    The breach is remedied within 30 after a written request.
    ```

    ```text D004
    Customer receives a credit of up to 10% of the Monthly Fee.
    ```

    ```text E002
    The credit is 5% of the monthly fees paid.
    ```

    ```text F011
    The credit is 5% of the then-current fee.
    ```

    ```text E003
    Customer receives a credit of 5% of the monthly fee on the next invoice.
    ```

    ```text B021
    For each such day Customer is credited one day of service.
    ```

    ```text E005
    Customer is credited one day of service.
    ```

    ```text E006
    Customer is credited 25 times the actual downtime.
    ```

    ```text E006
    For the second and any subsequent failure of the same KPI, the Service Points are doubled.
    ```

    ## Write instead

    ```text
    Customer receives a credit of 10% of the fees that are invoiced for the month of the outage.
    ```

    ## Not meant

    ```text
    The credits for a month are limited, up to 50% of the Monthly Fee. A credit of EUR 500 is due. Provider responds within 4 hours. Service
    credits are calculated based on a 30-day month. The refund is 10% off the next order.
    Fees paid for the time after termination are refunded.
    ```
    """

    wordings = (
        Wording(
            "A003",
            ERROR,
            words(
                rf"\b{_CREDIT} (?:of|equal to|at|is|shall be|will be|equivalent to|amounting to) (?P<it>{PERCENT})(?! ?(?:{_BASE}|per (?:cent )?of|discount on|[a-z]+ points?))"
                rf"|\b(?:receives?|credit(?:ed|s)?|gets?|granted|refund(?:ed|s)?) (?:an? |with )?(?P<that>{PERCENT})(?: (?:service )?(?:credit|refund|rebate|discount))?(?= ?(?:[.,;]|$|if\b|for each\b|when\b|where\b))"
            ),
            "does not say of what: of the fee of the affected service, of all fees, of a month's or of a year's.",
            "Say of what: `If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.`",
            unless_said=words(
                r"\b(?:percent(?:age)?|%|share|portion|credits?|calculated)[^.\n]{0,60} (?:of|on|against|off) (?:the |its |their |your |total |all |affected )*(?:\w+ ){0,4}(?:fees?|charges?|price|bill|invoice|amount|rental|rate|mrc|cost)"
            ),
        ),
        Wording(
            "A007",
            ERROR,
            words(
                rf"\b(?:{_CREDIT} of (?P<it>{NUMBER})(?! ?(?:%|per ?cent|{CURRENCY}|euros?|dollars?|pounds?|days?|hours?|minutes?|months?|weeks?|points?|times|\d|[.,]\d|[€$£x×/]))|within (?P<that>\d{{1,3}})(?= ?(?:[.;,)](?!\d)|$)| (?:after|following|from) (?:the|an?|its|each|such|that|it|written|receipt|notice)\b))"
            ),
            "has no unit: hours of the clock or of the office, euros or dollars.",
            "Give the number its unit: 4 hours, EUR 500.00.",
        ),
        Wording(
            "D004",
            ERROR,
            words(
                rf"\b{_CREDIT}(?: in an amount| equal| amounting| equivalent)?(?: to)?(?: is| are| may be| will be| shall be)?(?: of| worth)? (?P<it>up to (?:a (?:maximum|total) of )?(?:{PERCENT}|{MONEY}))|\b(?:receive|credited|credit you|refunded|get|entitled to|(?:will|shall) (?:pay|credit|refund|compensate)(?: you| (?:the )?(?:customer|client))?(?: with)?) (?P<that>up to (?:{PERCENT}|{MONEY}))|(?P<what>up to (?:{PERCENT}|{MONEY})) [^;]{{0,40}}?may be (?:deducted|credited|withheld|refunded|reduced)"
            ),
            "may be all of it, or whatever the other side chooses below it.",
            "Say the amount, or how it is worked out and then its limit.",
            unless=words(
                r"\b(?:maximum|limit\w*|cap(?:ped)?|not exceed|aggregate|cumulative|total(?: of)? (?:all )?(?:service )?credits)\b"
            ),
        ),
        Wording(
            "E002",
            WARNING,
            words(
                r"\b(?:fees?|amounts?|charges?|sums?|price|rent(?:al)?)(?: \w+){0,3}? (?:(?:actually|already) )?(?:paid|received)\b(?! (?:or (?:payable|due)|in arrears|by (?:the )?(?:provider|supplier|us|vendor)\b|late|not\b))|\b(?:actually|already) paid\b"
                r"|\bwhat (?:you|(?:the )?customer) (?:has |have )?paid\b|\b(?:has|have) (?:actually )?paid (?:for|to)\b"
            ),
            "leaves out an invoice that is still open to one reader; to another it is the fee as agreed.",
            "Say which amount: the fees invoiced for that month after discounts, whether or not they are paid.",
            unless=words(
                r"\bwhether or not|paid or payable|payable or paid|due or paid|paid or due|not (?:yet )?paid|unpaid|within \d+ (?:\w+ )?days|\blate\b|\binterest\b|\bfor (?:the |any )?(?:time|periods?|months?|term) (?:after|following|remaining|that (?:remain|follow)\w*)\b|\bunused\b"
            ),
            needs=words(
                rf"\b(?:{_CREDIT}|%|per ?cent|credited|refunded|cap|limit\w*|liab\w+|exceed|applied to the month)\b|%"
            ),
        ),
        Wording(
            "F011",
            WARNING,
            words(
                r"\b(?:then[ -]?(?:current|prevailing|applicable|effective)|prevailing|current(?= (?:list )?(?:price|fee|rate|charge|tariff|monthly))|at the time current)\b(?= (?:[\w’'-]+ ){0,3}(?:fees?|rates?|prices?|charges?|tariffs?|price ?list|mrc))"
            ),
            "may be what held at the outage, at the claim, or at the invoice.",
            "Say of which month: the fee for the month of the outage.",
            unless=words(r"\bfor (?:the|that) month (?:of|in)\b"),
        ),
        Wording(
            "F011",
            WARNING,
            words(
                r"\b(?P<it>(?:compensation|credit|penalty|daily|hourly) (?:rates?|amounts?|payments?) (?:is |are |will be |shall be )?(?:changed?s?|adjust(?:s|ed)|updated?s?|increased?s?|revised|indexed|uprated|rises?))\b(?=[^;.]*?\b(?:each|every|annually|yearly|on|per|in line with|by the|from)\b)"
                r"|\b(?:compensation|credits?|penalt(?:y|ies))\b[^;]{0,60}? (?P<that>(?:is|are|will be|shall be) (?:adjusted|increased|revised|indexed|uprated|updated))\b(?=[^;.]*?\b(?:each|every|annually|yearly|inflation|CPI|RPI|index)\b)"
            ),
            "leaves open which rate holds for a failure that has begun before: that of each day, or that of its first day.",
            "Say which: each day is paid at the rate of that day.",
            unless=words(
                r"\b(?:each day|that day|rate of the day|already (?:begun|open|reported)|reported (?:before|on or after))\b"
            ),
        ),
        Wording(
            "E003",
            WARNING,
            words(
                rf"(?P<it>{PERCENT} (?:{_BASE} )*?(?:monthly |month['’]s |recurring |service |subscription )*(?:fees?|charges?|bill|invoice))(?: (?:on|to|against|in|from) (?:the |its |your |their |customer['’]s )*(?:next|following|subsequent|upcoming) (?:\w+ )?(?:invoice|bill|month|statement|payment))"
            ),
            "may be the fee of the month of the failure, or that of the invoice.",
            "Say of which month: `If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.`",
            unless=words(
                r"\b(?:for|of|in) (?:the|that|such) (?:affected )?month (?:of|in which|when|during)|\bfor that month"
            ),
        ),
        Wording(
            "E003",
            WARNING,
            words(
                r"\b(?P<it>(?:calendar |billing |service )?(?:month|period|cycle|quarter) (?:immediately )?(?:preceding|before|prior to) (?:the |an? |any |such |its |that )?(?:incidents?|failures?|outages?|claims?|events?|service credits?|breach(?:es)?|down-?time))\b"
                r"|\bcredits?\b[^;.]{0,80}?\b(?P<that>(?:fees?|charges?|bill|invoice|amounts?)(?: paid| invoiced)? (?:for|of|in) the (?:previous|preceding|prior|last) (?:calendar |billing )?(?:month|period|quarter))\b"
            ),
            "has no fees, or those of a part, where it is the first; and pays more after a month of much use.",
            "Say of which month: `If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.`",
            needs=words(r"\b(?:fees?|charges?|amounts?|paid|invoiced?|billed)\b"),
            unless=words(r"\b(?:first (?:calendar |billing )?month|if there (?:is|was) none|average|terminat\w*)\b"),
        ),
        Wording(
            "B021",
            ERROR,
            words(
                r"\b(?:one|1|an?|two|2|three|3|\d+)(?: \(\d+\))?(?: full| additional| free)?[ -]days?['’]?s?(?: (?:of|worth of))?(?: free)? (?:service|credit|hosting|fees?|charges?|rental|subscription)\b|\bpro[ -]?rat(?:ed|a) (?:\w+ ){0,2}(?:daily|per day|day)"
            ),
            "is a thirtieth of the month's fee to one reader, a part of that month's days to another, and of the year's to a third.",
            "Say the share: 1/30 of the monthly fee for each day.",
            unless=words(r"\b1 ?/ ?\d\d|\bdivided by|\bone[ -]thirtieth"),
            unless_said=words(
                r"\b30[ -]day month|\bdivided by (?:30|31|365|the number of days)|\b1 ?/ ?30|one[ -]thirtieth|\bdaily (?:rate|fee) (?:means|is)"
            ),
        ),
        Wording(
            "E005",
            WARNING,
            words(
                r"\b(?:one|1|an?|two|2|three|3|\d+)(?: \(\d+\))?(?: full| additional| extra)? (?:days?|weeks?|months?)['’]?s? (?:of|worth of) (?:free )?(?:service|hosting|use|access|subscription)\b|\b(?:free|extra|additional) (?:days?|weeks?|months?) of (?:service|hosting|use|subscription)|\b(?:days?|weeks?|months?) (?:of )?free\b"
            ),
            "is money to one reader; to another the term is longer by that time, free of charge.",
            "Say which: a credit in money of 1/30 of the monthly fee, or an extension of the term by a day.",
            needs=words(r"\bcredit|\bcompensat|\brefund|\breceive|\badd(?:ed)?\b|\bextend"),
        ),
        Wording(
            "E006",
            ERROR,
            words(
                r"\b(?:\d+|two|three|five|ten|twenty|twenty[- ]five)(?: \(\d+\))? ?(?:times|x|×) (?:the )?(?:actual |total |length of |amount of |duration of |period of |number of |time of |the )*(?:downtime|outage|unavailab\w+|time|interruption|minutes|hours|duration)"
                r"|\b(?:downtime|outage|minutes|hours|duration|unavailab\w+)\b[^;]{0,120}?,? ?(?:times|multiplied by|x|×) (?:twenty|ten|five|three|two|\d+)[ -]?(?:\w+)?(?: \(\d+\))?"
            ),
            "is a length of time, not an amount: the fee for so much time to one reader, so much free service to another.",
            "Say the product in money: the monthly fee, times the minutes of downtime, divided by the minutes of the month, times 25.",
            needs=words(r"\b(?:credit|refund|compensat|lease rate|fee|rate|charge)"),
            unless=words(r"\b(?:multiplied by|times|x) (?:the )?(?:\w+ ){0,4}(?:fee|rate|charge|cost|price)\b"),
        ),
        Wording(
            "E006",
            ERROR,
            words(
                rf"\b(?P<it>(?:second|third|2nd|3rd) (?:and|or) (?:any|each|every|all)(?: other)? (?:subsequent|further|following|later|consecutive) (?:such )?(?:\w+ ){{0,2}}?(?:{FAILURE}|month|time|occurrence))\b"
                rf"|\b(?P<that>(?:repeated|recurring|recurrent|further|each repeat(?:ed)?) (?:\w+ ){{0,2}}?{FAILURE})\b(?=[^;.]*?\b(?:doubl\w+|tripl\w+|trebl\w+|increas\w+|multipli\w+|twice))"
            ),
            "may be those that follow one another without a break, or all that come after the first at any time.",
            "Say which: in consecutive months; or in any month of the contract year after the first; and whether the row begins anew.",
            needs=words(
                r"\b(?:credit\w*|compensat\w*|penalt\w*|refund\w*|service points?|points|deduct\w*|rebate|charges?)\b"
            ),
            unless=words(
                rf"\b(?:consecutive|in a row|successive|in succession|within (?:{COUNT})|in (?:the same|any|a) (?:rolling |contract |calendar )?(?:{COUNT}|year|quarter|month))\b"
            ),
        ),
        Wording(
            "E006",
            WARNING,
            words(
                r"\b(?:credits?|penalt(?:y|ies)|service points|compensation|rebates?|refunds?)\b[^;.]{0,30}? (?P<it>(?:is|are|will be|shall be) (?:doubled|tripled|trebled|multiplied by (?:two|three|four|\d+(?:\.\d+)?)|increased by (?:\d+(?:\.\d+)? ?%|half|one half)))"
            ),
            "may be twice the credit of each miss anew, or of what was due the last time; and of the month of the repeat only, or of both.",
            "Say of what: twice the credit that its own month gives.",
            needs=words(
                r"\b(?:again|repeat\w*|recur\w*|second|third|consecutive|successive|subsequent|following|next|further|more than once|same)\b"
            ),
            unless=words(
                r"\b(?:its own|for that (?:second |repeat(?:ed)? )?(?:month|failure)|of the (?:second|third|repeat\w*|later) (?:month|failure|miss))\b|\bsubsequent such\b"
            ),
        ),
        Wording(
            "A003",
            ERROR,
            words(
                rf"\b(?:credits?|penalt(?:y|ies)|refunds?|rebates?|liability|damages)\b[^;.]{{0,50}}?\b(?P<it>(?:(?:shall|will|may|must|can|do|does) not (?:in (?:total|aggregate|no event) )?exceed|(?:is|are|be) (?:limited to|capped at)|(?:up to )?a maximum of) (?:a (?:maximum|total) of )?{PERCENT})(?=\s*(?:[.;]|$|in (?:any|each|a|the) ))(?! (?:of|per))"
            ),
            "does not say of what: of the fee of the month, of the year, or of the service that is affected.",
            "Say of what: 10% of the fees for that month.",
            unless=words(r"%\s+of\b|\bper ?cent of\b"),
        ),
        Wording(
            "A003",
            WARNING,
            words(
                r"\b(?P<it>(?:fees?|charges?|MRC|MRR|NRC|rent|amounts?|price) (?:that (?:is|are) )?(?:allocable|attributable|allocated|apportioned|referable) to)\b"
            ),
            "leaves open how it is shared out: by number, by price or by use.",
            "Say how: its own price in the order form, or an equal share.",
            needs=words(r"\b(?:credit\w*|refund\w*|%|per ?cent|rebate)"),
            unless=words(
                r"\b(?:order form|price list|invoice|pro[ -]?rata|in proportion|equal(?:ly)?|set out in|as stated)\b"
            ),
        ),
        Wording(
            "A003",
            WARNING,
            words(
                rf"\b(?:{PERCENT}) (?P<it>of (?:the |all |any )?(?:total )?(?:charges|fees|amounts?) (?:(?:that )?(?:you|customer|client) (?:has |have )?(?:paid|pays?)|(?:paid|payable) by (?:you|customer|the customer|client)) for (?:the |an? )(?:[\w-]+ )?(?:services?|features?|products?|subscriptions?))\b"
            ),
            "may be that of all that is used of it, or of the part that failed, and leaves open how a price for several is shared out.",
            "Say of what: of the fee for the affected instance in that month, as the order form prices it.",
            unless=words(
                r"\b(?:affected|applicable|respective|relevant|individual|in which|pro[ -]?rat\w+|impacted)\b"
            ),
        ),
        Wording(
            "B021",
            WARNING,
            words(
                rf"\b(?P<it>(?:{COUNT}|an?) weeks?(?:['’]s?)? (?:of|worth of) (?:the |its |their )?(?:\w+ )?(?:monthly|annual|yearly|quarterly) (?:\w+ )?(?:fees?|charges?|rent|price)|(?:{COUNT}|an?) days? (?:of|worth of) (?:the |its |their )?(?:\w+ )?(?:monthly|annual|yearly|quarterly) (?:\w+ )?(?:fees?|charges?|rent|price))\b"
            ),
            "may be seven thirtieths of the month, seven parts of its days, or twelve fifty-seconds of the year.",
            "Say the share: 25% of the monthly fee.",
        ),
    )
