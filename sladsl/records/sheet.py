"""One record's file while it is read: values, and what is wrong with its rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from sladsl.findings import Finding, error
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.node import node
from sladsl.records.problem import Problem, shown
from sladsl.records.set_aside import SetAside
from sladsl.records.source import Rejected, Source
from sladsl.records.table import Table, Value
from sladsl.records.times import TimeReader
from sladsl.records.values import ReadValue

_NO_VALUE = Problem("R007", "a value", "Fill it in, or declare the field with `, if any`.")


@node
class Fault:
    """A row that cannot be used because of one cell."""

    row: int
    field: str
    text: str
    problem: Problem


@dataclass(slots=True)
class Sheet:
    """`names` are those of the files. `numbers` gives the column of each field; fields without a column are empty. A row with a fault is
    not in the table."""

    names: Sequence[str]
    record: Record
    source: Source
    numbers: dict[str, int]
    columns: dict[str, Sequence[Value]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def read_column(self, of: Field, reads: Sequence[ReadValue]) -> None:
        """`reads`: how to read the cells of each file or, where it is one, of all."""
        number = self.numbers.get(of.name)
        if number is None:
            nothing: Value = () if of.kind is FieldKind.PERIODS else None
            self.columns[of.name] = [nothing] * len(self.source.lines)
            return
        if len(reads) == 1 and isinstance(reads[0], TimeReader) and (kept := self.source.instants(number)) is not None:
            self._take_instants(of, kept, reads[0])
            return
        cells = self.source.column(number)
        if len(reads) == 1:
            self.columns[of.name] = self._values(of, cells, reads[0], 0)
            return
        ends = (*self.source.starts[1:], len(cells))
        parts = zip(self.source.starts, ends, reads, strict=True)
        self.columns[of.name] = [
            value for start, end, read in parts for value in self._values(of, cells[start:end], read, start)
        ]

    def _values(self, of: Field, cells: Sequence[str], read: ReadValue, first: int) -> list[Value]:
        """Of the rows from `first` on. Each different text is read once, as columns repeat themselves; times do not, and are read all at
        once if they can be."""
        nothing: Value = () if of.kind is FieldKind.PERIODS else None
        if isinstance(read, TimeReader) and (instants := read.read_all(cells)) is not None:
            self.faults.extend(
                Fault(first + row, of.name, cells[row], at)
                for row, at in enumerate(instants)
                if isinstance(at, Problem)
            )
            return [None if isinstance(at, Problem) else at for at in instants]
        values: dict[str, Value] = {}
        problems: dict[str, Problem] = {}
        for cell in set(cells):
            text = cell.strip()
            if text:
                value = read(text)
                if isinstance(value, Problem):
                    problems[cell] = value
                else:
                    values[cell] = value
            elif of.optional or of.kind is FieldKind.PERIODS:
                values[cell] = nothing
            else:
                problems[cell] = _NO_VALUE
        for row, cell in enumerate(cells) if problems else ():
            if cell in problems:
                self.faults.append(Fault(first + row, of.name, cell.strip(), problems[cell]))
        values.update(dict.fromkeys(problems, nothing))
        return list(map(values.__getitem__, cells))

    def _take_instants(self, of: Field, instants: Sequence[int | None], times: TimeReader) -> None:
        self.columns[of.name] = instants
        known = [instant for instant in instants if instant is not None]
        ends = (
            {instant for instant in (min(known), max(known)) if isinstance(times.of_instant(instant), Problem)}
            if known
            else set()
        )
        if not ends and (of.optional or len(known) == len(instants)):
            return
        texts = self.source.column(self.numbers[of.name])
        for row, instant in enumerate(instants):
            problem = _NO_VALUE if instant is None else times.of_instant(instant)
            if isinstance(problem, Problem) and not (instant is None and of.optional):
                self.faults.append(Fault(row, of.name, texts[row], problem))

    @property
    def name(self) -> str:
        rest = len(self.names) - 1
        return f"{self.names[0]} and {rest} more {'files' if rest > 1 else 'file'}" if rest else self.names[0]

    @property
    def bad_rows(self) -> set[int]:
        return {fault.row for fault in self.faults}

    def table(self) -> Table:
        bad = self.bad_rows
        if not bad:
            return Table(self.record, self.columns, self.source.lines, self.names[0], self._further(()))
        keep = [row not in bad for row in range(len(self.source.lines))]
        columns = {name: list(compress(values, keep)) for name, values in self.columns.items()}
        return Table(
            self.record, columns, list(compress(self.source.lines, keep)), self.names[0], self._further(sorted(bad))
        )

    def _further(self, gone: Sequence[int]) -> tuple[tuple[int, str], ...]:
        """With which row each file after the first begins, once the rows that are gone are."""
        starts = self.source.starts
        return tuple(
            (start - bisect_left(gone, start), name) for start, name in zip(starts[1:], self.names[1:], strict=True)
        )

    def findings(self, most: int) -> tuple[Finding, ...]:
        """One for each fault and each rejected row, in the order of the file, up to `most`; one more counts the rest."""
        wrong: list[Fault | Rejected] = sorted((*self.faults, *self.source.rejected), key=self._position)
        findings = [self._finding(one) for one in wrong[:most]]
        rest = wrong[most:]
        if rest:
            message = f"{self.name} has {len(rest)} more {'value' if len(rest) == 1 else 'values'} that cannot be read."
            place = rest[0].place if isinstance(rest[0], Rejected) else self.source.place(rest[0].row, None)
            findings.append(error("R021", message, place, hint="Mend those above first: they often have one cause."))
        return tuple(findings)

    def rows_set_aside(self) -> tuple[SetAside, ...]:
        reasons: dict[int, list[str]] = {}
        for fault in sorted(self.faults, key=self._position):
            reasons.setdefault(fault.row, []).append(self._message(fault))
        lines = self.source.lines
        return (
            *(
                SetAside(
                    self.names[self.source.part(row)], lines[row], self.record.name, self.source.raw(row), tuple(r)
                )
                for row, r in reasons.items()
            ),
            *(
                SetAside(self.names[self._part(r)], r.place.line, self.record.name, r.raw, (r.message,))
                for r in self.source.rejected
            ),
        )

    def told(self, row: int, beside: int) -> str:
        """ "Line 7" or, where the rows are in different files, "Line 7 of tickets-2026-03.csv"."""
        part = self.source.part(row)
        line = f"Line {self.source.lines[row]}"
        return line if part == self.source.part(beside) else f"{line} of {self.names[part]}"

    def _position(self, one: Fault | Rejected) -> tuple[int, int, int]:
        if isinstance(one, Rejected):
            return self._part(one), one.place.line, 0
        return self.source.part(one.row), self.source.lines[one.row], self.numbers.get(one.field, 0)

    def _part(self, one: Rejected) -> int:
        return self.source.files.index(one.place.file)

    def _finding(self, one: Fault | Rejected) -> Finding:
        label = f"expected {one.problem.expected}"
        if isinstance(one, Rejected):
            return error(one.problem.code, one.message, one.place, label=label, hint=one.problem.hint)
        place = self.source.place(one.row, self.numbers.get(one.field))
        return error(one.problem.code, self._message(one), place, label=label, hint=one.problem.hint)

    def _message(self, fault: Fault) -> str:
        number = self.numbers[fault.field]
        column = f"{self.source.told(fault.row, number)} of {self.record.name}"
        if not fault.text:
            return f"{column[0].upper()}{column[1:]} is empty: expected {fault.problem.expected}."
        return f"{shown(fault.text)} in {column}: expected {fault.problem.expected}."
