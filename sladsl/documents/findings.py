"""Findings as one page for the people who decide what a contract shall say: questions, examples and sentences, and no code words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sladsl.documents.house import PLAIN
from sladsl.documents.templating import filled_in
from sladsl.findings import Finding, Place, Severity
from sladsl.node import node
from sladsl.report.frame import tame
from sladsl.report.words import Told, disputed, lines, money, refers_back, told

_LONGEST = 240  # characters of the contract's own words that are quoted
_AROUND = 120  # and of what stands before and after them in their lines


@node
class Part:
    """A stretch of a message; words of the language stand in it as a quotation."""

    text: str
    quoted: bool


@node
class Quote:
    """The words that are meant, with what stands before and after them."""

    before: str
    within: str
    after: str


@node
class Reading:
    letter: str
    sentence: str
    arithmetic: str = ""
    amount: str = ""
    favours: str = ""


@node
class Point:
    """One finding. `apart`: the money between two readings, or empty; `refers`: where the same question is asked first."""

    number: int
    message: tuple[Part, ...]
    clause: str
    where: str
    quote: Quote | None
    apart: str
    events: tuple[str, ...]
    readings: tuple[Reading, ...]
    hint: tuple[Part, ...]
    witness: tuple[str, ...]
    searched: str
    refers: str


@node
class Group:
    anchor: str
    heading: str
    intro: str
    disputed: bool
    points: tuple[Point, ...]


@node
class Contract:
    title: str
    summary: str
    groups: tuple[Group, ...]


@node
class Page:
    title: str
    version: str
    contracts: tuple[Contract, ...]


_GROUPS = (
    (
        "mend",
        "To be mended first",
        "The contract cannot be computed, or contradicts itself, until these are put right.",
    ),
    (
        "disputes",
        "Questions on which honest readers disagree",
        "Each can be read in more than one way. Tick the reading that the parties mean: its sentence, put into the contract, settles the question.",
    ),
    ("look", "Worth a look", "These may be meant as they stand."),
    (
        "prose",
        "Wordings that two readers take differently",
        "Each can be read in more than one way. The last column says how to write it so that it can be read in one.",
    ),
)


def findings_html(contracts: Sequence[tuple[str, Iterable[Finding]]], sources: Mapping[str, str], version: str) -> str:
    """The page. `contracts`: of each its title and its findings; `sources`: the texts that places speak of, by file."""
    made = tuple(_contract(title, n, tuple(told(found)), sources) for n, (title, found) in enumerate(contracts, 1))
    title = f"Points to settle: {made[0].title}" if len(made) == 1 else "Points to settle"
    return filled_in(PLAIN, "findings.html.j2", {"page": Page(title, version, made)}, {})


def title_of(text: str, file: str) -> str:
    """The title of a contract, or the name of its file where it has none."""
    found = re.search(r"^# +(.+?)\s*$", text, re.MULTILINE)
    return found[1] if found else file


def _contract(title: str, number: int, found: tuple[Told, ...], sources: Mapping[str, str]) -> Contract:
    kinds: dict[int, list[Point]] = {}
    for at, one in enumerate(found, 1):
        kinds.setdefault(_group(one.finding), []).append(_point(at, one, sources))
    groups = tuple(
        Group(f"{anchor}-{number}", heading, intro, anchor == "disputes", tuple(kinds[kind]))
        for kind, (anchor, heading, intro) in enumerate(_GROUPS)
        if kind in kinds
    )
    return Contract(tame(title), _summary(kinds, found), groups)


def _group(finding: Finding) -> int:
    if finding.quotation:
        return 3
    if finding.severity is Severity.ERROR:
        return 0
    return 1 if finding.severity is Severity.WARNING and finding.readings else 2


def _summary(kinds: Mapping[int, Sequence[Point]], found: Sequence[Told]) -> str:
    if not found:
        return "There is nothing to settle."
    faults, questions, rest, wordings = (len(kinds.get(number, ())) for number in range(4))
    parts = [
        _count(faults, "fault to be mended first", "faults to be mended first"),
        _count(questions, "question on which readers disagree", "questions on which readers disagree"),
        _count(rest, "point worth a look", "points worth a look"),
        _count(wordings, "wording that two readers take differently", "wordings that two readers take differently"),
    ]
    largest = max(
        (d for one in found if (d := disputed(one.finding)) and d.currency), key=lambda d: d.spread, default=None
    )
    most = f" On the largest question hang {money(largest)}." if largest is not None and largest.spread else ""
    return f"{', '.join(part for part in parts if part)}.{most}"


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _point(number: int, one: Told, sources: Mapping[str, str]) -> Point:
    finding, place = one.finding, one.finding.place
    dispute = disputed(finding) if one.earlier is None else None
    given = disputed(finding)
    return Point(
        number,
        tuple(_parts(finding.message)),
        tame(finding.clause),
        _where(place) if place else "",
        _quote(place, sources) if place else None,
        money(given) if given and given.currency and given.spread else "",
        tuple(tame(event) for event in dispute.events) if dispute else (),
        tuple(_readings(finding)) if one.earlier is None else (),
        tuple(_parts(finding.hint)),
        tuple(tame(line) for line in finding.witness.splitlines()),
        tame(finding.dispute.searched) if finding.dispute and one.earlier is None else "",
        f"This is {refers_back(one, place)}." if one.earlier else "",
    )


def _where(place: Place) -> str:
    return f"paragraph {place.paragraph}" if place.paragraph else f"line {place.line}"


def _readings(finding: Finding) -> Iterator[Reading]:
    for line in lines(finding):
        if line.claim is None:
            yield Reading(line.letter, tame(line.sentence))
        else:
            claim = line.claim
            yield Reading(
                line.letter, tame(line.sentence), tame(claim.arithmetic), tame(claim.amount), tame(claim.favours)
            )


def _parts(text: str) -> Iterator[Part]:
    """Words in backquotes are words to write."""
    for number, piece in enumerate(" ".join(tame(line) for line in text.splitlines()).split("`")):
        if piece:
            yield Part(piece, number % 2 == 1)


def _quote(place: Place, sources: Mapping[str, str]) -> Quote | None:
    """The lines of the contract with the words that are meant, without their breaks; cut where they are long."""
    rows = sources.get(place.file, "").split("\n")[place.line - 1 : place.end_line]
    if place.end_line - place.line + 1 != len(rows) or not rows:
        return None
    start, end = max(place.column - 1, 0), max(place.end_column - 1, 0)
    before, after = rows[0][:start], rows[-1][end:]
    meant = [*rows[:-1], rows[-1][:end]]
    meant[0] = meant[0][start:]
    within = _flat(" ".join(meant))
    before, after = _flat(before), _flat(after)
    return Quote(
        before if len(before) <= _AROUND else f"…{before[-_AROUND:]}",
        within if len(within) <= _LONGEST else f"{within[:_LONGEST].rstrip()}…",
        after if len(after) <= _AROUND else f"{after[:_AROUND]}…",
    )


def _flat(text: str) -> str:
    """Blanks as one; one at either end stays, as it parts the words on either side."""
    return tame(re.sub(r"\s+", " ", text))
