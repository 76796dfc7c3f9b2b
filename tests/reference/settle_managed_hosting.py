"""The statement of examples/managed-hosting, counted minute by minute from its records."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from plain import (
    DAY,
    TOP,
    credit,
    day_after,
    day_of,
    duty,
    end_of_hours,
    first_day,
    last_day,
    midnight,
    moment,
    money,
    month_of,
    percent,
    rows_of,
    seconds,
    share_duty,
    working,
    write,
)  # fmt: skip

NAME = "managed-hosting"
ZONE = ZoneInfo("Europe/London")
RECORDS = TOP / "examples" / NAME / "records"
PLACES = ("London", "Frankfurt", "New York")
MINUTE = timedelta(minutes=1)
AS_OF = "2026-04-20"
MONTHS = [(2026, 1), (2026, 2), (2026, 3)]
# https://www.gov.uk/bank-holidays, England and Wales
is_business_day = working(("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25"))

Stretch = tuple[datetime, datetime]


def maintenance() -> dict[tuple[int, int], list[Stretch]]:
    """By month: the time of the notices that came at least 5 days before, the first 4 hours of it."""
    announced: list[Stretch] = []
    for row in rows_of(RECORDS / "maintenance-notices.csv"):
        start, end = moment(row["Start"], ZONE), moment(row["End"], ZONE)
        limit = day_of(start, ZONE) - 5 * DAY  # the fifth day before the day of the start, to its end
        if moment(row["Announced"], ZONE) < midnight(limit + DAY, ZONE):
            announced.append((start, end))
    by_month = {}
    for year, month in MONTHS:
        begin, end = midnight(first_day(year, month), ZONE), midnight(last_day(year, month) + DAY, ZONE)
        left = timedelta(hours=4)
        used: list[Stretch] = []
        for start, stop in sorted(announced):  # the stretches of the example do not overlap
            start, stop = max(start, begin), min(stop, end)
            if start < stop and left > timedelta():
                stop = min(stop, start + left)
                used.append((start, stop))
                left -= stop - start
        by_month[year, month] = used
    return by_month


def minutes_down(probes: list[dict[str, str]]) -> list[datetime]:
    """The clock minutes in which every Probe failed; one that is missing counts as a failure."""
    seen: dict[datetime, dict[str, list[str]]] = {}
    for row in probes:
        minute = datetime.fromisoformat(row["Time"]).replace(second=0)
        seen.setdefault(minute, {}).setdefault(row["Location"], []).append(row["Outcome"])
    down = []
    minute, end = midnight(first_day(*MONTHS[0]), ZONE), midnight(last_day(*MONTHS[-1]) + DAY, ZONE)
    while minute < end:
        outcomes = seen.get(minute, {})
        if all(outcome == "failure" for place in PLACES for outcome in outcomes.get(place, ["failure"])):
            down.append(minute)
        minute += MINUTE
    return down


def runs(down: list[datetime]) -> list[Stretch]:
    """The stretches of at least 5 such minutes on end."""
    stretches: list[Stretch] = []
    for minute in down:
        if stretches and stretches[-1][1] == minute:
            stretches[-1] = (stretches[-1][0], minute + MINUTE)
        else:
            stretches.append((minute, minute + MINUTE))
    return [(start, end) for start, end in stretches if end - start >= 5 * MINUTE]


def length_without(stretches: list[Stretch], removed: list[Stretch], begin: datetime, end: datetime) -> Fraction:
    """Seconds of the stretches within [begin, end) that lie in none of the removed ones (which do not overlap)."""
    total = timedelta()
    for start, stop in stretches:
        start, stop = max(start, begin), min(stop, end)
        if start < stop:
            total += stop - start
            for a, b in removed:
                total -= max(timedelta(), min(b, stop) - max(a, start))
    return seconds(total)


def tickets_of(month: tuple[int, int]) -> list[tuple[str, str, datetime, datetime | None, datetime]]:
    """(what it is called, priority, opened, answered, due) of the month's tickets for which a time is set."""
    found = []
    for line, row in enumerate(rows_of(RECORDS / "tickets.jsonl"), start=1):
        opened, answered = moment(row["Opened"], ZONE), moment(row["Answered"], ZONE)
        if month_of(opened, ZONE) == month and row["Priority"] in ("1", "2"):
            if row["Priority"] == "1":
                due = opened + timedelta(minutes=15)
            else:
                due = end_of_hours(opened, 4, 8, 18, is_business_day, ZONE)
            found.append((f"Ticket tickets.jsonl:{line}", row["Priority"], opened, answered, due))
    return found


