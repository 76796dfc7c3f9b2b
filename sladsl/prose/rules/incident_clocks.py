"""From when to when the clock of an incident runs, in which hours, and who has to act."""

from __future__ import annotations

import re

from sladsl.prose.draft import Draft
from sladsl.prose.figures import CLOCK, COUNT, NUMBER
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words
from sladsl.prose.sentences import Sentence
from sladsl.prose.vocabulary import FAILING

_TIME = rf"(?:{COUNT}|{NUMBER})[ -]?(?:business |working |clock |elapsed |support |calendar )?(?:seconds?|minutes?|mins?|hours?|hrs?|(?:business |working )?days?)"
_DEALT = r"(?:respond\w*|response|resolv\w*|resolution|restor\w*|repair\w*|fix(?:ed|es)?|answer\w*|acknowledg\w*|remed\w*|work(?:ed)? around|react\w*)"
_SUBJECT = r"(?:incidents?|tickets?|requests?|faults?|failures?|defects?|calls?|problems?|issues?|outages?|errors?|(?:p|priority|severity|sev) ?\d)"
_START = words(
    r"\b(?:response|resolution|restoration|repair) times?[\"”]? (?:means?|is (?:the time|measured|calculated|counted)|(?:are|is|will be|shall be) (?:measured|calculated|counted)|starts?|begins?|runs?)|\b(?:clock|time) (?:starts|begins|runs)\b|\b(?:measured|counted|calculated) from\b|\btime (?:from|between|elapsed)\b"
)

_OPEN_HOURS = re.compile(
    rf"\b(?:mon(?:day)?s?|weekdays?|business days?)\b[^.;\n]{{0,30}}?(?:-|–|to|through)?[^.;\n]{{0,25}}?(?:{CLOCK})\s*(?:-|–|to|and|until)\s*(?:{CLOCK})"
    rf"|\b(?:from )?(?:{CLOCK})\s*(?:-|–|to|and|until)\s*(?:{CLOCK})[^.;\n]{{0,12}}?\b(?:on|,) (?:business|working|week) ?days"
    rf"|\b(?:office|business|support|service|opening|working|desk) hours (?:are|:|is) [^.;\n]{{0,30}}?\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]m ?)?(?:-|–|to|until) ?\d{{1,2}}",
    re.IGNORECASE,
)


