"""How the nodes of the trees are made: frozen, slotted dataclasses that cost nothing before they are used.

The standard decorator writes and compiles six functions for each class when it is imported; with two hundred kinds of node that is
a third of the time that a command takes to start. Here one function serves all kinds wherever it can, and `__init__` is written
when the first node of its kind is made. Everything else is as in `dataclasses`: `fields`, `replace`, `match`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(cls: type[_T]) -> type[_T]:
    """A frozen, slotted dataclass; equal are nodes of one kind with equal fields (those with `compare=False` aside)."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # without one, dataclasses works out the text of a signature
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _first_init  # type: ignore[method-assign]
    for name, shared in _SHARED.items():
        setattr(made, name, shared)
    return made


def _first_init(self: Any, *arguments: Any, **named: Any) -> None:
    cls = type(self)
    cls.__init__ = _written_init(cls)
    self.__init__(*arguments, **named)


def _written_init(cls: type) -> Any:
    """`def __init__(self, a, b=…): set_(self, "a", a) …`"""
    told = fields(cls)
    defaults: dict[str, Any] = {"set_": object.__setattr__}
    head, body = ["self"], []
    for one in told:
        text = one.name
        if one.default is not MISSING:
            defaults[f"default_{one.name}"] = one.default
            text += f"=default_{one.name}"
        head.append(text)
        body.append(f"    set_(self, {one.name!r}, {one.name})")
    exec(f"def __init__({', '.join(head)}):\n" + ("\n".join(body) or "    pass"), defaults)
    return defaults["__init__"]


_COMPARED: dict[type, tuple[str, ...]] = {}
"""The fields of each kind that are compared: asked for every node that is hashed, which `fields` is too slow for."""


def _compared(self: Any) -> tuple[object, ...]:
    kind = type(self)
    if kind not in _COMPARED:
        _COMPARED[kind] = tuple(one.name for one in fields(kind) if one.compare)
    return tuple([getattr(self, name) for name in _COMPARED[kind]])


def _eq(self: Any, other: object) -> bool:
    if self is other:
        return True
    return type(self) is type(other) and _compared(self) == _compared(other)


def _hash(self: Any) -> int:
    return hash((type(self), _compared(self)))


def _repr(self: Any) -> str:
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({told})"


def _frozen(self: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


_SHARED: dict[str, Any] = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _frozen,
    "__delattr__": _frozen,
}


# --- walking through a tree -------------------------------------------------------------------------------------------


def nodes(root: object) -> Iterator[object]:
    """Every node below `root`, and `root` itself, in the order of the text."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif (names := _names_of(type(node))) is not None:
            yield node
            stack.extend(getattr(node, name) for name in names)


def nodes_and_values(root: object, stop: tuple[type, ...] = ()) -> Iterator[object]:
    """As `nodes`, with the values of their fields that are no nodes: names, figures. Nodes of the kinds in `stop` are given, but not
    entered."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
            continue
        yield node
        names = _names_of(type(node))
        if names is not None and not isinstance(node, stop):
            stack.extend(getattr(node, name) for name in names)


def rewritten(node: Any, change: Callable[[Any], Any]) -> Any:
    """The tree with each node changed, the lowest first; what does not change stays the same object."""
    if isinstance(node, tuple):
        parts = tuple(rewritten(part, change) for part in node)
        return parts if any(new is not old for new, old in zip(parts, node, strict=True)) else node
    if not is_dataclass(node) or isinstance(node, type):
        return node
    new = {
        field.name: made
        for field in fields(node)
        if (made := rewritten(old := getattr(node, field.name), change)) is not old
    }
    return change(replace(node, **new) if new else node)


_NAMES: dict[type, tuple[str, ...] | None] = {}
"""What `_names_of` has found: a walk asks it more often than anything else."""


def _names_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a node, the last first; None for what is no node."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in reversed(fields(kind))) if is_dataclass(kind) else None
    return _NAMES[kind]
