"""Records and contracts of a stated size for the benchmarks: the same ones at every run.

python tests/benchmarks/records.py month FOLDER          a month of 44,640 one-minute probes of one place, with the other records of managed-hosting
python tests/benchmarks/records.py outages FOLDER        the 20 outages of that month alone, as an incident log, with a contract for them
python tests/benchmarks/records.py contract 10000 FILE   a contract of so many clauses
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

MONTH = datetime(2026, 1, 1, tzinfo=UTC)  # 31 days, and London keeps UTC
MINUTES = 44_640
MINUTE = timedelta(minutes=1)


def outages() -> list[tuple[datetime, datetime]]:
    """Twenty, one in each 37 hours, of 5 to 43 minutes: 480 minutes together."""
    starts = [MONTH + timedelta(hours=37 * number + 3, minutes=7 * number) for number in range(20)]
    return [(start, start + timedelta(minutes=5 + 2 * number)) for number, start in enumerate(starts)]


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def month_contract() -> str:
    """managed-hosting with one Probe in each minute, wherever it comes from: the example asks for one from each of three places."""
    text = (Path(__file__).parents[2] / "examples/managed-hosting/contract.sla").read_text()
    return text.replace(
        'collects from "Pingdom" from each Location in each minute', 'collects from "Pingdom" in each minute'
    )


def write_month(folder: Path) -> None:
    records = folder / "records"
    records.mkdir(parents=True, exist_ok=True)
    (folder / "contract.sla").write_text(month_contract())
    down = {start + MINUTE * n for start, end in outages() for n in range((end - start) // MINUTE)}
    rows: list[tuple[object, ...]] = []
    for number in range(MINUTES):
        minute = MONTH + number * MINUTE
        moment = _shown(minute + timedelta(seconds=5))
        if minute in down:
            rows.append((moment, "London", "failure", ""))
        else:
            rows.append((moment, "London", "success", 40 + number * 7919 % 97))
    _write(records / "probes.csv", ("Time", "Location", "Outcome", "Latency"), rows)
    _write(records / "maintenance-notices.csv", ("Announced", "Start", "End"), [])
    _write(records / "tickets.csv", ("Priority", "Opened", "Answered", "Resolved"), [])
    _write(records / "service-reports.csv", ("Month", "Sent"), [("2026-01", "2026-02-03T10:00:00Z")])


OUTAGE_CONTRACT = """\
# Outages of a Month

Version 1, dated 1 December 2025.

## Parties

"Provider" means "Provider Ltd".
"Customer" means "Customer GmbH".

## Term

This agreement takes effect on 1 January 2026 and continues for 12 months.

## Interpretation

Times are in UTC.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
This agreement follows the Standard Interpretation Rules, edition 1.

## Services

"Web Hosting" is a service that Provider supplies to Customer for GBP 4,000.00 a month.

## Records

An "Incident" is a record that Provider keeps in "Statuspage", with:

- Start: time
- End: time

## Definitions

"Downtime" means the time from Start to End of each Incident.
"Monthly Uptime" means the percentage of the time in a month that is not Downtime.

## Service levels

### Availability

Provider shall keep Monthly Uptime at or above 99.9% in each month.

If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

| Monthly Uptime                 | Credit |
| ------------------------------ | ------ |
| at least 99.0% but below 99.9% | 10%    |
| at least 95.0% but below 99.0% | 25%    |
| below 95.0%                    | 100%   |

## Credits

Credits are due without a claim.
"""


def write_outages(folder: Path) -> None:
    records = folder / "records"
    records.mkdir(parents=True, exist_ok=True)
    (folder / "contract.sla").write_text(OUTAGE_CONTRACT)
    _write(records / "incidents.csv", ("Start", "End"), [(_shown(start), _shown(end)) for start, end in outages()])


def contract(clauses: int) -> str:
    """A contract of so many clauses, each with a record's duty, a measure's duty, and what follows from them."""
    head, service_levels = OUTAGE_CONTRACT.split("### Availability")
    tail = service_levels[service_levels.index("## Credits") :]
    record = """A "Ticket" is a record that Provider keeps in "ServiceNow", with:

- Priority: 1, 2, 3 or 4
- Opened: time
- Answered: time, if any

## Definitions"""
    parts = [head.replace("## Definitions", record)]
    for number in range(1, clauses + 1):
        target = f"{90 + number % 10}.{number % 100:02}%"
        parts.append(
            f"### Level {number}\n\n"
            f"Provider shall keep Monthly Uptime at or above {target} in each month.\n\n"
            f"If Provider does not, Provider shall credit Customer {number % 20 + 1}% of the Web Hosting fee for that month.\n\n"
            f"Provider shall ensure that each Ticket with Priority {number % 4 + 1} is Answered within "
            f"{number % 50 + 10} minutes after it is Opened.\n\n"
        )
    return "".join([*parts, tail])


def main(kind: str, *rest: str) -> None:
    match kind, rest:
        case "month", (folder,):
            write_month(Path(folder))
        case "outages", (folder,):
            write_outages(Path(folder))
        case "contract", (count, file):
            Path(file).write_text(contract(int(count)))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
