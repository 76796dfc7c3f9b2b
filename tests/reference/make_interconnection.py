"""Writes examples/interconnection/records/samples.parquet: four months of samples every five minutes for three circuits.

The other records of the example are written by hand. Run it from the top of the repository.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

FOLDER = Path("examples/interconnection/records")
CHICAGO = ZoneInfo("America/Chicago")
STEP = timedelta(minutes=5)


def at(text: str) -> datetime:
    """A clock time in Chicago, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO).astimezone(UTC)


CIRCUITS = {  # the first sample, the end of the samples
    "OMA-DEN-01": ("2025-10-01 00:00", "2026-01-31 17:45"),  # down since then
    "OMA-LNK-02": ("2025-10-01 00:00", "2026-02-01 00:00"),
    "DEN-CHY-03": ("2025-10-16 00:00", "2025-12-20 00:00"),  # its probe was taken away before the circuit ended
}
DELAY = {"OMA-DEN-01": 32, "OMA-LNK-02": 44, "DEN-CHY-03": 54}
LOSS = {"OMA-DEN-01": 5, "OMA-LNK-02": 20, "DEN-CHY-03": 40}  # hundredths of a percent


def tickets() -> list[tuple[str, datetime, datetime]]:
    with (FOLDER / "trouble-tickets.csv").open(newline="") as file:
        return [
            (row["Circuit"], datetime.fromisoformat(row["Reported"]), datetime.fromisoformat(row["Restored"]))
            for row in csv.DictReader(file)
            if row["Restored"]
        ]


def main() -> None:
    under_repair = tickets()
    rows: list[tuple[datetime, str, int, int]] = []  # loss in hundredths of a percent, delay in tenths of a millisecond
    for circuit, (first, end) in CIRCUITS.items():
        moment, number = at(first), 0
        while moment < at(end):
            number += 1
            broken = any(name == circuit and start <= moment < stop for name, start, stop in under_repair)
            # One sample in 50 is lost on the way; none of these falls on a moment that the story needs.
            if number % 50 or broken:
                rows.append(
                    (moment, circuit, 10_000 if broken else LOSS[circuit], 0 if broken else DELAY[circuit] * 10)
                )
            moment += STEP

    def spread(circuit: str, month: int, loss: int, delay: int) -> None:
        """Adds so much to the samples outside repairs, in steps, that their averages come to these figures."""
        own = [
            n
            for n, (moment, name, _, _) in enumerate(rows)
            if name == circuit
            and moment.astimezone(CHICAGO).month == month
            and not any(name == other and start <= moment < stop for other, start, stop in under_repair)
        ]
        more_loss = loss * len(own) - sum(rows[n][2] for n in own)
        more_delay = delay * len(own) - sum(rows[n][3] for n in own)
        for n in own[::2]:
            moment, name, was_loss, was_delay = rows[n]
            add_loss, add_delay = min(more_loss, 200), min(more_delay, 150)
            rows[n] = (moment, name, was_loss + add_loss, was_delay + add_delay)
            more_loss, more_delay = more_loss - add_loss, more_delay - add_delay
        assert more_loss == more_delay == 0, (circuit, month, more_loss, more_delay)

    spread("OMA-DEN-01", 10, 10, 340)  # the loss exactly at its limit
    spread("OMA-DEN-01", 11, 7, 351)  # a tenth of a millisecond too much
    spread("OMA-LNK-02", 11, 31, 450)  # too much loss, the delay exactly at its limit
    spread("DEN-CHY-03", 10, 100, 600)  # both exactly at their limits

    staging = FOLDER / "samples.csv.tmp"
    with staging.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Circuit", "Time", "Delay", "Loss"))
        writer.writerows(
            (
                name,
                moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                f"{delay // 10}.{delay % 10}",
                f"{loss // 100}.{loss % 100:02}",
            )
            for moment, name, loss, delay in rows
        )
    with duckdb.connect() as database:
        database.execute("SET TimeZone='UTC'; SET threads=1")
        database.execute(
            f"""COPY (FROM read_csv('{staging}', header=true, columns={{'Circuit': 'VARCHAR', 'Time': 'TIMESTAMPTZ',
                'Delay': 'DECIMAL(7,1)', 'Loss': 'DECIMAL(5,2)'}}))
                TO '{FOLDER / "samples.parquet"}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2)"""
        )
    staging.unlink()


if __name__ == "__main__":
    main()
