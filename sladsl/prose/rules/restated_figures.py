"""One thing said in two figures that do not agree, and figures that cannot be met or measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import IN_WORDS, NUMBER, PERCENT, UNIT, duration, first_number, in_words, number, shown
from sladsl.prose.levels_and_rows import levels_in_two_figures
from sladsl.prose.rule import ERROR, WARNING, Rule, words
from sladsl.prose.sentences import Sentence

_HOUR = 3600
_DAY = 24 * _HOUR
_WINDOWS = {
    "month": tuple(days * _DAY for days in (30, 31, 28, 29)),
    "quarter": tuple(days * _DAY for days in (90, 91, 92)),
    "year": (365 * _DAY, 366 * _DAY),
    "week": (7 * _DAY,),
    "day": (_DAY,),
}
_BOTH_WAYS = re.compile(
    rf"(?P<percent>{PERCENT})(?P<between>[^;%\d]{{0,60}}?\([^()%\d]{{0,60}}?|[^;%\d(]{{0,25}}?\b(?:i\.e\.|that is|equivalent to|equal to|corresponding to|or\b)[^;%\d]{{0,40}}?)(?P<time>(?:{NUMBER})\s?{UNIT}(?:\s(?:and\s)?(?:{NUMBER})\s?{UNIT})?)\b",
    re.IGNORECASE,
)
_EXAMPLE = words(
    r"\b(?:approx\w*|about|around|roughly|ca\.|for example|e\.g|in an? \d\d[ -]day month|\d\d[ -]day month|month of \d\d days|based on|rounded|average month)"
)
_WRITTEN = re.compile(
    rf"\b(?P<words>{IN_WORDS})\s*\(\s*(?P<digits>{NUMBER})\s*(?P<unit>%|percent)?[^)]{{0,20}}\)", re.IGNORECASE
)
_FIXED = re.compile(
    r"\b(?:(?:30|thirty)[ -]?\(?(?:30\))?[ -]?day (?:period|month|billing)|(?<![€$£])(?<!EUR )(?<!USD )(?<!GBP )43[, ](?:200|800|829)\b(?: minutes)?|43(?:200|800|829) minutes|30 ?[x×*] ?24 ?[x×*] ?60|7[23]0 hours)\b",
    re.IGNORECASE,
)
_ALLOWED = words(
    rf"(?:{NUMBER}) (?:minutes|mins|hours)(?: of down-?time)? (?:per|a|each|every|in (?:a|each|any)) (?:calendar )?month\b"
)
"""A percentage of a month, told as a length of time."""
_SHARE = words(rf"\b(?:up-?time|availab\w+)\b[^.]*?{PERCENT}|{PERCENT}[^.]*?\b(?:up-?time|availab\w+)\b")
_METRIC = words(
    r"\b(?:minutes|uptime|up-time|availability|downtime|total (?:time|minutes|hours)|measured|service level)\b"
)
_MONTHLY = words(r"\b(?:month|monthly)\b")
_CHECKS = words(
    rf"\b(?:check\w*|prob\w+|poll\w*|monitor\w*|test(?:ed|s)?|ping\w*|sampl\w+|measur\w+|quer\w+)\b[^;]{{0,60}}?\b(?P<it>(?:every|each|once (?:every|per)|at intervals of|in intervals of) (?:(?:{NUMBER}|one|two|three|five|ten|fifteen|thirty)(?: \(\d+\))? )?(?:seconds?|minutes?|hours?))|\b(?P<that>(?:{NUMBER}|one|two|five|ten|fifteen)[ -](?:second|minute|hour) (?:intervals?|checks?|polling|monitoring))\b"
)
_LEVEL = words(
    rf"\b(?:availab\w+|up-?time)\b[^;]{{0,80}}?(?P<it>{PERCENT})|(?P<that>{PERCENT}) (?:\w+ ){{0,3}}?(?:availab\w+|up-?time)\b"
)
_RESPONSE = words(rf"\brespon[sd]\w*[^;|]{{0,40}}?(?P<it>(?:{NUMBER})\s?{UNIT})")
_RESOLUTION = words(rf"\b(?:resol\w+|restor\w+|repair\w*|fix\w*)[^;|]{{0,40}}?(?P<it>(?:{NUMBER})\s?{UNIT})")
_MOST = words(
    rf"\b(?:more than|exceed\w*|over|longer than|at least) (?P<it>(?:{NUMBER})\s?(?:minutes|hours))[^;]{{0,60}}?\b(?:in|per|of|during|for) (?:a|any|each|the|one)(?: calendar| given| single)? (?P<window>month|week|day)\b"
)
_SPAN = r"(?P<start>\d{1,2}[:.]\d\d)\s*(?:[A-Z]{2,4} )?(?:-|–|to|and|until) ?(?P<end>\d{1,2}[:.]\d\d)"
_EACH_DAY = r"\b(?:daily|(?:every|each) (?:day|night)|nightly)\b"
_DAILY = words(rf"{_EACH_DAY}[^;]{{0,40}}?{_SPAN}")
_DAILY_AFTER = words(rf"{_SPAN}[^;]{{0,30}}?{_EACH_DAY}")
_LEFT_OUT = words(
    r"\bmaintenance\b[^;]*\b(?:exclu|not (?:be )?(?:count|down|consider|includ)|other than)|\b(?:exclu\w+|not count\w*|other than)[^;]*\bmaintenance\b|\bmaintenance (?:means|is)\b"
)
_LONGEST = {"month": 31 * _DAY + _HOUR, "week": 7 * _DAY + _HOUR, "day": 25 * _HOUR}


class RestatedFigures(Rule):
    """A figure said twice, or beside another with which it cannot stand. All are compared exactly.

    ## Example

    ```text D013
    Uptime is 99.5 percent or greater (no more than 200 minutes of outage) per month.
    ```

    ```text D022
    Provider answers within thirty (20) days after the end of the month.
    ```

    ```text B010
    Total Minutes is based on a 30-day period (43,200 minutes) for each month.
    ```

    ```text H005
    Provider guarantees availability of 99.999% per month. The service is checked every 5 minutes.
    ```

    ```text H006
    Provider guarantees availability of 99.5% in each calendar month. Maintenance between 23:00 and 02:00 UTC daily is not counted as downtime.
    ```

    ```text H012
    P3: response 8 hours, resolution 4 hours.
    ```

    ```text H015
    With downtime of more than 45,000 minutes in a month, Customer receives EUR 50,000.
    ```

    ## Write instead

    ```text
    Uptime is at least 99.5% of each calendar month. Provider answers within 30 days after the end of the month.
    ```

    ## Not meant

    ```text
    Uptime is 99.9% (for example 43.2 minutes in a 30-day month). A weekly level of 99.5% (50.4 minutes of outage) applies. Provider answers
    within five (5) days. Service credits are calculated on a 30-day month. P1: response 1 hour, resolution 4 hours.
    ```
    """

    codes = ("B010", "D013", "D022", "H005", "H006", "H012", "H015")

    def check(self, draft: Draft) -> Iterator[Finding]:
        for sentence in draft.sentences:
            yield from _twice(sentence, draft)
            yield from _written(sentence, draft)
            yield from _fixed_month(sentence, draft)
            yield from _beyond_window(sentence, draft)
            yield from _order(sentence, draft)
        yield from levels_in_two_figures(draft)
        yield from _grain(draft)
        yield from _swallowed(draft)


def _twice(sentence: Sentence, draft: Draft) -> Iterator[Finding]:
    for found in _BOTH_WAYS.finditer(sentence.text):
        share, spent = first_number(found["percent"]), duration(found["time"])
        said = found["between"] + sentence.text[found.end() : found.end() + 30]
        if share is None or spent is None or not Fraction(50) < share < 100 or _EXAMPLE.search(found[0] + said):
            continue
        lost = 1 - share / 100
        named = [
            name
            for name in _WINDOWS
            if re.search(
                rf"\b{name}|{name}ly\b|\bannual" if name == "year" else rf"\b{name}",
                sentence.text[found.end() :] + found["between"],
                re.IGNORECASE,
            )
        ]
        windows = named or list(_WINDOWS)
        for name in windows:
            sizes = _WINDOWS[name]
            if all(lost * size == spent for size in sizes) or (name == "year" and lost * sizes[0] == spent):
                return
        name = "month" if "month" in windows else windows[0]
        allowed = [lost * size for size in _WINDOWS[name]]
        unit = 60 if "m" in found["time"].lower() and "h" not in found["time"].lower() else _HOUR
        word = "minutes" if unit == 60 else "hours"
        days = _WINDOWS[name][0] // _DAY
        of = f"a {name} of {days} days" if name in ("month", "quarter", "year") else f"a {name}"
        told = f"{shown(allowed[0] / unit)} {word} in {of}"
        if len(allowed) > 1 and name == "month":
            told += f", {shown(allowed[1] / unit)} in one of 31"
        message = f"{found['percent']} is {told}, and not {found['time']}: the percentage counts to one reader, the {word} to another."
        yield draft.finding(
            "D013",
            ERROR,
            message,
            sentence,
            *found.span(),
            "Give one figure; call the other an example, in a 30-day month.",
        )


def _written(sentence: Sentence, draft: Draft) -> Iterator[Finding]:
    for found in _WRITTEN.finditer(sentence.text):
        value = in_words(found["words"])
        if value is not None and value != number(found["digits"]):
            message = f'"{found["words"]}" is {shown(value)}, and the figure says {found["digits"]}.'
            yield draft.finding(
                "D022", ERROR, message, sentence, *found.span(), "Write the figure only, without the word."
            )


def _fixed_month(sentence: Sentence, draft: Draft) -> Iterator[Finding]:
    found = _FIXED.search(sentence.text) if _METRIC.search(sentence.whole) else None
    if found is None and _SHARE.search(sentence.text):
        found = _ALLOWED.search(sentence.text)
    if found and not _EXAMPLE_OF.search(sentence.whole):
        message = f'"{found[0]}" stands for every month to one reader; to another a month has the minutes that it has (28 to 31 days).'
        yield draft.finding(
            "B010",
            WARNING,
            message,
            sentence,
            *found.span(),
            "Divide by the minutes of that calendar month, or say `A month counts as 43,200 minutes.`",
        )


_EXAMPLE_OF = words(
    r"\b(?:for example|e\.g|example|any 30|consecutive|rolling|trailing|preceding|within (?:a )?(?:30|thirty)|notice|invoice|terminat\w*|trial)\b"
)


def _beyond_window(sentence: Sentence, draft: Draft) -> Iterator[Finding]:
    found = _MOST.search(sentence.text)
    if found:
        asked = duration(found["it"])
        longest = _LONGEST[found["window"].lower()]
        if asked is not None and asked >= longest:
            message = f"a {found['window']} never has {found['it']}: this never applies, or another unit is meant."
            yield draft.finding("H015", WARNING, message, sentence, *found.span(), "Correct the figure or its unit.")


def _order(sentence: Sentence, draft: Draft) -> Iterator[Finding]:
    response, resolution = _RESPONSE.search(sentence.text), _RESOLUTION.search(sentence.text)
    if response and resolution and response.start() < resolution.start():
        first, second = duration(response["it"]), duration(resolution["it"])
        if first is not None and second is not None and second < first:
            message = f"the resolution ({resolution['it']}) is due before the response ({response['it']}): both run from the ticket to one reader, one after the other to another."
            yield draft.finding(
                "H012",
                WARNING,
                message,
                sentence,
                response.start(),
                resolution.end(),
                "Say from which event each time runs.",
            )


def _grain(draft: Draft) -> Iterator[Finding]:
    levels = [(sentence, found) for sentence in draft.sentences for found in _LEVEL.finditer(sentence.text)]
    values = {first_number(found["it"] or found["that"]) for _, found in levels}
    if len(values) != 1 or not draft.says(_MONTHLY):
        return
    (share,) = values
    for sentence in draft.sentences:
        found = _CHECKS.search(sentence.text)
        if found is None or share is None or not 90 < share < 100:
            continue
        said = found["it"] or found["that"]
        every = duration(said) or duration(f"1 {said.split()[-1]}")
        if every is not None and (1 - share / 100) * _WINDOWS["month"][1] < every:
            allowed = shown((1 - share / 100) * _WINDOWS["month"][1] / 60)
            message = f"{shown(share)}% allows {allowed} minutes in a month of 31 days, and no check tells less than {shown(every / 60)}: one failed check breaks the level to one reader, and proves nothing to another."
            yield draft.finding(
                "H005",
                ERROR,
                message,
                sentence,
                *found.span(),
                "Check more often, or take a level that the checks can tell.",
            )
            return


def _swallowed(draft: Draft) -> Iterator[Finding]:
    """A daily window that is left out, beside a level that allows much less."""
    levels = [
        first_number(found["it"] or found["that"]) for one in draft.sentences for found in _LEVEL.finditer(one.text)
    ]
    shares = [share for share in levels if share is not None and 90 < share < 100]
    for sentence in draft.sentences:
        found = _DAILY.search(sentence.text) or _DAILY_AFTER.search(sentence.text)
        if found is None or not shares or not _LEFT_OUT.search(sentence.whole):
            continue
        start, end = _hour(found["start"]), _hour(found["end"])
        lost = ((end - start) % 24) / Fraction(24) * 100
        if lost > 100 - max(shares) + 1:
            kept = shown(Fraction(round((100 - lost) * 10), 10))
            message = f"this window may be down every day, and the level is still kept at {kept}%: as written to one reader, only for real work to another."
            yield draft.finding(
                "H006",
                ERROR,
                message,
                sentence,
                *found.span(),
                "Say how much of it may be used: at most 4 hours in a month, while work is in progress.",
            )
            return


def _hour(text: str) -> Fraction:
    hours, minutes = re.findall(r"\d+", text)[:2]
    return Fraction(int(hours)) + Fraction(int(minutes), 60)
