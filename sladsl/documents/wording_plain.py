"""The words of the summary for people who are not lawyers."""

from __future__ import annotations

from dataclasses import KW_ONLY

from sladsl.node import node


@node
class PlainWords:
    """`{}` and `{name}` stand for what their use fills in. Nothing here is a term: the agreement is. In other languages "share" and "days" stand
    before the form that "of" wants of what follows them ("10 % des Entgelts"), "paid" in the order of a main clause behind its condition
    ("erhalten Sie …"), and `OF_ENGLISH` is not asked."""

    _: KW_ONLY

    plain_title: str = "{}: a summary in plain words"
    plain_intro: str = (
        "This summary says in plain words what the agreement comes to. It is no part of the agreement, and where the two differ, the "
        "agreement counts. The small numbers lead to the lines of its text; numbers of clauses are those of the agreement."
    )
    plain_you: str = "“You” means {party}."
    plain_you_full: str = "“You” means {party} ({full})."
    plain_open: str = "The agreement is a draft: it has {}."
    plain_less: str = (
        "Lengths of time are those of a month of 30 days from which nothing is left out; where some time is left out, they are the less, in "
        "proportion."
    )
    plain_short: str = "In short"
    plain_promise: str = "What is promised, and what follows if it is not kept"
    plain_limit: str = "Limits"
    plain_claim: str = "How to get what is due, and by when"
    plain_ending: str = "How long it lasts, and how to end it"
    plain_words: str = "What the words mean"
    plain_left: str = "What this summary leaves out"
    plain_left_clause: str = "{title} ({clauses})"
    plain_left_intro: str = "These parts of the agreement are not told here:"
    plain_left_examples_one: str = "1 worked example of the parties"
    plain_left_examples: str = "{} worked examples of the parties"
    plain_left_schedules: str = "The schedules: readings, definitions, examples, records and holidays"
    plain_clause: str = "clause {}"
    plain_clauses: str = "clauses {}"
    plain_to: str = "{} to {}"
    # what plain words stand instead of
    plain_must: str = "must"
    plain_ensure: str = "make sure"
    plain_terminate: str = "end"
    # what is paid
    plain_you_get_back: str = "you get {amount} back"
    plain_you_get_back_long: str = "you get back {amount}"
    plain_you_get: str = "you get {amount}"
    plain_you_pay_back: str = "you pay back {amount} to {other}"
    plain_you_pay: str = "you pay {other} {amount}"
    plain_gets_back: str = "{payee} gets back from {payer} {amount}"
    plain_gets: str = "{payee} gets {amount} from {payer}"
    plain_share: str = "{share} of {base}"
    plain_some_share: str = "a share of {base}"
    plain_fee: str = "the {service} fee"
    plain_fee_for: str = "the {service} fee {window}"
    plain_fee_of: str = "the {service} fee for that {thing}"
    plain_fee_of_for: str = "the {service} fee for that {thing} {window}"
    plain_fees: str = "all fees"
    plain_fees_for: str = "all fees {window}"
    plain_named: str = "{name}"
    plain_for_that: str = (
        "for that minute|for that hour|for that day|for that week|for that month|for that quarter|for that year"
    )
    plain_at_most: str = "{amount}, but no more than {limit}"
    plain_no_less: str = "{amount}, but no less than {limit}"
    plain_once_in: str = "{amount}, at most once in a {window}"
    plain_times_in: str = "{amount}, at most {count} times in a {window}"
    plain_its: str = "its {field}"
    plain_that_amount: str = "that amount"
    plain_days: str = "{length} of {base}"
    plain_nothing: str = "If this is not kept, no money is due"
    # rungs
    plain_rung: str = "If {measure} is {beyond} {limit}, {paid}."
    plain_rung_next: str = "If it is {beyond} {limit}, it is {amount}."
    plain_rung_time: str = "If {period} lasts {beyond} {time} in a month of 30 days, {paid}."
    plain_rung_time_next: str = "If it lasts {beyond} {time}, it is {amount}."
    plain_rung_any: str = "any time"
    plain_more_than: str = "more than"
    plain_below: str = "below"
    plain_above: str = "above"
    plain_or_below: str = "at or below"
    plain_or_above: str = "at or above"
    plain_at_least: str = "at least"
    plain_allows: str = "In a month of 30 days, that allows {time} of {period}."
    plain_allows_none: str = "That allows no {period} at all."
    plain_allows_each: str = "In a month of 30 days, that allows so much {period}: {list}."
    plain_allows_one: str = "{time} for {choice}"
    plain_none: str = "none"
    # limits
    plain_ceiling: str = "All that is due {window} comes to no more than {limit}."
    plain_for_a: str = "for a minute|for an hour|for a day|for a week|for a month|for a quarter|for a year"
    plain_ceiling_term: str = "All that is due in the whole term comes to no more than {limit}."
    # lengths
    plain_units: str = "day days hour hours minute minutes second seconds"


OF_ENGLISH = frozenset(
    f"plain_{name}"
    for name in (
        "must",
        "ensure",
        "terminate",
        "nothing",
        "you_get_back_long",
        "some_share",
        "at_most",
        "no_less",
        "once_in",
        "times_in",
        "its",
    )
)
"""Words of sentences that are taken apart and put together anew; other languages tell those in the words of the agreement."""
