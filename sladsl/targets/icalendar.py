"""iCalendar (RFC 5545): the days of the agreement, for the calendars of those who must keep them."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from sladsl import __version__
from sladsl.checks.plan import Plan
from sladsl.model.consequences import ClaimRule, Consequence, Ledger, Terminate
from sladsl.model.duties import Declared, Document, Duty, Retain
from sladsl.targets.dates import (
    RENEWAL,
    TERM,
    YEARS,
    Day,
    Refused,
    claim_days,
    document_days,
    review_days,
    term_days,
    until,
)
from sladsl.targets.fidelity import Fidelity, Node
from sladsl.targets.lapses import ledger_days, right_days
from sladsl.targets.target import Made, Target, Wanted
from sladsl.time.zones import local

FILE = "calendar.ics"


def make(plan: Plan, wanted: Wanted) -> Made:
    parts = _parts(plan)
    fidelity = Fidelity(parts)
    days: list[Day] = []
    ends = _told_until(plan)
    for part in parts:
        try:
            found = _days(part, plan)
        except Refused as why:
            fidelity.left_out(part, str(why))
            continue
        days += found
        if isinstance(part, Duty) and isinstance(part.kind, Declared):
            fidelity.approximated(part, "the contract names no day: the first of each window stands for it")
        elif isinstance(part, Ledger | Consequence):
            fidelity.approximated(
                part, "; ".join(filter(None, ("a day stands for each window with which it may arise", ends)))
            )
        elif ends:
            fidelity.approximated(part, ends)
        else:
            fidelity.exact(part)
    return Made({FILE: _calendar(plan, days).encode()}, fidelity.list())


def _parts(plan: Plan) -> tuple[Node, ...]:
    """What has days: the term, and what must be done by a day."""
    duties = [
        one for one in plan.duties if isinstance(one.kind, Document | Declared | Retain) and one.modality == "shall"
    ]
    claims = [rule for rule in plan.rules if isinstance(rule, ClaimRule)]
    rights = [one for one in plan.consequences if isinstance(one.effect, Terminate)]
    renewal = (RENEWAL,) if plan.term.renews_by is not None else ()
    return (TERM, *renewal, *duties, *claims, *rights, *plan.ledgers)


def _days(part: Node, plan: Plan) -> list[Day]:
    match part:
        case str():
            if plan.term.start is None:
                raise Refused("the agreement names no day on which it takes effect")
            return [day for day in term_days(plan) if day.about == part]
        case Duty(kind=Document()):
            return document_days(part, plan)
        case Duty(kind=Declared()):
            return review_days(part, plan)
        case ClaimRule():
            return claim_days(part, plan)
        case Consequence(effect=Terminate()):
            return right_days(part, plan)
        case Ledger():
            return ledger_days(part, plan)
        case _:
            raise Refused("its time counts from the making of each record")


def _told_until(plan: Plan) -> str:
    if plan.term.start is None or (plan.term.length is not None and plan.term.renews_by is None):
        return ""
    return f"the days of the first {YEARS} years are told, until {until(plan).isoformat()}"


# --- RFC 5545 ------------------------------------------------------------------------------------------------------------------------


def _calendar(plan: Plan, days: list[Day]) -> str:
    stamp = f"{(plan.term.start or date(2026, 1, 1)):%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//sladsl//sladsl {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(plan.agreement)}",
        f"X-WR-TIMEZONE:{plan.zone}",
    ]
    for day in sorted(days, key=lambda one: (one.day, one.name)):
        lines += _event(day, plan, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(day: Day, plan: Plan, stamp: str) -> list[str]:
    if day.instant is None:
        when = [f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}", f"DTEND;VALUE=DATE:{day.day + timedelta(days=1):%Y%m%d}"]
    else:
        moment = local(day.instant, "UTC")
        when = [f"DTSTART:{moment:%Y%m%dT%H%M%S}Z", f"DTEND:{moment:%Y%m%dT%H%M%S}Z"]
    identity = hashlib.sha256(f"{plan.agreement}\n{day.name}".encode()).hexdigest()[:32]
    text = [f"DESCRIPTION:{_text(day.text)}"] if day.text else []
    return [
        "BEGIN:VEVENT",
        f"UID:{identity}@sladsl",
        f"DTSTAMP:{stamp}",
        *when,
        f"SUMMARY:{_text(day.summary)}",
        *text,
        f"CATEGORIES:{_text(plan.agreement)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(day.summary)}",
        "TRIGGER:-P7D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, no character torn apart."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)


TARGET = Target(
    "icalendar", "a calendar of the days of the term, of reports, claims, reviews, notices, and of what lapses", make
)
