"""Witnesses as folders: for each open question the records of its witness and the contract under each answer, so that anyone can settle
what the finding tells.

Nothing is written that does not give these amounts: the records are settled here first.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from sladsl.ambiguity.witness.outcomes import Outcome, Stake
from sladsl.ambiguity.witness.search import Search, Side, Witness
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.evaluate.examples.exported import MOST_ROWS, TooManyRows, exported
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.duties import MONTHLY
from sladsl.checks.plan import Plan
from sladsl.compiler import Checked, check, standard_rules
from sladsl.findings import has_errors
from sladsl.model.consequences import Consequence
from sladsl.model.duties import Duty
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes
from sladsl.node import node
from sladsl.questions import Answer, Question, questions_of
from sladsl.questions.choosing import Choice, Unclear, written
from sladsl.questions.disputes import RULES, Disputed
from sladsl.records.table import Records
from sladsl.records.written import csv_of, file_of
from sladsl.report.words import letters
from sladsl.time.zones import date_of

_MOST_ROUNDS = 60
"""How often a text is read again to close what is open in it, at most."""


@node
class Folder:
    """`files` by their path within the folder. `why`: why there are none, or empty."""

    name: str
    files: Mapping[str, str]
    why: str = ""


def witness_folders(checked: Checked, disputed: Iterable[Disputed]) -> tuple[Folder, ...]:
    """A folder for each open question that has a witness, in the order in which they are given."""
    search = Search(standard_rules(RULES).chosen)
    found = [one for one in disputed if one.witness is not None]
    return tuple(_folder(number, one, checked, search) for number, one in enumerate(found, 1))


def _folder(number: int, one: Disputed, checked: Checked, search: Search) -> Folder:
    words = re.sub(r"[^a-z0-9]+", "-", one.question.name.casefold()).strip("-")
    name = f"{number:02d}-{one.question.code}-{words}"[:60].rstrip("-")
    assert one.witness is not None
    grounds = [search.whole(side.plan, one.witness.stake is Stake.RIGHTS) for side in one.sides]
    days = _days(one.witness, one.sides, grounds)
    records = _records(one, grounds, days)
    if isinstance(records, str):
        return Folder(name, {}, records)
    texts: dict[str, str] = {}
    for (letter, answer), ground in zip(zip(letters(), one.question.answers, strict=False), grounds, strict=True):
        text = _closed(Choice(one.question, answer), checked, ground)
        if text is None:
            return Folder(name, {}, "its answers cannot be written into the text")
        texts[f"{letter.lower()}.sla"] = text
    above = {path: text for path, text in checked.sources.items() if path != checked.source.path}
    try:
        files = {f"records/{file_of(records[table].record)}": csv_of(records[table]) for table in records}
    except ValueError as fault:
        return Folder(name, {}, f"{fault}, so no record can hold it")
    return Folder(name, {"README.md": _told(one, days, checked.values), **texts, **above, **files})


@node
class _Days:
    """The days that are settled, and the day at whose end it is done; the instants between which the records lie."""

    first: date
    last: date
    as_of: date
    start: int
    end: int


def _days(witness: Witness, sides: tuple[Side, ...], grounds: list[Ground]) -> _Days:
    """Records lie in all months, quarters and years that the clauses look at, under any of the answers."""
    zone = sides[0].plan.zone
    start, end = witness.first, witness.last
    for side, ground in zip(sides, grounds, strict=True):
        world = World(side.plan, Records(), ground.answers(dict(side.given)), witness.now)
        specs = {node for node in nodes(_sentences(side.plan, witness)) if isinstance(node, WindowSpec)}
        for spec in (MONTHLY, *specs):
            try:
                windows = world.windows(spec, witness.first, witness.last)
            except ValueError:  # a month of the contract in an agreement without a day of effect
                continue
            start, end = min([start, *(one.start for one in windows)]), max([end, *(one.end for one in windows)])
    return _Days(
        date_of(witness.first, zone), date_of(witness.last - 1, zone), date_of(witness.now - 1, zone), start, end
    )


def _sentences(plan: Plan, witness: Witness) -> tuple[Duty | Consequence, ...]:
    """Those of the clauses in which the answers differ; all, where it hangs on no clause."""
    all_: tuple[Duty | Consequence, ...] = (*plan.duties, *plan.consequences)
    return tuple(part for part in all_ if part.clause in witness.clauses) or all_


def _records(one: Disputed, grounds: list[Ground], days: _Days) -> Records | str:
    """Records that come to the outcomes of the witness under each answer, or why there are none."""
    witness, plan = one.witness, one.sides[0].plan
    assert witness is not None
    world = World(plan, Records(), grounds[0].answers({}), witness.now)
    needed = needs((_sentences(plan, witness), plan.rules, plan.ledgers), world).records
    everything = frozenset(record.name for record in plan.records)
    # What follows may hang on the months after those that are settled.
    for names, end in ((needed, days.end), (everything, days.end), (everything, max(days.end, witness.now))):
        try:
            found = exported(
                plan,
                witness.events,
                grounds[0].answers({}),
                names,
                days.start,
                end,
                witness.now,
            )
        except TooManyRows:
            return f"its records would have more than {MOST_ROWS:,} rows"
        if _agree(found, one, grounds, days):
            return found
    return "what its clauses look at cannot be shown in records of these months alone"


def _agree(records: Records, one: Disputed, grounds: list[Ground], days: _Days) -> bool:
    witness = one.witness
    assert witness is not None
    for side, ground, wanted in zip(one.sides, grounds, witness.outcomes, strict=True):
        got = ground.outcome_of_records(records, dict(side.given), witness.first, witness.last, witness.now)
        if wanted is None or not _same(got, wanted, witness):
            return False
    return True


def _same(got: Outcome, wanted: Outcome, witness: Witness) -> bool:
    """Whether both say the same of what is at stake."""
    match witness.stake:
        case Stake.MONEY | Stake.WINDOWS:
            return got.windows == wanted.windows
        case Stake.RIGHTS:
            return got.rights == wanted.rights
        case Stake.UNITS:
            return got.units == wanted.units
        case Stake.CARRIED:
            return got.carried == wanted.carried
        case _:
            return _states(got, witness) == _states(wanted, witness)


def _states(outcome: Outcome, witness: Witness) -> list[tuple[str, str, str, str, str]]:
    return [one for one in outcome.states if not witness.clauses or one[0] in witness.clauses]


def _closed(choice: Choice, checked: Checked, ground: Ground) -> str | None:
    """The text with this answer, and each other question with its usual one; None: it cannot be closed."""
    for in_clause in (False, True):  # a few sentences are understood only beside the duty of which they speak
        with contextlib.suppress(Unclear, ValueError):
            return _closed_in(choice, checked, ground, in_clause)
    return None


def _closed_in(choice: Choice, checked: Checked, ground: Ground, in_clause: bool) -> str:
    text = written(checked.source.text, checked, choice, in_clause=in_clause)
    for _ in range(_MOST_ROUNDS):
        now = check(text, checked.source.path, lambda name: checked.sources.get(name), checked.values)
        if has_errors(now.findings) or now.plan is None:
            raise ValueError(next(one.message for one in now.findings))
        questions = questions_of(now)
        if not questions:
            return text
        # Words change places; sentences do not, so all of them can be added at once.
        loose = [one for one in questions if one.is_wording]
        for question in loose[:1] or questions:
            text = written(text, now, Choice(question, _usual(question, ground)), in_clause=in_clause)
    raise ValueError("its questions have no end")


def _usual(question: Question, ground: Ground) -> Answer:
    """The answer of a question that is not the one that is looked at: that of the published rules, else the first."""
    if question.is_wording:
        return question.answers[0]
    value = ground.answers({}).value(question.name)
    return next((one for one in question.answers if one.value == value), question.answers[0])


def _told(one: Disputed, days: _Days, values: Mapping[str, str]) -> str:
    question, dispute = one.question, one.dispute
    given = "".join(f' --set "{name}={value}"' for name, value in values.items())
    lines = [
        f"# {question.question}",
        "",
        "Suppose that everything else is in order, and",
        "",
        *(f"- {event}" for event in dispute.events),
        "",
        "These are the records in `records`. Each contract beside it answers the question in one way, and is otherwise the same:",
        "",
    ]
    for letter, claim in zip(islice(letters(), len(dispute.claims)), dispute.claims, strict=True):
        better = f", which is better for {claim.favours}" if claim.favours else ""
        lines += [
            f"{letter}. {claim.reading}",
            "",
            f"   {claim.amount}{better}. {claim.arithmetic}".rstrip(),
            "",
            f"       sladsl settle {letter.lower()}.sla --records records --from {days.first} --to {days.last} --as-of {days.as_of}{given}",
            "",
        ]
    return "\n".join(lines)
