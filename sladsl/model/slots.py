"""The slots that a plan can have: what each asks, and the sentences that answer it.

`{}` in a question or sentence stands for the slot's subject: the record, period, measure, ledger or clause after its slash. What a
value makes of the evaluation is said beside it. Sources of the legal ones: EU Regulation 1182/71, US FRCP 6, BGB §§ 187-193.
"""

from __future__ import annotations

from sladsl.model.readings import Admissible, Slot

_KINDS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    # --- windows ---------------------------------------------------------------------------------------------------------
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
        "What counts of a month that is only partly within the term?",
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
        "What counts of a month in which a {} is in service only in part?",
        (
            (
                "part",
                "A {} that is in service for part of a month counts for that part, with its fee in proportion to days.",
            ),
            ("whole", "A {} that is in service for part of a month counts for the whole month, with its whole fee."),
            ("left out", "A {} that is in service for part of a month does not count in that month."),
        ),
    ),
    # --- time limits -----------------------------------------------------------------------------------------------------
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
        "Does a claim count that is made before its time starts?",
        (
            ("allowed", "A claim may be made before its time starts."),
            ("not allowed", "A claim may not be made before its time starts."),
        ),
    ),
    # --- general rules of language.md: printed as readings, overridden by a sentence ------------------------------------
    "early act": (
        "Is an act in time that is done before its time starts?",
        (
            ("allowed", "An act that is done before its time starts is in time."),
            ("not allowed", "An act that is done before its time starts is not in time."),
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
    "amount rounded": (
        "When is an amount rounded?",
        (
            ("once", "An amount is rounded once, when it becomes due."),
            ("each step", "An amount is rounded at each step of its calculation."),
        ),
    ),
    "partial minute": (
        "Does a minute count that is only partly down?",
        (
            ("exact", "Time is counted to the second."),
            ("touched", "A minute counts as down if any part of it is down."),
        ),
    ),
    # --- periods ---------------------------------------------------------------------------------------------------------
    "stretch ends": (
        "Does a stretch of time include its end?",
        (
            ("start only", "A stretch of time includes its start and not its end."),
            ("both", "A stretch of time includes its start and its end."),  # a sample at the very end lies in it, too
        ),
    ),
    "straddling": (
        "In which month does a period count that spans two?",
        (
            # the shortest length is always tested on the whole
            (
                "part in each",
                "A period that spans two months counts in each for the part within it, and its length is taken as a whole.",
            ),
            ("where it starts", "A period that spans two months counts in the month in which it starts."),
            ("where it ends", "A period that spans two months counts in the month in which it ends."),
        ),
    ),
    "piece belongs": (  # subject: a named period whose pieces are counted
        "To which day does a {} belong when it is counted?",
        (
            ("start", "A {} belongs to the day on which it starts."),
            ("end", "A {} belongs to the day on which it ends."),
        ),
    ),
    "open period": (  # subject: a named period from field to optional field
        "How long does a {} last that has not ended?",
        (
            ("window end", "A {} that has not ended runs to the end of the month that is settled."),
            ("left out", "A {} that has not ended is left out."),
        ),
    ),
    "overlap": (  # subject: a named period; in totals and counts of time
        "Do {} that overlap count once?",
        (("once", "Overlapping {} counts once."), ("each", "Overlapping {} counts for each.")),
    ),
    "allowance order": (
        "Which hours use up a limit of time?",
        (
            ("earliest", "A limit of time is used from the earliest."),
            ("latest", "A limit of time is used from the latest."),
        ),
    ),
    "sample speaks": (  # subject: a sampled record
        "For which time does a {} stand?",
        (
            (
                "clock minute",
                "A {} stands for the clock minute in which it is made.",
            ),  # or the clock stretch of its cadence
            ("until next", "A {} stands for the time until the next {}."),  # of the same stream (cadence.each)
            ("since preceding", "A {} stands for the time from the preceding {} until the next {}."),
        ),
    ),
    "missing record": (  # subject: a record with a cadence. "failure" stands for the choice: value "FIELD=choice"
        "What does a {} count as that is missing?",
        (
            ("left out", "A missing {} is left out."),
        ),  # slots of records with a choice field get "Outcome=failure" etc. as well
    ),
    # --- measures --------------------------------------------------------------------------------------------------------
    "comparison": (
        "Is a measure rounded before it is compared?",
        (
            ("exact", "A measure is compared without rounding."),
            # "MODE:STEP", the step in the base of the dimension: "half up:1/10000" is 2 decimal places of a percentage
            (
                "half up:2 decimal places",
                "A measure is rounded half up to 2 decimal places before it is compared.",
            ),
        ),
    ),
    "percentile": (
        "How is a percentile taken?",
        (
            ("nearest rank", "A percentile is taken by the nearest rank."),
            ("linear", "A percentile is interpolated linearly."),
        ),
    ),
    "no value": (
        "Is a duty kept in a month in which its measure has no value?",
        (
            ("kept", "A month in which a measure has no value counts as kept."),
            ("missed", "A month in which a measure has no value counts as missed."),
        ),
    ),
    "idle interval": (  # subject: a measure. Any other value is a quantity: "0%"
        "What does an interval count as in which {} has no value?",
        (("left out", "An interval in which {} has no value is left out."),),
    ),
    # --- consequences ----------------------------------------------------------------------------------------------------
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

GENERAL_RULES = {
    "early act": "allowed",
    "calendar limit": "as soon as",
    "amount rounded": "once",
    "partial minute": "exact",
    "overlap": "once",
    "holidays": "actual",
    "month length": "actual",
}
"""Rules of the language itself (language.md, "General rules"), in force unless a sentence says otherwise, and printed as readings."""

NAMES = tuple(_KINDS)


def slot(name: str, more: tuple[Admissible, ...] = ()) -> Slot:
    """The slot of this name ("missing record/Probe"), with further admissible values that its subject brings. KeyError: no such slot."""
    kind, _, subject = name.partition("/")
    question, values = _KINDS[kind]
    said = tuple(Admissible(value, _about(sentence, subject)) for value, sentence in values)
    return Slot(name, _about(question, subject), more + said)


def _about(sentence: str, subject: str) -> str:
    if subject.startswith("unused part"):
        sentence = sentence.replace("a {}", "the {}").replace("A {}", "The {}")
    elif subject[:1] in set("AEIOUaeiou"):
        sentence = sentence.replace("A {}", "An {}").replace(" a {}", " an {}")
    return sentence.replace("{}", subject)