def main() -> None:
    probes = rows_of(RECORDS / "probes.parquet")
    outages = runs(minutes_down(probes))
    scheduled = maintenance()
    reports = {row["Month"]: moment(row["Sent"], ZONE) for row in rows_of(RECORDS / "service-reports.csv")}
    windows, below = [], []
    for year, month in MONTHS:
        first, last = first_day(year, month), last_day(year, month)
        begin, end = midnight(first, ZONE), midnight(last + DAY, ZONE)
        time = length_without([(begin, end)], scheduled[year, month], begin, end)
        down = length_without(outages, scheduled[year, month], begin, end)
        uptime = percent(time - down, time)
        share = 0 if uptime >= Fraction("99.9") else 10 if uptime >= 99 else 25 if uptime >= 95 else 100
        below.append(uptime < 99)

        called, late = {"1": [], "2": []}, {"1": [], "2": []}
        for ticket, priority, _, answered, due in tickets_of((year, month)):
            called[priority].append(ticket)
            if answered is None or answered > due:
                late[priority].append(ticket)
        times = sorted(
            int(row["Latency"])
            for row in probes
            if row["Outcome"] == "success" and begin <= datetime.fromisoformat(row["Time"]) < end
        )
        p95 = Fraction(times[-(-len(times) * 95 // 100) - 1])
        due = day_after(last, 5, is_business_day)
        sent = reports.get(f"{year}-{month:02}")
        in_time = sent is not None and day_of(sent, ZONE) <= due

        credits, left = [], Fraction(4000)  # the cap: all the fees of the month
        for clause, amount in (
            ("Availability", Fraction(4000) * share / 100),
            ("Answering tickets", Fraction(100) * (len(late["1"]) + len(late["2"]))),
        ):
            if amount := min(amount, left):
                credits.append(credit(clause, "Provider", "Customer", amount, "GBP"))
                left -= amount
        windows.append(
            {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "duties": [
                    duty(
                        "Availability",
                        "Provider",
                        "Monthly Uptime",
                        uptime,
                        "at or above 99.9%",
                        "met" if uptime >= Fraction("99.9") else "missed",
                    ),
                    share_duty(
                        "Answering tickets", "Provider", "within 15 minutes after it is Opened", called["1"], late["1"]
                    ),
                    share_duty(
                        "Answering tickets",
                        "Provider",
                        "within 4 hours of Support Hours after it is Opened",
                        called["2"],
                        late["2"],
                    ),
                    duty(
                        "Latency",
                        "Provider",
                        "95th percentile of Latency",
                        p95,
                        "at or below 300 milliseconds",
                        "met" if p95 <= 300 else "missed",
                    ),
                    duty(
                        "Reports and reviews",
                        "Provider",
                        "",
                        None,
                        "within 5 business days after the end of each month",
                        "met" if in_time else "missed",
                    ),
                ],
                "credits": credits,
                "total": money(Fraction(4000) - left),
            }
        )
    assert sum(below) < 3, "a right to terminate would have arisen"
    write(
        NAME,
        {
            "agreement": "Managed Hosting Service Level Agreement",
            "currency": "GBP",
            "as_of": AS_OF,
            "windows": windows,
            "rights": [],
            "carried_over": [],
            "set_aside": [],
        },
    )


if __name__ == "__main__":
    main()
