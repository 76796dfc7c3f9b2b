"""A small schema with every kind of field."""

from __future__ import annotations

from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import Field, FieldKind, Keeping, Record

PROBE = Record(
    "Probe",
    "Probes",
    (
        Field("Time", FieldKind.TIME),
        Field("Location", FieldKind.CHOICE, choices=("London", "Frankfurt", "New York")),
        Field("Outcome", FieldKind.CHOICE, choices=("success", "failure")),
        Field("Latency", FieldKind.DURATION, optional=True, unit=Unit(Dimension.TIME, "millisecond")),
    ),
    "Provider",
    Keeping.COLLECTS,
    belongs="Time",
)
TICKET = Record(
    "Trouble Ticket",
    "Trouble Tickets",
    (
        Field("Number", FieldKind.TEXT),
        Field("Reported", FieldKind.TIME),
        Field("Waiting", FieldKind.PERIODS),
        Field("Fee", FieldKind.MONEY, optional=True),
        Field("Share", FieldKind.PERCENT, optional=True),
        Field("Month", FieldKind.MONTH, optional=True),
        Field("Repeated", FieldKind.YES_NO, optional=True),
        Field("Score", FieldKind.NUMBER, optional=True),
    ),
    "Provider",
    Keeping.KEEPS,
    key="Number",
    belongs="Reported",
)
VISIT = Record(
    "Visit",
    "Visits",
    (
        Field("Visit Number", FieldKind.TEXT),
        Field("Ticket", FieldKind.REFERENCE, record="Trouble Ticket"),
        Field("Work Start", FieldKind.DATE),
        Field("Work End", FieldKind.DATE, optional=True),
    ),
    "Provider",
    Keeping.KEEPS,
    key="Visit Number",
)
INVOICE = Record(
    "Invoice",
    "Invoices",
    (Field("Visit", FieldKind.REFERENCE, record="Visit"), Field("Amount", FieldKind.MONEY)),
    "Provider",
    Keeping.KEEPS,
)
SCHEMA = (PROBE, TICKET, VISIT, INVOICE)
