"""The words in which a document tells the facts of a plan: made examples, minutes, figures, holidays, records."""

from __future__ import annotations

from dataclasses import KW_ONLY

from sladsl.documents.wording_plain import PlainWords
from sladsl.node import node


@node
class FactWords(PlainWords):
    """`{}` and `{name}` stand for what their use fills in. "Shall" is for duties of the agreement only: what is calculated is told as a fact."""

    _: KW_ONLY

    # made examples
    made_intro: str = (
        "The examples that follow were calculated from the text. They show what it comes to, and add nothing to it: if one of them and the "
        "text differ, the text prevails."
    )
    made_boundary: str = "{clause}: what follows at each limit"
    made_boundary_for: str = "{clause}: what follows at each limit, for {choice}"
    made_cap: str = "A cap"
    made_carried: str = "{clause}: what is carried over"
    told_of: str = "On {}."
    """What a section is about: a reference to a clause."""
    made_given: str = "{measure} in {span}"
    made_given_of: str = "{measure} of {thing} in {span}"
    made_follows: str = "What follows"
    made_how: str = "How it is calculated"
    made_nothing: str = "nothing"
    made_paid: str = "{payer} {verb} {payee} {amount}"
    made_gained: str = "{party} incurs {count}"
    made_extended: str = "{subject} is extended by {count}"
    made_the_term: str = "the agreement"
    made_carried_item: str = "{amount} of the {ledger} carried over"
    verb_credit: str = "credits"
    verb_refund: str = "refunds"
    verb_pay: str = "pays"
    made_claimed: str = "Each credit is claimed in time."
    made_assumed: str = "The text does not state {what}; the example takes {value} for it."
    made_left_out: str = "{count} further values are not printed."
    made_choices_left_out: str = (
        "The other {count} levels of this clause differ in their limits only; their examples are not printed."
    )
    made_value: str = "{measure} is {value}"
    made_value_of: str = "{measure} of {thing} is {value}"
    made_rows: str = "clause {clause} gives a credit for {count} {records}"
    made_if: str = "Where, in {span}, {given}:"
    made_next: str = "In {span}, in which nothing else is missed:"
    made_without_cap: str = "without the cap, {paid}; and"
    made_with_cap: str = "with the cap, {paid}."
    made_cap_later: str = "{paid}, from what was cut and is carried over."
    made_not: str = "No example is made where what follows hangs on a point that is left open."
    # credit tables
    minutes_title: str = "Percentages as lengths of time"
    minutes_intro: str = (
        "What the percentages of this agreement come to in months of 28, 29, 30 and 31 days. The percentages prevail."
    )
    minutes_of_fault: str = "{measure}: minutes of {period} at each limit"
    minutes_of_other: str = "{measure}: minutes of the month that do not count towards it at each limit"
    minutes_of_share: str = "{measure}: minutes at each limit"
    minutes_month: str = "{} days"
    minutes_most: str = (
        "Some time is left out of the month when {measure} is measured. Each figure is that of a month from which nothing is left out; "
        "where more is left out, it is lower in proportion."
    )
    # the figure beside a credit table
    chart_title: str = "{credit} against {measure}"
    chart_title_for: str = "{credit} against {measure}, for {choice}"
    chart_credit: str = "Credit"
    chart_not_to_scale: str = "The limits of {measure} stand at equal distances, not to scale. A full dot belongs to the line, an empty one does not."
    chart_at: str = "at {limit}: {credit}"
    chart_below: str = "below {limit}: {credit}"
    chart_above: str = "above {limit}: {credit}"
    chart_between: str = "between {low} and {high}: {credit}"
    chart_none: str = "none"
    # holidays
    holidays_title: str = "Public holidays"
    holidays_intro: str = (
        "The days that are public holidays under this agreement, as they are known when this document is made."
    )
    holidays_of: str = "{place}, {first} to {last}"
    holidays_date: str = "Date"
    holidays_name: str = "Holiday"
    holidays_source: str = (
        "Source: the Python library “holidays”, version {version}, which is also what statements are calculated with."
    )
    holidays_observed: str = "A holiday that falls on a weekend is listed on the day on which it is observed."
    holidays_cut: str = "Holidays after {last} are not listed: they count all the same, as they are then fixed."
    days: str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    months: str = "January February March April May June July August September October November December"
    # records
    records_title: str = "Records"
    records_intro: str = "What this agreement says about each record by which it is settled: who makes it, how long it is kept, and who may see and check it."
    records_record: str = "Record"
    records_made: str = "How it comes about"
    records_all: str = "Each record"
    records_keeps: str = "{keeper} keeps it in “{source}”."
    records_keeps_bare: str = "{keeper} keeps it."
    records_collects: str = "{keeper} collects it from “{source}”."
    records_collects_bare: str = "{keeper} collects it."
    records_sends: str = "{keeper} sends it to {recipient}."
    records_cadence: str = "One is due in each {length}."
    records_cadence_each: str = "One is due in each {length} for each {each}."
    records_retention: str = "Retention, access and audit"
    records_retention_none: str = "The agreement does not say how long these records are kept: {records}."
    records_access_none: str = "The agreement gives nobody a right to see or check these records: {records}."
    week_of: str = "the week of {}"
    # figures that have no end of decimals
    figure_about: str = "about"
    figure_exactly: str = "exactly"
    figure_percent: str = "percent"
    unit_hour: str = "hour"
    unit_minute: str = "minute"
    unit_second: str = "second"

    def verb(self, verb: str) -> str:
        """ "credits", for "credit": what a party does."""
        return {"credit": self.verb_credit, "refund": self.verb_refund, "pay": self.verb_pay}[verb]

    def unit(self, name: str) -> str:
        """What stands for a unit of time behind "each"."""
        return {"hour": self.unit_hour, "minute": self.unit_minute, "second": self.unit_second}[name]
