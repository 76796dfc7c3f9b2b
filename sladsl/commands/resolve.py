from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sladsl import check
from sladsl.commands.inputs import read_contract
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_one
from sladsl.commands.writing import write_all
from sladsl.compiler import Checked
from sladsl.node import node
from sladsl.questions import Answer, Question
from sladsl.questions.choosing import (
    Choice,
    Leaving,
    Unclear,
    find,
    find_question,
    finding_of,
    leaving,
    lettered,
    waiting,
    written,
    wrong,
)
from sladsl.questions.disputes import with_witnesses

_BOM = "\ufeff"


@node
class Wanted:
    """What the options ask for: answers ("C010=A") and questions to leave open ("G002"), with the reason and the day."""

    choose: Sequence[str] = ()
    leave_open: Sequence[str] = ()
    until: date | None = None
    because: str = ""


def run_resolve(
    contract: Path, wanted: Wanted, values: Mapping[str, str], *, today: date, in_clause: bool, dry_run: bool
) -> int:
    """Closes open questions, by options or by what is typed, and writes the sentences into the contract. 0: nothing is left open but what
    the parties leave open on purpose."""
    if wanted.leave_open and (wanted.until is None or not wanted.because):
        raise Refusal("--leave-open needs the day with --until and the reason with --because.")
    work = _Work(contract, values, today, dry_run)
    if work.checked.plan is None or exit_code(work.checked.findings, strict=False):
        show(work.checked.findings, work.checked.sources, Format.TEXT, sys.stderr)
        raise Refusal(f"{contract} has errors; they come first.")
    try:
        if wanted.choose or wanted.leave_open:
            for said in wanted.choose:
                work.take(find(said, work.checked, wanted.because), in_clause)
            for which in wanted.leave_open:
                assert wanted.until is not None
                work.take(Leaving(find_question(which, work.checked), wanted.until, wanted.because), in_clause)
            work.save()
        else:
            _ask(work, in_clause)
    except Unclear as unclear:
        raise Refusal(str(unclear)) from None
    if dry_run:
        sys.stdout.writelines(work.difference())
    still, left = len(waiting(work.checked)), len(work.checked.left_open)
    told = [_counted(still)] * bool(still) + [f"{_counted(left)} on purpose"] * bool(left)
    print(f"{contract}: {'; '.join(told) or 'nothing is left open'}.")
    return int(bool(still))


@dataclass(slots=True)
class _Text:
    """What a file holds: the text with LF, and how it ends its lines and begins."""

    text: str
    crlf: bool
    bom: bool

    @classmethod
    def of(cls, raw: str) -> _Text:
        body = raw.removeprefix(_BOM)
        return cls(body.replace("\r\n", "\n").replace("\r", "\n"), "\r\n" in body, raw.startswith(_BOM))

    def raw(self, text: str) -> bytes:
        return ((_BOM if self.bom else "") + (text.replace("\n", "\r\n") if self.crlf else text)).encode()


class _Work:
    """The contract as it stands after the choices so far. Each choice is checked before it is taken."""

    def __init__(self, contract: Path, values: Mapping[str, str], today: date, dry_run: bool) -> None:
        self._path = contract
        self._values = values
        self._today = today
        self._dry_run = dry_run
        self._file = _Text.of(_raw(contract))
        self._saved = self._first = self.text = self._file.text
        self.checked = self._check(self.text)

    def take(self, chosen: Choice | Leaving, in_clause: bool) -> None:
        code = chosen.question.code
        if isinstance(chosen, Leaving):
            text, said = leaving(self.text, self.checked, chosen), f"left open until {chosen.until}."
        else:
            text = written(self.text, self.checked, chosen, in_clause=in_clause)
            said = chosen.answer.sentence
        after = self._check(text)
        if problem := wrong(self.checked, after, chosen):
            raise Unclear(f"{problem} Nothing was written for {code}.")
        self.text, self.checked = text, after
        print(f"{code}: {said}")

    def with_witnesses(self) -> Checked:
        """What is shown to somebody who has to choose."""
        return replace(self.checked, findings=with_witnesses(self.checked))

    def save(self) -> None:
        """Through a link to the file it points to; all of it or nothing."""
        if self.text != self._saved and not self._dry_run:
            write_all({self._path.resolve(): self._file.raw(self.text)})
            self._saved = self.text

    def difference(self) -> Iterator[str]:
        old, new = (text.splitlines(keepends=True) for text in (self._first, self.text))
        return difflib.unified_diff(old, new, str(self._path), str(self._path))

    def _check(self, text: str) -> Checked:
        return check(text, file=str(self._path), values=self._values, today=self._today)


def _raw(contract: Path) -> str:
    read_contract(contract)  # says what is wrong with a file that cannot be read
    return contract.read_bytes().decode("utf-8")


def _counted(count: int) -> str:
    return "1 question is open" if count == 1 else f"{count} questions are open"


# --- at the terminal -----------------------------------------------------------------------------------------------------


def _ask(work: _Work, in_clause: bool) -> None:
    """One question after the other, that on which most money hangs first, until all are answered or passed over."""
    passed: set[str] = set()
    checked = work.with_witnesses()
    while open_ := [one for one in waiting(checked) if one.name not in passed]:
        question = open_[0]
        answers = dict(lettered(question, checked.findings))
        print(f"\n{_counted(len(open_))}.\n")
        _show(question, checked)
        said = _typed(f"\n{', '.join(answers)} to choose; + and a letter to agree on it with a reason; o to leave it open; "
                      "Enter to pass over; q to stop: ")  # fmt: skip
        if said is None or said.upper() == "Q":
            return
        try:
            chosen = _meant(said, question, answers)
            if chosen is None:
                passed.add(question.name)
                continue
            work.take(chosen, in_clause)
        except Unclear as unclear:
            print(unclear)
            continue
        work.save()
        checked = work.with_witnesses()


def _meant(said: str, question: Question, answers: Mapping[str, Answer]) -> Choice | Leaving | None:
    """None: it is passed over. Raises `Unclear`."""
    if not said:
        return None
    letter = said.removeprefix("+").strip().upper()
    if letter == "O":
        until, reason = _typed("Until which day (2027-06-30)? "), _typed("Why? ")
        try:
            return Leaving(question, date.fromisoformat(until or ""), _given(reason))
        except ValueError:
            raise Unclear(f'"{until}" is no day.') from None
    if letter not in answers:
        raise Unclear(f'"{said}" is none of {", ".join(answers)}.')
    return Choice(question, answers[letter], _given(_typed("Why? ")) if said.startswith("+") else "")


def _given(reason: str | None) -> str:
    if not reason:
        raise Unclear("Without a reason nothing is written.")
    return reason


def _typed(prompt: str) -> str | None:
    """None: there is nobody to ask."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _show(question: Question, checked: Checked) -> None:
    """The question with its witness; without one the answers with their letters."""
    finding = finding_of(question, checked.findings)
    if finding.dispute is not None:
        show_one(finding, checked.sources, sys.stdout)
        return
    show_one(replace(finding, readings=()), checked.sources, sys.stdout)
    for letter, answer in lettered(question, checked.findings):
        print(f"  {letter}  {answer.sentence}")
