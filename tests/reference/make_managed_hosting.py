"""Writes examples/managed-hosting/records: three months of one-minute probes from three places, with maintenance, tickets and reports.

Run it from the top of the repository. It needs DuckDB for the Parquet file and makes the same rows each time.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

FOLDER = Path("examples/managed-hosting/records")
LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
PLACES = {"London": 5, "Frankfurt": 25, "New York": 45}  # the second at which each place probes
BASE = {"London": 42, "Frankfurt": 61, "New York": 118}  # milliseconds


def at(text: str) -> datetime:
    """A clock time in London, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def inside(moment: datetime, stretches: list[tuple[str, str]]) -> bool:
    return any(at(start) <= moment < at(end) for start, end in stretches)


EVERYWHERE = [
    ("2026-01-10 22:01", "2026-01-11 02:42"),  # the maintenance of that night, and its overrun
    ("2026-01-24 02:00", "2026-01-24 02:04"),  # restarts of four minutes
    ("2026-01-24 02:10", "2026-01-24 02:14"),
    ("2026-01-28 09:12", "2026-01-28 09:17"),  # five minutes, but a second London probe answers in the third
    ("2026-01-31 23:57", "2026-02-01 00:03"),  # three minutes on each side of midnight
    ("2026-02-10 03:00", "2026-02-10 03:05"),  # exactly five minutes
    ("2026-02-12 01:00", "2026-02-12 04:00"),  # maintenance announced 20 minutes too late
    ("2026-02-19 14:00", "2026-02-19 15:52"),
    ("2026-02-28 20:18", "2026-03-01 03:00"),  # an outage, maintenance in the middle of it, and its overrun
    ("2026-03-16 09:00", "2026-03-16 13:38"),
    ("2026-03-29 00:40", "2026-03-29 04:00"),  # within the maintenance of the night in which the clocks change
    ("2026-03-30 22:10", "2026-03-30 22:50"),  # within maintenance, but the 4 hours of March are used up
]
ONLY = {
    "Frankfurt": [("2026-01-15 13:00", "2026-01-15 16:00")],
    "London": [("2026-01-20 10:00", "2026-01-20 10:30")],
}
ABSENT = {
    "Frankfurt": [("2026-03-05 00:00", "2026-03-06 00:00"), ("2026-03-23 11:20", "2026-03-23 11:26")],
    "London": [("2026-03-23 11:20", "2026-03-23 11:26")],
    "New York": [("2026-03-23 11:20", "2026-03-23 11:26")],
}
FLAPPING = ("2026-01-20 10:00", "2026-01-20 10:30")  # Frankfurt fails too, New York answers in each fifth minute

# The slow tail that makes the 95th percentile of each month: 300, 301 and 280 milliseconds.
TAIL = {1: 300, 2: 301, 3: 280}


def latency(place: str, number: int, month: int) -> int:
    spot = number * 7919 % 200
    if spot < 8:
        return 320 + 40 * (spot % 4)
    if spot < 12:
        return TAIL[month]
    return BASE[place] + 2 * (spot % 4)


def probes() -> list[tuple[str, str, str, int | None]]:
    rows: list[tuple[str, str, str, int | None]] = []
    start, end = at("2026-01-01 00:00"), at("2026-04-01 00:00")
    down = [(at(a), at(b)) for a, b in EVERYWHERE]
    for place, second in PLACES.items():
        only = [(at(a), at(b)) for a, b in ONLY.get(place, [])]
        absent = [(at(a), at(b)) for a, b in ABSENT.get(place, [])]
        flap = (at(FLAPPING[0]), at(FLAPPING[1]))
        minute, number = start, 0
        while minute < end:
            number += 1
            if not any(a <= minute < b for a, b in absent):
                failed = any(a <= minute < b for a, b in down) or any(a <= minute < b for a, b in only)
                if flap[0] <= minute < flap[1] and (
                    place == "Frankfurt" or (place == "New York" and minute.minute % 5 != 4)
                ):
                    failed = True
                moment = minute + timedelta(seconds=second)
                shown = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
                if failed:
                    rows.append((shown, place, "failure", None))
                else:
                    month = min(minute.astimezone(LONDON).month, 3)
                    rows.append((shown, place, "success", latency(place, number, month)))
                if place == "London" and minute == at("2026-01-28 09:14"):
                    rows.append(((minute + timedelta(seconds=35)).strftime("%Y-%m-%dT%H:%M:%SZ"), place, "success", 42))
            minute += MINUTE
    return rows


