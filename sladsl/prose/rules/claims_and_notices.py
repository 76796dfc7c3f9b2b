"""How a credit is claimed, paid and lost, and how notices are given."""

from __future__ import annotations

from sladsl.prose.figures import COUNT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_CREDIT = r"(?:service )?(?:credits?|refunds?|rebates?|discounts?|compensation)"
_HAPPENING = r"(?:outages?|incidents?|down-?time|failures?|interruptions?|disruptions?|events?|occurrence|faults?|problems?|unavailability|breach)"
_ASKING = words(
    r"\b(?:claims?|submit\w*|report(?:ed|s|ing)?|notif\w+|notice|request\w*|fil(?:e|ed|es|ing)|credits?|inform\w*|appl(?:y|ied|ies|ication)|ticket|writ\w+|contact\w*)\b"
)


class ClaimsAndNotices(WordRule):
    """A right that hangs on an act: whether the act is needed, what it must hold, and from when its time runs.

    ## Example

    ```text A009
    Customer will be eligible to receive a Service Credit.
    ```

    ```text A011
    Service Credits are applied against future payments.
    ```

    ```text E011
    The credit is deducted from the next invoice.
    ```

    ```text E004
    Service Credits are Customer's remedy for failures.
    ```

    ```text E012
    Customers in default of payment receive no credits.
    ```

    ```text I001
    Claims must be submitted within 72 hours of the outage.
    ```

    ```text I003
    Notice of termination must be in writing.
    ```

    ```text I007
    Downtime prior to a successful claim cannot be used for future claims.
    ```

    ```text I010
    The report is accepted if not contested within 5 Business Days.
    ```

    ```text I011
    Claims must include detailed logs.
    ```

    ```text I013
    Disputes about measurements are settled between the parties.
    ```

    ## Write instead

    ```text
    Provider shall credit the amount without a claim on the next invoice, or pay it within 30 days if no further invoice falls due. Service
    Credits are the sole remedy. Claims must be submitted within 72 hours after the end of the outage.
    ```

    ## Not meant

    ```text
    This SLA states Customer's sole and exclusive remedy. The report is accepted if not contested within 5 Business Days after its receipt. Notice
    is given by e-mail to sla@provider.example. Downtime prior to the start of the term is not counted. Any remedy at law remains.
    ```
    """

    wordings = (
        Wording(
            "A009",
            ERROR,
            words(
                rf"\b(?:(?:is|are|be|become|becomes|shall be|will be|may be)(?: \w+)? (?:eligible|entitled|qualified) (?:to|for) (?:receive |claim |request |obtain |an? |the |any |such |a )*{_CREDIT}|(?:eligible|entitled|qualif(?:y|ies)) (?:to|for) (?:receive |claim |request |obtain |an? |the |any |such )*{_CREDIT}"
                rf"|(?:customer|client|you|subscriber|licensee) (?:may|can) (?:request|claim|apply for|ask for|receive|seek) (?:an? |the |any )?{_CREDIT})"
            ),
            "gives the credit by itself to one reader, and only to who asks for it to another.",
            "Say which: `A credit is due only if Customer claims it within 30 days after the end of the month for which it is due.`, or that no claim is needed.",
            unless=words(
                r"\b(?:without (?:a |any )?(?:claim|request)|automatic\w*|only if|provided that|must (?:submit|file|request|notify|make|send)|upon (?:request|claim)|not (?:be )?(?:eligible|entitled)|on request|if (?:the )?(?:customer|client|you|it) (?:submits?|files?|requests?|claims?|notif\w+))\b|\bno longer\b|\bnot eligible|\bin order to\b|\bto (?:be|become) eligible"
            ),
            unless_said=words(
                r"\b(?:automatically (?:credit|appl|calculat|issue)\w*|without (?:a |any )?(?:claim|request)|must (?:submit|file|request|claim|apply|notify|send|open|make)|(?:claims?|requests?) (?:for (?:a |any )?(?:service )?credits? )?(?:must|shall|has to|have to|is to|are to) be|(?:shall|will) (?:submit|file) (?:a |its )?claim|(?:(?-i:To)|in order to) (?:receive|be eligible for) (?:a|any|the) (?:service )?credit)"
            ),
        ),
        Wording(
            "A011",
            WARNING,
            words(
                rf"\b{_CREDIT}\b[^;]{{0,60}}?(?P<it>(?:only )?(?:against|to|towards?) (?:any )?(?:future|subsequent|upcoming) (?:\w+ ){{0,2}}?(?:payments?|invoices?|fees?|charges?|bills?|billing|purchases|amounts?|orders?))"
            ),
            "is lost to one reader when no further payment falls due; to another it is then paid out.",
            "Say what becomes of it at the end: or paid within 30 days if no further invoice falls due.",
            unless=words(
                r"\b(?:or (?:paid|refunded|pay)|paid (?:out|in cash)|otherwise (?:be )?(?:paid|refunded)|if no (?:further|future|more)|forfeit\w*|expires?)\b"
            ),
            unless_said=words(
                r"\bif no (?:further|future|more) (?:\w+ )?(?:invoice|payment|fee)|\b(?:upon|on|at|after) (?:expiry|termination|the end)[^.\n]{0,80}\bcredits?\b[^.\n]{0,60}\b(?:paid|refund|forfeit|laps|expire)|\bcredits?\b[^.\n]{0,80}\b(?:paid|refund\w*|forfeit\w*|lapse|expire)\b[^.\n]{0,60}\b(?:termination|expiry|end of the)"
            ),
            once=True,
        ),
        Wording(
            "E011",
            WARNING,
            words(
                rf"\b(?:{_CREDIT}|amounts?|they|it)\b[^;]{{0,50}}?(?:deducted from|applied (?:to|against|on|at|in)|credited (?:to|on|against)|set off against|offset against|shown on|issued on|reflected (?:in|on)) (?P<it>(?:(?:the )?(?:customer|client)['’]s|the|its|your|their)(?: \w+)? ?(?:next|following|subsequent) (?:\w+ )?(?:invoice|bill|statement|payment|cycle))"
            ),
            "may be too small for it: the rest lapses to one reader, and goes on to later invoices to another.",
            "Say what becomes of the rest: it is deducted from later invoices, or paid out at the end.",
            unless=words(
                r"\b(?:rest|balance|remain\w*|excess|later|subsequent invoices|carr(?:y|ied)|paid (?:out|within)|or pay|refund\w* (?:the|any)|or (?:is |are )?(?:paid|refunded))\b"
            ),
            unless_said=words(
                r"\b(?:balance|remainder|excess|rest) of (?:the|any|such) (?:service )?credit|\bcredits? (?:that )?(?:exceed|in excess)|\bif no (?:further|future) (?:\w+ )?invoice|\bcarried (?:over|forward)|\bmaximum (?:service )?credit|\bcredits? [^.\n]{0,60}not exceed"
            ),
            once=True,
        ),
        Wording(
            "E004",
            ERROR,
            words(
                rf"\b(?P<it>{_CREDIT} (?:is|are|shall be|will be|constitutes?|represents?|serves? as|provided)\b[^;]{{0,60}}?\bremed(?:y|ies))\b|\b(?P<that>(?:the|customer['’]s|your|its) (?:primary |main |agreed |contractual )?remed(?:y|ies) [^;]{{0,60}}?(?:is|are|shall be|will be) (?:an? |the )?{_CREDIT})"
            ),
            "may be all there is, or come on top of damages, or be set off against them.",
            "Say which: `Credits are the only remedy of Customer for a missed service level.`, or that damages stay.",
            unless=words(
                r"\b(?:sole|only|exclusive|exclusively|solely|entire|in addition|without prejudice|not (?:be )?(?:the )?(?:sole|exclusive|only)|set off|cumulative|non-exclusive|not limit|other remed|price adjustment)\b"
            ),
            unless_said=words(
                r"\b(?:sole|exclusive|only|entire) (?:and (?:exclusive|sole|only) )?(?:financial |monetary )?(?:remed|right|recourse)|\bwithout prejudice to\b|\bin addition to (?:any|all) (?:other )?(?:rights|remed)"
            ),
        ),
        Wording(
            "E012",
            WARNING,
            words(
                r"\b(?:in (?:default|arrears|breach)(?: (?:of|with|on|in respect of) (?:\w+ ){0,3}?(?:payments?|obligations?|fees|agreement|invoices?))?|(?:in|of) good (?:financial )?standing|(?:has|have|with) (?:any )?(?:overdue|past[- ]due|outstanding|unpaid|delinquent) (?:\w+ ){0,2}?(?:invoices?|amounts?|balances?|payments?|accounts?|fees?|bills?|charges?)|(?:past due|overdue|delinquent|paid[ -]up|fully paid up|current (?:in|on|with) (?:\w+ )?(?:payments?|account))|accounts? (?:is|are|must be) (?:current|overdue|past due|delinquent|suspended|not overdue))"
            ),
            "may be asked on the day of the outage, of the claim, or at any time in the month.",
            "Say when: if an undisputed invoice is more than 30 days overdue when the outage begins.",
            needs=words(rf"\b(?:{_CREDIT}|eligib\w+|entitled|claims?|remed(?:y|ies)|sla|service level)\b"),
            unless=words(
                r"\b(?:at the time|on the (?:date|day)|when the (?:outage|incident|failure|claim|downtime|credit)|as of|on the first day|during the (?:\w+ )?month|interest|terminat\w*)\b"
            ),
        ),
        Wording(
            "I001",
            ERROR,
            words(
                rf"\b(?P<it>(?:within|no later than|not later than) {COUNT} (?:business |calendar |working |consecutive )?(?:minutes|hours|days|months?) (?:of|from|after|following) (?:the |an? |any |such |each |its |when the )*(?:\w+ ){{0,2}}?{_HAPPENING})\b(?! (?:ends?|ended|ceases?|starts?|started|begins?|began|is|was|has|report|notice|ticket|month|date))"
            ),
            "may run from the start of it or from its end.",
            "Say which: within 72 hours after the end of the outage.",
            needs=_ASKING,
            unless=words(
                rf"\b(?:end|conclusion|beginning|start|commencement|cessation|last day|resolution|close|onset|restoration|termination) of (?:the |an? |any |such |each )*(?:\w+ ){{0,2}}?{_HAPPENING}|\b{_HAPPENING} (?:has |have )?(?:ends?|ended|starts?|started|occurr\w+|beg[ai]n\w*)|\b(?:respond|respon|resol|restor|repair)\w*"
            ),
        ),
        Wording(
            "I001",
            ERROR,
            words(
                rf"\b(?:claims?|credit requests?|request (?:for )?(?:an? |the |such )?(?:service )?credits?|requests?)\b[^;.]{{0,80}}?\b(?P<it>within {COUNT} (?:business |calendar |working )?(?:days|months|hours|weeks))(?= ?(?:[.;,)]|$))"
            ),
            "does not say from when: from the failure, from its end, or from the end of the month.",
            "Say from which: within 30 days after the end of the month of the failure.",
            needs=words(r"\b(?:credits?|refunds?|compensation|penalt\w+)\b"),
            unless=words(
                r"\bprovider (?:shall|will|must)\b|\b(?:respon|decid|answer|acknowledg|process|review|pay|paid)\w*"
            ),
        ),
        Wording(
            "I001",
            ERROR,
            words(
                rf"\b(?:customer|client|you|subscriber)s? (?:has|have|is given|are given) (?P<it>{COUNT} (?:business |calendar |working )?(?:days|weeks|months) (?:to|in which to|within which to) (?:claim|request|apply for|submit|file|report))\b"
            ),
            "does not say from when: from the failure, from its end, or from the end of the month.",
            "Say from which: within 30 days after the end of the month of the failure.",
            needs=words(r"\b(?:credits?|refunds?|compensation|claims?)\b"),
            unless=words(r"\b(?:after|from|following|of) (?:the|its|such|receipt)\b"),
        ),
        Wording(
            "I001",
            ERROR,
            words(
                r"\b(?P<it>(?:by|before|within) the end of the (?:second|third|2nd|3rd|following|next) (?:billing (?:cycle|period)|(?:calendar )?month|invoice period) (?:after|in|following) which (?:\w+ ){1,3}?(?:occurr?e?d?|occurs|happens|happened|arose|took place))\b"
            ),
            "may count the month of the event as the first, or the one after it; and an event may lie in two of them.",
            "Say the day: within 60 days after the end of the month in which it ends.",
        ),
        Wording(
            "I003",
            WARNING,
            words(r"\b(?:in writing|written (?=(?:notice|claim|notification)))"),
            "may be an e-mail or a ticket, or a signed letter.",
            "Say the form: by e-mail to sla@provider.example or in the portal, and no other.",
            needs=words(r"\b(?:notic\w*|notif\w+|claims?|terminat\w*|requests?|complain\w*)\b"),
            unless_said=words(
                r"\be-?mails?\b|@|\bportal\b|\bletter\b|\bregistered\b|\bcourier\b|\bpost(?:al)?\b|\bfax\b|\bin writing[\"”]? (?:means?|includes?)|\bwritten[\"”]? (?:means?|includes?)|\bsigned\b|\bticket(?:ing)? system"
            ),
            once=True,
        ),
        Wording(
            "I007",
            WARNING,
            words(
                rf"\b(?P<it>(?:{_HAPPENING})\b[^;]{{0,40}}?(?:prior to|before|preceding)\b[^;]{{0,40}}?\b(?:claims?|credits?))\b(?=[^;]{{0,60}}\b(?:used|counted|considered|count|included|relied|claimed|again))"
            ),
            "may be cut off when the claim is made, when it is approved, or when it is paid.",
            "Say by which act: downtime before the first claim was filed.",
            unless=words(r"\b(?:filed|submitted|received|sent|made|was (?:filed|made)|is (?:filed|made))\b"),
        ),
        Wording(
            "I010",
            WARNING,
            words(
                rf"\b(?P<it>(?:deemed|considered|regarded as|treated as|is|are|shall be|will be) (?:to (?:be|have been) )?(?:accepted|approved|correct|final|confirmed|agreed)\b[^;]{{0,60}}?(?:within|after) {COUNT} (?:business |working |calendar )?days)\b(?! (?:after|of|from|following))|\b(?:no|any)\b[^;]{{0,30}}\b(?:objections?|contest\w*|disput\w*)[^;]{{0,30}}?(?P<that>within {COUNT} (?:business |working |calendar )?days)\b(?! (?:after|of|from|following))(?=[^;]{{0,60}}(?:deemed|accepted|approved))|\bnot (?:been )?(?:rejected|objected to|contested|disputed|challenged)\b[^;.]{{0,20}}? (?P<what>within {COUNT} (?:business |working |calendar )?days)\b(?! (?:after|of|from|following))(?=[^;.]{{0,60}}(?:deemed|accepted|approved))"
            ),
            "may run from the date of the document, or from its receipt.",
            "Say from which: `If a Service Report is not Contested within 3 days after it is Sent, it counts as Accepted.`",
        ),
        Wording(
            "I011",
            WARNING,
            words(
                r"\b(?P<it>(?:must|shall|should|has to|have to|needs? to|is to|are to|will) (?:also )?(?:include|contain|provide|be (?:accompanied|supported|substantiated) (?:by|with)|attach|enclose)[^;]{0,60}?\b(?:detail(?:s|ed)?|sufficient|adequate|reasonabl[ey]|supporting|relevant|necessary|appropriate|all (?:the )?(?:information|evidence|documentation|details)|evidence|corroborat\w+|document(?:s|ation)|logs))\b"
            ),
            "does not say what a claim without it is: void, or to be completed later.",
            "Say it: missing items may be supplied within 10 days after Provider asks for them.",
            needs=words(r"\bclaims?\b|\brequests? for (?:an? |any )?(?:service )?credit|\bcredit requests?"),
            unless=words(
                r"\b(?:void|invalid|supplied|complet\w+ later|cure[ds]?|missing|within \d+ \w+ of (?:provider|supplier)['’]s request|rejected|disqualif\w+|forfeit)\b"
            ),
        ),
        Wording(
            "I013",
            WARNING,
            words(
                r"\b(?P<it>(?:disputes?|disagreements?|differences?|discrepanc\w+)\b[^;]{0,60}?\b(?:measur\w+|reports?|data|calculation\w*|logs?|records?|figures|availability|uptime|monitoring)\b[^;]{0,60}?\b(?:settled|resolved|discussed|clarified|addressed|negotiated)\b[^;]{0,30}?\b(?:between|by|among|amicabl\w+|jointly|mutual\w*|together|parties))\b"
            ),
            "does not say whose figures hold until then.",
            "Say it: an independent probe decides, and until then the undisputed part is paid.",
            unless=words(r"\b(?:independent|expert|arbitrat\w+|undisputed|prevail\w*|until then|court|auditor)\b"),
        ),
        Wording(
            "A011",
            ERROR,
            words(
                r"\b(?:credits?|they)\b[^;.]{0,60}?\b(?P<it>(?:off-?set|set off|credited|applied) (?:only )?(?:against|to|towards?) (?:any )?(?:outstanding|open|unpaid) (?:invoices?|fees?|charges?|amounts?|payments?))\b"
            ),
            "does not say what becomes of a credit when nothing is outstanding.",
            "Say it: paid within 30 days if no invoice is outstanding.",
            unless=words(
                r"\b(?:otherwise|if (?:no|there is no|none)|where (?:no|there is no|none)|or (?:paid|refunded)|lapse|forfeit|expire)"
            ),
        ),
    )
