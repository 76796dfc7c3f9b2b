"""What the agreement says about its records, in one place."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.plan import Plan
from sladsl.digest.facts import Kept, Sentence
from sladsl.model.duties import Declared, Duty, Retain

_ACCESS = "give access"
"""The verb of the duty to let someone see records, and check them."""


def kept_records(plan: Plan) -> Iterator[Kept]:
    """What is said of all records together, where something is, then each record in the order of the text."""
    retained = {duty.place: duty for duty in plan.duties if isinstance(duty.kind, Retain)}
    of_record = {place: duty.kind.record for place, duty in retained.items() if isinstance(duty.kind, Retain)}
    access = [duty for duty in plan.duties if isinstance(duty.kind, Declared) and duty.kind.verb == _ACCESS]
    named = {one.name for one in plan.records}
    of_all = [duty for place, duty in retained.items() if of_record[place] not in named]
    if of_all:
        yield Kept(None, _said(of_all), _said([one for one in access if of_record.get(one.place) not in named]))
    for record in plan.records:
        own = [duty for place, duty in retained.items() if of_record[place] == record.name]
        yield Kept(record, _said(own), _said([one for one in access if of_record.get(one.place) == record.name]))


def _said(duties: list[Duty]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(Sentence(one.text, one.place.line) for one in duties))
