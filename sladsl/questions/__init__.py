"""The questions that a contract leaves open, in its counting and in its words, and its plan under given answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sladsl.ambiguity.overlaps import nested_in
from sladsl.ambiguity.places import places_of
from sladsl.ambiguity.slots import code_of
from sladsl.checks.plan import Plan
from sladsl.compiler import Checked, reread
from sladsl.findings import Edit, Place
from sladsl.model.agreement import Wording
from sladsl.model.readings import Slot
from sladsl.node import node
from sladsl.syntax.patch import Patch, patch
from sladsl.syntax.rewrite import with_sentence
from sladsl.syntax.source import Source

READ_WITH_THE_TEXT = frozenset(("efforts",))
"""Slots whose answer decides what a sentence means, and not only how it is counted: the plan under one is that of a text which says it."""


@node
class Answer:
    """`value` as the plan has it, the whole sentence that says it, and the change of the text that brings it in."""

    value: str
    sentence: str
    edit: Edit


@node
class Question:
    """`name` is that of the slot ("missing record/Probe", "wording/A001/Availability"); `clause` is "" for what hangs on no clause."""

    code: str
    name: str
    question: str
    place: Place | None
    clause: str
    answers: tuple[Answer, ...]
    said: str = ""
    """The loose words as the text has them; "" where the question is one of counting."""

    @property
    def is_wording(self) -> bool:
        return self.name.startswith("wording/")


def questions_of(checked: Checked) -> tuple[Question, ...]:
    """Slots that nothing closes and loose words, in the order of the text."""
    agreement, plan = checked.agreement, checked.plan
    if agreement is None or plan is None:
        return ()
    words = tuple(_of_words(one) for one in agreement.wordings)
    named = {one.name for one in words}
    slots = [reading.slot for reading in plan.readings if reading.value is None and reading.slot.name not in named]
    places = places_of((slot.name for slot in slots), agreement, plan)
    found = [*words, *(_of_slot(slot, *places[slot.name], plan) for slot in slots)]
    nowhere = Place("\uffff", 0, 0, 0, 0)
    return tuple(sorted(found, key=lambda one: (one.place or nowhere, one.name)))


def _of_words(wording: Wording) -> Question:
    answers = tuple(Answer(a, wording.sentence(a), Edit(wording.place, a)) for a in wording.answers)
    return Question(wording.code, wording.name, wording.question, wording.place, wording.clause, answers, wording.said)


def _of_slot(slot: Slot, place: Place | None, clause: str, plan: Plan) -> Question:
    answers = tuple(Answer(a.value, a.sentence, Edit(None, a.sentence)) for a in slot.admissible)
    kind, _, subject = slot.name.partition("/")
    code = "D005" if kind == "several rows" and nested_in(subject, plan) else code_of(slot.name)
    return Question(code, slot.name, slot.question, place, clause, answers)


def plan_under(checked: Checked, answers: Mapping[str, str]) -> Plan:
    """The plan as it is where the questions of these names have these answers (their values). Other questions stay open; loose words
    without an answer are read with their first. KeyError: no such question; ValueError: the text has no plan."""
    agreement, plan = checked.agreement, checked.plan
    if agreement is None or plan is None:
        raise ValueError("the text has no plan")
    loose = {one.name: one for one in agreement.wordings if one.name in answers}
    unknown = answers.keys() - loose.keys() - {reading.slot.name for reading in plan.readings}
    if unknown:
        raise KeyError(*sorted(unknown))
    told = [r.slot for r in plan.readings if r.slot.name in READ_WITH_THE_TEXT and r.slot.name in answers]
    if told:
        return plan_under(
            _told(checked, told, answers), {n: v for n, v in answers.items() if n not in READ_WITH_THE_TEXT}
        )
    if loose:
        plan = _with_words(checked, {name: answers[name] for name in loose})
    values = {name: value for name, value in answers.items() if name not in loose}
    if not values:
        return plan
    readings = (replace(r, value=values[r.slot.name]) if r.slot.name in values else r for r in plan.readings)
    return replace(plan, readings=tuple(readings))


def _told(checked: Checked, slots: list[Slot], answers: Mapping[str, str]) -> Checked:
    """The text with the sentences of these answers under Interpretation."""
    text = checked.source.text
    for slot in slots:
        text = with_sentence(text, next(a.sentence for a in slot.admissible if a.value == answers[slot.name]))
    return reread(checked, {checked.source.path: text})


def _with_words(checked: Checked, answers: Mapping[str, str]) -> Plan:
    """Words within others come first: an answer to the wider words has the first answer to the narrower ones in it, so that the same
    answer is taken of the text in which they stand."""
    agreement = checked.agreement
    assert agreement is not None
    asked = {one.name: one for one in agreement.wordings if one.name in answers}
    wide = {n for n, one in asked.items() if any(_within(other.place, one.place) for other in asked.values())}
    patches = [Patch(one.place, answers[name]) for name, one in asked.items() if name not in wide]
    texts = {}
    for file in {one.place.file for one in patches}:
        made = patch(Source(file, checked.sources[file]), [one for one in patches if one.place.file == file])
        texts[file] = made.source.text
    again = reread(checked, texts)
    if again.plan is None or again.agreement is None:
        raise ValueError("the text has no plan with these words")
    if not wide:
        return again.plan
    left = {one.name: one for one in again.agreement.wordings}
    of_wide = {n: left[n].answers[asked[n].answers.index(answers[n])] for n in wide if n in left}
    return _with_words(again, of_wide)


def _within(place: Place, other: Place) -> bool:
    starts, ends = (other.line, other.column), (other.end_line, other.end_column)
    return (
        place.file == other.file
        and place != other
        and starts <= (place.line, place.column)
        and (place.end_line, place.end_column) <= ends
    )
