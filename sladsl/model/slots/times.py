"""Slots of windows and time limits: which stretch is a month, and when a limit ends.

Sources of the legal ones: EU Regulation 1182/71, US FRCP 6, BGB §§ 187-193.
"""

from __future__ import annotations

TIMES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    # --- windows ---
    "month": (
        "Which stretch of time is a month?",
        (
            ("calendar", "A month is a calendar month."),
            ("billing:15", "A month is a billing month that starts on day 15."),  # "billing:N", N from 1 to 31
            ("contract", "A month is a contract month."),
        ),
    ),
    "quarter": (
        "Which stretch of time is a quarter?",
        (
            ("calendar", "A quarter is a calendar quarter."),
            ("contract", "A quarter is a contract quarter."),
            # "fiscal:2-1": the fiscal year starts on 1 February (month-day)
            ("fiscal:2-1", "A quarter is a fiscal quarter, and the fiscal year starts on 1 February."),
        ),
    ),
    "year": (
        "Which stretch of time is a year?",
        (
            ("calendar", "A year is a calendar year."),
            ("contract", "A year is a contract year."),
            ("fiscal:2-1", "A year is a fiscal year, and the fiscal year starts on 1 February."),
        ),
    ),
    "partial window": (
        "How does a month that is only partly within the term count?",
        (
            # part: the window is cut to the term, fees in proportion to its days; whole: the whole calendar window and the whole
            # fee; left out: nothing is owed or settled for it
            (
                "part",
                "A month that is only partly within the term counts for that part, with its fee in proportion to days.",
            ),
            ("whole", "A month that is only partly within the term counts as a whole month, with its whole fee."),
            ("left out", "A month that is only partly within the term does not count."),
        ),
    ),
    "group part": (  # subject: the record whose rows have a service life
        "How does a month count if a {} is in service for part of it only?",
        (
            (
                "part",
                "A {} that is in service for part of a month counts for that part, with its fee in proportion to days.",
            ),
            ("whole", "A {} that is in service for part of a month counts for the whole month, with its whole fee."),
            ("left out", "A {} that is in service for part of a month does not count in that month."),
        ),
    ),
    # --- time limits ---
    "day": (
        "Is a period of days counted in days of the calendar or in periods of 24 hours?",
        (("calendar", "A day is a calendar day."), ("24 hours", "A day is a period of 24 hours.")),
    ),
    "day count": (
        "Does a period of days count the day that starts it?",
        (
            ("start not counted", "A period of days does not count the day that starts it."),
            ("start counted", "A period of days counts the day that starts it."),
        ),
    ),
    "limit end": (
        "Is an act at the last moment of a time limit in time?",
        (
            ("included", "A time limit includes its last moment."),
            ("excluded", "A time limit does not include its last moment."),
        ),
    ),
    "window end": (
        "To which day does the end of a month belong, when days are counted from it?",
        (
            ("last day", "The end of a month belongs to its last day."),
            ("next day", "The end of a month belongs to the day after its last day."),
        ),
    ),
    "months length": (
        "When does a period of months end?",
        (
            (
                "same number",
                "A period of months ends on the day of the same number or, where there is none, on the last day of the month.",
            ),
            ("30 days", "A period of months counts 30 days for each month."),
        ),
    ),
    "month length": (
        "How long is a month where a share of its time is taken?",
        (
            ("actual", "A month counts as long as it is."),
            # "fixed:SECONDS", the denominator of shares of time
            ("fixed:2592000", "A month counts as 43,200 minutes."),
        ),
    ),
    "last day": (
        "What if a time limit in days ends on a day that is not a business day?",
        (
            (
                "that day",
                "A time limit in days that ends on a day that is not a business day ends on that day.",
            ),
            (
                "next business day",
                "A time limit in days that ends on a day that is not a business day ends on the next business day.",
            ),
            (
                "preceding business day",
                "A time limit in days that ends on a day that is not a business day ends on the preceding business day.",
            ),
        ),
    ),
    "last day back": (  # in limits before an event; the sentence on all time limits speaks of these, too
        "What if a time limit in days that is counted back ends on a day that is not a business day?",
        (
            (
                "that day",
                "A time limit in days that is counted back and ends on a day that is not a business day ends on that day.",
            ),
            (
                "preceding business day",
                "A time limit in days that is counted back and ends on a day that is not a business day ends on the preceding business day.",
            ),
            (
                "next business day",
                "A time limit in days that is counted back and ends on a day that is not a business day ends on the next business day.",
            ),
        ),
    ),
    "days before": (
        "How are days counted back from an event?",
        (
            (
                "full days",
                "Days before a day are counted back from that day, which is not counted, and an act is in time until the end of the last of them.",
            ),
            ("24 hours", "Days before a time are periods of 24 hours, counted back from that time."),
        ),
    ),
    "term start": (
        "Does the term count the day on which it takes effect?",
        (
            ("counted", "The term counts the day on which it takes effect."),
            ("not counted", "The term does not count the day on which it takes effect."),
        ),
    ),
    "holidays": (
        "Is a public holiday the day on which it falls or the day on which it is observed?",
        (
            ("observed", "Public holidays count on the days on which they are observed."),
            ("actual", "Public holidays count on the days on which they fall."),
        ),
    ),
    "notice": (
        "When does a notice take effect?",
        (
            ("received", "A notice is given and takes effect when it is received."),
            ("sent", "A notice is given and takes effect when it is sent."),
        ),
    ),
    "early claim": (
        "Does a claim that is made before its time starts count?",
        (
            ("allowed", "A claim may be made before its time starts."),
            ("not allowed", "A claim may not be made before its time starts."),
        ),
    ),
    "early act": (
        "Is an act that is done before its time starts in time?",
        (
            ("allowed", "An act that is done before its time starts is in time."),
            ("not allowed", "An act that is done before its time starts is not in time."),
        ),
    ),
    "repeated act": (  # only where something is to be sent every so often until something is done
        "From when does the time until the next act run, where an act is due again and again?",
        (
            # from last: each so long after the one before was sent, whether that was early or late; fixed times: one in each interval
            # from the start
            ("from last", "An act that is due again and again is due so long after it was last done."),
            ("fixed times", "An act that is due again and again is due at fixed times, whenever it was last done."),
        ),
    ),
    "delay": (  # only where a time limit runs in the hours of a calendar, or is paused, and hours or minutes of delay are counted
        "By how much is an act late if its time limit does not run at all hours?",
        (
            ("all hours", "A delay is counted at all hours."),
            ("while it runs", "A delay is counted only while its time limit runs."),
        ),
    ),
    "calendar limit": (
        "When does a time limit in hours of a calendar end?",
        (
            (
                "as soon as",
                "A time limit in hours of a calendar ends as soon as so many of them have passed.",
            ),
            (
                "end of day",
                "A time limit in hours of a calendar ends with the day on which so many of them have passed.",
            ),
            # a limit that is used up when the calendar closes ends when it opens again
            ("next opening", "A time limit in hours of a calendar ends when the next of them starts."),
        ),
    ),
}
