"""The words that a statement adds to those of the contract and of the settlement."""

from __future__ import annotations

from sladsl.node import node


@node
class Words:
    """`{}` stands for what its use fills in."""

    title: str = "Statement for {}"
    on_day: str = "On {}"
    after_day: str = "After {}"
    points: str = "Points"
    source: str = "{} and its records"
    title_many: str = "Statement for {} to {}"
    as_of: str = "Settled with what the records showed at the end of {}."
    as_of_time: str = "Settled with what the records showed at {}."
    owes: str = "{payer} owes {payee} {amount} for {month}."
    nothing: str = "No amount is due for {}."
    nothing_yet: str = "No amount is due for {}, as far as it is decided."
    no_month: str = "No month is over and covered by the records: nothing is settled."
    not_final: str = "This statement is not final: {} not decided yet. What is decided later is in a later statement."
    not_known: str = "{} not settled: records that it takes are missing, or say nothing of it."
    one_duty: str = "1 duty is"
    duties_are: str = "{} duties are"
    glance: str = "The month at a glance: {}"
    months: str = "The months at a glance"
    month: str = "Month"
    missed_count: str = "Missed"
    due: str = "Due"
    duty: str = "Duty"
    what: str = "For"
    figure: str = "Figure"
    owed: str = "Owed"
    state: str = "Result"
    # duties
    duties: str = "Duties"
    duties_in: str = "Duties in {}"
    is_at: str = "{measure} is {value}"
    is_none: str = "{measure} has no value"
    share: str = "{value} of the {what}: {target}"
    share_done: str = "{value} of the {what} are {done} {target}"
    owed_level: str = "; owed: {}"
    why: str = "Why"
    also: str = "{} more stand in the table on the first page and in the statement as data."
    more_figures: str = "Figures are shown of the first {} of the {} that were not met."
    no_stretch: str = "No {name} in {month}."
    stretches: str = "{name} in {month}"
    from_: str = "From"
    to: str = "To"
    length: str = "Length"
    more_stretches: str = "{} further stretches are not listed; they are counted in the figure."
    # figures
    ladder: str = "What {measure} comes to"
    ladder_note: str = (
        "What is due by {measure}, with {month} at the diamond. Each step is as wide as the next, whatever its range."
    )
    ladder_about: str = "{steps}. In {month}: {mark}."
    compared_as: str = " (compared as {})"
    ladder_step: str = "{bounds}: {said}"
    beyond: str = "nothing"
    beyond_bounds: str = "otherwise"
    timeline: str = "{measure} in {month}"
    timeline_note: str = (
        "What counted against the duty stands in full, what is left out of the count in outline. A stretch too short for its scale is "
        "drawn as a hairline."
    )
    lane_about: str = "{name}: {count}, {length} in all"
    one_stretch: str = "1 stretch"
    many_stretches: str = "{} stretches"
    left_out: str = "{} (left out)"
    time: str = "time"
    trend: str = "{measure} of the last {} months"
    trend_note: str = "{measure} from {first} to {last}. A diamond is a month that was missed, a circle one that was met, a ring one that is not decided."
    level_said: str = "owed: {}"
    stock: str = "{ledger} at the end of each month"
    stock_note: str = "What was open at the end of each month, by the month from which it stems."
    stock_about: str = "{label}: {said}"
    # amounts
    amounts: str = "Amounts due"
    clause: str = "Clause"
    clause_word: str = "clause"
    who: str = "From and to"
    amount: str = "Amount"
    total: str = "Total"
    from_to: str = "{} to {}"
    evidence_in: str = "Rows that decided it: {}."
    notes: str = "Notes"
    verb: str = "{payer} {verb} {payee} {amount}{group} under {where}."
    for_group: str = " for {}"
    points_said: str = "{party} incurs {count} {unit} under {where}."
    extension_said: str = "{subject} is extended by {amount} {unit} under {where}."
    the_term: str = "The term"
    beside: str = "Beside amounts"
    # rights, ledgers, deadlines
    rights: str = "Rights that have arisen"
    right_said: str = "{party} may {what}, under {where}."
    right_lapses: str = " The right lapses after {}."
    right_lapsed: str = " The right has lapsed."
    right_since: str = "It has arisen on {}."
    right_notice: str = "It is exercised {}."
    carried: str = "Carried over"
    carried_caption: str = "{} in each month"
    before: str = "Before"
    arisen: str = "Arisen"
    gone: str = "Used, set off or lapsed"
    after: str = "Open"
    open_caption: str = "Open at the end of {}"
    origin: str = "From"
    until: str = "Usable until"
    always: str = "without a limit"
    ahead: str = "Deadlines ahead"
    ahead_caption: str = "Time limits that end after the day of this statement"
    until_when: str = "Until"
    who_acts: str = "Who"
    what_is_due: str = "What"
    more_ahead: str = "{} more are not listed."
    # what is not counted
    quality: str = "What the records do not show"
    missing: str = "Missing in the records"
    aside: str = "Rows that were set aside: they could not be read, and nothing counts them"
    more_rows: str = "{} more rows were set aside."
    flaws: str = "What is unusual in the records"
    record: str = "Record"
    flaw: str = "What"
    count: str = "Rows"
    where: str = "Where"
    effect: str = "What hangs on it"
    # points left open
    left_open: str = "Points left open"
    left_open_said: str = "{question} {parties} leave it open until {until}, because {reason}."
    left_open_none: str = "No amount of this statement hangs on them."
    left_open_least: str = "The amounts of this statement are those of the readings under which the least is due."
    lowest: str = "At least"
    highest: str = "At most"
    all_of_it: str = "in all"
    # schedules
    evidence: str = "Evidence"
    evidence_intro: str = "The rows of the records that decided each amount and each miss: how many, and the first of them as they stand in the file."
    rows_of: str = "{record}: {count}"
    first_rows: str = "{record}: {count}, the first {}"
    row: str = "Row"
    readings: str = "Readings on which this statement rests"
    readings_intro: str = "Where words can be counted in more than one way, these sentences of the agreement, or general rules, say which way is in force."
    fingerprints: str = "Fingerprints"
    fingerprints_intro: str = "SHA-256 of what this statement was made from, and of the statement as data. Whoever has the same files can make the same statement."
    fingerprint_of: str = "Of"
    fingerprint_is: str = "SHA-256"
    contract_file: str = "contract: {}"
    records_file: str = "records: {}"
    statement_data: str = "this statement as data (JSON)"
    evidence_note: str = (
        "A statement is evidence. Each party may contest it, and the text of the agreement prevails over it."
    )


ENGLISH = Words()

STATES = {
    "met": "met",
    "missed": "missed",
    "excused": "excused",
    "pending": "not decided",
    "undetermined": "cannot be decided",
}
NOUNS = {"credit": "Credit", "refund": "Refund", "pay": "Payment"}
VERBS = {
    "credit": "credits",
    "refund": "refunds",
    "pay": "pays",
    "withhold": "may withhold from",
    "release": "releases to",
}
