"""Slots of consequences: how amounts are rounded, stacked, capped, claimed and carried over."""

from __future__ import annotations

CONSEQUENCES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "amount rounded": (
        "When is an amount rounded?",
        (
            ("once", "An amount is rounded once, when it becomes due."),
            ("each step", "An amount is rounded at each step of its calculation."),
        ),
    ),
    "amount rounding": (
        "To what is an amount rounded when it becomes due?",
        (
            ("half up:1/100", "Amounts are rounded half up to the cent."),
            ("down:1/100", "Amounts are rounded down to the cent."),
            ("none", "Amounts are not rounded."),
        ),
    ),
    "several amounts": (  # asked only where it makes a difference
        "Is each of several amounts for a month rounded, or their sum?",
        (
            ("one by one", "Amounts are rounded one by one."),
            # what an amount adds to the rounded sum of those between the same parties that fall due in the same month
            ("in one sum", "Amounts are rounded in one sum for a month."),
        ),
    ),
    "claim": (
        "Is a credit due without a claim?",
        (
            ("automatic", "Credits are due without a claim."),
            ("claimed", "A credit is due only if it is claimed."),
        ),
    ),
    "stacking": (
        "Do several credits for one month add up?",
        (("add up", "Credits add up."), ("greatest", "Only the greatest of several credits for a month is due.")),
    ),
    "several rows": (  # subject: clause; only where two rows hold a value
        "Which row applies to a value that lies in two rows?",
        (
            ("higher", "A value in two rows takes the higher credit."),
            ("lower", "A value in two rows takes the lower credit."),
            ("add up", "A value in two rows takes the credits of both."),
        ),
    ),
    "between rows": (  # subject: clause; only where a value lies in no row
        "Which row applies to a value between two rows?",
        (
            ("row below", "A value between two rows takes the row below it."),
            ("row above", "A value between two rows takes the row above it."),
            ("none", "A value between two rows takes no row."),
        ),
    ),
    "met rows": (  # subject: clause; only where the credit has no condition, and a row ends at a value that meets the duty
        "Does a row apply to a value at which the duty is met?",
        (
            ("paid", "A row that applies while the duty is met gives its credit."),
            ("unpaid", "A row that applies while the duty is met gives no credit."),
        ),
    ),
    "unit step": (  # subject: clause
        "Does a credit for each unit count full units, started ones, or parts?",
        (
            ("full", "Units are counted when they are full."),
            ("started", "Units are counted when they are started."),
            ("pro rata", "Units are counted pro rata."),
        ),
    ),
    "item limit": (  # subject: clause
        "Does the limit on a credit that is counted item by item hold for each item or for the month?",
        (
            ("each", "A limit on a credit that is counted item by item holds for each item."),
            (
                "together",
                "A limit on a credit that is counted item by item holds for all items of a month together.",
            ),
        ),
    ),
    "cap order": (
        "Which cap applies first?",
        (
            ("narrow first", "The caps on a service apply before the cap on the agreement."),
            ("wide first", "The cap on the agreement applies before the caps on a service."),
        ),
    ),
    "restart": (  # subject: clause of a right that hangs on n of m windows
        "Do months that have given rise to a right count again?",
        (
            ("not again", "The months that have given rise to the right do not count again."),
            ("again", "The months that have given rise to the right count again."),
        ),
    ),
    "ledger order": (  # subject: ledger
        "Which part of {} is used first?",
        (
            ("oldest first", "The oldest part of a {} is used first."),
            ("newest first", "The newest part of a {} is used first."),
        ),
    ),
    "ledger end": (  # subject: ledger
        "What becomes of {} that is open at the end of the term?",
        (
            ("lapses", "A {} that is open at the end of the term lapses."),
            ("kept", "A {} that is open at the end of the term stays due."),
        ),
    ),
    "day of fee": (
        "What is a day of a fee?",
        (
            ("calendar days", "A day of a fee is the monthly fee, divided by the days of that month."),
            ("thirtieths", "A day of a fee is a thirtieth of the monthly fee."),
        ),
    ),
    "efforts": (
        "Does a duty to use efforts bind as a duty?",
        (
            ("binds", "A duty to use efforts binds as the duty itself."),
            ("aim", "A duty to use efforts states an aim, and nothing follows from it."),
        ),
    ),
}
