"""Names as people and systems write them, and which column holds which field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sladsl.findings import Finding, Place, error
from sladsl.model.schema import Field, Record
from sladsl.records.problem import listed, nearest

_IGNORED = str.maketrans("", "", " -_\u00a0\u2010\u2011\ufeff")


def plain(name: str) -> str:
    """The name without what people and systems write differently: case, spaces, hyphens, underscores."""
    return name.translate(_IGNORED).casefold()


def the_name(of: Field) -> tuple[str, ...]:
    return (of.name,)


def match_columns(
    record: Record,
    header: Sequence[str],
    file: str,
    *,
    rows: int,
    columns_for: Callable[[Field], Sequence[str]] = the_name,
) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """The number of the column, from 0, of each field that has one. `columns_for`: the names of the columns that may hold a field, the first
    that is there, or the first that is written so.

    Errors: no column for a field that is not optional (unless the file has neither columns nor rows), two columns for one field.
    """
    by_name: dict[str, list[int]] = {}
    for number, name in enumerate(header):
        by_name.setdefault(plain(name), []).append(number)
    top = Place(file, 1, 1, 1, 1)
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    wanted = {field.name: columns_for(field) for field in record.fields}
    taken = {plain(name) for names in wanted.values() for name in names}
    spare = [name for name in header if name and plain(name) not in taken]
    for field in record.fields:
        names = sorted(wanted[field.name], key=lambda name: name not in header)
        numbers = next((by_name[plain(name)] for name in names if plain(name) in by_name), [])
        if len(numbers) == 1:
            columns[field.name] = numbers[0]
        elif numbers:
            which = listed([f'"{header[number]}" (column {number + 1})' for number in numbers], "and")
            message = f"{which} are both columns for the field {field.name} of {record.name}."
            findings.append(error("R005", message, top, hint="Rename or remove the one that does not count."))
        elif not field.optional and (header or rows):
            message = f"The field {field.name} of {record.name} has no column in the file."
            near = nearest(field.name, spare)
            hint = (
                f'Is the column "{near}" meant? Then rename it to {field.name}.'
                if near
                else f"The file has: {', '.join(header)}."
            )
            findings.append(error("R004", message, top, label=f"no column for {field.name}", hint=hint))
    return columns, tuple(findings)
