"""The statement as text, for the person who has to answer for it: every window with its duties, its amounts and why they are due."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from sladsl.checks.figures import exact, figure, grouped, plural
from sladsl.checks.statement import (
    Credit,
    DutyResult,
    Evidence,
    Extension,
    Flaw,
    FlawKind,
    OpenAmount,
    Points,
    Right,
    State,
    Statement,
    WindowStatement,
)

_WIDTH = 110
_ONE = {
    FlawKind.TWICE: "row that stands twice",
    FlawKind.SEVERAL: "further row where one is due",
    FlawKind.MISSING: "row that is due and missing",
    FlawKind.OVERLAP: "row that begins before an earlier one has ended",
    FlawKind.BACK: "row whose time goes back",
    FlawKind.OUTSIDE: "row outside the term",
}
_SHOWN_ROWS = 5
_DOES = {
    "credit": "credits",
    "refund": "refunds",
    "pay": "pays",
    "withhold": "may withhold from",
    "release": "releases to",
}


def statement_text(statement: Statement) -> str:
    """The whole statement; lines end with a line feed and none is longer than it must be."""
    lines = [statement.agreement, f"Statement as of {statement.as_of}"]
    if not statement.windows:
        lines += ["", "No window is over and covered by the records: nothing is settled."]
    for window in statement.windows:
        lines += ["", *_window(window)]
    if statement.rights:
        lines += ["", *_heading("Rights that have arisen")]
        for right in statement.rights:
            lines += _right(right)
    if statement.carried_over:
        lines += ["", *_heading("Carried over")]
        lines += _table(
            [
                (
                    figure(entry.amount, entry.unit),
                    entry.ledger,
                    f"from {entry.origin}",
                    f"usable until {entry.usable_until}" if entry.usable_until else "",
                )
                for entry in statement.carried_over
            ]
        )
    lines += _left_open(statement)
    lines += _listed("Missing in the records", statement.missing)
    lines += _listed("Set aside", statement.set_aside)
    lines += _listed("Unusual in the records", [flaw_words(flaw, statement.currency) for flaw in statement.flaws])
    lines += _listed("Readings on which this statement rests", statement.readings)
    return "\n".join(lines) + "\n"


def flaw_words(flaw: Flaw, currency: str) -> str:
    """ "Probe: 5 rows that are due and missing (2026-03-05 10:00 to 2026-03-05 10:05). If …, … would be due instead of …"."""
    shown = ", ".join(flaw.first[:_SHOWN_ROWS])
    more = (
        f" and {flaw.count - _SHOWN_ROWS} more"
        if flaw.count > _SHOWN_ROWS and flaw.kind is not FlawKind.MISSING
        else ""
    )
    more = ", and others" if flaw.kind is FlawKind.MISSING and len(flaw.first) > _SHOWN_ROWS else more
    said = f"{flaw.record}: {flaw.count:,} {_ONE[flaw.kind] if flaw.count == 1 else flaw.kind} ({shown}{more})."
    return f"{said} {hanging_words(flaw, currency)}"


def hanging_words(flaw: Flaw, currency: str) -> str:
    if not flaw.changes:
        return "No amount hangs on it."
    each = (
        f"for {one.month} {one.payer} would owe {one.payee} {currency} {grouped(one.otherwise, 2)} instead of "
        f"{currency} {grouped(one.amount, 2)}"
        for one in flaw.changes
    )
    return f"If {flaw.assumed}, {'; '.join(each)}."


def _left_open(statement: Statement) -> list[str]:
    """The points that the parties leave open, and what hangs on them."""
    if not statement.open_points:
        return []
    lines = ["", *_heading("Points left open")]
    for point in statement.open_points:
        until = " and ".join(point.parties) + f" leave it open until {point.until}: {point.reason}"
        where = f' (clause "{point.clause}")' if point.clause else ""
        lines += [*_bullet(f"{point.question}{where} {until}", 2)]
    if not statement.open_amounts:
        return [*lines, "", "  No amount of this statement hangs on them."]
    lines += ["", "  The amounts above are those of the readings under which the least is due."]
    for amount in statement.open_amounts:
        lines += ["", *_open_amount(amount, statement.currency)]
    if not statement.open_whole:
        lines += ["", "  Not all combinations of readings were tried: the bound was reached."]
    return lines


def _open_amount(amount: OpenAmount, currency: str) -> list[str]:
    where = f'clause "{amount.clause}", line {amount.line}' if amount.clause else "in all"
    group = f" for {amount.group}" if amount.group else ""
    month = f"{amount.month}: " if amount.month else ""
    least, most = (f"{currency} {grouped(sum_, 2)}" for sum_ in (amount.lowest, amount.highest))
    lines = [f"  {month}{amount.payer} to {amount.payee}{group}, {where}: {least} to {most}"]
    lines += _bullet(f"{least}: {' '.join(amount.lowest_under)}", 4)
    lines += _bullet(f"{most}: {' '.join(amount.highest_under)}", 4)
    return lines


def _window(window: WindowStatement) -> list[str]:
    days = window.first if window.first == window.last else f"{window.first} to {window.last}"
    lines = _heading(f"{window.label} ({days})")
    lines += _duties(window.duties, window)
    for credit in window.credits:
        lines += ["", *_credit(credit)]
    if window.credits:
        lines.append("")
        lines += [
            f"  Total {payer} to {payee}: {window.credits[0].currency} {grouped(amount, 2)}"
            for payer, payee, amount in window.totals
        ]
    else:
        lines += ["", "  No credit is due."]
    for points in window.points:
        lines += ["", *_points(points)]
    for extension in window.extensions:
        lines += ["", *_extension(extension)]
    if window.notes:
        lines += ["", "  Notes"]
        for note in window.notes:
            lines += _bullet(note, 4)
    return lines


def _duties(duties: Sequence[DutyResult], window: WindowStatement) -> list[str]:
    rows = []
    reasons = []
    for duty in duties:
        value = "" if duty.value is None else figure(duty.value, duty.unit)
        own = duty.first and (duty.first, duty.last) != (window.first, window.last)
        days = f", {duty.first}" + (f" to {duty.last}" if duty.last != duty.first else "") if own else ""
        rows.append((duty.state.value, duty.clause, duty.who, _of(duty) + days, value, duty.target))
        reasons.append(duty.because if duty.state is not State.MET else "")
    lines = []
    for line, reason in zip(_table(rows), reasons, strict=True):
        lines.append(line)
        lines += _bullet(reason, 6) if reason else []
    return lines or ["  No duty is settled in this window."]


def _of(duty: DutyResult) -> str:
    if duty.measure and duty.group:
        return f"{duty.measure} of {duty.group}"
    return duty.measure or duty.group


def _credit(credit: Credit) -> list[str]:
    where = f'clause "{credit.clause}"' + (f", line {credit.line}" if credit.line else "")
    group = f" for {credit.group}" if credit.group else ""
    amount = f"{credit.currency} {grouped(credit.amount, 2)}"
    lines = [f"  {amount}  {credit.payer} {_DOES.get(credit.verb, credit.verb)} {credit.payee}{group}, {where}"]
    for reason in credit.because:
        if reason != where:
            lines += _bullet(reason, 4)
    for one in credit.evidence:
        lines += _bullet(_evidence(one), 4)
    return lines


def _evidence(evidence: Evidence) -> str:
    rows = ", ".join(evidence.first[:_SHOWN_ROWS])
    more = evidence.count - min(len(evidence.first), _SHOWN_ROWS)
    named = f": {rows}" + (f" and {plural(more, 'more')}".replace("mores", "more") if more > 0 else "") if rows else ""
    return f"{evidence.record}: {plural(evidence.count, 'row')}{named}"


def _points(points: Points) -> list[str]:
    unit = points.unit if points.count == 1 else f"{points.unit}s"
    lines = [f'  {exact(points.count)} {unit}  {points.party}, clause "{points.clause}"']
    for reason in points.because[1:]:
        lines += _bullet(reason, 4)
    return lines


def _extension(extension: Extension) -> list[str]:
    unit = extension.unit if extension.amount == 1 else f"{extension.unit}s"
    subject = extension.subject or "the term"
    lines = [f'  {subject} is extended by {exact(extension.amount)} {unit}, clause "{extension.clause}"']
    for reason in extension.because[1:]:
        lines += _bullet(reason, 4)
    return lines


def _right(right: Right) -> list[str]:
    until = f", until {right.lapses}" if right.lapses else ""
    where = f'clause "{right.clause}"' + (f", line {right.line}" if right.line else "")
    lines = [f"  {right.state}  {right.party} may {right.what}{until}, {where}"]
    lines += _bullet(f"arisen {right.arisen}", 4)
    if right.notice:
        lines += _bullet(right.notice, 4)
    for reason in right.because:
        if reason != where:
            lines += _bullet(reason, 4)
    return lines


def _heading(text: str) -> list[str]:
    return [text, "-" * len(text)]


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    out = ["", *_heading(title)]
    for line in lines:
        out += _bullet(line, 2)
    return out


def _bullet(text: str, indent: int) -> list[str]:
    blank = " " * indent
    return wrap(text, _WIDTH, initial_indent=f"{blank}- ", subsequent_indent=f"{blank}  ", break_on_hyphens=False)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell, two blanks apart."""
    if not rows:
        return []
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip()
        for row in rows
    ]
