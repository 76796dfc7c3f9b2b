"""Two time limits that cannot both be kept, or that both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import COUNT, NUMBER, count, seconds
from sladsl.prose.rule import ERROR, Rule, Words, words
from sladsl.prose.sentences import Sentence

_MONTH_END = r"(?:the )?(?:end|close|last day) of (?:the|each|every|that|a|any)(?: \w+)? (?:month|quarter)|(?:month|quarter)[- ]end"
_DAYS = rf"within (?P<count>{COUNT}) (?P<kind>business |working |calendar )?days (?:of|after|from|following) (?:{_MONTH_END})"
_CLAIM = words(
    rf"\b(?:claims?|(?:requests?|appl\w+) for (?:an? |any )?(?:service )?credits?)\b[^;.]{{0,80}}?\b(?P<it>{_DAYS})"
)
_WITH_REPORT = words(
    r"\b(?:with|accompan\w+ by|includ\w+|attach\w*|enclos\w+|based on|supported by|together with|refer\w* to)\b[^;.]{0,40}?\breports?\b"
)
_REPORT = words(
    rf"\breports?\b[^;.]{{0,80}}?\b(?:deliver|sen[dt]|provid|submit|issu|suppl|publish|made available)\w*\b[^;.]{{0,60}}?\b{_DAYS}"
    rf"|\b(?:deliver|send|provid|submit|issu|suppl|publish)\w*\b[^;.]{{0,60}}?\breports?\b[^;.]{{0,60}}?\b{_DAYS.replace('count>', 'more>').replace('kind>', 'sort>')}"
)
_NOTICE = words(
    rf"\b(?:maintenance|planned work|interruption)s?\b[^;.]{{0,80}}?\b(?P<count>{COUNT}) (?:business |working |calendar )?(?P<unit>days?|hours?)['’]?(?: (?:prior|advance|written|in advance))*(?: notice| beforehand| before| in advance)"
    rf"|\b(?P<number>{COUNT}) (?:business |working |calendar )?(?P<length>days?|hours?)['’]?(?: (?:prior|advance|written))* notice (?:of|before|for) [^;.]{{0,30}}?\b(?:maintenance|planned work|interruptions?)\b"
)
_PATCH = words(
    rf"\b(?:patch(?:es)?|security updates?|hot-?fix(?:es)?|critical (?:fix(?:es)?|updates?|vulnerabilit(?:y|ies)))\b[^;.]{{0,80}}?\b(?P<it>within (?P<count>{COUNT}) (?P<unit>hours?|days?))\b"
)
_STOPS = words(r"\b(?:restart|re-?boot|down-?time|interrupt|outage|unavailab|maintenance)\w*")
_URGENT = words(
    r"\b(?:emergenc\w+|urgent|notwithstanding|without (?:prior |advance )?notice|shorter notice|no (?:prior |advance )?notice (?:is )?(?:needed|required))\b|\b(?:except|other than|unless|does not apply)\b[^.\n]{0,60}\b(?:patch|security|critical|update)"
)
_LIMIT = rf"(?:{COUNT}|{NUMBER})\s?(?:business |working )?(?:minutes?|mins?|hours?|hrs?|h|days?)\b"
_WHO = words(
    rf"\b(?:premium|gold|silver|platinum|vip|enterprise|key) (?:customers?|clients?|users?|accounts?|support|plan)\b[^;.]{{0,40}}?\b(?P<limit>{_LIMIT})"
)
_WHEN = words(
    rf"\b(?P<it>(?:week-?ends?|sundays?|saturdays?|(?:public |bank )?holidays|at night|nights?|outside (?:of )?(?:the )?(?:business|office|working|support|service) hours|out of hours)\b[^;.]{{0,40}}?\b(?P<limit>{_LIMIT}))"
)
_ANSWERS = words(
    r"\b(?:respon\w+|answer\w*|react\w*|resol\w+|restor\w+|repair\w*|(?-i:P)[ -]?[1-5]|priority \d|severity \d)\b"
)
_GOES_FIRST = words(
    r"\b(?:except|prevails?|whichever|shorter of|longer of|in any case|at all times|24 ?[x/×] ?7|on all days|every day|also (?:at|on) (?:week-?ends|nights)|regardless|irrespective|takes? precedence)\b"
)


class LimitsThatClash(Rule):
    """Time limits of two sentences: the one cannot be kept if the other is used up, or two exceptions hold for the same case.

    ## Example

    ```text H004
    Claims are filed within 5 days of the end of the month, with Provider's report. The report is delivered within 10 days of the end of the month.
    ```

    ```text H008
    Maintenance needs 5 Business Days' notice. Critical patches are installed within 48 hours, with a restart.
    ```

    ```text H010
    P1 tickets are answered within 1 hour. Premium customers: 30 minutes. Weekends: 4 hours.
    ```

    ## Write instead

    ```text
    Claims are filed within 20 days after the end of the month, with Provider's report. The report is delivered within 10 days after the end of the
    month. Maintenance needs 5 Business Days' notice, except for critical patches. Critical patches are installed within 48 hours, with a restart.
    P1 tickets are answered within 1 hour. Premium customers: 30 minutes. Weekends: 4 hours, except for Premium customers.
    ```

    ## Not meant

    ```text
    Claims are filed within 5 days after the end of the month. Provider delivers a report within 10 days after the end of the month. Maintenance is
    announced 2 days before. Critical patches are tested within 48 hours. Premium customers have 2 hours of training. Weekends are free.
    ```
    """

    codes = ("H004", "H008", "H010")

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _unreachable(draft)
        yield from _no_schedule(draft)
        yield from _two_exceptions(draft)


_Found = tuple[Sentence, re.Match[str]]


def _first(draft: Draft, pattern: Words, besides: _Found | None = None) -> _Found | None:
    """Where it stands first, in another sentence than that of `besides`."""
    for sentence in draft.sentences:
        found = pattern.search(sentence.text) if besides is None or sentence != besides[0] else None
        if found:
            return sentence, found
    return None


def _unreachable(draft: Draft) -> Iterator[Finding]:
    """A claim that needs a report, and is due no later than the report."""
    claimed = _first(draft, _CLAIM)
    told = _first(draft, _REPORT, claimed)
    if claimed is None or told is None or not _WITH_REPORT.search(claimed[0].text):
        return
    sentence, found = claimed
    days, others = count(found["count"]), count(told[1]["count"] or told[1]["more"])
    kinds = {_plain(found["kind"]), _plain(told[1]["kind"] or told[1]["sort"])}
    if days is None or others is None or len(kinds) > 1 or days > others:
        return
    it = " ".join(found["it"].split())
    message = (
        f'"{it}" ends no later than the report is due that the claim needs ({others} days): a claim is lost unless the report comes early to one reader, '
        "and waits for the report to another."
    )
    hint = "Let the time run from the report: within 10 days after the report is received."
    yield draft.finding("H004", ERROR, message, sentence, *found.span("it"), hint)


def _plain(kind: str | None) -> str:
    return "business" if (kind or "").strip().lower() in ("business", "working") else ""


def _no_schedule(draft: Draft) -> Iterator[Finding]:
    """Work that stops the service is due sooner than it may be announced."""
    notice, patch = _first(draft, _NOTICE), _first(draft, _PATCH)
    if notice is None or patch is None or draft.says(_URGENT):
        return
    sentence, found = patch
    ahead, due = _length(notice[1]), _length(found)
    if ahead is None or due is None or due >= ahead or not _STOPS.search(sentence.text):
        return
    said = " ".join(notice[1][0].split())
    message = f'"{found["it"]}" cannot be kept with the notice that is due ("{said}"): the notice goes first to one reader, and the patch to another.'
    hint = "Say which goes first: the notice is not needed for critical patches."
    yield draft.finding("H008", ERROR, message, sentence, *found.span("it"), hint)


def _length(found: re.Match[str]) -> Fraction | None:
    groups = found.groupdict()
    value = count(groups["count"] or groups["number"])
    return value * seconds(groups["unit"] or groups["length"]) if value is not None else None


def _two_exceptions(draft: Draft) -> Iterator[Finding]:
    """A time for some customers and a time for some days, both of the same act."""
    who, when = _first(draft, _WHO), _first(draft, _WHEN)
    if who is None or when is None or not draft.says(_ANSWERS) or draft.says(_GOES_FIRST):
        return
    sentence, found = when
    if " ".join(found["limit"].split()) == " ".join(who[1]["limit"].split()):
        return
    said = " ".join(who[1][0].split())
    message = (
        f'"{found["it"]}" and "{said}" both hold for such a case at such a time, and nothing says which goes first.'
    )
    hint = "Say which: on weekends 4 hours, except for Premium customers."
    yield draft.finding("H010", ERROR, message, sentence, *found.span("it"), hint)
