"""Jinja2 for the layouts in HTML and Markdown, in its sandbox: a template computes nothing outside the document, and whatever it prints that
is not its own markup is escaped, also where a firm's template forgets to ask for it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2 import __version__ as jinja
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sladsl.documents.house import OWN, PICTURES, PLAIN, House, Misfit, did_you_mean, whole_line
from sladsl.documents.tree import Document
from sladsl.documents.wording import Words
from sladsl.findings import Finding, error
from sladsl.kept import read, write

_GIVEN = {"document": Document, "words": Words}
_UNESCAPING = ("safe", "urlize")
_HELD_TOGETHER = re.compile(
    r"(?<=\b[A-Z]{3}) (?=[0-9])|(?<=[0-9]) (?=(?:milliseconds?|seconds?|minutes?|hours?|(?:business |calendar )?days?|weeks?|months?|quarters?"
    r"|years?|percentage|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_HAS_NOT = re.compile(r"'(?P<what>[^']*)' has no attribute '(?P<name>[^']*)'")
_IS_NOT = re.compile(r"'(?P<name>[^']*)' is undefined")


def filled_in(house: House, name: str, context: Mapping[str, object], filters: Mapping[str, Callable[..., str]]) -> str:
    """A template with its names. Misfit: a firm's template that asks for what is not there, or fails."""
    environment = _plain_environment() if house is PLAIN else _environment(house)
    environment.filters.update(filters)
    try:
        return environment.get_template(name).render(**context, pictures=_pictures(house))
    except Exception as wrong:
        finding = _finding(house, wrong)
        if finding is None:
            raise
        raise Misfit(finding) from wrong


def unknown_names(house: House) -> Iterator[Finding]:
    """Whatever a firm's templates name that is not there, whether it would be printed for this contract or not."""
    environment = _environment(house)
    environment.filters |= {"rule": str, "svg": str}
    for name, text in house.templates.items():
        if name.endswith(".j2"):
            try:
                environment.compile(text, name)
                yield from _unknown(environment, house, name, text)
            except TemplateSyntaxError as wrong:
                code = "T003" if (wrong.message or "").startswith("No ") else "T002"
                yield error(code, _lowered(wrong.message or ""), whole_line(house.path(name), wrong.lineno, text))


class _Sandbox(ImmutableSandboxedEnvironment):
    """What the document tree and its plain form declare is given at once; whatever else a template asks for goes through all the checks of the
    sandbox, which would be most of the time of a page."""

    def getattr(self, obj: object, attribute: str) -> object:
        kind: Any = type(obj)
        if attribute in _declared(kind):
            return getattr(obj, attribute)
        if isinstance(obj, dict) and attribute in obj and attribute not in _OF_DICTIONARIES:
            return obj[attribute]
        return super().getattr(obj, attribute)


_OF_DICTIONARIES = frozenset(dir(dict))


@cache
def _declared(kind: type[Any]) -> frozenset[str]:
    """The public fields of a dataclass of this package."""
    if not kind.__module__.startswith("sladsl."):
        return frozenset()
    return frozenset(name for name in getattr(kind, "__dataclass_fields__", ()) if not name.startswith("_"))


@cache
def _plain_environment() -> ImmutableSandboxedEnvironment:
    made = _environment(PLAIN)
    made.bytecode_cache = _Kept()
    return made


class _Kept(BytecodeCache):
    """The templates of this package are compiled once, as its modules are."""

    def load_bytecode(self, bucket: Bucket) -> None:
        content = read(self._place(bucket))
        if content is not None:
            bucket.load_bytecode(BytesIO(content))  # which looks whether it is of this text

    def dump_bytecode(self, bucket: Bucket) -> None:
        write(self._place(bucket), bucket.bytecode_to_string())

    def _place(self, bucket: Bucket) -> Path:
        return Path(__file__).parent / "templates" / f"{bucket.key}-{jinja}.py"


