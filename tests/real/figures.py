"""The reference figures of the real records, as the duties of the agreements beside this file would state them.

Nothing here imports sladsl. `figures(...)` gives, for a dataset and a time zone, the value of each duty by (clause, group, first day of
the window): percentages as percent, times in the unit of the duty's target. The figures stem from the `expected.json` beside the
records; which sentence of an agreement selects which of them is listed in README.md.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Key = tuple[str, str, str]
Figures = dict[Key, Fraction]

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "records"
FOLDER = Path(os.environ.get("SLADSL_REAL_RECORDS", _BESIDE))


@dataclass(frozen=True)
class Dataset:
    """`source`: the file of records; `record`: the file that the agreement reads; `columns`: columns that are given other names in it."""

    name: str
    source: str
    record: str
    columns: Mapping[str, str]
    zones: tuple[str, ...]
    as_of: str
    figures: Callable[[Any, str], Figures]
    beside: Callable[[list[dict[str, str]], Path], None] = lambda rows, folder: None

    def present(self) -> bool:
        return (FOLDER / f"{self.source}.csv").is_file()

    def expected(self, zone: str) -> Figures:
        return self.figures(json.loads((FOLDER / f"{self.source}.expected.json").read_text()), zone)

    def write_records(self, folder: Path) -> None:
        """The records as the agreement names them; no row and no cell is changed."""
        with (FOLDER / f"{self.source}.csv").open(newline="") as file:
            rows = [{self.columns.get(name, name): cell for name, cell in row.items()} for row in csv.DictReader(file)]
        _write(folder / self.record, rows)
        self.beside(rows, folder)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _percent(share: Mapping[str, str]) -> Fraction:
    return Fraction(share["exact"]) * 100


# --- probes ----------------------------------------------------------------------------------------------------------------------

_OF_PROBES: dict[str, Callable[[Any], Fraction]] = {
    "Availability by time": lambda month: _percent(month["availability_time_month"]),
    "Availability by probes": lambda month: _percent(month["availability_probes"]),
    "Availability as far as observed": lambda month: _percent(month["availability_time_observed"]),
    "Latency of all probes": lambda month: Fraction(month["p95_latency_all"]),
    "Latency of answers": lambda month: Fraction(month["p95_latency_up"]),
}


def _probes(reference: Any, zone: str) -> Figures:
    found: Figures = {}
    for site, result in reference["result"].items():
        for month, of_month in result["months"][zone].items():
            for clause, figure in _OF_PROBES.items():
                # A site whose last probe failed: the reference lets the outage end with that probe, and so does the sentence "until the
                # next Probe". Months without an answer have no latency of answers.
                if clause == "Latency of answers" and of_month["probes"] == of_month["failed"]:
                    continue
                if clause == "Availability as far as observed" and of_month["observed_s"] == 0:
                    continue
                found[clause, site, f"{month}-01"] = figure(of_month)
    return found


def probes_pessimistic(reference: Any, zone: str) -> Figures:
    """Under "from the preceding Probe until the next Probe": an outage starts with the last answer before it."""
    return {
        ("Availability by time", site, f"{month}-01"): _percent(of_month["availability_time_month_pessimistic"])
        for site, result in reference["result"].items()
        for month, of_month in result["months"][zone].items()
    }


def _sites_and_observations(rows: list[dict[str, str]], folder: Path) -> None:
    seen: dict[str, list[str]] = {}
    for row in rows:
        seen.setdefault(row["site"], []).append(row["time"])
    _write(folder / "sites.csv", [{"name": site} for site in seen])
    spans = [{"site": site, "start": min(times), "end": max(times)} for site, times in seen.items()]
    _write(folder / "observations.csv", spans)


# --- incidents -------------------------------------------------------------------------------------------------------------------


def _incidents(reference: Any, zone: str) -> Figures:
    found: Figures = {}
    for month, of_month in reference["months"][zone].items():
        first = f"{month}-01"
        serious, reported = of_month["major_critical"], of_month["minor_major_critical"]
        found["Availability", "", first] = _percent(serious["availability"])
        found["Disturbances", "", first] = _percent(reported["availability"])
        found["Length of outages", "", first] = Fraction(serious["union_s"], 3600)
        found["Length of disturbances", "", first] = Fraction(reported["union_s"], 3600)
        found["Number of major incidents", "", first] = Fraction(of_month["started"].get("major", 0))
    return found


def incidents_counted_each(reference: Any, zone: str) -> Figures:
    """Under "Overlapping ... counts for each": the time of overlapping incidents is added up."""
    found: Figures = {}
    for month, of_month in reference["months"][zone].items():
        found["Length of outages", "", f"{month}-01"] = Fraction(of_month["major_critical"]["sum_s"], 3600)
        found["Length of disturbances", "", f"{month}-01"] = Fraction(of_month["minor_major_critical"]["sum_s"], 3600)
    return found


# --- latency ---------------------------------------------------------------------------------------------------------------------


def _latency(reference: Any, zone: str) -> Figures:
    """The last day is left out: the records end before it does, and a window is settled only when they cover it."""
    found: Figures = {}
    days = reference["periods"][zone]
    for day, of_day in days.items():
        if day == max(days):
            continue
        found["Tail", "", day] = Fraction(of_day["p95"])
        found["Middle", "", day] = Fraction(of_day["p50"])
        found["Far tail", "", day] = Fraction(of_day["p99"])
        found["Worst", "", day] = Fraction(of_day["max"])
        found["Average", "", day] = Fraction(of_day["mean_exact"])
        found["Slow requests", "", day] = _percent(of_day["share_over_50"])
        found["Very slow requests", "", day] = _percent(of_day["share_over_60"])
    return found


# --- tickets ---------------------------------------------------------------------------------------------------------------------


def _tickets(reference: Any, zone: str) -> Figures:
    groups = reference["groups"]

    def share(priority: str, count: str) -> Fraction:
        return Fraction(groups[priority][count], groups[priority]["tickets"]) * 100

    quarter = "2016-01-01"
    return {
        ("Critical tickets", "", quarter): share("1 - Critical", "elapsed_le_24h"),
        ("High tickets", "", quarter): share("2 - High", "elapsed_le_48h"),
        ("All tickets", "", quarter): share("ALL", "elapsed_le_24h"),
        ("Average time", "", quarter): Fraction(groups["ALL"]["mean_elapsed_s"]) / 3600,
        ("Moderate tickets", "", quarter): share("3 - Moderate", f"business_le_8h_{zone}"),
        ("Low tickets", "", quarter): share("4 - Low", f"business_le_40h_{zone}"),
    }


def tickets_as_soon_as(zone: str) -> Figures:
    """Under "ends as soon as so many of them have passed", counted here: `expected.json` gives the other reading only."""
    found: Figures = {}
    with (FOLDER / "tickets_servicenow_uci.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for clause, priority, hours in (("Moderate tickets", "3 - Moderate", 8), ("Low tickets", "4 - Low", 40)):
        own = [row for row in rows if row["priority"] == priority]
        in_time = sum(_solved_by_limit(row, hours, ZoneInfo(zone)) for row in own)
        found[clause, "", "2016-01-01"] = Fraction(in_time, len(own)) * 100
    return found


def _solved_by_limit(row: dict[str, str], hours: int, zone: ZoneInfo) -> bool:
    if not row["resolved_at"]:
        return False
    now = datetime.fromisoformat(row["opened_at"])
    left = timedelta(hours=hours)
    day = now.astimezone(zone).date()
    while True:  # Monday to Friday from 09:00 to 17:00
        start = max(now, datetime.combine(day, time(9), zone).astimezone(UTC))
        end = datetime.combine(day, time(17), zone).astimezone(UTC)
        if day.weekday() < 5 and start < end:
            if left <= end - start:
                return datetime.fromisoformat(row["resolved_at"]) <= start + left
            left -= end - start
        day += timedelta(days=1)


DATASETS = (
    Dataset(
        "probes", "probes_dhbern_all_sites", "probes.csv", {"latency_ms": "latency"}, ("UTC", "Europe/Zurich"), "2026-09-30",
        _probes, _sites_and_observations,
    ),
    Dataset(
        "incidents", "incidents_github_status", "incidents.csv",
        {"started_at": "started", "downtime_start": "down", "downtime_end": "up"}, ("UTC", "America/Los_Angeles"), "2026-09-30", _incidents,
    ),
    Dataset("latency", "latency_ec2_request", "samples.csv", {}, ("UTC", "America/New_York"), "2014-04-30", _latency),
    Dataset(
        "tickets", "tickets_servicenow_uci", "tickets.csv", {"opened_at": "opened", "resolved_at": "resolved"},
        ("UTC", "America/Sao_Paulo"), "2017-03-31", _tickets,
    ),
)  # fmt: skip
