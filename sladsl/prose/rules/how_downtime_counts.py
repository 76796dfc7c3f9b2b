"""Which time counts as downtime, and of what."""

from __future__ import annotations

from sladsl.prose.figures import COUNT, NUMBER, PERCENT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_DOWN = r"(?:down-?time|outages?|unavailab\w+|interruptions?|disruptions?|failures?|incidents?|degradations?)"
_AVAILABILITY = words(
    r"\b(?:availab\w+|up-?time|down-?time|of the time|outage|unavailab\w+|calculation|service level|measure\w*)\b|%"
)
_MAINTENANCE = r"(?:(?:scheduled|planned|announced|emergency|routine|regular|preventive|notified|unscheduled|unplanned|system|network|service)(?:,? (?:or|and|and/or) (?:\w+))? )*(?:maintenance|down-?time|outages?|works?)(?: (?:windows?|periods?|times?|hours))?"


class HowDowntimeCounts(WordRule):
    """What is left out, from which minute on an outage counts, and how pieces of it are added up.

    ## Example

    ```text C002
    Scheduled maintenance is excluded from the calculation of availability.
    ```

    ```text C002
    Uptime is the total minutes minus Downtime Minutes minus Excluded Minutes, divided by the total minutes.
    ```

    ```text C003
    Maintenance in the announced window is not downtime.
    ```

    ```text C004
    Maintenance notified 48 hours in advance is excluded from downtime.
    ```

    ```text C009
    Downtime is counted in minutes.
    ```

    ```text C010
    Only outages longer than 5 minutes count.
    ```

    ```text C014
    The downtime of all components is added.
    ```

    ```text C015
    The Service is down when users cannot use it.
    ```

    ```text C021
    The Services are available at least 99.9% of each calendar month.
    ```

    ```text C027
    Downtime caused by force majeure is excluded.
    ```

    ```text D015
    Outages and degradations lasting more than 30 minutes count as downtime.
    ```

    ## Write instead

    ```text
    Excluded minutes are counted neither as downtime nor as total minutes. An outage of more than 5 minutes counts in full, from its first
    minute. Outages that overlap are counted once.
    ```

    ## Not meant

    ```text
    Invoices exclude taxes. Maintenance is not counted as Downtime, except its minutes after the end of the announced window. If any outage
    lasts longer than 4 hours, Customer may terminate. Users cannot share their passwords.
    ```
    """

    wordings = (
        Wording(
            "C002",
            ERROR,
            words(
                rf"\b(?:exclud(?:ing|es|e|ed)|exclusive of|not including|other than|except(?:ing)?(?: for)?|outside(?: of)?|with the exception of) (?:any |all |the |of )*(?:{_MAINTENANCE}|exclu(?:ded|sions?)\w*(?: \w+)?)\b"
                rf"|\b(?:is|are|will be|shall be|be) (?:excluded|not included|omitted|left out|disregarded|not counted|not considered|removed)(?: (?:from|in|when|for|as part of))? (?:the |any |such )?(?:monthly |overall |calculating |computing |determining |purposes of )*(?:calculations?|computations?|measurements?|availab\w+|up-?time|service levels?|total)"
                r"|\b(?:does|do|shall|will) not (?:count|be (?:counted|included|considered|taken into account)|include) (?:in|into|towards?|for|as part of|when) (?:the )?(?:calculati\w+|comput\w+|determin\w+|availab\w+|up-?time|service level)"
            ),
            "may take the time off the downtime only, or off the downtime and the total.",
            'Say what becomes of it in both: counted neither as downtime nor as total minutes; or `"Net Uptime" means the percentage of the time in a month, except Scheduled Maintenance, that is not Downtime.`',
            needs=_AVAILABILITY,
            unless=words(
                r"\b(?:excluded|exclud\w+) from (?:the )?(?:total )?down-?time\b|\bneither\b|\b(?:percentage|share) of (?:the )?(?:time|minutes)[^;]{0,40}, (?:except|excluding|other than)|\bmeans (?:each|any|a|the) (?:\w+ )?(?:period|minute|time from|interval)|\bboth from|\bdown-?time (?:means|does not include|excludes|shall not include|will not include|is|shall mean)\b|\btax|\bfees? exclud|\bnot (?:be )?(?:counted|considered|included|treated) (?:as|in) (?:\w+ )?(?:down-?time|unavailab)"
            ),
            unless_said=words(
                r"\bneither as (?:down-?time|unavailab\w+) nor|\b(?:both|from) (?:the )?(?:down-?time|numerator)[^.\n]{0,40}(?:total|denominator)|\bdenominator"
            ),
        ),
        Wording(
            "C002",
            ERROR,
            words(
                r"\b(?:minus|less|subtract\w*|deduct\w*|reduced by)\b[^;.]{0,60}?\b(?P<it>(?:minus|less|and|plus|or|,) (?:the |any |all |of )*(?:exclu(?:ded|sions?)|scheduled|planned|permitted|allowed|maintenance|announced) (?:\w+ )?(?:minutes|mins|hours|time|down-?time|maintenance|periods?|outages?))\b"
                r"|(?:[-–−] ?\(?|\bwhere )(?P<that>M) (?:is|=|means|stands for|being|denotes) (?:the )?(?:\w+ ){0,4}?(?:exclu(?:ded|sions?)|scheduled|planned|permitted|allowed|maintenance|announced)\b"
                r"|[-–−] ?down-?time(?: \w+)? ?(?P<what>[-–−] ?(?:exclu(?:ded|sions?)|scheduled|planned|permitted|allowed|announced) (?:\w+ )?(?:minutes|mins|hours|time|down-?time|maintenance|periods?))\b"
            ),
            "may be minutes that would have been downtime, or all of them, whether or not the service was down in them.",
            "Say what becomes of them in both: they count neither as downtime nor as total minutes.",
            needs=words(r"\b(?:up-?time|availab\w+|unavailab\w+|down-?time|service level)\b"),
            unless=words(r"\bneither\b|\bfrom both|\bthat (?:are|is) (?:also|themselves)|\bwithin the down-?time"),
        ),
        Wording(
            "C003",
            ERROR,
            words(
                rf"\b(?P<it>{_MAINTENANCE},? ?(?:of |for )?\(?(?:not to exceed|up to|not exceeding|(?:will|shall|may|does|do|must|is) not (?:to )?(?:exceed|last (?:longer|more) than)|(?:is |are )?limited to|no more than|at most|max(?:imum|\.)?(?: of)?) (?:an? |total of )*(?:{COUNT}|{NUMBER}|\[\w+\]) ?(?:minutes|hours|hrs?)\b|maintenance (?:in|within|during) (?:the |an? |its )?(?:announced|agreed|scheduled|planned|notified|published)? ?(?:maintenance )?windows?)"
            ),
            "says nothing of work that lasts longer: the rest is downtime, or still maintenance, or all of it is downtime.",
            "Say it: minutes after the end of the announced window are downtime.",
            unless_said=words(
                r"\b(?:over-?runs?|exceed(?:s|ing)? (?:the|its|that|such) (?:\w+ ){0,2}(?:window|period|limit|time|allowance|maximum|duration)|(?:beyond|after the end of|outside|in excess of|longer than) (?:the|its|that|such|these|those) (?:\w+ ){0,2}(?:window|period|hours|maintenance|limit|allowance|time))"
            ),
        ),
        Wording(
            "C004",
            WARNING,
            words(
                rf"\bmaintenance,? (?:that is |which is |which has been |that has been |(?:of|for) which (?:\w+ ){{1,2}}?(?:is|was|has been|have been|are) )?(?P<it>(?:notified|announced|scheduled|communicated|published|advised)(?: to \w+)?(?: at least)? (?:{COUNT}|\[\w+\]) (?:hours|days|business days) (?:in advance|before|beforehand|prior))"
            ),
            "does not say what late notice does: all of it is downtime, or it stays excluded.",
            "Say `only if` it is announced so long before.",
            needs=words(
                r"\b(?:exclu|not (?:be )?(?:count|down|consider|includ|treat|regard))|(?-i:(?:Scheduled|Planned) Maintenance)[\"”]?,? (?:means|is|shall mean|notified|announced)"
            ),
            unless=words(r"\bonly if|\bunless"),
        ),
        Wording(
            "C009",
            ERROR,
            words(
                rf"\b(?:{_DOWN}|availability|uptime)[^;]{{0,30}} (?:is|are|will be|shall be) (?P<it>(?:counted|measured|calculated|expressed|recorded|rounded|tracked) in minutes)|\b(?P<that>percentage of (?:total )?minutes (?:during|in|of))"
            ),
            "may count minutes that began, full ones only, or seconds.",
            "Say which: measured in seconds; or a minute counts if the Service is down in all of it.",
            unless=words(
                r"\b(?:whole|full|complete|started|rounded (?:up|down)|entire|seconds|throughout the minute|all of (?:the|that) minute)\b"
            ),
            unless_said=words(
                r"\b(?:partial|part of a|fractional|whole|full) minutes?\b[^.\n]{0,60}(?:count|round|consider|treat|exclud|disregard)"
            ),
        ),
        Wording(
            "C010",
            ERROR,
            words(
                rf"\b(?P<it>{_DOWN}(?: of the \w+)?(?:,? (?:that|which))? (?:(?:lasting|lasts?|is|are|exceed(?:s|ing)?|of|for|with a duration of|persist(?:s|ing)?|continu(?:es|ing)) )?(?:for )?(?:longer than|more than|over|greater than|in excess of|exceeding|at least|less than|shorter than|fewer than|under|below)? ?(?:a period of )?(?:{COUNT}|{NUMBER}) (?:consecutive |continuous |contiguous )*(?:seconds|minutes|min|hours))"
                rf"|\b(?P<that>periods? of (?:at least |more than )?(?:{COUNT}|{NUMBER})(?: or more)? (?:consecutive|continuous) (?:seconds|minutes|hours)|(?:continuous|consecutive|uninterrupted) (?:{COUNT}|{NUMBER})[ -](?:second|minute|hour) periods?)\b"
            ),
            "may count in full once it is that long, or only from then on.",
            "Say which: counted in full, from its first minute; or only its part after the 5th minute.",
            needs=words(
                r"\b(?:counts?|counted|considered|included|excluded|qualif\w+|means|constitutes?|regarded|defined|disregarded|not be deemed|is deemed|be deemed|treated|ignored|credited|compensated|refunded|outages? (?:is|are))\b"
            ),
            unless=words(
                r"\bin full|\bfrom (?:its|the) (?:first|start|beginning)|\bfirst minute|\bentire|\bonly the (?:part|time|portion)|\bbeyond\b|\bfrom the (?:\w+ ){0,2}(?:minute|moment)|\bwhole (?:outage|duration)|\bterminat"
            ),
        ),
        Wording(
            "C010",
            WARNING,
            words(
                rf"\b(?P<it>(?:each|every) (?:(?:additional|further|subsequent|following) )?(?:(?:{COUNT}) )?(?:minutes?|hours?|days?)[^;.]{{0,40}}? (?:after|beyond|following) the (?:first|initial) (?:(?:{COUNT}) )?(?:minutes?|hours?|days?))\b"
            ),
            "says nothing of the first: it is free to one reader, and paid for as the others to another.",
            "Say what the first one gives: nothing for the first hour, and so much for each started hour after it.",
            unless=words(
                r"\bfirst (?:\w+ ){0,2}?(?:hour|minute|day)s? (?:is|are|gives?|earns?|does|do|carr\w+) |\bnothing\b|\bno credit\b"
            ),
        ),
        Wording(
            "C014",
            ERROR,
            words(
                r"\b(?:sum(?:med)?|total|added|add(?:ing)?|aggregat\w+|cumulat\w+)\b[^;]{0,40}\b(?:all|several|multiple) (?:of )?(?:the )?(?:\w+ )?(?:components?|services?|servers?|sites?|modules?|systems?|regions?|locations?|instances?|circuits?|users?)|\b(?:down-?time|outages?|unavailability) (?:of|for|at|in|across) (?:all|each|every|several|multiple) (?:of )?(?:the )?(?:\w+ )?(?:components?|services?|servers?|sites?|modules?|systems?|regions?|locations?|instances?|circuits?)[^;]{0,30}\b(?:added|summed|totall?ed|aggregated|accumulated|cumulated|combined)"
            ),
            "may count an hour in which two of them are down as one hour or as two.",
            "Say that outages that overlap are counted once, or for each of them.",
            needs=words(r"\b(?:down|outage|unavail|interrupt)"),
            unless=words(r"\b(?:overlap|concurrent|simultaneous|once|parallel|not \d+ minutes|weighted|divided by)"),
        ),
        Wording(
            "C015",
            WARNING,
            words(
                r"\b(?:when|if|where|time(?: in which| during which)?|periods?(?: in which| during which)?|minutes?|that|in which|during which) (?:the |its |customer['’]s |authori[sz]ed |end[ -]|external |internal )*(?P<it>(?:users?|customers|clients|end[ -]users|visitors|employees|subscribers) (?:cannot|can not|are unable to|are not able to|is unable to|could not|have no access|lose access|experience))"
            ),
            "may be one user, all of them, or a share.",
            "Say how many: in which more than 5% of the valid requests fail.",
            unless=words(
                r"\b(?:all|any|some|most|more than|at least|every|\d+\s?%|each|no) (?:of )?(?:the )?(?:\w+ )?(?:users?|customers|clients|visitors|employees|subscribers|requests)"
            ),
        ),
        Wording(
            "C021",
            ERROR,
            words(
                rf"(?:^|\b(?:keep|make|that|ensure|of) )(?:all )?(?P<it>(?:the )?(?:(?-i:[A-Z]\w+ )?(?:services|systems|servers|sites|applications|circuits|platforms))(?: (?:are|will be|shall be|must be|to be))? available)[^;]{{0,40}}{PERCENT}"
            ),
            "may mean each of them, or all together on average.",
            "Say each: `Provider shall keep Monthly Uptime of each Region at or above 99.9% in each month.`",
            unless=words(
                r"\b(?:(?:each|any|every)(?! (?:given |calendar |billing )?(?:month|quarter|year|week|day))|individual|separately|average|respective|collectively|as a whole)\b"
            ),
        ),
        Wording(
            "C021",
            ERROR,
            words(
                rf"\bavailab\w+\b[^;.]{{0,40}}?(?:{PERCENT})[^;.]{{0,30}}? (?P<it>(?:across|over|in|for|at) all (?:of )?(?:the |its |our |customer['’]s )?(?:regions|sites|locations|servers|services|circuits|instances|nodes|modules|zones))\b"
            ),
            "may mean each of them, or all together on average.",
            "Say each: `Provider shall keep Monthly Uptime of each Region at or above 99.9% in each month.`",
            unless=words(
                r"\b(?:individual\w*|separately|average\w*|respective|collectively|as a whole|combined|together)\b"
            ),
        ),
        Wording(
            "C027",
            WARNING,
            words(
                rf"\b{_DOWN}(?: that (?:is|are))? (?P<it>(?:caused by|due to|resulting from|arising (?:from|out of)|attributable to) (?:(?:an? )?(?:events? of )?force majeure|(?:\w+ ){{0,3}}?(?:beyond|outside(?: of)?) (?:the |its |our |their |provider['’]s |supplier['’]s )?(?:reasonable )?control))"
            ),
            "may cover the whole outage, or only the part that it would have lasted without another cause.",
            "Say which minutes: only those that would have been downtime even if Provider had done all that it owes.",
            needs=words(r"\b(?:exclu|not (?:be )?(?:count|down|consider|includ|treat|regard))"),
            unless=words(r"\b(?:only|solely|directly|exclusively|to the extent|entirely)\b"),
        ),
        Wording(
            "C027",
            WARNING,
            words(
                r"\b(?P<it>(?:(?:events?|cases?|acts?) of )?force majeure(?: events?)?) (?:is|are|does|do|shall|will) not (?:be )?(?:count(?:ed)?|considered|treated|regarded|included)\b"
            ),
            "may cover the whole outage, or only the part that it would have lasted without another cause.",
            "Say which minutes: only those that would have been downtime even if Provider had done all that it owes.",
            needs=words(r"\b(?:down-?time|unavailab\w+|availab\w+|outages?|service levels?|up-?time)\b"),
            unless=words(r"\b(?:only|solely|directly|exclusively|to the extent|entirely)\b"),
        ),
        Wording(
            "D015",
            ERROR,
            words(
                rf"(?<!\w )(?P<it>\b{_DOWN} (?:and|or) {_DOWN} (?:lasting|exceeding|longer than|of more than|of at least|of less than|which last|that last) [^;,]*)"
            ),
            "may ask for that length of both, or of the second only.",
            "Make a list: (a) outages of any length and (b) degradations that last more than 30 minutes.",
        ),
        Wording(
            "C021",
            ERROR,
            words(
                r"\b(?P<it>(?:for|of|in|at|affecting) (?:any|one or more|at least one)(?: one)?(?: of the)? (?-i:(?:[A-Z]\w+ )?)(?:features?|services?|components?|regions?|modules?|functions?|sites?|locations?|circuits?|servers?|instances?|applications?))\b"
            ),
            "may be downtime of that one only, or of all of them.",
            "Say which: the minutes of each Feature count for that Feature only.",
            needs=words(
                r"\b(?:down-?time|is down|unavailab\w+|error rate|outage)\b[^.]*\b(?:means|is|are|exceeds?|occurs|when|if|while)\b|\b(?:down-?time|unavailab\w+|outage)\b[\"”]? (?:means|is)\b"
            ),
            unless=words(
                r"\b(?:that (?:feature|service|component|region|module|function|site|location|circuit|server|instance|application)|separately|respective|individually|each (?:feature|service|component|region)|only for|applicable|credit\w*|terminat\w*|notif\w*|exclu\w*|except|not include)\b"
            ),
        ),
        Wording(
            "C015",
            WARNING,
            words(
                r"\b(?P<it>all (?:\w+ )?(?:users|customers|employees|subscribers|clients) (?:cannot|can not|are unable to|are not able to))\b"
            ),
            "may mean that not one of them can, or that not all of them can.",
            "Say how many: no user can, or more than half of them cannot.",
        ),
        Wording(
            "D015",
            WARNING,
            words(
                r"\b(?:after|following|from|upon|of) (?:the )?(?P<it>(?:termination|expiry|end|completion|cancellation|delivery|acceptance) of (?:\w+ ){1,4}?or (?:\w+ ){0,2}\w+,? whichever (?:occurs|comes|is|happens) (?:the )?(?:sooner|earlier|first|later|last))\b"
            ),
            "may compare the two events, or the two ends of the time that runs from them.",
            "Say it of the days: 30 days after the earlier of (a) … and (b) ….",
        ),
    )
