"""Averages, percentiles, samples, rounding: what is computed, and how."""

from __future__ import annotations

from sladsl.prose.figures import COUNT, NUMBER, PERCENT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_RATE = r"(?:(?:success|error|failure|answer|delivery|uptime|availability) )?(?:rates?|ratios?|percentages?|availabilit(?:y|ies)|up-?times?)"


class HowValuesAreMade(WordRule):
    """A figure that two programs work out differently from the same records.

    ## Example

    ```text C005
    Availability is the average success rate over all regions.
    ```

    ```text C005
    The quarterly availability is the average of the monthly averages.
    ```

    ```text C006
    The 95th percentile of response time must not exceed 500 ms.
    ```

    ```text C007
    The p95 is at most 500 ms, measured every 5 minutes and reported monthly.
    ```

    ```text C008
    Availability, expressed with two decimals, is at least 99.90%.
    ```

    ```text C012
    An outage is the time between two consecutive failed checks.
    ```

    ```text C023
    The error rate is at most 0.1% of requests.
    ```

    ```text A005
    Provider shall measure uptime using any reasonable methodology.
    ```

    ```text D012
    The credit is the total minutes of outage, divided by the monthly fee, times 25.
    ```

    ## Write instead

    ```text
    Availability is the number of successful requests in all regions, divided by the number of valid requests in all regions. It is compared
    unrounded. Each failed check counts as 5 minutes.
    ```

    ## Not meant

    ```text
    The average response time of all tickets is 4 hours. Amounts are rounded to two decimals. Uptime is measured by the probes of Pingdom. The
    credit is the monthly fee divided by the minutes of the month.
    ```
    """

    wordings = (
        Wording(
            "C005",
            ERROR,
            words(
                rf"\b(?:average|mean|averaged|averaging)(?: of)?(?: the| all| each| its| monthly| daily| hourly)* (?:(?:success|error|failure|answer|delivery) rates?|availabilit(?:y|ies)|up-?times?(?: percentages?)?|(?:error|success|availability|uptime) percentages?)(?= [^;]{{0,80}}\b(?:of|over|across|from|for|in) (?:all|each|every|the (?:\w+ )?(?:regions?|services?|sites?|servers?|locations?|intervals?|periods?|components?)))"
                rf"|\b{_RATE} [^;]{{0,30}}averaged (?:over|across) (?:all|each|every|the)"
            ),
            "may be the mean of the rates, or all that is good divided by all there is.",
            'Say which: `"Run Success" means the percentage of the Runs in a month that have Outcome success.`',
            unless=words(r"\bweight"),
        ),
        Wording(
            "C005",
            ERROR,
            words(
                r"\b(?P<it>(?:average|mean) of (?:the |all |its |these )*(?:\w+ )?(?:monthly|weekly|daily|hourly|quarterly) (?:averages?|means?|scores?|availabilit(?:y|ies)|percentages?|up-?times?|rates?|values|results|figures))\b"
            ),
            "gives a short month, or one with few cases, the weight of a long one; over the whole time it is another figure.",
            "Say which: the share of the whole quarter; or the average of the three monthly figures, each with the same weight.",
            unless=words(r"\bweight\w*|\bfees?\b|\bcharges?\b|\bprices?\b"),
        ),
        Wording(
            "C005",
            ERROR,
            words(
                r"\b(?P<it>(?:averaged?|mean|averaging) (?:the |of the |up-?time |availabilit(?:y|ies) )*(?:up-?times?|availabilit(?:y|ies)|percentages?)? ?(?:(?:of|over|across|for) )+(?:all|each|every|the (?:individual |various |\d+ |\w+ )?(?:regions|services|sites|servers|locations|components|instances|nodes|circuits)) ?(?:of )?(?:the )?(?:\w+ )?(?:regions?|services?|sites?|servers?|locations?|components?|instances?|nodes?|circuits?)?)\b"
            ),
            "may be the mean of the rates, or all that is good divided by all there is.",
            'Say which: `"Run Success" means the percentage of the Runs in a month that have Outcome success.`',
            needs=words(r"\b(?:up-?time|availab\w+)\b"),
            unless=words(
                r"\bweight\w*|\bmean (?:time|that)|\b(?:success|error|failure|answer|delivery) rates?|\b(?:fees?|charges?|response)\b"
            ),
        ),
        Wording(
            "C006",
            ERROR,
            words(
                r"\b(?:\d{2}(?:\.\d+)?(?:th|st|nd|rd)? percentile|(?-i:[pP])(?:50|75|90|95|98|99|99\.9)\b|percentile of)"
            ),
            "may be an observed value, or one worked out between two of them.",
            "Say how it is taken: the smallest value such that at least 95% of the values are not above it.",
            unless_said=words(
                r"\bnearest[ -]rank|\bsmallest (?:\w+ )?value|\binterpolat|\bsuch that at least|\bdiscard\w* (?:the )?(?:top|highest)"
            ),
            once=True,
        ),
        Wording(
            "C007",
            ERROR,
            words(
                rf"\b(?:percentile|(?-i:[pP])(?:90|95|99))\b[^;]*\b(?P<it>(?:every|each|per|over|in) (?:{NUMBER}|one|five|ten|fifteen)[ -]?(?:seconds?|minutes?|hours?)(?: (?:intervals?|periods?|windows?))?)\b(?=[^;]*\b(?:month|week|quarter|reported|reporting))"
            ),
            "leaves two ways: one percentile of the month, or the mean of those of the intervals.",
            "Say that it is taken once, over all values of the month.",
            unless=words(r"\bonce\b|\bover all\b|\ball (?:samples|values|requests)"),
        ),
        Wording(
            "C008",
            ERROR,
            words(
                r"\b(?:rounded|expressed|calculated|stated|shown|reported|given|measured|truncated|displayed|computed)(?: up| down| off)?(?: \w+){0,3}? (?:to|with|at|in) (?:the )?(?:nearest )?(?:(?:one|two|three|four|1|2|3|4)(?: \(\d\))? (?:decimals?|decimal (?:places?|points?|digits?)|digits)|(?:tenth|hundredth|thousandth)|0?\.\d+ ?%|(?:whole|full) (?:percent|per ?cent|percentage point|number|integer)|integer|percentage point)"
            ),
            "may be compared exactly, rounded first, or cut off first: within half a step the level is kept or missed.",
            "Say which: `A measure is compared without rounding.`",
            unless=words(
                r"\b(?:amounts?|euros?|cents?|currency|dollars?|fees?|invoice|for display|display only|unrounded|before (?:it is |being )?compar|(?:half[ -])(?:up|even|down))\b"
            ),
            unless_said=words(
                r"\bunrounded|\bwithout rounding|\bbefore (?:it is |any )?round|\bround(?:ed|ing) half|\brounded (?:up|down)\b"
            ),
            needs=words(r"\b(?:availab\w+|up-?time|percent\w*|rates?|service levels?|scores?|kpis?)\b|%"),
        ),
        Wording(
            "C008",
            WARNING,
            words(
                r"\b(?:times?|durations?|lengths?|delays?|outages?|down-?time)\b[^;.]{0,30}? (?:is|are|will be|shall be) (?P<it>(?:reported|recorded|expressed|stated|logged|measured|counted|given|shown) (?:only )?in (?:whole|full|complete) (?:minutes|hours|seconds|days))\b"
            ),
            "may be cut off, rounded to the nearest, or rounded up.",
            "Say which: 29 minutes 30 seconds are 29 minutes.",
            unless=words(r"\b(?:rounded|cut off|truncated|started|disregard\w*|ignored|dropped|not counted)\b"),
        ),
        Wording(
            "C012",
            ERROR,
            words(
                rf"\b(?:(?:{COUNT}|two|successive)? ?(?:consecutive|successive) (?:negative |failed |unsuccessful |missed |bad |failing |unanswered |positive )+(?:network |health |status |http |ping |monitoring )*(?:checks?|pings?|probes?|polls?|requests?|tests?|attempts?|samples?|measurements?|responses?)"
                r"|(?:time|period|interval) (?:of time )?between (?:two |the )?(?:consecutive |successive |failed |unsuccessful |first )+(?:negative |failed |unsuccessful )*(?:network |health )*(?:checks?|pings?|probes?|polls?|tests?)|while (?:the )?(?:checks?|probes?|pings?|polls?|tests?) fail)"
            ),
            "may stand for the time between the failed checks, for one interval each, or for the time from the last good check to the next.",
            'Say what a check stands for: each failed check counts as 5 minutes; or `"Sampled Dead Time" means each period from the first of 5 consecutive Probes with Outcome failure to the first of 5 consecutive Probes with Outcome success.`',
            unless=words(
                r"\b(?:counts? as|from the first|until the (?:first|next)|beginning with|starting (?:with|from))\b"
            ),
            unless_said=words(r"\beach (?:failed )?(?:check|probe|ping|poll|test) (?:counts?|stands|is counted)"),
            needs=words(r"\b(?:down\w*|outages?|unavailab\w*|interval|period|time|means|counts?|considered)\b"),
        ),
        Wording(
            "C023",
            ERROR,
            words(
                rf"\b(?P<it>error rate|failure rate|rate of (?:errors|failed requests))\b[^;]{{0,60}}?(?:{PERCENT})|(?:{PERCENT}|{COUNT} per ?cent) (?P<that>(?:\w+ ){{0,2}}?(?:error|failure) rate)\b"
            ),
            "does not say what an error is: answers of 5xx only, also refused requests, also those that are never answered.",
            "Say which requests count as errors: valid requests that are answered with 5xx, or not within 10 seconds.",
            unless_said=words(
                r"\b(?:errors?|error rate|failed requests?|failure rate|failures?)[\"”]? (?:means?|shall mean|is defined|are (?:requests|responses|valid))|\b5xx\b|\b50[0-9]\b|\binternal ?error\b"
            ),
            once=True,
        ),
        Wording(
            "C023",
            WARNING,
            words(
                r"\b(?P<it>(?:all|every|any|each)(?: of)?(?: the| customer['’]s| your| its)? (?:continuous |continued |repeated |consecutive )?(?:connection |login )?attempts? (?:by (?:the )?\w+ )?(?:to|at) [^;.]{0,40}?(?:fails?|(?:is|are) unsuccessful|do(?:es)? not succeed|without success))\b"
            ),
            "may be a single try, or tries all the time, so many in a minute.",
            "Say how many: at least one attempt in the minute, and none that succeeds.",
            needs=words(r"\b(?:unavailab\w+|down-?time|not available|minutes?|is down)\b"),
            unless=words(
                r"\b(?:at least|(?:once|one|attempts?) (?:an?|per|every|in each)|one or more|every (?:\w+ )?(?:seconds?|minutes?))\b"
            ),
        ),
        Wording(
            "A005",
            ERROR,
            words(
                r"\b(?:(?:measur|monitor|calculat|determin|track|comput)\w*[^;]{0,60}? (?:using|by|with|through|in) (?P<it>(?:any|such|its own|whatever|the (?:tools|methods?) (?:that )?(?:it|provider)) (?:\w+ ){0,3}(?:method\w*|means|tools?|manner|system\w*|basis|way)))"
            ),
            "leaves the measurement to one side: its log decides to one reader, and to another that of the other side counts as well.",
            'Name the probes, their places and their step: `A "Check" is a record that Provider collects from "Pingdom" every minute, with:` …',
        ),
        Wording(
            "D012",
            ERROR,
            words(
                r"\b(?:minutes?|hours?|time|down-?time|outage|duration)\b[^;/]{0,40}?(?P<it>(?:divided by|/) (?:the )?(?:total |applicable |customer['’]s )*(?:monthly |daily |annual |hourly )*(?:\w+ )?(?:fees?|rates?|price|charges?|rent|cost)\b)(?! (?:of )?(?:minutes|hours|days))"
            ),
            "divides a time by money, which gives no amount: as written to one reader, times the fee to another.",
            "Multiply by the fee, and divide by the minutes of the month.",
        ),
        Wording(
            "D012",
            ERROR,
            words(r"(?<![\d.])(?P<it>\d+\.\d+\.\d+ ?(?:%|per ?cent))"),
            "is no figure: two numbers may have run into one.",
            "Write the one that is meant.",
        ),
    )