NOTICES = [  # local times without an offset: they are in the agreement's zone
    ("2026-01-05T18:00:00", "2026-01-10T22:00:36", "2026-01-11T02:00:36"),  # four hours to the second
    ("2026-01-12T09:30:00", "2026-01-24T01:30:00", "2026-01-24T02:30:00"),  # beyond the 4 hours of January
    ("2026-02-08T00:20:00", "2026-02-12T01:00:00", "2026-02-12T04:00:00"),  # 7 February would have been in time
    ("2026-02-23T23:59:59", "2026-02-28T22:00:00", "2026-03-01T01:00:00"),  # two hours in February, one in March
    ("2026-03-20T12:00:00", "2026-03-29T00:30:00", "2026-03-29T04:30:00"),  # three hours: the clocks go forward
    ("2026-03-20T12:05:00", "2026-03-30T22:00:00", "2026-03-30T23:00:00"),  # beyond the 4 hours of March
]


def tickets() -> list[dict[str, object]]:
    rows = [
        # priority, opened, answered, resolved
        (
            2,
            "2026-01-01T10:00:00+00:00",
            "2026-01-02T12:00:00+00:00",
            "2026-01-02T15:10:00+00:00",
        ),  # New Year's Day; exactly 4 hours
        (
            1,
            "2026-01-11T02:05:00+00:00",
            "2026-01-11T02:20:00+00:00",
            "2026-01-11T02:44:00+00:00",
        ),  # exactly 15 minutes
        (3, "2026-01-14T11:12:00+00:00", "2026-01-19T09:00:00+00:00", "2026-01-21T16:00:00+00:00"),  # no time is set
        (2, "2026-01-23T16:00:00+00:00", "2026-01-26T09:59:59+00:00", "2026-01-26T13:00:00+00:00"),  # across a weekend
        (
            1,
            "2026-01-31T23:59:30+00:00",
            "2026-02-01T00:20:00+00:00",
            "2026-02-01T00:31:00+00:00",
        ),  # late, and of January
        (1, "2026-02-12T01:06:00+00:00", "2026-02-12T01:21:01+00:00", "2026-02-12T04:10:00+00:00"),  # one second late
        (2, "2026-02-13T17:59:00+00:00", "2026-02-16T11:59:00+00:00", "2026-02-17T10:00:00+00:00"),  # exactly 4 hours
        (1, "2026-02-19T14:03:00+00:00", None, "2026-02-19T16:00:00+00:00"),  # never answered
        (4, "2026-02-20T09:00:00+00:00", None, None),
        (2, "2026-02-26T09:00:00+00:00", "2026-02-26T13:00:01+00:00", "2026-02-26T17:00:00+00:00"),  # one second late
    ]
    storm = datetime(2026, 3, 16, 9, 2, tzinfo=UTC)
    for number in range(32):
        opened = storm + timedelta(minutes=8 * number)
        wait = timedelta(minutes=15) if number == 0 else timedelta(minutes=16 + number % 7)
        rows.append((1, opened.isoformat(), (opened + wait).isoformat(), "2026-03-16T13:45:00+00:00"))
    rows += [
        (
            2,
            "2026-03-27T17:30:00+00:00",
            "2026-03-30T11:30:00+01:00",
            "2026-03-30T15:00:00+01:00",
        ),  # across the clock change
        (1, "2026-03-31T23:50:00+01:00", "2026-04-01T00:05:00+01:00", "2026-04-01T01:00:00+01:00"),
    ]
    return [
        {"Number": f"INC{41000 + n}", "Priority": p, "Opened": o, "Answered": a, "Resolved": r}
        for n, (p, o, a, r) in enumerate(rows)
    ]


REPORTS = [
    ("2026-01", "2026-02-06T23:59:59"),  # the last moment of the fifth business day
    ("2026-02", "2026-03-07T09:00:00"),  # a Saturday, one day late
    ("2026-03", "2026-04-09T17:00:00"),  # the fifth business day: Good Friday and Easter Monday do not count
]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    staging = FOLDER / "probes.csv.tmp"
    with staging.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Time", "Location", "Outcome", "Latency"))
        writer.writerows(probes())
    with duckdb.connect() as database:
        database.execute("SET TimeZone='UTC'; SET threads=1; SET preserve_insertion_order=true")
        database.execute(
            f"""COPY (SELECT Time, Location, Outcome, Latency FROM read_csv('{staging}', columns=
                {{'Time': 'TIMESTAMPTZ', 'Location': 'VARCHAR', 'Outcome': 'VARCHAR', 'Latency': 'INTEGER'}}, header=true))
                TO '{FOLDER / "probes.parquet"}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2)"""
        )
    staging.unlink()
    with (FOLDER / "maintenance-notices.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Announced", "Start", "End"))
        writer.writerows(NOTICES)
    with (FOLDER / "service-reports.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Month", "Sent"))
        writer.writerows(REPORTS)
    with (FOLDER / "tickets.jsonl").open("w") as file:
        file.writelines(json.dumps(row) + "\n" for row in tickets())


if __name__ == "__main__":
    main()
