"""Writes examples/revenue-teams/records: three months of leads, deals, surveys and reports. Run it from the top of the repository."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path("examples/revenue-teams/records")
ZONE = ZoneInfo("America/New_York")
HOLIDAYS = {date(2026, 2, 16)}  # Washington's Birthday

# Delivered, score, contacted, returned, escalated: the leads that matter, in local time.
STORY = [
    # February
    ("2026-02-02 10:00", "85", "2026-02-03 10:00", "", ""),  # just qualified, contacted at the last moment
    ("2026-02-02 10:05", "84.9", "", "", ""),  # just not qualified
    ("2026-02-09 16:30", "91", "2026-02-10 16:29:59", "2026-02-17 08:00", ""),  # returned on the fifth business day
    (
        "2026-02-09 16:40",
        "91",
        "2026-02-10 15:00",
        "2026-02-18 08:00",
        "",
    ),  # returned a day too late: it stays qualified
    ("2026-02-13 16:00", "88", "2026-02-17 16:00", "", ""),  # Presidents' Day does not count
    (
        "2026-02-18 11:00",
        "90",
        "2026-02-19 11:00:01",
        "",
        "2026-02-23 23:00",
    ),  # a second late, escalated on the last day
    ("2026-02-20 15:00", "93", "", "", "2026-02-26 09:00"),  # never contacted, escalated a day too late
    ("2026-02-28 12:00", "87", "2026-03-02 17:00", "", ""),  # a Saturday: due at the end of Monday
    # March
    ("2026-03-06 16:00", "95", "2026-03-09 16:00", "", ""),  # across the change of the clocks
    ("2026-03-11 09:30", "86", "2026-03-12 09:45", "", ""),  # late and never escalated
    ("2026-03-31 20:00", "89", "2026-04-01 17:00", "", ""),  # after hours, on the last day of the month
    # April
    ("2026-04-03 09:00", "90", "2026-04-03 17:00", "", ""),  # Good Friday is no federal holiday
    ("2026-04-30 23:30", "96", "2026-05-01 16:00", "", ""),
    ("2026-04-30 09:00", "92", "2026-04-30 12:00", "2026-05-07 18:00", ""),  # the fifth business day
]
QUALIFIED = {2: 200, 3: 198, 4: 205}
LOW = 12  # leads a month that are far from qualified
STORY_QUALIFIED = {2: 6, 3: 3, 4: 2}
DEALS = {2: 50, 3: 41, 4: 49}
SURVEYS = {2: ["4", "4", "5", "4", "4"] * 2, 3: ["4"] * 17 + ["5"] * 4, 4: []}


def shown(local: str) -> str:
    return datetime.fromisoformat(local).replace(tzinfo=ZONE).isoformat() if local else ""


def business_days(month: int) -> list[date]:
    day, days = date(2026, month, 1), []
    while day.month == month:
        if day.weekday() < 5 and day not in HOLIDAYS:
            days.append(day)
        day += timedelta(days=1)
    return days


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    leads = [[shown(a), score, shown(c), shown(r), shown(e)] for a, score, c, r, e in STORY]
    for month, wanted in QUALIFIED.items():
        days = business_days(month)[:-1]
        for number in range(wanted - STORY_QUALIFIED[month] + LOW):
            delivered = datetime.combine(days[number % len(days)], datetime.min.time(), ZONE)
            delivered += timedelta(hours=9, minutes=number * 13 % 420)
            contacted = delivered + timedelta(minutes=7 + number % 50)
            low = number % 17 == 3 and number // 17 < LOW
            score = 40 + number % 40 if low else 85 + number % 15
            leads.append([delivered.isoformat(), score, "" if low else contacted.isoformat(), "", ""])
    files = {
        "leads": (("Delivered", "Score", "Contacted", "Returned", "Escalated"), sorted(leads)),
        "deals": (
            ("Closed", "Account"),
            [
                (
                    datetime(2026, month, 1 + number % 28, 10 + number % 7, 30, tzinfo=ZONE).isoformat(),
                    f"A-{month}{number:03}",
                )
                for month, count in DEALS.items()
                for number in range(count)
            ],
        ),
        "surveys": (
            ("Day", "Rating"),
            [
                (f"2026-{month:02}-{1 + number:02}", rating)
                for month, ratings in SURVEYS.items()
                for number, rating in enumerate(ratings)
            ],
        ),
        "friction-reports": (
            ("Month", "Sent", "Escalated"),
            [
                ("2026-02", shown("2026-03-04 23:30"), ""),  # the third business day: February ends on a Saturday
                ("2026-03", shown("2026-04-06 10:00"), shown("2026-04-07 18:00")),  # late, escalated on the last day
                ("2026-04", shown("2026-05-05 09:00"), ""),
            ],
        ),
    }
    for name, (header, rows) in files.items():
        with (FOLDER / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
