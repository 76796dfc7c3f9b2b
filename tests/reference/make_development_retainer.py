"""Writes examples/development-retainer/records: six months of timesheets and test runs. Run it from the top of the repository."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

FOLDER = Path("examples/development-retainer/records")
HOLIDAYS = {"2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14"}

HOURS = {3: "150", 4: "163.5", 5: "160", 6: "158", 7: "170", 8: "159.25"}  # approved

REFUSED = [  # (day, hours, refused on)
    ("2026-03-12", "6", "2026-03-20"),  # in time
    ("2026-03-31", "7.5", "2026-04-15"),  # the tenth business day: Easter Monday does not count
    ("2026-04-17", "4", "2026-05-05"),  # one business day too late, 1 May being a holiday: it counts as approved
    ("2026-04-30", "8", "2026-05-19"),  # the tenth: 8 and 14 May are holidays, 1 May is the day after
    ("2026-05-20", "5", "2026-06-04"),  # the tenth: Whit Monday does not count
    ("2026-07-06", "8", "2026-07-22"),  # one business day too late, 14 July being a holiday
]
APPROVED_THOUGH_REFUSED = {"2026-04-17", "2026-07-06"}

RUNS = [  # finished, passed, failed
    ("2026-03-06T18:00:00+01:00", 240, 9), ("2026-03-13T18:00:00+01:00", 243, 8),
    ("2026-03-20T18:00:00+01:00", 242, 7), ("2026-03-27T18:00:00+01:00", 245, 6),  # 970 of 1,000
    ("2026-04-10T18:00:00+02:00", 472, 28), ("2026-04-24T18:00:00+02:00", 488, 12),  # 960 of 1,000
    ("2026-04-30T22:30:00Z", 4000, 260),  # half past midnight in Paris: a run of May
    ("2026-05-15T18:00:00+02:00", 5501, 239),  # with the other run of May 9,501 of 10,000
    ("2026-07-03T18:00:00+02:00", 470, 30), ("2026-07-17T18:00:00+02:00", 479, 21),  # 949 of 1,000
    ("2026-08-14T18:00:00+02:00", 990, 10),
]  # fmt: skip


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = [(day, hours, refused) for day, hours, refused in REFUSED]
    for month, total in HOURS.items():
        day, days = date(2026, month, 1), []
        while day.month == month:
            if day.weekday() < 5 and day.isoformat() not in HOLIDAYS:
                days.append(day.isoformat())
            day += timedelta(days=1)
        counted = [Fraction(h) for d, h, _ in REFUSED if d in APPROVED_THOUGH_REFUSED and int(d[5:7]) == month]
        left = Fraction(total) - sum(counted)
        each = left / len(days) // Fraction(1, 4) * Fraction(1, 4)
        for number, worked_on in enumerate(days):
            hours = each if number < len(days) - 1 else left
            rows.append((worked_on, f"{float(hours):g}", ""))
            left -= hours
    with (FOLDER / "timesheets.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Day", "Worked", "Refused"))
        writer.writerows(sorted(rows))
    with (FOLDER / "test-runs.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Finished", "Passed", "Failed"))
        writer.writerows(RUNS)


if __name__ == "__main__":
    main()