class IncidentClocks(WordRule):
    """A time to respond or to resolve that does not say from when it runs, in which hours, or who owes the deed.

    ## Example

    ```text C016
    Provider shall resolve each incident within 4 hours.
    ```

    ```text C016
    The Supplier responds within 4 hours of the Service Provider confirming receipt of the request.
    ```

    ```text A004
    P1 incidents shall be resolved within 4 hours after the ticket is opened.
    ```

    ```text B004
    Response time: 4 hours. Support is available Mon-Fri 09:00-17:00 CET.
    ```

    ```text C017
    1. Scope. The help desk answers calls. 2. Tickets are opened in the portal. 3. Provider shall respond to each ticket within 4 hours after it is opened.
    4. Fees are due monthly. 5. Credits are set off. 6. The law of Italy applies. 7. Notices go by e-mail. 8. The term is a year. 9. Nothing else is agreed.
    ```

    ```text C018
    1. Scope. The help desk answers calls. 2. Tickets are opened in the portal. 3. Provider shall resolve each ticket within 8 hours after it is opened.
    4. Fees are due monthly. 5. Credits are set off. 6. The law of Italy applies. 7. Notices go by e-mail. 8. The term is a year. 9. Nothing else is agreed.
    ```

    ## Write instead

    ```text
    Provider shall respond to each ticket within 4 clock hours after Customer opens it.
    ```

    ## Not meant

    ```text
    Provider shall resolve each incident within 4 hours after the ticket is opened. The dispute shall be resolved by arbitration. Credits shall
    be paid within 30 days. A minute has failed if no probe receives an answer within 10 seconds.
    ```
    """

    wordings = (
        Wording(
            "C016",
            ERROR,
            words(
                rf"\b{_DEALT}\b[^;|]{{0,60}}?\b(?P<it>within {_TIME})(?= ?(?:[.;,)|]|$|(?:for|in|on|during|where|if|unless|and|or|but|24)\b))|\bwithin {_TIME} of (?:the )?(?P<that>(?:\w+ ){{1,4}}(?:confirming|acknowledging|accepting|verifying|diagnosing|identifying|determining|detecting)\b(?: receipt)?)"
                rf"|\b{_DEALT}\b[^;|]{{0,60}}?\bwithin {_TIME} (?:of|from|after) (?:the )?(?:start of |beginning of |first )?(?P<what>incident|outage|failure|fault|problem|issue|event|occurrence)\b"
            ),
            "does not say from when: from the failure, from its detection, from the ticket, or from its confirmation.",
            "Say from which record: `Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.`",
            unless_said=_START,
            needs=words(rf"\b(?:{_SUBJECT}|{_DEALT}|receipt|request)\b"),
            unless=words(
                rf"\b(?:probes?|pings?|polls?|http)\b|\binvoice|\bcalls?\b|\btelephone|\bdispute|\bclaim|\bbreach|\bpayment|\bterminat|\bwithin {_TIME} (?:of|from|after|following) (?:the )?(?:\w+ )?(?:customer['’]s )?(?:receipt|ticket|call|report|notification|opening|registration|creation|submission|being (?:reported|logged|notified|opened)|when)"
            ),
        ),
        Wording(
            "A004",
            ERROR,
            words(
                r"\b(?:shall|must|will|should|are to|is to|need to|has to|have to) be (?P<it>(?:promptly |fully |also |always |then )?(?:resolved|fixed|repaired|restored|answered|responded to|notified|reported|delivered|corrected|acknowledged|escalated|remedied|completed|replaced|backed up|carried out|performed|addressed|dealt with|rectified|informed|implemented|tested|returned|closed))\b"
            ),
            "does not say who owes it: the result of one party whoever has to act, or each its own part.",
            "Say who: `Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.`",
            unless=words(
                r"\bby (?:the )?(?:(?:service |hosting |cloud |managed )?(?:provider|supplier|vendor|customer|client|contractor|company|licensor|host|carrier|parties|party|either|us|you|our|its|help ?desk|support|engineers?|technicians?)|(?-i:[A-Z]\w+)(?! \d))|\bdispute|\barbitrat|\bcourt"
            ),
            needs=words(
                rf"\b(?:{_SUBJECT}|services?|backups?|reports?|maintenance|data|updates?|patches|equipment|hardware|systems?|circuits?|lines?|outages?|customers?|users?|credits?)\b"
            ),
        ),
        Wording(
            "B004",
            ERROR,
            words(
                rf"\b(?:respon\w+|resol\w+|restor\w+|repair|fix|answer\w*)(?: times?)?\b[^;|]{{0,60}}?(?P<it>\b(?:{COUNT}|{NUMBER}) hours)\b(?! (?:of (?:support|service|office)|a day|per day|in advance))"
            ),
            "may be hours of the clock, or hours of support: over a weekend they are days apart.",
            "Say which: `Provider shall ensure that each Ticket is Answered within 4 hours of Support Hours after it is Opened.`",
            unless=words(
                r"\b(?:business|working|support|service|clock|elapsed|calendar|consecutive|coverage) hours?\b|24 ?[x/×] ?7|around the clock"
            ),
            unless_said=words(
                rf"\b(?:(?<!office )(?<!business )(?<!working )(?<!support )(?<!service )(?<!opening )(?<!desk )hours? (?:are|means?|is|refers?)|times? (?:are|is) (?:measured|counted|calculated) (?:in|during|within)|only (?:during|within|in) (?:the )?(?:business|support|service|working)|24 ?[x/×] ?7|outside (?:of )?(?:business|support|service|working|these) hours|(?:clock|elapsed) hours|(?:{COUNT}) (?:business|working) hours)\b"
            ),
            once=True,
        ),
        Wording(
            "B004",
            ERROR,
            words(
                rf"\b(?P<it>within (?:{COUNT}) hours)\b[^;.]{{0,50}}? (?:on|during|in|over) (?:business|working|week) ?days\b"
            ),
            "may be hours of the clock that run on business days only, or hours of the office.",
            "Say which: `Provider shall ensure that each Ticket is Answered within 4 hours of Support Hours after it is Opened.`",
            unless=words(
                r"\b(?:business|working|support|service|clock|elapsed|calendar|consecutive|coverage) hours?\b|24 ?[x/×] ?7"
            ),
        ),
        Wording(
            "C017",
            WARNING,
            words(
                r"\b(?P<it>respond(?:s)?|response times?|respond to)\b(?=[^;]{0,60}\b\d+ ?(?:minutes|hours|business))"
            ),
            "may be an automatic receipt, or the answer of an engineer.",
            "Say what counts: a message from an engineer that states the severity and the next step.",
            unless_said=words(
                r"\b(?:respon(?:se|d|ds|ded)|response time|acknowledge\w*)[\"”]? (?:time )?(?:means?|shall mean|is (?:defined|a |the |when)|refers)|\bautomat\w+ (?:reply|response|acknowledge|message|receipt)|\bqualified (?:engineer|technician|person)"
            ),
            silence=True,
            once=True,
        ),
        Wording(
            "C018",
            WARNING,
            words(
                r"\b(?P<it>resolv(?:e|es|ed)|resolution times?|fix(?:ed)?)\b(?=[^;]{0,60}\b\d+ ?(?:minutes|hours|business|days))"
            ),
            "may be a workaround, or the end of the cause.",
            "Say what counts: the Service answers again, by a fix or a workaround.",
            unless_said=words(
                r"\b(?:resol(?:ution|ved?|ves)|fix(?:ed)?|restor\w+)[\"”]? (?:time )?(?:means?|shall mean|is (?:defined|a |the |when|deemed)|refers)|\bwork-?arounds?\b|\bpermanent (?:fix|solution|repair)"
            ),
            silence=True,
            once=True,
        ),
        Wording(
            "C017",
            WARNING,
            words(
                rf"\b(?P<it>acknowledg(?:es?|ed|ing|ement of) (?:receipt of )?(?:the |an? |any |each |all |every )?(?:\w+ ){{0,2}}?(?:requests?|reports?|tickets?|incidents?|faults?|calls?|complaints?))\b[^;.]{{0,60}}?\bwithin {_TIME}"
            ),
            "may be an automatic answer, or that of a person who has begun to work on it.",
            "Say whose act it is: an engineer of Provider confirms the ticket and starts to work on it.",
            unless=words(
                r"\b(?:automat\w*|person|engineer|technician|human|in person|by telephone|orders?|start(?:s|ed)? work)\b"
            ),
            unless_said=words(
                r"\backnowledg\w*[\"”]? (?:means?|is|shall mean)|\bautomat(?:ic|ed) (?:answer|reply|response|acknowledg)"
            ),
        ),
        Wording(
            "C016",
            WARNING,
            words(
                rf"\b(?:{FAILING}|down-?time|(?:response|resolution|repair|restoration) times?)\b[^;.]{{0,40}}? (?:is|are|will be|shall be|begins?|starts?|runs?) (?:(?:counted|measured|calculated|deemed to (?:begin|start)) )?(?P<it>(?:only )?(?:from|as of|starting with|when|at) (?:the )?(?:(?:\w+ ){{0,2}}?(?:creation|opening|filing|receipt|submission|registration|reporting) of (?:the |a |an )?(?:\w+ )?(?:case|ticket|report|call|request|complaint)|(?:\w+ ){1, 3}?(?:is|has been|was) (?:identified|detected|confirmed|diagnosed|discovered|verified)|(?:time|moment|point|instant|date)(?: in time)?(?: at| from)?(?: which| when| that| on which)? (?:[\w’']+ ){{1,4}}?(?:opens?|files?|reports?|raises?|submits?|logs?|(?:is|has been|was) (?:identified|detected|confirmed|diagnosed|discovered|verified|acknowledged|found|opened|reported|logged))))\b"
                rf"|\b(?:{COUNT}) (?:minutes?|hours?|days?|business days?) (?P<what>(?:of|from|after) (?:the (?:time|moment|point)(?: that| when| at which)? )(?:the |a |an )?(?:\w+ ){{1,3}}?(?:is|are|was|has been) (?:identified|diagnosed|detected|confirmed|discovered|verified|isolated))\b"
                rf"|\bwithin (?:{COUNT}) (?:minutes?|hours?|days?|business days?) (?:of|from|after) (?:the )?(?P<that>(?:problem|fault|issue|incident|failure) (?:identification|diagnosis|determination|confirmation|detection|acknowledg\w+))\b"
            ),
            "leaves open whether the time before counts, and whose act starts it.",
            "Say whose act it is, and what becomes of the time before it.",
            unless=words(
                r"\b(?:whichever|not counted|counts? (?:too|as well|from its start)|(?:opens|opened|opening|reports?|reported|logged|case|ticket|request|found|detected|confirmed|identified) by (?:customer|provider))\b"
            ),
        ),
    )

    def meant(self, draft: Draft, sentence: Sentence, start: int, end: int) -> bool:
        """Bare hours are unclear only beside hours of support."""
        it = sentence.text[start:end]
        if it[0].isupper() and " " not in it and sentence.text[:start].strip():
            return False  # a name, and not the word
        return not it.endswith(" hours") or it.startswith("within") or draft.says(_OPEN_HOURS)
