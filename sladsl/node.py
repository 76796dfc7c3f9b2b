"""How the nodes of the trees, and all other values of several parts, are made: frozen, slotted dataclasses that cost next to nothing
before they are used.

The standard decorator writes and compiles six functions for each class when it is imported; with some hundred kinds that is a third of the
time that a command takes to start. Here `__init__`, `__eq__` and `__hash__` are written when the first value of their kind is made, compared
or hashed, and one function serves all kinds where speed does not matter. Everything else is as in `dataclasses`: `fields`, `replace`, `match`.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(cls: type[_T]) -> type[_T]:
    """A frozen, slotted dataclass; equal are those of one kind with equal fields (those with `compare=False` aside)."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # without one, dataclasses works out the text of a signature
    own = vars(cls).keys() & _SHARED.keys()
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, shared in _SHARED.items():
        if name not in own:
            setattr(made, name, shared)
    return made


def _first_init(self: Any, *arguments: Any, **named: Any) -> None:
    cls = type(self)
    cls.__init__ = _written_init(cls)
    self.__init__(*arguments, **named)


def _written_init(cls: type) -> Any:
    """`def __init__(self, a, b=…): set_(self, "a", a) …`"""
    known: dict[str, Any] = {"set_": object.__setattr__, "absent": MISSING}
    head, named, body = ["self"], ["*"], []
    for one in fields(cls):
        name, text, value = one.name, one.name, one.name
        if one.default is not MISSING:
            known[f"default_{name}"] = one.default
            text += f"=default_{name}"
        elif one.default_factory is not MISSING:
            known[f"make_{name}"] = one.default_factory
            text += "=absent"
            value = f"make_{name}() if {name} is absent else {name}" if one.init else f"make_{name}()"
        elif not one.init:
            continue
        if one.init:
            (named if one.kw_only else head).append(text)
        body.append(f"set_(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    return _written("__init__", [*head, *(named if len(named) > 1 else ())], body, known)


def _first_eq(self: Any, other: object) -> Any:
    cls = type(self)
    mine, its = (f"({''.join(f'{which}.{name}, ' for name in _compared(cls))})" for which in ("self", "other"))
    body = ["if self is other: return True", f"return {mine} == {its} if type(other) is type(self) else NotImplemented"]
    cls.__eq__ = _written("__eq__", ["self", "other"], body, {})
    return self == other


def _first_hash(self: Any) -> int:
    cls = type(self)
    body = [f"return hash((type(self), {''.join(f'self.{name}, ' for name in _compared(cls))}))"]
    cls.__hash__ = _written("__hash__", ["self"], body, {})
    return hash(self)


def _compared(cls: Any) -> list[str]:
    return [one.name for one in fields(cls) if one.compare]


def _written(name: str, head: list[str], body: list[str], known: dict[str, Any]) -> Any:
    exec(f"def {name}({', '.join(head)}):\n" + ("\n".join(f"    {line}" for line in body) or "    pass"), known)
    return known[name]


def _repr(self: Any) -> str:
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({told})"


def _frozen(self: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


_SHARED: dict[str, Any] = {
    "__init__": _first_init,
    "__eq__": _first_eq,
    "__hash__": _first_hash,
    "__repr__": _repr,
    "__setattr__": _frozen,
    "__delattr__": _frozen,
}
