"""What a statement says beside duties and amounts: rights, ledgers, deadlines, what the records do not show, points left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sladsl.checks.evaluate.exhibits import Page
from sladsl.checks.figures import figure
from sladsl.checks.statement import OpenAmount
from sladsl.checks.statement_text import hanging_words
from sladsl.documents.outline import letter, roman
from sladsl.documents.statements.blocks import note, sentence, table
from sladsl.documents.statements.duties import MOST_ROWS, Anchors
from sladsl.documents.statements.given import Given, day_words
from sladsl.documents.statements.pictures import stock_figure
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.tree import Block

_SHOWN = 3


def rights(given: Given) -> Iterator[Block]:
    for n, right in enumerate(given.statement.rights):
        said = WORDS.right_said.format(
            party=right.party, what=given.numbered(right.what), where=given.clause(right.clause, right.line)
        )
        if right.state == "lapsed":
            said += WORDS.right_lapsed
        elif right.lapses:
            said += WORDS.right_lapses.format(day_words(right.lapses))
        reasons = [WORDS.right_since.format(day_words(right.arisen))]
        reasons += [WORDS.right_notice.format(right.notice)] if right.notice else []
        own = f'clause "{right.clause}"' + (f", line {right.line}" if right.line else "")
        reasons += [given.numbered(reason) for reason in right.because if reason != own]
        below = (sentence(reason, number=f"({roman(m)})") for m, reason in enumerate(reasons))
        yield sentence(said, *below, number=f"({letter(n)})")


def carried_over(given: Given, anchors: Anchors) -> Iterator[tuple[str, list[Block]]]:
    """A clause for each ledger in which something moved, and one for what is open."""
    pages = given.exhibits.pages
    for ledger in dict.fromkeys(page.ledger for page in pages):
        own = [page for page in pages if page.ledger == ledger]
        if any(page.before or page.arisen or page.turns for page in own):
            title = f"{ledger[0].upper()}{ledger[1:]}"
            yield title, [_moves(title, own), *stock_figure(ledger, own, given, anchors.next())]
    if given.statement.carried_over:
        windows = given.statement.windows
        rows = [
            (
                entry.ledger,
                entry.origin,
                figure(entry.amount, entry.unit),
                day_words(entry.usable_until) if entry.usable_until else WORDS.always,
            )
            for entry in given.statement.carried_over
        ]
        caption = WORDS.open_caption.format(windows[-1].label)
        yield caption, [table(caption, (WORDS.what, WORDS.origin, WORDS.amount, WORDS.until), rows, right=(2,))]


def _moves(title: str, pages: Sequence[Page]) -> Block:
    rows = []
    for page in pages:
        turns = "; ".join(
            f"{figure(amount, page.unit)} of {origin} {_fate(fate)}" for fate, origin, amount in page.turns
        )
        rows.append(
            (
                page.window,
                figure(page.before, page.unit),
                figure(page.arisen, page.unit),
                turns or "–",
                figure(page.after, page.unit),
            )
        )
    header = (WORDS.month, WORDS.before, WORDS.arisen, WORDS.gone, WORDS.after)
    return table(WORDS.carried_caption.format(title), header, rows, right=(1, 2, 4))


def _fate(fate: str) -> str:
    return "lapsed" if fate == "lapses" else fate


def deadlines(given: Given) -> Iterator[Block]:
    ahead = given.exhibits.ahead
    if ahead:
        rows = [(day_words(one.until), one.who, one.what, given.clause(one.clause)) for one in ahead[:MOST_ROWS]]
        header = (WORDS.until_when, WORDS.who_acts, WORDS.what_is_due, WORDS.clause)
        yield table(WORDS.ahead_caption, header, rows)
        if len(ahead) > MOST_ROWS:
            yield note(WORDS.more_ahead.format(len(ahead) - MOST_ROWS))


def not_shown(given: Given) -> Iterator[tuple[str, list[Block]]]:
    """Notes of the months, what is missing, what was set aside."""
    statement = given.statement
    notes = [given.numbered(text) for window in statement.windows for text in window.notes]
    yield WORDS.notes, _listed(dict.fromkeys(notes))
    yield WORDS.missing, _listed(given.numbered(text) for text in statement.missing)
    aside = _listed(statement.set_aside[:MOST_ROWS])
    if len(statement.set_aside) > MOST_ROWS:
        aside.append(note(WORDS.more_rows.format(len(statement.set_aside) - MOST_ROWS)))
    yield WORDS.aside, aside
    yield WORDS.flaws, list(_flaws(given))


def _flaws(given: Given) -> Iterator[Block]:
    """What is unusual in the records, and what hangs on it."""
    statement = given.statement
    if statement.flaws:
        rows = []
        for flaw in statement.flaws:
            shown = ", ".join(flaw.first[:_SHOWN]) + (" …" if len(flaw.first) > _SHOWN else "")
            rows.append(
                (flaw.record, flaw.kind.value, f"{flaw.count:,}", shown, hanging_words(flaw, statement.currency))
            )
        header = (WORDS.record, WORDS.flaw, WORDS.count, WORDS.where, WORDS.effect)
        yield table(WORDS.flaws, header, rows, right=(2,))


def _listed(texts: Iterable[str]) -> list[Block]:
    return [sentence(text, number=f"({letter(n)})") for n, text in enumerate(texts)]


def left_open(given: Given) -> Iterator[Block]:
    statement = given.statement
    for n, point in enumerate(statement.open_points):
        said = WORDS.left_open_said.format(
            question=point.question,
            parties=" and ".join(point.parties),
            until=day_words(point.until),
            reason=point.reason.rstrip("."),
        )
        below = (sentence(reading, number=f"({roman(m)})") for m, reading in enumerate(point.readings))
        yield sentence(said, *below, number=f"({letter(n)})")
    if not statement.open_points:
        return
    if not statement.open_amounts:
        yield note(WORDS.left_open_none)
        return
    yield note(WORDS.left_open_least)
    header = (WORDS.month, WORDS.clause, WORDS.who, WORDS.lowest, WORDS.highest)
    rows = [_range(one, given) for one in statement.open_amounts]
    yield table(WORDS.left_open, header, rows, right=(3, 4))


def _range(one: OpenAmount, given: Given) -> tuple[str, str, str, str, str]:
    where = given.clause(one.clause, one.line) if one.clause else WORDS.all_of_it
    who = WORDS.from_to.format(one.payer, one.payee) + (f", {one.group}" if one.group else "")
    return one.month or WORDS.all_of_it, where, who, given.money(one.lowest), given.money(one.highest)
