"""Months, weeks, quarters, years and what comes twice in them."""

from __future__ import annotations

from sladsl.prose.figures import COUNT, DATE
from sladsl.prose.rule import ERROR, INFO, WARNING, Wording, WordRule, words
from sladsl.prose.vocabulary import FAILING

_LEVEL = words(r"\b(?:availab|uptime|up-time|downtime|success rate|error rate|breach|miss|fail|credit)|%")


class Periods(WordRule):
    """A window of time whose first or last day two readers put differently.

    ## Example

    ```text B018
    Provider delivers bi-weekly reports.
    ```

    ```text B008
    Either party may terminate on one month's notice.
    ```

    ```text B011
    If the target is missed in 3 months of any year, Customer may terminate.
    ```

    ```text B012
    Provider guarantees quarterly availability of 99.95%.
    ```

    ```text B022
    Customer is credited EUR 1,000 for more than two P1 incidents in a week.
    ```

    ```text B024
    The agreement renews for a year unless notice is given at least 30 days before the end of the term.
    ```

    ```text B007
    Claims must be filed by the 7th day of the following month.
    ```

    ```text I006
    If the target is missed three times in any 12 consecutive months, Provider pays EUR 5,000.
    ```

    ```text I005
    Customer may terminate if the target is missed in any three months in a twelve-month period.
    ```

    ```text B019
    If the target is missed in three consecutive months, Customer receives EUR 5,000. No target applies in a month of force majeure.
    ```

    ```text B020
    The term is one year from 29 February 2028.
    ```

    ## Write instead

    ```text
    Provider delivers a report every second Monday. Customer may terminate if the target is missed in 3 of any 12 consecutive calendar months.
    Claims must be filed by the 7th day of the following month, whether or not it is a Business Day.
    ```

    ## Not meant

    ```text
    Availability is at least 99.9% in each calendar quarter. The fee is reviewed every year. Reports are made fortnightly. Customer gives 30
    days' notice. The credits of a contract year are limited. The target is missed in three consecutive months. The term runs for one year
    from 29 February 2028 to 28 February 2029, both included. The invoice of 29 February 2028 is paid.
    ```
    """

    wordings = (
        Wording(
            "B018",
            ERROR,
            words(r"\b(?:bi-?(?:weekly|monthly|annual(?:ly)?|yearly))\b"),
            "is twice in that time to one reader, and every second time to another.",
            "Say every second Monday, or each Monday and Thursday.",
        ),
        Wording(
            "B008",
            WARNING,
            words(
                rf"\b{COUNT} (?:calendar )?months?['’]? ?(?:prior |advance |written )*notice|\bwithin {COUNT} months? (?:of|from|after)\b|\b(?:notice (?:period )?of|upon|on|by giving|at least) {COUNT} months?['’]?s?(?: (?:prior|advance|written))* notice"
                rf"|\bnotice (?:period )?of (?:at least |not less than )?{COUNT} months?\b|\b{COUNT} months? (?:prior|advance|written) (?:written )?notice"
                r"|\b(?:on )?the same (?:day|date) (?:of|in) (?:each|every|the (?:following|next)) (?:calendar )?month|\bmonthly anniversar(?:y|ies)|\bon the (?:29th|30th|31st)(?: day)? (?:of|in) (?:each|every) (?:calendar )?month"
            ),
            "from the 31st on may end on the last day of a shorter month, on the first of the next, or after 30 days.",
            "Say to which day: by at least 30 days' notice; or by notice to the end of a calendar month.",
            unless=words(
                r"\bend of (?:a|the|each|any) (?:calendar )?(?:month|quarter|year)|\blast day\b|corresponding (?:day|date)"
            ),
            unless_said=words(
                r"\bmonths?[\"”]? (?:means?|shall mean|is (?:a )?period)|corresponding (?:day|date)|\bperiod of months (?:ends|may)"
            ),
        ),
        Wording(
            "B011",
            ERROR,
            words(
                r"\b(?:in|per|during|within|over|of) (?:a|any|each|the same|one|every)(?: (?:single|given|one))? (?:year|12[ -]month period|twelve[ -]month period|twelve \(12\)[ -]month period)\b|\b(?:annual(?:ly)?|yearly) (?:uptime|availability)|(?:uptime|availability)[^;]{0,30} (?:per year|annually|yearly)"
            ),
            "may be a calendar year, a year of the contract, or any twelve months.",
            "Say `in any 12 consecutive months`, in a calendar year, or in a contract year.",
            unless=words(
                r"\b(?:calendar|contract|service|agreement|fiscal|financial|consecutive|rolling|sliding) (?:year|month|twelve|12)|\bconsecutive\b|\brolling\b"
            ),
            unless_said=words(
                r"\b(?:contract |service |agreement )?year[\"”]? (?:means?|shall mean|starts|begins|is (?:a|the|each))"
            ),
            needs=words(
                r"\b(?:\d[\d.]*\s?%|availab|uptime|miss|breach|fail|below|times|exceed|(?:outages|incidents|faults|interruptions) (?:in|per|within|during)|(?:maximum|total|cap on) (?:\w+ )?credit|credits? (?:cap|limit|maximum))"
            ),
        ),
        Wording(
            "B012",
            WARNING,
            words(
                r"\b(?:quarterly (?:uptime|availability|service level|performance)|(?:in|per|during|over|for) (?:a|any|each|the|every)(?: given)? quarter|per quarter)\b(?! of an hour)"
            ),
            "may be a quarter of the calendar, or three months from the start of the contract.",
            "Say `calendar quarter`, or say when the first one starts.",
            unless=words(r"\b(?:calendar|fiscal|contract) quarter"),
            unless_said=words(r"\b(?:calendar|fiscal|contract) quarter|\bquarter[\"”]? (?:means?|shall mean|is)"),
            needs=_LEVEL,
        ),
        Wording(
            "B022",
            WARNING,
            words(r"\b(?:in|during|within|per) (?:a|any|the same|one|each)(?: given| single)? week\b"),
            "may begin on Monday or on Sunday, or be any seven days.",
            "Say `in any 7 consecutive days`, or in a calendar week that begins on Monday.",
            needs=words(
                r"\b(?:more than|at least|two|three|four|five|\d+) (?:\w+ ){0,3}(?:incidents?|outages?|failures?|faults?|tickets?|breach|times|interruptions?)|\d\s?%"
            ),
            unless=words(r"\bcalendar week|consecutive days|monday"),
        ),
        Wording(
            "B024",
            ERROR,
            words(
                rf"\b(?:at least|not less than|no less than|no later than|not later than|a minimum of) {COUNT} (?:calendar |business |working )?days?['’]?(?: (?:prior )?(?:written )?notice)? (?:before|prior to|in advance of) (?:the )?(?:{DATE}|end|expir\w+|renewal|(?:then[ -])?current|anniversary|commencement|start of (?:the|each) (?:renewal|next)|termination date|conclusion)"
            ),
            "may or may not count the day of the notice and the last day: one day decides on the renewal.",
            "Say the last day itself: unless notice is received on or before 30 November 2026.",
            unless=words(r"\bclear days|received (?:on or before|by)"),
        ),
        Wording(
            "B007",
            WARNING,
            words(
                r"\bby the (?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|tenth|fifteenth|twentieth)(?: \(\d+\w*\))? (?:calendar )?(?:day )?of (?:the (?:following|next|subsequent|same)|each|every|the) (?:calendar )?month"
            ),
            "may fall on a Sunday: it is then the last day to one reader, and the Monday is to another.",
            "Say `whether or not it is a business day`, or the 5th business day after the end of the month.",
            unless=words(r"\b(?:business|working) day|weekend|holiday|sunday"),
            unless_said=words(
                r"\bif (?:that|such|the last|any|a) (?:\w+ ){0,3}day (?:is|falls)[^.;\n]{0,40}(?:business|working|holiday|sunday|weekend)|\bnext (?:business|working) day"
            ),
        ),
        Wording(
            "I006",
            WARNING,
            words(
                rf"\b(?P<it>(?:{COUNT}(?: or more)? times|any {COUNT}(?: or more)? months|{COUNT} or more months|{COUNT}(?: or more)? (?:such )?(?:failures|outages|incidents|breaches|misses|faults)) (?:in|within|during|over|out of) (?:a|any|the same|each|one)(?: rolling| consecutive)? (?:period of )?(?:{COUNT})(?: consecutive| rolling)?[ -]months?(?: period)?)\b"
            ),
            "may use each miss once, or count it again with the next ones.",
            "Say which: `A month that has given rise to the right does not count again.`",
            needs=words(r"\b(?:credit|pays?|refund|EUR|penalt|compensat|reduc)"),
            unless=words(
                r"\bterminat|\bcancel|\bcount(?:s|ed)? (?:only )?once|\bnot (?:be )?count(?:ed)? again|\bonce only"
            ),
        ),
        Wording(
            "I005",
            ERROR,
            words(
                rf"\b(?:within|in|during|over|for) (?:a|any|the same|each|one|every|the)(?: single| given| continuous| contiguous| full)? (?:{COUNT})[ -]?(?:month|week|day|hour|minute)s?[ -]period\b"
            ),
            "may be any so long a time, wherever it begins, or fixed ones that follow one another.",
            "Say which: `in 3 of any 12 consecutive months`; in any 72 consecutive hours; or in each quarter of an hour of the clock.",
            needs=words(
                rf"\bterminat|\bcancel|\bcredit(?:s|ed)?\b|\bescalat|\b{FAILING}\b|\d\s?%|\bper ?cent\b|\bservice level|\b(?:miss|breach|exceed)\w*"
            ),
            unless=words(
                r"\bconsecutive|\brolling|\bsliding|\bcontract year|\bperiod (?:after|following|from|before|prior|preceding|beginning|starting|to (?:cure|remedy|object|dispute|pay))|\b(?:notice|grace|cure|trial|evaluation|warranty|retention|test) period|\bdeemed (?:up|available|down)|\bnotice (?:of|period|within)|\binvoice|\bpay(?:ment|able)|\b(?:five|5)[ -]minute|\bfixed|\bclock\b|\baligned"
            ),
        ),
        Wording(
            "B019",
            WARNING,
            words(
                rf"\b(?<!any )(?<!of )(?P<it>{COUNT}(?: or more)? (?:consecutive|successive) (?:calendar |measurement |billing )?(?:months|quarters|weeks|periods)|{COUNT} (?:calendar )?(?:months|quarters|weeks) in a row)\b"
            ),
            "may be broken by a month in which nothing is measured or owed, or go on after it.",
            "Say which: a month in which the level does not apply neither counts nor breaks the row.",
            needs=words(r"\b(?:miss\w*|fail\w*|breach\w*|below|not (?:met|meet|achieved|reached)|falls? short)\b"),
            needs_said=words(
                r"\b(?:(?:not|no) (?:be )?(?:measur\w+|calculat\w+)|(?:suspend\w*|waive\w*|do(?:es)? not apply|not applicable|no (?:service level|target|level) applies|excus\w+)\b[^.\n]{0,80}\b(?:month|period|quarter)s?|\b(?:month|period|quarter)s?\b[^.\n]{0,80}\b(?:suspend\w*|waive\w*|disregard\w*|do(?:es)? not apply|excluded|excused|left out|not count\w*))\b"
            ),
            unless_said=words(
                r"\b(?:breaks?|interrupts?|ends?) (?:the|a|such|any) (?:row|sequence|series|succession)|\b(?:regarded|counts?|treated|deemed|considered) (?:as )?(?:having been )?(?:met|kept|missed|achieved)\b"
            ),
        ),
        Wording(
            "B020",
            INFO,
            words(r"\b(?P<it>29(?:th)?(?: of)? February(?:,? \d{4})?|February 29(?:th)?(?:,? \d{4})?|\d{4}-02-29)\b"),
            "comes every fourth year: a year from then ends on 28 February to one reader, and on 1 March to another.",
            "State both dates: 29 February 2028 to 28 February 2029, both included.",
            needs=words(
                rf"\b{COUNT}[ -](?:years?|months?)\b|\banniversar\w+|\b(?:annual(?:ly)?|yearly|each year|every year)\b"
            ),
            unless=words(
                r"\b(?:28(?:th)? February|February 28|(?:1|1st|first) (?:of )?March|March 1|\d{4}-02-28|\d{4}-03-01|last day of February)\b"
            ),
        ),
    )
