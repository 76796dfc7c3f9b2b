"""Turns of phrase of contracts that the language says in another way: what stands before a word, from it on, and what to write."""

from __future__ import annotations

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_AGAIN = (
    "Begin with what it is for: `For each Ticket, Provider shall send an Update to Customer every 2 hours from when it is Opened "
    "until it is Resolved.`"
)
TURNS = (
    (
        r"\bkeep(?: the)?$",
        r"percentage\b",
        'Define it (`"…" means the percentage of …`) and keep that name, or write `ensure that at least 95% of the … are …`.',
    ),
    (
        r"^\"[^\"]+\" means (?:each|any|the) (?:period|time|stretch)(?: of time)?(?: from)?$",
        r"(?:from\s+)?when\b",
        "Write it with the fields of the record: `the time from Reported to Repaired of each …`.",
    ),
    (
        r"^\"[^\"]+\"$",
        r"of\s+(?:an?|each|the)\s+[A-Z]",
        "The name stands alone. What is measured of rows that refer to a thing is told of each such thing where it is kept: `keep … of each …`.",
    ),
    (
        r"\bthat is not [A-Z][\w ]*$",
        r"of\s+(?:an?|each|that|the)\s+[A-Z]",
        "Leave it out. Of which thing is said where the measure is kept: `keep … of each …`.",
    ),
    (
        r"^- [A-Z][\w ]*: text$",
        r",?\s*(?:which|that|by\s+which)\b|,",
        "Leave it out: rows are known by their first field of text.",
    ),
    (
        r"\bexcept public holidays$",
        r"(?:in|of)\b",
        "Whose holidays is a sentence of its own: `Public holidays are the bank holidays of England, on the days on which they are observed.`",
    ),
    (
        r"\bis a record that [A-Z][\w ]* keeps$",
        r",",
        'Say in which system: `keeps in "ServiceNow", with:`.',
    ),
    (
        r"\bterminate (?:this agreement|[A-Z][\w ]*)$",
        r"(?:at|on|upon|without|immediately|with\s+immediate)\b",
        "Write `by notice`, or `by at least 30 days' notice`.",
    ),
    (
        r"^(?:Credits|Refunds)(?: under clause \S+)?$",
        r"(?:in|during|within|per|of)\b",
        "Write `Credits for a month shall not exceed …`, or `for a year`.",
    ),
    (
        r"\b(?:shall|will|must|may)(?: not)?$",
        r"(?:maintain|achieve|guarantee)\s+(?!(?:the\s+)?[A-Z])",
        "Write `keep` for a level that is measured. Otherwise this is prose: begin the line with `>`.",
    ),
    (
        r"\bshall(?: not)? maintain$",
        r"(?!(?:the\s+)?[A-Z])",
        "What the language has no sentence for is prose: begin the line with `>`.",
    ),
    (
        r"\bwith [^,]* and not$",
        r"[A-Z]",
        "Leave out `and`: `with Repeat yes not Cleaned in time`.",
    ),
    (
        r"\bensure that [^,]* ha(?:s|ve) an? [A-Z][\w ]*$",
        r"(?:within|by|before)\b",
        "An act is a field that is named after what was done: `- Replied: time, if any`, and `is Replied within …`.",
    ),
    (
        r"\b(?:credit|pay|refund) [A-Z][\w ]*$",
        r"(?:one|a)[\s-](?:half|third|quarter|fifth|tenth|twelfth|thirtieth|thirty-first)\b",
        "Write a percentage (`50% of the … fee`), a fraction (`1/30 of the … fee`) or days of it: `1 day of the … fee`.",
    ),
    (
        r"\b[A-Z]{3} [0-9][0-9,.]*$",
        r"(?:per|each|every)\b",
        "Write `a month`, `a year`, `an hour`: `EUR 45.00 a month`.",
    ),
    (
        r"\b(?:exceeds|of|above|below|than|least|most) [0-9.]+% of$",
        r"(?:the|that|a|each)\s+(?:month|quarter|year|week|day|time)\b",
        'Give it a name: `"Allowance" means 0.1% of the time in a month.`, and write that name here.',
    ),
    (
        r"\bkeep the (?:[0-9]+th percentile of|average|median|longest)(?: the)?$",
        r"(?:the\s+)?time\s+from\b",
        'Name it first: `"…" means the 99th percentile of the time from … to … of the … in a month.`',
    ),
    (r"[0-9]$", r"/[0-9]+(?:st|nd|rd|th)\b", "Write the fraction in figures alone: `1/30 of the … fee`."),
    (r"\b1 in [0-9,]+$", r"", "Write it as a percentage: 1 in 1,000 is `0.1%`."),
    (
        r"^If [A-Z][\w ]* does not$",
        r"(?:in|for|during)\b",
        'Name the clause: `If Provider misses clause "…" in 2 consecutive months`.',
    ),
    (
        r'\bkeeps in "[^"]*"$',
        r"(?:in\s+each|for\s+each|from\s+each|every)\b",
        'What is measured again and again is collected: `that Provider collects from "…" in each day`.',
    ),
    (r"\bmeans each$", r"time\b", "Write `the time from … to … of each …`."),
    (
        r"\b(?:less|more) than [0-9.]+%?(?: [a-z]+)? or$",
        r"(?:less|more|below|above)\b",
        'Define each of the two, and then both: `"…" means Too Dry or Too Damp.`',
    ),
    (
        r"^Given .*\banother$",
        r"(?:with|of)\b",
        "`another` is like the first in all but its times: write `, and a … with …`.",
    ),
    (r"^Given .* and$", r"(?:an?|[0-9]+)\s+[A-Z]", "Events are joined by a comma and `and`: `, and a …`."),
    (
        r"\b(?:send|deliver|give|provide)\b.*\b[A-Z]\w*$",
        r"(?:for\b.*\b)?every\s+[0-9]",
        _AGAIN,
    ),
    (
        r"\b(?:credit|pay|refund) [A-Z][\w ]* an?$",
        r"(?:surcharge|supplement|charge|fine|compensation|payment|sum|amount|deduction|rebate)\b",
        "Write the amount alone: `shall pay Provider GBP 8.00`.",
    ),
    (
        r"\bthe following (?:amounts|credits)$",
        r",\s+plus\b",
        "What comes on top has a sentence of its own: `For each full 12 hours by which …`.",
    ),
    (
        r"(?:\b[A-Z]{3} [0-9][0-9,.]*|% of [^,]*)$",
        r",\s+(?:at\s+least|but\s+(?:at\s+least|no)|with\s+a\s+minimum|subject\s+to\s+a\s+minimum)\b",
        "The least that is due is one of two amounts: `the greater of (a) GBP 75.00 and (b) …`.",
    ),
    (
        r"\b(?:its|that) [A-Z][\w ]*$",
        r",?\s*(?:divided|multiplied)\b",
        "Let the record tell the result: `- Daily Price: amount`, and write `its Daily Price`.",
    ),
    (
        r"\bfee\b.* in$",
        r"proportion\b",
        "Write the fee for the time itself: `the … fee for the time of that Outage`.",
    ),
    (
        r"\bwithhold [0-9.]+% of (?:each|the|every)$",
        r"[A-Z]",
        "Write `10% of each following invoice until it is …`.",
    ),
    (
        r"\bis [A-Z][\w ]*$",
        r"every\b",
        _AGAIN,
    ),
    (
        r"\bnotify [A-Z][\w ]*$",
        r"(?:of|about)\b",
        "Write `For each Outage, … shall notify … within …`; ahead of something, `ensure that each Visit is Announced at least 5 business days before its Start`.",
    ),
    (
        r"\bthat (?:is|are|has|have)\b[^,]*$",
        r",\s+(?:and|or)\s+(?:is|are|has|have)\b",
        "Leave out the comma: `that is Ended … and is Paid …`.",
    ),
    (
        r"\bhas at (?:least|most) [0-9]+ [A-Z][\w ]* in an? [a-z]+$",
        r"that\b",
        'Name them first: `"Long Outage" means each Outage that lasts at least 1 hour.`',
    ),
    (
        r"\bfor each of the first [0-9]+ [a-z]+$",
        r"and\b",
        "Write two sentences: `For each of the first 7 full days by which …, … .` and `For each full day after the first 7 by which …, … .`",
    ),
    (
        r"\bthe$",
        r"time\s+from\b",
        'Name it first: `"Stay" means the time from Started to Ended of each Visit.` After `For each Stay, …` its length is `Stay`.',
    ),
    (
        r"\b[Ff]or each further$",
        r"",
        "Write `For each full hour by which …`; of those after the first: `For each full hour after the first 2 by which …`.",
    ),
    (r"\b[A-Z]{3} [0-9][0-9,.]*$", r",?\s*and\s+[A-Z]{3}\s", "Two sums stand in two sentences, each with its case."),
    (
        r"\b[A-Z]{3} [0-9][0-9,.]* for$",
        r"the\s+first\b",
        "Two sentences: a sum for each, and another `For each started hour after the first 1 of …`.",
    ),
    (
        r"\bdoes not$",
        r"in\s+[0-9]",
        'Name the clause: `If Provider misses clause "…" in 2 consecutive months, …`.',
    ),
    (r"\bin each [a-z]+$", r"of\s+an?\b", "Write `in 3 consecutive months`."),
    (
        r"\b(?:multiplied|divided) by [^.]*$|\b(?:plus|minus) [^.]*$",
        r",\s+(?:multiplied|divided)\b|(?:plus|minus)\b",
        "One step at a time: define the first step by a name, and go on with the name.",
    ),
    (
        r"\bshall$",
        r"(?:make|perform|conduct|provide|carry\s+out)\s+(?:at\s+least\s+)?[0-9]",
        "Write `deliver at least 4 Visits in each year`.",
    ),
    (
        r"\b(?:within )[0-9]+ [a-z ]+$",
        r"before\s+or\s+after\b",
        "Write the later limit: `within 14 days after its …`. What is done before it is in time.",
    ),
    (
        r"\b(?:amounts|fee|fees|price|prices|charges)\b.*$",
        r"(?:increases?|rises?|is\s+increased|are\s+increased)\b",
        "Amounts stay as they are written: state the new ones in a new version, or as prose: begin the line with `>`.",
    ),
    (
        r"^On .*\bthe [A-Z][\w ]*$",
        r"(?:fees?|prices?|charges?|rates?)\b",
        "Amounts stay as they are written: state the new ones in a new version, or as prose: begin the line with `>`.",
    ),
    (
        r"\b[Ff]or each [A-Z][\w ]* in an? [a-z]+$",
        r"(?:above|beyond|over|in\s+excess|exceeding)\b",
        "Write `For each Point after the first 50 in a month, …`.",
    ),
    (r"\b(?:is|are)$", r"free\b", "Say who gives what back: `… shall credit … the … fee for that month`."),
    (
        r"\bextend [A-Za-z][\w ]* by(?: the following)?$",
        r"(?:the\s+following|days|weeks|months)\b",
        "Each case has a sentence: `If Uptime in a quarter is below 95%, … shall extend … by 14 days at no charge.`",
    ),
    (
        r"\bIf [A-Z][\w ]* terminates$",
        r"this\b",
        "Write `terminates under this clause`; what else follows from an early end is prose: begin the line with `>`.",
    ),
    (r"\b(?:quarter|half)(?: of)?(?: an)?$", r"(?:of\s+)?(?:an?\s+)?hour\b", "Write `15 minutes`, `30 minutes`."),
    (
        r"\brounded (?:half up|up|down) to the$",
        r"(?:nearest|whole|euro|pound|dollar|rupee|franc|yen|kron)",
        "Write `to the cent`, or `to 0 decimal places` for whole amounts.",
    ),
    (r"%[^.]*$", r",\s+plus\b", "Such a sum stands in a table: `5%, plus 1% for each full hour by which …`."),
    (
        r"\b(?:on|by)(?: the)?$",
        r"(?:the\s+)?(?:next|same|following)\s+(?:business\s+|calendar\s+)?day\b",
        "Write `by the end of the next business day after it is …`, or `within 1 business day after …`.",
    ),
    (
        r"\bthe next (?:(?:business|calendar) )?day$",
        r"",
        "Say after what: `the next business day after it is …`.",
    ),
    (
        r"\bby [0-9]{2}:[0-9]{2}$",
        r"",
        "Say on which day: `by 17:00 on the next business day after it is …`, `by 17:00 on its …`.",
    ),
    (
        r"\bby which (?:it|they)$",
        r"(?:is|are)\s+late\b",
        "Begin with it: `For each full day by which a Ticket is late, … shall credit … GBP 40.00.`",
    ),
    (r"\bVersion [0-9.]+$", r"", "A version has its day: `Version 1.0, dated 1 January 2026.`"),
    (r"^In the$", r"event\b", "A condition begins with `If`."),
    (r"^Where$", r"[A-Z]", "A condition begins with `If`."),
    (r"^(?:Subject|Provided)$", r"(?:to|that)\b", "A condition begins with `If`; what holds anyway is left out."),
    (
        r"^[A-Z][\w ]*$",
        r"(?:undertakes|guarantees|warrants|agrees|commits|promises|covenants)\b",
        "Write `shall keep … at or above …` for a level, and `shall ensure that each … is …` for records.",
    ),
    (
        r"\b(?:shall|will|must|may)$",
        r"receive\s+an?\s+(?:credit|refund|payment)\b",
        "Say who gives it: `Provider shall credit Customer …`.",
    ),
    (r"", rf"[0-9]{{1,2}}(?:st|nd|rd|th)\s+{_MONTH}", "A date has its day as a number alone: `5 April 2026`."),
    (r"[0-9]$", r"(?:h|hrs?|mins?|secs?|d)\b", "A unit is written in full: `hours`, `minutes`, `seconds`, `days`."),
    (r"", rf"{_DAY}\s?[-–]\s?{_DAY}", "Write `Monday to Friday`."),
    (r"", r"(?:weekdays|workdays|working\s+days)\b", "Write `Monday to Friday`."),
    (
        rf"\b{_DAY}$",
        r",?\s*(?:[0-9]|between\b)",
        "The hours follow with `from`: `Monday to Friday from 08:00 to 18:00`.",
    ),
    (r"\bclause$", r"[A-Z]", 'A clause is named by its title in double quotes: `clause "Availability"`.'),
    (
        r"\bthe$",
        r"(?:monthly|annual|yearly|quarterly|weekly|applicable|relevant)\s+(?:fee|charge)s?\b",
        "A fee has the name of its service: `the Web Hosting fee for that month`; all together are `the fees for that month`.",
    ),
    (
        r"\bensure$",
        r"(?:an?|the)\s+[A-Z]",
        "Write `keep … at or above 99.9% in each month` for a level that is measured.",
    ),
    (r"\bkeep the$", r"[A-Z]", "A measure has its name without an article."),
)
"""Before the word, from it on, and what to write."""
