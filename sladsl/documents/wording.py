"""The words that documents add to those of the contract. One object a language: a further language is a further object of this shape."""

from __future__ import annotations

from sladsl.documents.wording_facts import FactWords
from sladsl.model.agreement import NameKind
from sladsl.node import node


@node
class Words(FactWords):
    """`{}` stands for what its use fills in. Headings begin with a capital; phrases that stand in a sentence do not."""

    language: str
    # the first page and the frame
    contract: str = "Service level agreement"
    internal: str = "Service level agreement between departments"
    internal_of: str = "Service level agreement between departments of {}"
    between: str = "between"
    and_between: str = "and"
    called: str = "“{}”"
    called_also: str = "“{translated}” (“{}”)"
    """A name for which the author gives one in the language of the document."""
    version: str = "Version {}"
    dated: str = "dated {}"
    draft: str = "Draft"
    draft_warning: str = "This is a draft. It has {}, which the parties still have to settle: see {}."
    one_open_point: str = "1 point left open"
    open_points: str = "{} points left open"
    contents: str = "Contents"
    back_to_contents: str = "Back to the contents"
    skip_to_text: str = "Skip to the text"
    made_from: str = "Made from {}"
    fingerprint: str = "SHA-256 {}"
    page: str = "Page"
    source_mark: str = "line {}"
    prevails: str = (
        "The text of this agreement prevails over any calculation that is made from it. A statement of what is due for a month is "
        "evidence, and each party may contest it."
    )
    embedded_title: str = "The text from which this document is made"
    embedded: str = (
        "The Word, HTML and PDF files of this document carry the text from which it is made, without comments, so that anyone can check "
        "that nothing was changed."
    )
    translated: str = ""
    """What a translation says of itself; `{}` is the text that prevails."""
    text_en: str = "the English text"
    text_de: str = "the German text"
    text_fr: str = "the French text"
    text_es: str = "the Spanish text"
    kept_mark: str = ""
    kept_note: str = ""
    # tables
    fields_caption: str = "What each {} holds"
    field: str = "Field"
    content: str = "Content"
    required: str = "Required"
    yes: str = "yes"
    if_any: str = "if any"
    table_caption: str = "Table of clause {}"
    # sentences made whole
    this_agreement: str = "This agreement"
    cap_does: str = "do"
    """In English sentences, before "not exceed"."""
    does_not: str = "does not"
    does_not_perform: str = "does not perform"
    clause: str = "clause"
    # order-form values
    value_agreed: str = "Agreed: {}."
    value_open: str = "To be filled in before signature: ____________________"
    # signatures
    signatures: str = "Signatures"
    signatures_internal: str = "Agreed between the departments"
    signed_for: str = "Signed for {}"
    agreed_for: str = "Agreed for {}"
    name: str = "Name"
    position: str = "Position"
    date: str = "Date"
    signature: str = "Signature"
    # schedules
    schedule: str = "Schedule"
    before_title: str = ": "
    """Between "Schedule 1" and its title."""
    used_in_title: str = "Where this name is used"
    readings: str = "Readings in force"
    readings_intro: str = "Where words can be read in more than one way, this schedule says which reading is in force and where it is said."
    readings_here: str = "Said in this agreement"
    readings_above: str = "Taken from the agreement above, {}"
    readings_rules: str = "Taken from the {}"
    readings_rules_note: str = "This agreement follows these rules, printed here in full, except where a sentence of its own, named beside the rule, takes its place."
    readings_general: str = "General rules, in force because no sentence says otherwise"
    number: str = "No."
    question: str = "Question"
    reading: str = "Reading in force"
    rule: str = "Rule"
    said_in: str = "Said in"
    in_force: str = "In force"
    replaced_by: str = "no: replaced by {}"
    replaced: str = "no: replaced by a sentence of this agreement"
    in_force_except: str = "yes, except as {} says"
    this_sentence: str = "a sentence of this agreement"
    definitions: str = "Definitions"
    definitions_intro: str = "Every name that this agreement introduces, and where it is used."
    term: str = "Name"
    what_kind: str = "Kind"
    department: str = "department"
    defined_in: str = "Introduced in"
    used_in: str = "Used in"
    above: str = "the agreement above, {}"
    definitions_above: str = "Defined in the agreement above, {}"
    nowhere: str = "–"
    examples: str = "Worked examples"
    example: str = "Example {}"
    examples_intro: str = "These examples are part of this agreement. Each was calculated from the text; what the calculation gave is printed beneath it."
    examples_not_run: str = "These examples are part of this agreement."
    holds: str = "Calculated from the text: as stated."
    holds_with: str = "Calculated from the text, as stated: {}"
    fails: str = "Calculated from the text, this example does not hold: {}"
    fails_bare: str = "Calculated from the text, this example does not hold."
    open_title: str = "Points left open"
    open_intro: str = "Each of these points can be read in more than one way. Putting one of the sentences beneath a point into the agreement settles it."
    left_open: str = "Left open by {} until {}, because {}."
    agreed_title: str = "Agreed interpretations"
    because: str = "Because"
    # what a name is
    kind_party: str = "party"
    kind_role: str = "person"
    kind_service: str = "service"
    kind_record: str = "record"
    kind_selection: str = "filtered record"
    kind_period: str = "period"
    kind_measure: str = "measure"
    kind_amount: str = "amount"
    kind_form_value: str = "order-form value"
    kind_unit: str = "unit"
    listed_and: str = "; and"
    listed_or: str = "; or"
    listed: str = ";"
    listed_last: str = "and"

    def kind(self, kind: NameKind) -> str:
        return str(getattr(self, f"kind_{kind.name.lower()}"))

    def count_open(self, count: int) -> str:
        return self.one_open_point if count == 1 else self.open_points.format(count)


ENGLISH = Words("en")
