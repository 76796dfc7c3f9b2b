"""A small agreement with its records: outages, maintenance, reports."""

from __future__ import annotations

TEXT = """# Hosting Agreement

Version 3, dated 1 December 2025.

## Parties

"Provider" means "North & Sons <Hosting>", of "1 Dock Street, Leeds, England".
"Customer" means "Contoso GmbH", of "Hafenstrasse 4, Hamburg, Germany".

## Term

This agreement takes effect on 1 January 2026 and continues for 24 months.
This agreement follows the Standard Interpretation Rules, edition 1.
Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
Public holidays are the bank holidays of England.

## Services

"Hosting" is a service that Provider supplies to Customer for GBP 4,000.00 a month.

## Records

An "Outage" is a record that Provider keeps in "Pager", with:

- Number: text
- Start: time
- End: time

A "Maintenance" is a record that Provider keeps in "Calendar", with:

- Begin: time
- Finish: time

A "Report" is a record that Provider sends to Customer, with:

- Month: month
- Sent: time

## Service levels

"Upkeep" means the time from Begin to Finish of each Maintenance.
"Downtime" means the time from Start to End of each Outage, except Upkeep.
"Uptime" means the percentage of the time in a month that is not Downtime.

### Availability

Provider shall keep Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer a share of the Hosting fee for that month:

| Uptime                         | Credit |
| ------------------------------ | ------ |
| at least 99.0% but below 99.9% | 10%    |
| below 99.0%                    | 25%    |

### Reports

Provider shall send a Report to Customer within 5 business days after the end of each month.
"""
FILES = {
    "outages.csv": "Number,Start,End\n"
    "O-1,2026-01-10T10:00:00Z,2026-01-10T10:30:00Z\n"
    "O-2,2026-02-03T08:00:00Z,2026-02-03T16:00:00Z\n"
    "O-3 <b>,2026-02-20T22:00:00Z,2026-02-20T23:00:00Z\n",
    "maintenances.csv": "Begin,Finish\n2026-02-20T22:15:00Z,2026-02-20T22:45:00Z\n",
    "reports.csv": "Month,Sent\n2026-01,2026-02-02T09:00:00Z\n",
}
