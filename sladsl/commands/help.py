"""Help as plain text, with the options of a command in groups and its examples as they are typed."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

_OTHER = "Other options"


def _write_groups(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    """The arguments, then the options under the name of their group, in the order in which they are declared."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None:
            default = "What to read" if parameter.param_type_name == "argument" else _OTHER
            groups.setdefault(getattr(parameter, "rich_help_panel", None) or default, []).append(record)
    if _OTHER in groups:
        groups[_OTHER] = groups.pop(_OTHER)
    for name, records in groups.items():
        with formatter.section(name):
            formatter.write_dl(records)


def _write_epilog(epilog: str | None, formatter: Any) -> None:
    """Line by line: an example that is wrapped cannot be copied."""
    if epilog:
        formatter.write("\n")
        for line in epilog.strip("\n").split("\n"):
            formatter.write(f"{line}\n")


class PlainCommand(TyperCommand):
    def format_options(self, ctx: Any, formatter: Any) -> None:
        _write_groups(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _write_epilog(self.epilog, formatter)


class PlainGroup(TyperGroup):
    def format_options(self, ctx: Any, formatter: Any) -> None:
        self.format_commands(ctx, formatter)
        _write_groups(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _write_epilog(self.epilog, formatter)
