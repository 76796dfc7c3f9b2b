"""The statement of examples/revenue-teams, whose calendar and time limits stand in the company-wide agreement."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from plain import (
    TOP,
    day_after,
    day_of,
    duty,
    end_of_hours,
    first_day,
    last_day,
    moment,
    month_of,
    rows_of,
    share_duty,
    working,
    write,
)  # fmt: skip

NAME = "revenue-teams"
ZONE = ZoneInfo("America/New_York")
RECORDS = TOP / "examples" / NAME / "records"
AS_OF = "2026-05-20"
MONTHS = [(2026, 2), (2026, 3), (2026, 4)]
# 5 U.S.C. § 6103 (a)
is_business_day = working(("2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25"))


class Lead:
    def __init__(self, line: int, row: dict[str, str]) -> None:
        self.name = f"Lead leads.csv:{line}"
        self.delivered = moment(row["Delivered"], ZONE)
        self.contacted = moment(row["Contacted"], ZONE)
        self.escalated = moment(row["Escalated"], ZONE)
        returned = moment(row["Returned"], ZONE)
        back = returned is not None and day_of(returned, ZONE) <= day_after(
            day_of(self.delivered, ZONE), 5, is_business_day
        )
        self.is_qualified = Fraction(row["Score"]) >= 85 and not back
        self.due = end_of_hours(self.delivered, 8, 9, 17, is_business_day, ZONE)
        self.is_late = self.contacted is None or self.contacted > self.due

    def escalated_in_time(self) -> bool:
        last = day_after(day_of(self.due, ZONE), 2, is_business_day)
        return self.escalated is not None and day_of(self.escalated, ZONE) <= last


def main() -> None:
    leads = [Lead(line, row) for line, row in enumerate(rows_of(RECORDS / "leads.csv"), start=2)]
    deals = [month_of(moment(row["Closed"], ZONE), ZONE) for row in rows_of(RECORDS / "deals.csv")]
    surveys = [(date.fromisoformat(row["Day"]), Fraction(row["Rating"])) for row in rows_of(RECORDS / "surveys.csv")]
    reports = {row["Month"]: row for row in rows_of(RECORDS / "friction-reports.csv")}
    windows = []
    for year, month in MONTHS:
        last = last_day(year, month)
        own = [lead for lead in leads if lead.is_qualified and month_of(lead.delivered, ZONE) == (year, month)]
        late = [lead for lead in own if lead.is_late]
        closed = deals.count((year, month))
        enough = len(own) >= 200
        ratings = [rating for day, rating in surveys if (day.year, day.month) == (year, month)]
        rating = sum(ratings, Fraction()) / len(ratings) if ratings else None
        duties = [
            duty("Leads", "Marketing", "number of Qualified Leads", Fraction(len(own)), "at least 200", "met" if enough else "missed"),
            share_duty("Follow-up", "Sales", "within 8 hours of Business Hours after it is Delivered", [x.name for x in own], [x.name for x in late]),
        ]  # fmt: skip
        if late:
            slow = [lead.name for lead in late if not lead.escalated_in_time()]
            duties.append(
                share_duty("Follow-up", "Amy", "within 2 business days after it is due", [x.name for x in late], slow)
            )
        state = "excused" if not enough else "met" if closed >= 50 else "missed"
        duties.append(duty("New customers", "Sales", "number of Deals", Fraction(closed), "at least 50", state))
        state = "met" if rating is None or rating >= Fraction("4.2") else "missed"
        duties.append(duty("Loyalty", "Customer Service", "Satisfaction", rating, "at or above 4.2", state))

        due = day_after(last, 3, is_business_day)
        report = reports[f"{year}-{month:02}"]
        in_time = day_of(moment(report["Sent"], ZONE), ZONE) <= due
        target = "within 3 business days after the end of each month"
        duties.append(duty("Reports and reviews", "Amy", "", None, target, "met" if in_time else "missed"))
        if not in_time:
            told = moment(report["Escalated"], ZONE)
            kept = told is not None and day_of(told, ZONE) <= day_after(due, 2, is_business_day)
            name = f"Friction Report friction-reports.csv:{2 + list(reports).index(report['Month'])}"
            duties.append(
                share_duty(
                    "Reports and reviews",
                    "Joan",
                    "within 2 business days after it is due",
                    [name],
                    [] if kept else [name],
                )
            )
        windows.append(
            {
                "from": first_day(year, month).isoformat(),
                "to": last.isoformat(),
                "duties": duties,
                "credits": [],
                "total": "0.00",
            }
        )
    write(
        NAME,
        {
            "agreement": "Revenue Teams Service Level Agreement",
            "currency": "",
            "as_of": AS_OF,
            "windows": windows,
            "rights": [],
            "carried_over": [],
            "set_aside": [],
        },
    )


if __name__ == "__main__":
    main()
