"""The statement of examples/interconnection, counted from its records row by row, interruptions second by second."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from plain import (
    DAY,
    TOP,
    credit,
    day_after,
    day_of,
    duty,
    exact,
    first_day,
    last_day,
    midnight,
    moment,
    money,
    month_of,
    rows_of,
    seconds,
    share_duty,
    write,
)  # fmt: skip

NAME = "interconnection"
ZONE = ZoneInfo("America/Chicago")
RECORDS = TOP / "examples" / NAME / "records"
AS_OF = "2026-02-05"
MONTHS = [(2025, 10), (2025, 11), (2025, 12), (2026, 1)]
FEE = Fraction(2400)
HOUR = timedelta(hours=1)
LIMITS = {  # average Loss in percent, average Delay in milliseconds
    "gold": (Fraction("0.1"), Fraction(35)),
    "silver": (Fraction("0.3"), Fraction(45)),
    "bronze": (Fraction(1), Fraction(60)),
}

Stretch = tuple[datetime, datetime]


def without(stretch: Stretch, removed: list[Stretch]) -> list[Stretch]:
    pieces = [stretch]
    for a, b in removed:
        pieces = [
            (start, end)
            for old_start, old_end in pieces
            for start, end in ((old_start, min(old_end, a)), (max(old_start, b), old_end))
            if start < end
        ]
    return pieces


def total(stretches: list[Stretch], begin: datetime, end: datetime) -> timedelta:
    """The length of the union within [begin, end)."""
    length, reached = timedelta(), begin
    for start, stop in sorted(stretches):
        start, stop = max(start, reached), min(stop, end)
        if start < stop:
            length += stop - start
            reached = stop
    return length


class Ticket:
    def __init__(self, line: int, row: dict[str, str]) -> None:
        self.name = f"Trouble Ticket trouble-tickets.csv:{line}"
        self.circuit = row["Circuit"]
        self.reported = moment(row["Reported"], ZONE)
        self.restored = moment(row["Restored"], ZONE)
        pairs = [part.split("/") for part in row["Waiting"].split(";") if part]
        self.waiting = [(moment(start, ZONE), moment(end, ZONE)) for start, end in pairs]

    def interruption(self, window_end: datetime) -> list[Stretch]:
        """One that has not ended runs to the end of the month that is settled."""
        return without((self.reported, self.restored or window_end), self.waiting)

    def late(self) -> bool:
        """More than 4 hours, not counting its Waiting; one that is still open is late by AS_OF in this example."""
        pieces = self.interruption(midnight(date.fromisoformat(AS_OF), ZONE))
        return total(pieces, self.reported, pieces[-1][1]) > 4 * HOUR


def rights(tickets: list[Ticket], circuits: list[dict[str, str]]) -> list[dict[str, str]]:
    found = []
    for circuit in circuits:
        own = sorted((t for t in tickets if t.circuit == circuit["Name"]), key=lambda t: t.reported)
        for n in range(3, len(own)):
            first, last = day_of(own[n - 3].reported, ZONE), day_of(own[n].reported, ZONE)
            if last - first < 30 * DAY:
                lapses = day_after(day_of(own[n].restored, ZONE), 30)
                found.append(
                    {
                        "clause": "Termination",
                        "party": "Carrier",
                        "group": circuit["Name"],
                        "arisen": last.isoformat(),
                        "lapses": lapses.isoformat(),
                        "state": "open" if lapses >= date.fromisoformat(AS_OF) else "lapsed",
                    }
                )
    return sorted(found, key=lambda right: right["arisen"])


def main() -> None:
    circuits = rows_of(RECORDS / "circuits.csv")
    tickets = [Ticket(line, row) for line, row in enumerate(rows_of(RECORDS / "trouble-tickets.csv"), start=2)]
    claims = rows_of(RECORDS / "claims.csv")
    samples: dict[str, list[tuple[datetime, Fraction, Fraction]]] = {}
    for row in rows_of(RECORDS / "samples.parquet"):
        sample = datetime.fromisoformat(row["Time"]), Fraction(row["Loss"]), Fraction(row["Delay"])
        samples.setdefault(row["Circuit"], []).append(sample)
    windows = []
    for year, month in MONTHS:
        first, last = first_day(year, month), last_day(year, month)
        begin, end = midnight(first, ZONE), midnight(last + DAY, ZONE)
        claim_limit = midnight(day_after(last, 30) + DAY, ZONE)
        of_month = [ticket for ticket in tickets if month_of(ticket.reported, ZONE) == (year, month)]
        late = [ticket.name for ticket in of_month if ticket.late()]
        loss_duties, delay_duties = [], []
        due = Fraction()
        for circuit in circuits:
            name = circuit["Name"]
            in_from = max(first, date.fromisoformat(circuit["Start"]))
            in_to = min(last, date.fromisoformat(circuit["End"] or "9999-12-31"))
            if in_from > in_to:
                continue
            fee = FEE * ((in_to - in_from).days + 1) / last.day
            pieces = [piece for t in tickets if t.circuit == name for piece in t.interruption(end)]
            hours = seconds(total(pieces, begin, end)) / 3600
            beyond = max(0, (hours - 4).__floor__())
            claimed = any(
                claim["Circuit"] == name
                and claim["Month"] == f"{year}-{month:02}"
                and moment(claim["Received"], ZONE) < claim_limit
                for claim in claims
            )
            amount = min(fee * beyond * 5 / 100, fee * 50 / 100)
            print(
                f"{year}-{month:02} {name}: {exact(hours)} hours, {beyond} beyond, {money(amount)}, claimed {claimed}"
            )
            if claimed:
                due += Fraction(money(amount))
            repairs = [(t.reported, t.restored or end) for t in tickets if t.circuit == name]
            counted = [
                (loss, delay)
                for at, loss, delay in samples.get(name, ())
                if begin <= at < end and not any(start <= at < stop for start, stop in repairs)
            ]
            for duties, number, unit, measure in (
                (loss_duties, 0, "%", "average Loss of its Samples"),
                (delay_duties, 1, " milliseconds", "average Delay of its Samples"),
            ):
                limit = LIMITS[circuit["Class"]][number]
                value = sum((sample[number] for sample in counted), Fraction()) / len(counted) if counted else None
                state = "met" if value is None or value <= limit else "missed"
                duties.append(
                    duty(
                        "Loss and delay", "Incumbent", measure, value, f"at or below {exact(limit)}{unit}", state, name
                    )
                )
        target = "within 4 hours after it is Reported, not counting its Waiting"
        windows.append(
            {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "duties": [
                    share_duty("Repair", "Incumbent", target, [t.name for t in of_month], late),
                    *loss_duties,
                    *delay_duties,
                ],
                "credits": [credit("Repair", "Incumbent", "Carrier", due, "USD")] if due else [],
                "total": money(due),
            }
        )
    write(
        NAME,
        {
            "agreement": "Interconnection Service Level Agreement",
            "currency": "USD",
            "as_of": AS_OF,
            "windows": windows,
            "rights": rights(tickets, circuits),
            "carried_over": [],
            "set_aside": [],
        },
    )


if __name__ == "__main__":
    main()
