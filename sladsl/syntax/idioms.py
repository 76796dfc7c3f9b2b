"""Whole turns of phrase of contracts that the language says in another way, told by what stands before and behind a word."""

from __future__ import annotations

import re

_PROSE = "What the language has no sentence for is prose: begin the line with `>`."

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_IDIOMS = (
    (
        r"\bkeep(?: the)?$",
        r"percentage\b",
        'Define it (`"…" means the percentage of …`) and keep that name, or write `ensure that at least 95% of the … are …`.',
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
        r"(?:one|a)\s+(?:half|third|quarter|fifth|tenth|twelfth|thirtieth|thirty-first)\b",
        "Write a percentage (`50% of the … fee`) or days of it: `1 day of the … fee`.",
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
    (r"^In the$", r"event\b", "A condition begins with `If`."),
    (r"^Where$", r"[A-Z]", "A condition begins with `If`."),
    (r"^(?:Subject|Provided)$", r"(?:to|that)\b", "A condition begins with `If`; what holds anyway is left out."),
    (
        r"^[A-Z][\w ]*$",
        r"(?:undertakes|guarantees|warrants|agrees|commits|promises|covenants)\b",
        "Write `shall keep … at or above …` for a level, and `shall ensure that each … is …` for records.",
    ),
    (r"\bendeavou?rs\b", "", "Write `shall use commercially reasonable efforts to keep …`."),
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

_FIELD = re.compile(r"^-\s+[A-Z][^:\n]*:\s")
_ARTICLE = re.compile(r"\b(An?|The|No|Each|If|On|In)$")
_VERB = re.compile(r"\b(?:shall|will|must|may)(?: not)?$")
_MEASURE = (
    "(?:percentage|number|total|average|median|highest|lowest|longest|shortest|greater|lesser|[0-9]+th percentile)"
)


def idiom(said: str, rest: str, whole: str) -> str:
    """What to write for the turn of phrase in which the text from `rest` on does not fit behind `said`, or ""."""
    before = " ".join(said.split())
    if choice := _choice(before, rest):
        return f'Write `"{choice}"`: without quotation marks it is a word of the language.'
    if (level := _level(before, rest, whole)) is not None:
        return f"{level} is a measure: write `shall keep {level} at or above … in each month`."
    for behind, ahead, advice in _IDIOMS:
        if re.search(behind, before) and re.match(ahead, rest):
            return advice
    return ""


def prose(said: str, text: str) -> str:
    """For a verb of which the language knows nothing: "shall comply", "may inspect"."""
    return _PROSE if text[:1].islower() and _VERB.search(" ".join(said.split())) else ""


def _choice(before: str, rest: str) -> str:
    """A choice that is spelt as an article: "- Lift: A, B or C"."""
    if not _FIELD.match(before + " "):
        return ""
    at_end = _ARTICLE.search(before)
    if at_end and re.match(r",|or\b", rest):
        return at_end[1]
    ahead = re.match(r"(An?|The|No|Each|If|On|In)(?=\s*,|\s+or\b|\s*\n|\s*$)", rest)
    return ahead[1] if ahead and before.endswith((",", " or", ":")) else ""


def _level(before: str, rest: str, whole: str) -> str | None:
    """ "ensure that Monthly Uptime is …": a measure where records must stand."""
    name = re.match(r"[A-Z][\w-]*(?:\s[A-Z][\w-]*)*", rest)
    if name is None or not before.endswith("ensure that"):
        return None
    return name[0] if re.search(rf'"{re.escape(name[0])}"\s+means\s+the\s+{_MEASURE}\b', whole) else None
