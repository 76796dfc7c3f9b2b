"""YAML as people write it: long texts in blocks, decimals as they are, keys in the order that is given."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}" if "." in f"{value:f}" else f"{value:f}.0")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def yaml_of(documents: Iterable[Any], head: str = "") -> bytes:
    """One document after the other; `head` as comments before them."""
    comments = "".join(f"# {line}".rstrip() + "\n" for line in head.splitlines())
    told = yaml.dump_all(documents, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=118, explicit_start=True)
    return (comments + told).encode()
