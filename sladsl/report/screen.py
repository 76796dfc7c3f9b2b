"""Findings on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from sladsl.findings import Dispute, Finding, Severity
from sladsl.report.frame import Ink, Style, columns, frame, tame
from sladsl.report.words import CLEAN, Told, aligned, choices, disputed, lines, refers_back, summary, title, told, where

WIDTH = 100
"""Columns of a screen of which nothing is known; no line is made wider, but for a name that cannot be parted."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_NARROWEST = 60


def render_text(findings: Iterable[Finding], sources: Mapping[str, str], colour: bool, width: int = WIDTH) -> str:
    """Each finding with the lines it is about, and a last line that counts them; empty if there are none.

    `sources` gives the text of each file by the name that places give it; without its text a place is only named. Control characters
    from files are shown as pictures, so that a record cannot steer the terminal.
    """
    ordered = tuple(told(findings))
    lines_of: dict[str, list[str]] = {}
    parts = []
    for one in ordered:
        place = one.finding.place
        if place and place.file not in lines_of and place.file in sources:
            lines_of[place.file] = sources[place.file].split("\n")
        gutter = len(str(place.end_line)) if place else 1
        style = Style(Ink(colour), _COLOURS[one.finding.severity], gutter, max(width, _NARROWEST))
        parts.append("\n".join(_finding(one, lines_of, style)))
    return "\n\n".join([*parts, summary(one.finding for one in ordered)]) + "\n" if parts else ""


def _finding(one: Told, lines_of: Mapping[str, list[str]], style: Style) -> Iterator[str]:
    finding, place, ink = one.finding, one.finding.place, style.ink
    word = "note" if finding.severity is Severity.INFO else finding.severity.value
    head = ink(f"{word}[{finding.code}]", f"1;{style.shade}")
    yield f"{head}{ink(f': {tame(title(finding))}', '1')}"
    if disputed(finding):
        yield from (ink(f"  {line}", "1") for line in wrap(tame(finding.message), style.width - 2))
    if place:
        yield f"{' ' * style.gutter}{ink('-->', '34')} {tame(where(place))}"
        shown = list(frame(finding.label, place, lines_of.get(place.file, []), style))
        yield from shown
        if not shown and finding.label:
            yield f"{_mark(style)} {tame(finding.label)}"
    yield from _note("clause", finding.clause, style)
    if one.earlier is not None:
        yield from _note("see", refers_back(one, place), style)
        return
    yield from _note("for example", finding.witness, style)
    yield from _dispute(finding, style)
    yield from _note("help", finding.hint, style)
    if finding.dispute is None and finding.readings:
        yield f"{_mark(style)} {ink('write one of:', '1')}"
        for reading in finding.readings:
            yield f"{' ' * style.gutter}     {ink(tame(reading.sentence), '32')}"


def _dispute(finding: Finding, style: Style) -> Iterator[str]:
    """The events in the order of time, what each reader makes of them, and a sentence to paste for each reading."""
    dispute = finding.dispute
    if dispute is None:
        return
    if dispute.claims:
        yield f"{_mark(style)} {style.ink(f'{CLEAN}:', '1')}"
        for event in dispute.events:
            yield from _hanging("• ", event, style)
        yield from _claims(finding, dispute, style)
    offered = choices(finding)
    wide = max((len(letter) for letter, _ in offered), default=1)
    for letter, reading in offered:
        start = f"{_mark(style)} {style.ink(f'choose {letter:<{wide}}', '1')} {style.ink('|', '34')} "
        margin = " " * (style.gutter + 13 + wide)
        first, *more = wrap(tame(reading.sentence), style.width - len(margin)) or [""]
        yield f"{start}{style.ink(first, '32')}"
        yield from (f"{margin}{style.ink(line, '32')}" for line in more)
    if offered:
        yield f"{_mark(style)} or accept | see sladsl explain {finding.code}".replace("|", style.ink("|", "34"), 1)
    yield from _note("searched" if dispute.claims else "no difference found", dispute.searched, style)


def _claims(finding: Finding, dispute: Dispute, style: Style) -> Iterator[str]:
    """For each reading a line of arithmetic, what it comes to, and whom that favours; longer arithmetic stands below its amount."""
    letters = [line.letter for line in lines(finding)]
    amounts = aligned(tame(claim.amount) for claim in dispute.claims)
    favours = [f"favours {tame(claim.favours)}" if claim.favours else "" for claim in dispute.claims]
    arithmetic = [tame(claim.arithmetic) for claim in dispute.claims]
    margin = " " * (style.gutter + 5)
    below = margin + " " * (max(map(len, letters)) + 2)
    wide = max(map(columns, arithmetic))
    fits = len(below) + wide + 2 + max(map(columns, amounts)) + 2 + max(map(len, favours)) <= style.width
    for letter, counted, amount, gains in zip(letters, arithmetic, amounts, favours, strict=False):
        start = f"{margin}{style.ink(letter, '1')}{' ' * (len(below) - len(margin) - len(letter))}"
        result = f"{style.ink(amount, '1')}  {gains}".rstrip()
        if fits:
            yield f"{start}{counted}{' ' * (wide - columns(counted))}  {result}".rstrip()
        else:
            yield f"{start}{result}".rstrip()
            yield from (f"{below}{line}" for line in wrap(counted, style.width - len(below)))


def _note(name: str, text: str, style: Style) -> Iterator[str]:
    if not text:
        return
    margin = " " * (style.gutter + 5 + len(name))
    told_lines = [
        part
        for line in text.splitlines()
        for part in (wrap(tame(line), max(style.width - len(margin), 30), break_long_words=False) or [""])
    ]
    yield f"{_mark(style)} {style.ink(f'{name}:', '1')} {told_lines[0]}"
    yield from (f"{margin}{line}" for line in told_lines[1:])


def _hanging(bullet: str, text: str, style: Style) -> Iterator[str]:
    margin = " " * (style.gutter + 5)
    first, *more = wrap(tame(text), style.width - len(margin) - len(bullet)) or [""]
    yield f"{margin}{bullet}{first}"
    yield from (f"{margin}{' ' * len(bullet)}{line}" for line in more)


def _mark(style: Style) -> str:
    return f"{' ' * style.gutter} {style.ink('=', '34')}"
