"""The statement of examples/uptime-probes, from the real probes of six sites."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from plain import (
    DAY,
    TOP,
    credit,
    day_after,
    duty,
    first_day,
    last_day,
    midnight,
    moment,
    money,
    percent,
    rows_of,
    seconds,
    write,
)

NAME = "uptime-probes"
ZONE = ZoneInfo("Europe/Zurich")
RECORDS = TOP / "examples" / NAME / "records"
AS_OF = "2026-08-21"
MONTHS = [(2026, month) for month in range(2, 8)]
TARGET = Fraction("99.9")


def main() -> None:
    sites = [row["name"] for row in rows_of(RECORDS / "sites.csv")]
    probes = {site: [] for site in sites}
    for row in rows_of(RECORDS / "probes.csv"):
        probes[row["site"]].append((moment(row["time"], ZONE), row["outcome"], int(row["latency"])))
    short: dict[str, list[tuple[int, int]]] = {site: [] for site in sites}  # months that can still give rise to a right
    rights, windows = [], []
    for year, month in MONTHS:
        first, last = first_day(year, month), last_day(year, month)
        begin, end = midnight(first, ZONE), midnight(last + DAY, ZONE)
        uptimes, shares, latencies = [], [], []
        due = Fraction()
        for site in sites:
            down = timedelta()
            for (at, outcome, _), (until, _, _) in pairwise(probes[site]):
                if outcome == "down":  # this probe stands for the time until the next one
                    down += max(timedelta(), min(until, end) - max(at, begin))
            uptime = percent(seconds(end - begin - down), seconds(end - begin))
            state = "met" if uptime >= TARGET else "missed"
            uptimes.append(duty("Availability", "Provider", "Monthly Uptime", uptime, "at or above 99.9%", state, site))
            share = 0 if uptime >= TARGET else 10 if uptime >= 99 else 25 if uptime >= 95 else 100
            due += Fraction(40) * share / 100
            if uptime < TARGET:
                short[site] = [at for at in short[site] if month - at[1] < 6] + [(year, month)]
                if len(short[site]) == 3:
                    short[site] = []
                    lapses = day_after(last, 60)
                    rights.append(
                        {
                            "clause": "Termination",
                            "party": "Customer",
                            "group": site,
                            "arisen": last.isoformat(),
                            "lapses": lapses.isoformat(),
                            "state": "open" if lapses >= date.fromisoformat(AS_OF) else "lapsed",
                        }
                    )
            own = [(outcome, took) for at, outcome, took in probes[site] if begin <= at < end]
            share_up = percent(sum(outcome == "up" for outcome, _ in own), len(own))
            state = "met" if share_up is None or share_up >= 90 else "missed"
            shares.append(duty("Checks", "Provider", "Probe Share", share_up, "at or above 90%", state, site))
            times = sorted(took for outcome, took in own if outcome == "up")
            p95 = Fraction(times[-(-len(times) * 95 // 100) - 1]) if times else None
            state = "met" if p95 is None or p95 <= 1000 else "missed"
            target = "at or below 1,000 milliseconds"
            latencies.append(duty("Latency", "Provider", "95th percentile of Latency", p95, target, state, site))
        windows.append(
            {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "duties": [*uptimes, *shares, *latencies],
                "credits": [credit("Availability", "Provider", "Customer", due, "CHF")] if due else [],
                "total": money(due),
            }
        )
    write(
        NAME,
        {
            "agreement": "Hosting of Digital Editions",
            "currency": "CHF",
            "as_of": AS_OF,
            "windows": windows,
            "rights": rights,
            "carried_over": [],
            "set_aside": [],
        },
    )


if __name__ == "__main__":
    main()
