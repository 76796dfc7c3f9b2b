"""The languages of documents. A language is a folder here; to add one, write a folder, nothing else.

A document in another language is the same tree: the same numbers, references, tables and figures. Each sentence of the contract is said anew
from its syntax tree, phrase by phrase. What a language cannot say is kept in English and marked; nothing is ever left out.

The folder `xx/` holds

`language.toml`
    `locale` for dates, numbers and money (Babel); `first_day`, how the first day of a month is counted ("1er"; "1" where nothing is
    said); `joints`, what stands before the last of an enumeration; and what the language inflects.
    `[axes]` are its features, each with its values, the first of which holds where nothing else is said. There is always an axis `class`
    (gender and number in one: `m f mp fp`), one value of which each noun and name has. `cells` names the axis along which forms are listed
    ("case"; "" for a language without). `local` lists axes that are meant for one phrase and not handed on to its parts. An axis `order`
    with a value `turned` turns `[a|b]` round.
    `[plural]`: the class of the plural of each class.
    `[paradigms]`: words that are inflected: a row for each class, in the order of the axis, with "/" between; in a row a form for each cell, or one
    form for all; "_" for a blank in a form. The last row stands for classes that have none.
    `[nouns]`: by English noun, in the singular: "class: forms / forms of the plural".
    `[genders]`: the class of the genders that an author names for what he calls something in this language (masculine, feminine, neuter);
    `[name_endings]`: what such a name gets, by "class.case".
    `[heads]` and `[endings]`: the class of names of the contract (which stay as their author wrote them) by their last word or its ending.
    `[joins]`: contractions, as regular expressions, in their order: `'\\bde le ' = "du "`. A name stands between two characters that are no
    word characters: `(?=\\W?[aeiouh])` looks at its first letter. A contraction must not go across ", ".
`words.toml`
    The words that documents add (`documents.wording.Words`; "{}" is filled in). What is missing is said in English:
    give all of them. `kept_mark` is put behind what is kept in English, `kept_note` explains it.
`headings.toml`
    Usual headings of contracts, and heads of tables, by their English text. `questions.toml`: what is asked where a reading is open, by the name of
    its slot (before any "/"); "{}" is what the slot is about.
`numbers.toml`
    `words`: numbers in words ("2 zwei, 3 drei"), those that every noun takes alike. Counts of things up to twelve are said so, and what the author
    writes in words beside its digits; all others in digits.
`calculations.toml`
    Calculations as examples tell them: by the English form (`checks.reasons.told`) the pattern of the language, with the same names in braces. A
    pattern asks for a part in a variant, `{what:of}`; a form that has several is a table, `{"" = "die Gebühr", of = "der Gebühr"}`, the first of
    which stands alone. A form without a pattern is kept in English and marked.
`*.txt`
    The wording of phrases: a line each, `phrase = template`. A line that begins with a blank goes on; "#" begins a remark.

A template has on its left the phrase (the name behind the arrow in `grammar/sladsl.lark`) or the terminal, and then marks:

    +x      x stands in the phrase: a phrase, a family ("?party"), a terminal (NAME), or a word as it is written ("not", "less_than" for "less than")
    -x      x does not
    :acc    only where this feature is asked for; several: :acc.turned
    ~slot   articles, adjectives, verbs of the template agree with what stands for this slot: ~NAME, ~party.1
    !f      the whole is of this class, for those that agree with it; without it, that of ~slot, else that of the first part that has one
    *       however the phrase is written, this says it: its keywords (not its parts) tell nothing more

and on its right the wording:

    {NAME}           the first part that is a NAME, a party, ... and that nothing else stands for yet; {NAME.2} the second of all; {_unit} a bundle of one word
    {level:acc}      with features. Features are handed on to parts until another is named
    {deadline?}      if there is one. {scope*} all of them; {party&} all, as "a, b and c"; {party/} with "or"; {*} all that is left, in order
    {BE|ist|sind}    by the number of the English verb
    <in {window}>    only if its slots are filled
    <not|nicht>      only if the word, phrase or family stands there; <not|a|b> with an alternative; <up|> takes the word up without saying it
    @der             a word of the paradigms, in the features of the phrase; @der:m.dat in others; @der~NAME.2 in the class of a slot, @er~it
                     in that of what the phrase speaks of (the class around it, before ~slot)
    [a|b]            two pieces that change places where the order is turned
    Kalender&{UNIT}  "&" joins with the next word, which loses its capital

Templates are tried in their order; the first that takes up the whole phrase is used: all its parts and author's words, and its keywords but for
those that stand in every form of the phrase, articles, prepositions and "shall" (`compose.SILENT`). So a template without "not" never fits a phrase
that has it. Blanks are made single, and a comma before another mark is dropped: write `, @welcher {predicates},`. Sentences get their
capital by themselves. The template of a terminal gets its text as {text}: figures and dates by Babel, else the English; so
`CLOCK = {text} Uhr`. Terminals that hold more than one thing are phrases of their name: INTERVAL, UNIT_OF_NOTICE, IN_WORDS, COMMA_IN_UNIT,
TIMES_MORE_THAN hold NUMBER or UNIT, LOOSE_STANDARD its verb and, as WORD, what has to be met. "If Provider does not" is `test_fails_to` (party, act, as the duty says it) or `test_fails_under`
(party, PLACE: the paragraph of the duty); the halves of a worked example are `example_given` and `example_follows`.

How to write: decide first in which one form each family is said (an act as an infinitive, a condition as a clause that ends with its verb, a point in
time as a noun with its article), so that what uses it need not ask for several. Then `python -m tests.documents.coverage xx` lists the phrases that
examples and corpus have and the language cannot say, most used first; `… xx FILE.sla` prints a contract with what is kept in English; `… xx --forms` tries
every form that the grammar has. Malformed lines are errors that say their place.

What a contract itself says about languages ("In German, …", "The German text prevails") is grammar: one that it is to name there needs its name in the
terminal LANGUAGE and in `given.TAGS` as well. Documents speak a language without that.
"""

from sladsl.documents.languages.language import Language, language, tags, words_in

__all__ = ["Language", "language", "tags", "words_in"]