def _environment(house: House) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        own = name.startswith(OWN)
        text = (PLAIN if own else house).source(name.removeprefix(OWN))
        if text is None:
            return None
        if name.endswith(".css"):  # a style sheet has braces of its own
            text = f"{{% raw %}}{text}{{% endraw %}}"
        return text, name if own or name.removeprefix(OWN) not in house.templates else house.path(name), lambda: True

    made = _Sandbox(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in _UNESCAPING:
        del made.filters[name]
    made.filters["unbroken"] = _unbroken
    return made


def _pictures(house: House) -> dict[str, Markup]:
    """Each picture of the firm as an address that holds it, by the name of its file."""
    return {
        name: Markup(f"data:{PICTURES[name[name.rfind('.') :].lower()]};base64,{b64encode(content).decode()}")
        for name, content in house.pictures.items()
    }


def _unbroken(text: str) -> str:
    """An amount, a length of time and a date do not break across lines."""
    return _HELD_TOGETHER.sub("\N{NO-BREAK SPACE}", text)


# --- what is wrong in a firm's template ----------------------------------------------------------------------------------


def _unknown(environment: ImmutableSandboxedEnvironment, house: House, name: str, text: str) -> Iterator[Finding]:
    tree = environment.parse(text, name)

    def at(node: nodes.Node) -> tuple[str, int, str]:
        return house.path(name), node.lineno, text

    known = {*environment.globals, *_GIVEN, "pictures", *_inherited(environment, tree)}
    for missing in sorted(find_undeclared_variables(tree) - known):
        for one in tree.find_all(nodes.Name):
            if one.name == missing and one.ctx == "load":
                told = f'the template names "{missing}", which is not there'
                yield error("T003", told, whole_line(*at(one)), hint=did_you_mean(missing, known))
                break
    for asked in tree.find_all(nodes.Getattr):
        kind = _GIVEN.get(asked.node.name) if isinstance(asked.node, nodes.Name) else None
        if kind is not None:
            parts = {one.name for one in fields(kind)}
            if asked.attr not in parts:
                assert isinstance(asked.node, nodes.Name)
                told = f'the template asks for "{asked.attr}", which {asked.node.name} does not have'
                yield error("T003", told, whole_line(*at(asked)), hint=did_you_mean(asked.attr, parts))
    for used in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = getattr(used, "template", None)
        if isinstance(wanted, nodes.Const) and not getattr(used, "ignore_missing", False):
            named = str(wanted.value)
            if (PLAIN if named.startswith(OWN) else house).source(named.removeprefix(OWN)) is None:
                yield error("T003", f'the template names "{named}", and there is no such file', whole_line(*at(used)))
    for turned in tree.find_all(nodes.ScopedEvalContextModifier):
        yield error("T004", "a template cannot turn escaping off", whole_line(*at(turned)))
    if name.endswith(".md.j2"):
        for joined in tree.find_all(nodes.Concat):
            hint = "Write the pieces one after the other, or in {% set it %} … {% endset %}."
            yield error(
                "T004",
                "a Markdown template joins texts with ~, which would escape them for HTML",
                whole_line(*at(joined)),
                hint=hint,
            )


def _inherited(environment: ImmutableSandboxedEnvironment, tree: nodes.Template) -> set[str]:
    """The macros of the template that this one extends."""
    found: set[str] = set()
    for one in tree.find_all(nodes.Extends):
        if isinstance(one.template, nodes.Const) and str(one.template.value).startswith(OWN):
            text = PLAIN.source(str(one.template.value).removeprefix(OWN))
            if text is not None:
                found |= {macro.name for macro in environment.parse(text).find_all(nodes.Macro)}
    return found


def _finding(house: House, wrong: Exception) -> Finding | None:
    """None: the fault is not the firm's."""
    if not house.templates:
        return None
    place, text, line = None, "", 1
    step = wrong.__traceback__
    paths = {house.path(name): text for name, text in house.templates.items()}
    while step is not None:
        if (found := step.tb_frame.f_code.co_filename) in paths:
            place, text, line = found, paths[found], step.tb_lineno
        step = step.tb_next
    if isinstance(wrong, TemplateSyntaxError) and wrong.filename in paths:
        place, text, line = wrong.filename, paths[wrong.filename], wrong.lineno
    if place is None and not isinstance(wrong, TemplateError):
        return None
    shown = None if place is None else whole_line(place, line, text)
    match wrong:
        case SecurityError():
            return error("T004", f"the template does what templates must not: {_lowered(str(wrong))}", shown)
        case UndefinedError():
            return error("T003", _not_there(str(wrong)), shown)
        case TemplateNotFound():
            return error("T003", f'the template names "{wrong}", and there is no such file', shown)
        case TemplateError():
            return error("T002", _lowered(str(wrong)), shown)
        case _:
            return error("T004", f"the template cannot be filled in: {wrong or type(wrong).__name__}", shown)


def _not_there(told: str) -> str:
    if found := _HAS_NOT.search(told):
        what = found["what"].removesuffix(" object").rpartition(".")[2].lower()
        return (
            f'the template asks for "{found["name"]}", which {"this" if what == "dict" else f"a {what}"} does not have'
        )
    if found := _IS_NOT.search(told):
        return f'the template names "{found["name"]}", which is not there'
    return _lowered(told)


def _lowered(told: str) -> str:
    return told[:1].lower() + told[1:].removesuffix(".")
