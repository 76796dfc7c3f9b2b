"""Points that the parties leave open on purpose: which questions they are, and whether what was agreed on them still applies.

What the parties accept is no longer a warning. An acceptance that has ended, that speaks of a clause that has changed since, or of a
question that is none, is a finding itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from sladsl.ambiguity.places import places_of
from sladsl.ambiguity.slots import code_of
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Place, Severity, error, warning
from sladsl.model.agreement import Agreement, LeftOpen
from sladsl.model.loose import same_words
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.readings import Slot
from sladsl.node import node
from sladsl.syntax.format import running
from sladsl.syntax.rewrite import title_of
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import day_label

CONFLICTS = "D001 D012 H001 H003"
"""Codes of sentences that contradict each other: the parties can say which holds, and cannot leave it to chance."""

_BLOCKS = ("sentence", "table_sentence", "list_sentence")


@node
class Point:
    """An open question that the parties leave open: by which sentence, where it matters, and the fingerprint of what stands there now."""

    left: LeftOpen
    code: str
    slot: Slot
    place: Place | None
    clause: str
    mark: str


def left_open(
    agreement: Agreement, plan: Plan, tree: Phrase, source: Source, today: date | None
) -> tuple[tuple[Point, ...], tuple[Finding, ...]]:
    """The points that are left open in force, and what is wrong with the other sentences. `today` None: no day is over yet."""
    if not agreement.left_open:
        return (), ()
    asked = {reading.slot.name: reading.slot for reading in plan.readings if reading.value is None}
    words = {one.name: one for one in agreement.wordings}
    places = places_of((name for name in asked if name not in words), agreement, plan)
    places |= {one.name: (one.place, one.clause) for one in agreement.wordings}
    points, findings = [], []
    for left in agreement.left_open:
        meant = [
            name
            for name, slot in asked.items()
            if left.clause in ("", places[name][1])
            and (same_words(left.what, slot.question) or (name in words and same_words(left.what, words[name].said)))
        ]
        if len(meant) != 1:
            findings.append(_none_or_several(left, len(meant)))
            continue
        name = meant[0]
        place, clause = places[name]
        code = words[name].code if name in words else code_of(name)
        point = Point(left, code, asked[name], place, clause, mark_of(clause, place, tree, source))
        wrong = _wrong(point, today, plan)
        if wrong is None:
            points.append(point)
        else:
            findings.append(wrong)
    return tuple(points), tuple(findings)


def accepted(findings: Iterable[Finding], points: tuple[Point, ...]) -> tuple[Finding, ...]:
    """The findings, with those on points that are left open as notes that say so."""
    return tuple(next((_note(f, p) for p in points if _asks(f, p)), f) for f in findings)


def mark_of(clause: str, place: Place | None, tree: Phrase, source: Source) -> str:
    """Eight hexadecimal digits that stand for the words of a clause, of the part or the sentence where there is none: blanks, comments and
    what is left open on purpose make no difference."""
    holders = [one for part in tree.every("part") for one in (part, *part.every("clause"))]
    holder = next((one for one in holders if title_of(one) == clause), None)
    if holder is not None:
        blocks = list(holder.every(*_BLOCKS))
    else:
        told = tree.walk(*_BLOCKS)
        blocks = [one for one in told if place is not None and _stands_at(one, place, source)]
    said = [running(one.words()) for one in blocks if one.first("left_open") is None]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]


def _stands_at(block: Phrase, place: Place, source: Source) -> bool:
    there = source.place(block.span)
    return place.file == source.path and there.line <= place.line and place.end_line <= there.end_line


def _asks(finding: Finding, point: Point) -> bool:
    sentences = {one.sentence for one in point.slot.admissible}
    same = finding.code == point.code and finding.clause == point.clause and bool(finding.readings)
    return same and {one.sentence for one in finding.readings} == sentences


def _note(finding: Finding, point: Point) -> Finding:
    return replace(finding, severity=Severity.INFO, label="left open on purpose", hint=told(point.left))


def told(left: LeftOpen) -> str:
    """Who leaves it open, until when, and why."""
    until = day_label(left.until)
    return f"{' and '.join(left.parties)} leave it open until {until}, because {left.reason.rstrip('.')}."


def _none_or_several(left: LeftOpen, count: int) -> Finding:
    if count:
        return error(
            "N234", f'"{left.what}" is open in {count} places', left.place, label="which one?",
            hint='Begin with the clause: In clause "…", …', clause=left.clause,
        )  # fmt: skip
    return error(
        "N235",
        f'"{left.what}" is not open, so it cannot be left open',
        left.place,
        label="it is answered, or was never asked",
        hint="Leave the sentence out, or quote the question as `sladsl check` asks it.",
        clause=left.clause,
    )


def _wrong(point: Point, today: date | None, plan: Plan) -> Finding | None:
    left = point.left
    if point.code in CONFLICTS:
        return error(
            "N236",
            "sentences that contradict each other cannot be left open",
            left.place,
            label=f"{point.code}: {point.slot.question}",
            hint="Say which of them holds, or agree on a reading.",
            clause=point.clause,
        )
    missing = [party for party in plan.parties if party not in left.parties] if len(plan.parties) == 2 else []
    if missing:
        return error(
            "N232", "a point is left open by both parties", left.place, label=f"{missing[0]} is not named",
            clause=point.clause,
        )  # fmt: skip
    if left.mark != point.mark:
        now = f'as marked "{point.mark}"'
        what = "the clause has changed since the point was left open" if left.mark else "what stood there when?"
        hint = f"If it is still to be left open, write: {now}." if left.mark else f"Write {now} behind the question."
        return warning("N237", what, left.place, label="open again", hint=hint, clause=point.clause)
    if today is not None and today > left.until:
        return warning(
            "N238",
            f"the point was left open until {day_label(left.until)}",
            left.place,
            label="open again",
            hint="Answer the question, or agree on a later day.",
            clause=point.clause,
        )
    return None


def budget_told(points: tuple[Point, ...], findings: Iterable[Finding]) -> str:
    """How much the parties leave open: how many points, and the sum of what can hang on each in one window."""
    disputes = [f.dispute for f in findings if f.dispute is not None and any(_asks(f, p) for p in points)]
    sums: dict[str, Fraction] = {}
    for one in disputes:
        if one.currency:
            sums[one.currency] = sums.get(one.currency, Fraction(0)) + one.spread
    count = "1 point" if len(points) == 1 else f"{len(points)} points"
    most = ", ".join(figure(amount, Unit(Dimension.MONEY, currency)) for currency, amount in sums.items())
    return f"Left open on purpose: {count}" + (f", on which up to {most} can hang in one window." if most else ".")


def by_name(points: Iterable[Point]) -> Mapping[str, Point]:
    """The points by the names of their questions."""
    return {point.slot.name: point for point in points}
