"""Slots of periods and measures: what is counted, and when a measure has a value."""

from __future__ import annotations

COUNTING: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    # --- periods ---
    "partial minute": (
        "Does a minute that is only partly down count?",
        (
            ("exact", "Time is counted to the second."),
            ("touched", "A minute counts as down if any part of it is down."),
            ("whole", "A minute counts as down only if the whole of it is down."),
        ),
    ),
    "stretch ends": (
        "Does a stretch of time include its end?",
        (
            ("start only", "A stretch of time includes its start and not its end."),
            ("both", "A stretch of time includes its start and its end."),  # a sample at the very end lies in it, too
        ),
    ),
    "straddling": (
        "In which month does a period that spans two months count?",
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
        "How long does a {} that has not ended last?",
        (
            ("window end", "A {} that has not ended runs to the end of the month that is settled."),
            ("left out", "A {} that has not ended is left out."),
        ),
    ),
    "overlap": (  # subject: a named period; in totals and counts of time
        "Does overlapping {} count once?",
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
        "What does a missing {} count as?",
        (
            ("left out", "A missing {} is left out."),
        ),  # slots of records with a choice field get "Outcome=failure" etc. as well
    ),
    # --- measures ---
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
        "What does an interval in which {} has no value count as?",
        (("left out", "An interval in which {} has no value is left out."),),
    ),
}
