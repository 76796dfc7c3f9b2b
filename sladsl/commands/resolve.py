from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sladsl import check
from sladsl.choosing import Choice, Unclear, by_money, find, finding_of, left, lettered, written
from sladsl.commands.inputs import read_contract
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_one
from sladsl.commands.writing import write_all
from sladsl.compiler import Checked
from sladsl.questions import Question

_BOM = "\ufeff"


def run_resolve(
    contract: Path, choose: Sequence[str], values: Mapping[str, str], *, in_clause: bool, dry_run: bool
) -> int:
    """Closes open questions, by `choose` or by what is typed, and writes the sentences into the contract. 0: nothing is left open."""
    work = _Work(contract, values, dry_run)
    if work.checked.plan is None or exit_code(work.checked.findings, strict=False):
        show(work.checked.findings, work.checked.sources, Format.TEXT, sys.stderr)
        raise Refusal(f"{contract} has errors; they come first.")
    try:
        if choose:
            for said in choose:
                work.take(find(said, work.checked), in_clause)
            work.save()
        else:
            _ask(work, in_clause)
    except Unclear as unclear:
        raise Refusal(str(unclear)) from None
    if dry_run:
        sys.stdout.writelines(work.difference())
    still = len(by_money(work.checked))
    print(f"{contract}: {_counted(still)}." if still else f"{contract}: nothing is left open.")
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

    def __init__(self, contract: Path, values: Mapping[str, str], dry_run: bool) -> None:
        self._path = contract
        self._values = values
        self._dry_run = dry_run
        self._file = _Text.of(_raw(contract))
        self._saved = self._first = self.text = self._file.text
        self.checked = self._check(self.text)

    def take(self, choice: Choice, in_clause: bool) -> None:
        text = written(self.text, self.checked, choice, in_clause=in_clause)
        after = self._check(text)
        wrong = left(self.checked, after, choice)
        if wrong:
            raise Unclear(f"{wrong} Nothing was written for {choice.question.code}.")
        self.text, self.checked = text, after
        print(f"{choice.question.code}: {choice.answer.sentence}")

    def save(self) -> None:
        """Through a link to the file it points to; all of it or nothing."""
        if self.text != self._saved and not self._dry_run:
            write_all({self._path.resolve(): self._file.raw(self.text)})
            self._saved = self.text

    def difference(self) -> Iterator[str]:
        old, new = (text.splitlines(keepends=True) for text in (self._first, self.text))
        return difflib.unified_diff(old, new, str(self._path), str(self._path))

    def _check(self, text: str) -> Checked:
        return check(text, file=str(self._path), values=self._values)


def _raw(contract: Path) -> str:
    read_contract(contract)  # says what is wrong with a file that cannot be read
    return contract.read_bytes().decode("utf-8")


def _counted(count: int) -> str:
    return "1 question is open" if count == 1 else f"{count} questions are open"


# --- at the terminal -----------------------------------------------------------------------------------------------------


def _ask(work: _Work, in_clause: bool) -> None:
    """One question after the other, that on which most money hangs first, until all are answered or passed over."""
    passed: set[str] = set()
    while True:
        waiting = [one for one in by_money(work.checked) if one.name not in passed]
        if not waiting:
            return
        question = waiting[0]
        answers = dict(lettered(question, work.checked.findings))
        print(f"\n{_counted(len(waiting))}.\n")
        _show(question, work.checked)
        said = _typed(f"\n{', '.join(answers)} to choose; Enter to pass over; q to stop: ")
        if said is None or said == "Q":
            return
        if not said:
            passed.add(question.name)
        elif said not in answers:
            print(f'"{said}" is none of {", ".join(answers)}.')
        else:
            try:
                work.take(Choice(question, answers[said]), in_clause)
                work.save()
            except Unclear as unclear:
                print(unclear)
                passed.add(question.name)


def _typed(prompt: str) -> str | None:
    """None: there is nobody to ask."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip().upper() if line else None


def _show(question: Question, checked: Checked) -> None:
    """The question with its witness; without one the answers with their letters."""
    finding = finding_of(question, checked.findings)
    if finding.dispute is not None:
        show_one(finding, checked.sources, sys.stdout)
        return
    show_one(replace(finding, readings=()), checked.sources, sys.stdout)
    for letter, answer in lettered(question, checked.findings):
        print(f"  {letter}  {answer.sentence}")
