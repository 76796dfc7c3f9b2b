"""Writes examples/uptime-probes/records from a CSV of all probes (site,time,outcome,latency_ms,http_code), whose path is the argument."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

FOLDER = Path("examples/uptime-probes/records")
SITES = (
    "arcipelago-ceresa",
    "gossembrot-bibliothek",
    "gossembrot-bibliothek-redirect-to-gossembrot-digitaleditions-ch",
    "parzival",
    "parzival-legacy",
    "rd-l-haller-net-data",
)


def main(source: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(source, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["site"] in SITES]
    with (FOLDER / "probes.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("site", "time", "outcome", "latency", "http_code"))
        writer.writerows((r["site"], r["time"], r["outcome"], r["latency_ms"], r["http_code"]) for r in rows)
    with (FOLDER / "sites.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name",))
        writer.writerows((site,) for site in SITES)


if __name__ == "__main__":
    main(sys.argv[1])
