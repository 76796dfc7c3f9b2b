"""The statement of examples/development-retainer: hours, the shortfalls that are carried over, and the pass rate."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from plain import (
    TOP,
    credit,
    day_after,
    duty,
    exact,
    first_day,
    last_day,
    moment,
    money,
    month_of,
    percent,
    rows_of,
    working,
    write,
)

NAME = "development-retainer"
ZONE = ZoneInfo("Europe/Paris")
RECORDS = TOP / "examples" / NAME / "records"
AS_OF = "2026-09-25"
MONTHS = [(2026, month) for month in range(3, 9)]
# Code du travail, art. L3133-1, for 2026
is_business_day = working(
    (
        "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14",
        "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25",
    )
)  # fmt: skip


def is_approved(row: dict[str, str]) -> bool:
    """Not refused by the tenth business day after its day (every such day has passed by AS_OF)."""
    limit = day_after(date.fromisoformat(row["Day"]), 10, is_business_day)
    assert limit < date.fromisoformat(AS_OF)
    return not row["Refused"] or date.fromisoformat(row["Refused"]) > limit


def main() -> None:
    sheets = [
        (date.fromisoformat(row["Day"]), Fraction(row["Worked"]))
        for row in rows_of(RECORDS / "timesheets.csv")
        if is_approved(row)
    ]
    runs = [
        (month_of(moment(row["Finished"], ZONE), ZONE), int(row["Passed"]), int(row["Failed"]))
        for row in rows_of(RECORDS / "test-runs.csv")
    ]
    shortfalls: list[list] = []  # [number of the month in which it arose, hours], the oldest first
    windows = []
    for number, (year, month) in enumerate(MONTHS):
        hours = sum((worked for day, worked in sheets if (day.year, day.month) == (year, month)), Fraction())
        excess = max(Fraction(), hours - 160)
        for entry in shortfalls:
            used = min(excess, entry[1])
            entry[1] -= used
            excess -= used
        # What arose three months ago could be made good for the last time in this month.
        lapsed = sum((left for arose, left in shortfalls if arose == number - 3), Fraction())
        shortfalls = [[arose, left] for arose, left in shortfalls if arose > number - 3 and left]
        if hours < 160:
            shortfalls.append([number, 160 - hours])
        passed = sum(p for of, p, _ in runs if of == (year, month))
        failed = sum(f for of, _, f in runs if of == (year, month))
        rate = percent(passed, passed + failed)
        days = 0 if rate is None else min(10, max(0, (97 - rate).__floor__()))
        refund = lapsed * Fraction("112.5")
        print(
            f"{year}-{month:02}: {exact(hours)} hours, open {[(MONTHS[n], exact(x)) for n, x in shortfalls]}, lapsed {exact(lapsed)}"
        )
        window = {
            "from": first_day(year, month).isoformat(),
            "to": last_day(year, month).isoformat(),
            "duties": [
                duty("Capacity", "Provider", "Hours Worked", hours, "at or above 160 hours", "met" if hours >= 160 else "missed"),
                duty("Quality", "Provider", "Pass Rate", rate, "at or above 97%", "met" if rate is None or rate >= 97 else "missed"),
            ],
            "credits": [credit("Capacity", "Provider", "Customer", refund, "EUR")] if refund else [],
            "total": money(refund),
            "extensions": [{"clause": "Quality", "subject": "Development", "amount": str(days), "unit": "day"}] if days else [],
        }  # fmt: skip
        windows.append(window)
    carried = [
        {
            "ledger": "shortfall in Hours Worked",
            "origin": f"{MONTHS[arose][0]}-{MONTHS[arose][1]:02}",
            "amount": exact(left),
            "unit": "hour",
            "usable_until": last_day(MONTHS[arose][0], MONTHS[arose][1] + 3).isoformat(),
        }
        for arose, left in shortfalls
    ]
    write(
        NAME,
        {
            "agreement": "Software Development Retainer",
            "currency": "EUR",
            "as_of": AS_OF,
            "windows": windows,
            "rights": [],
            "carried_over": carried,
            "set_aside": [],
        },
    )


if __name__ == "__main__":
    main()
