"""Where a new settlement says otherwise than an earlier one: amounts, and duties that were decided.

What was not decided then, or is not now, contradicts nothing: a duty that was pending has come to its end in the meantime.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sladsl.audit.entry import Entry, Json
from sladsl.checks.figures import grouped
from sladsl.findings import Finding, Place, error

_OPEN = ("pending", "undetermined")
_MOST = 6

Key = tuple[str, ...]


def contradictions(new: Entry, earlier: Sequence[Entry], file: str) -> tuple[tuple[int, Finding], ...]:
    """The numbers of the entries that `new` contradicts, each with what differs; a month is compared with what was last said of it."""
    found = []
    for window in new.statement["windows"]:
        old = _last(window, new, earlier)
        if old is None:
            continue
        entry, before = old
        said = list(_differences(before, window))
        if said:
            found.append((entry.number, _told(entry, new, before["label"], said, file)))
    rights = _of_rights(new, earlier)
    found += ((entry.number, _told(entry, new, "the rights", said, file)) for entry, said in rights)
    return tuple(found)


def _last(window: Json, new: Entry, earlier: Sequence[Entry]) -> tuple[Entry, Json] | None:
    for entry in reversed(earlier):
        if entry.content["agreement"] == new.content["agreement"]:
            for one in entry.statement["windows"]:
                if (one["from"], one["to"]) == (window["from"], window["to"]):
                    return entry, one
    return None


def _differences(old: Json, new: Json) -> Iterator[str]:
    open_clauses = {duty["clause"] for window in (old, new) for duty in window["duties"] if duty["state"] in _OPEN}
    for what, unit, decimals in (("credits", "currency", 2), ("points", "unit", 0), ("extensions", "unit", 0)):
        before, now = _sums(old[what], unit), _sums(new[what], unit)
        for key in dict.fromkeys((*before, *now)):
            clause = key[0]
            then, here = before.get(key, Fraction(0)), now.get(key, Fraction(0))
            if then != here and clause not in open_clauses:
                yield f"{_words(key)}: {_sum(then, key[-1], decimals)} then, {_sum(here, key[-1], decimals)} now"
    states = _states(new["duties"])
    for duty_key, then_is in _states(old["duties"]).items():
        is_now = states.get(duty_key, then_is)
        if then_is != is_now and not {then_is[0], is_now[0]} & set(_OPEN):
            yield f"{_words(duty_key[:4])}: {_state(then_is)} then, {_state(is_now)} now"


def _sums(lines: Iterable[Json], unit: str) -> dict[Key, Fraction]:
    """By clause, from whom to whom, and for which group; the unit is the last of a key."""
    out: dict[Key, Fraction] = {}
    for line in lines:
        who = (line[name] for name in ("payer", "payee", "party", "subject", "group") if line.get(name))
        key = (line["clause"], *who, line[unit])
        out[key] = out.get(key, Fraction(0)) + Fraction(line.get("amount") or line["count"])
    return out


def _words(key: Key) -> str:
    return f'clause "{key[0]}" ({", ".join(one for one in key[1:-1] if one)})'


def _sum(amount: Fraction, unit: str, decimals: int) -> str:
    return (
        f"{unit} {grouped(amount, decimals)}" if decimals else f"{grouped(amount)} {unit}{'' if amount == 1 else 's'}"
    )


def _states(duties: Iterable[Json]) -> dict[Key, tuple[str, str]]:
    """State and value of each duty; several that have all else in common are told apart by their order."""
    out: dict[Key, tuple[str, str]] = {}
    for duty in duties:
        start = (duty["clause"], duty["who"], duty["measure"], duty["group"], duty["from"], duty["to"])
        number = sum(key[:-1] == start for key in out)
        out[*start, str(number)] = (duty["state"], f"{duty['value']} {duty['unit']}" if duty["value"] else "")
    return out


def _state(found: tuple[str, str]) -> str:
    state, value = found
    return f"{state}, at {value}" if value else state


def _of_rights(new: Entry, earlier: Sequence[Entry]) -> Iterator[tuple[Entry, list[str]]]:
    """Rights that had arisen and have not now, seen from the same day or a later one."""
    for entry in reversed(earlier):
        if entry.content["agreement"] == new.content["agreement"]:
            if entry.statement["as_of"] <= new.statement["as_of"]:
                now = {_right(right) for right in new.statement["rights"]}
                gone = [key for key in map(_right, entry.statement["rights"]) if key not in now]
                if gone:
                    yield (
                        entry,
                        [
                            f'clause "{c}": {party} may {what} since {at}, and now may not'
                            for c, party, what, at in gone
                        ],
                    )
            return


def _right(right: Json) -> tuple[str, str, str, str]:
    return right["clause"], right["party"], right["what"], right["arisen"]


def _told(entry: Entry, new: Entry, what: str, said: Sequence[str], file: str) -> Finding:
    more = f"; {len(said) - _MOST} more" if len(said) > _MOST else ""
    changed = _changed(entry.content, new.content)
    since = f" Not the same as then: {', '.join(changed)}." if changed else ""
    return error(
        "S008",
        f"entry {entry.number} settles {what} otherwise: {'; '.join(said[:_MOST])}{more}",
        Place(file, entry.number, 1, entry.number, 1),
        hint=f"Nothing was added to the ledger.{since} If the new settlement is the right one, settle again with --reason 'why': it becomes "
        "a new entry that restates the earlier one. If not, settle from the contract and the records of the earlier one.",
    )


def _changed(old: Json, new: Json) -> list[str]:
    """The files, values and readings that are not those of the earlier entry."""
    files = [
        ({one["file"]: one["sha256"] for one in content["records"]} | content["contract"]) for content in (old, new)
    ]
    names = [name for name in dict.fromkeys((*files[0], *files[1])) if files[0].get(name) != files[1].get(name)]
    for part in ("values", "readings"):
        if old[part] != new[part]:
            names.append(f"the {part} that were given")
    return names
