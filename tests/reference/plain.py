"""What the reference programs share: exact figures as text, days, and the reading of files. Standard library only, nothing of sladsl.

DuckDB is used for one thing: to turn a Parquet file into rows.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

TOP = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
UNITS = {"%": "%", " milliseconds": "millisecond", " hours": "hour"}


def exact(value: Fraction | int) -> str:
    """A decimal where there is one, else a fraction in lowest terms: "99.9", "371250/3721"."""
    value = Fraction(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    shown = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    assert Fraction(shown) == value, "more digits than Decimal keeps"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def money(value: Fraction) -> str:
    """Rounded half up to two places: "400.00"."""
    cents = (abs(value) * 100 + Fraction(1, 2)).__floor__()
    sign = "-" if value < 0 else ""
    return f"{sign}{cents // 100}.{cents % 100:02}"


def rows_of(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        with path.open(newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text().splitlines() if line]
        return [{name: "" if cell is None else str(cell) for name, cell in line.items()} for line in lines]
    import duckdb

    with duckdb.connect() as database, tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.csv"
        database.execute("SET TimeZone='UTC'; SET threads=1")
        database.execute(f"COPY (FROM read_parquet('{path}')) TO '{copy}' (TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S+00:00')")
        return rows_of(copy)


def moment(text: str, zone: ZoneInfo) -> datetime | None:
    """In UTC; a text without an offset is a clock time in the zone."""
    if not text:
        return None
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The start of a local day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def month_of(at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    day = day_of(at, zone)
    return day.year, day.month


def first_day(year: int, month: int) -> date:
    return date(year, month, 1)


def last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def day_after(day: date, count: int, counts: Callable[[date], bool] = lambda _: True) -> date:
    """The count-th day after a day, which is not counted; only days of the kind count."""
    while count:
        day += DAY
        count -= counts(day)
    return day


def working(holidays: Iterable[str]) -> Callable[[date], bool]:
    """Monday to Friday except these days."""
    off = {date.fromisoformat(day) for day in holidays}
    return lambda day: day.weekday() < 5 and day not in off


def seconds(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), 1_000_000)


def end_of_hours(
    start: datetime, hours: int, opens: int, closes: int, open_on: Callable[[date], bool], zone: ZoneInfo
) -> datetime:
    """The moment at which so many hours of a daily calendar have passed since the start."""
    left = timedelta(hours=hours)
    day = day_of(start, zone)
    while True:
        if open_on(day):
            begin = max(start, datetime.combine(day, time(opens), zone).astimezone(UTC))
            end = datetime.combine(day, time(closes), zone).astimezone(UTC)
            if begin < end:
                if left <= end - begin:
                    return begin + left
                left -= end - begin
        day += DAY


def percent(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    return None if whole == 0 else Fraction(part) / Fraction(whole) * 100


def duty(
    clause: str,
    who: str,
    measure: str,
    value: Fraction | None,
    target: str,
    state: str,
    group: str = "",
    because: str = "",
    unit: str = "",
) -> dict[str, object]:
    """The unit of the value is that of the target, unless it is told."""
    if not unit and target.startswith("at "):
        unit = next((short for end, short in UNITS.items() if target.endswith(end)), "")
    return {
        "clause": clause,
        "who": who,
        "measure": measure,
        "group": group,
        "value": None if value is None else exact(value),
        "unit": unit,
        "target": target,
        "state": state,
        "because": because,
    }


def share_duty(
    clause: str, who: str, target: str, records: list[str], late: list[str], open_: list[str] | None = None
) -> dict[str, object]:
    """One line for a duty on each record: the value is the percentage of the records that are in time."""
    state = "missed" if late else "pending" if open_ else "met"
    decided = len(records) - len(open_ or [])
    value = percent(decided - len(late), decided)
    return duty(clause, who, "", value, target, state, because="; ".join(late), unit="%")


def credit(clause: str, payer: str, payee: str, amount: Fraction, currency: str, because: str = "") -> dict[str, str]:
    return {
        "clause": clause,
        "payer": payer,
        "payee": payee,
        "amount": money(amount),
        "currency": currency,
        "because": because,
    }


def write(name: str, statement: dict[str, object]) -> None:
    path = TOP / "examples" / name / "expected.json"
    path.write_text(json.dumps(statement, indent=2, ensure_ascii=False) + "\n")
    print(path.relative_to(TOP))
