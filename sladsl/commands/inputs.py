"""The files and values that a command is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from sladsl.commands.refusal import Refusal, because


def read_contract(path: Path) -> str:
    """The text of a contract. Refused: no file, a folder, not UTF-8."""
    if path.is_dir():
        inside = sorted(entry.name for entry in path.glob("*.sla"))
        name = "contract.sla" if "contract.sla" in inside else inside[0] if inside else None
        raise Refusal(f"{path} is a folder, not a contract." + (f" Did you mean {path / name}?" if name else ""))
    return _text(path, "contract")


def read_values(path: Path | None, pairs: Iterable[str]) -> dict[str, str]:
    """Order-form values by name, as text: from the file, then from `--set`, which wins."""
    values = _values_file(path) if path is not None else {}
    return values | read_pairs(pairs, "--set", '"Uptime Target=99.9%"')


def read_pairs(pairs: Iterable[str], option: str, example: str) -> dict[str, str]:
    """`NAME=VALUE` as a mapping. Refused: no equals sign, no name, two values for one name."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not name or not value:
            raise Refusal(f'{option} wants a name and a value, such as {example}; "{pair}" is not that.')
        if found.get(name, value) != value:
            raise Refusal(f'{option} gives "{name}" two values: {found[name]} and {value}.')
        found[name] = value
    return found


def read_day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise Refusal(f'{option} wants a day such as 2026-03-31; "{text}" is none.') from None


def read_days(month: str | None, first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The first and the last day that are asked for; None where the records decide."""
    if month is not None:
        if first is not None or last is not None:
            raise Refusal("--month stands alone: give either --month, or --from and --to.")
        try:
            start = datetime.strptime(month, "%Y-%m").date()
            return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        except (ValueError, OverflowError):
            raise Refusal(f'--month wants a month such as 2026-03; "{month}" is none.') from None
    start_day, end_day = read_day(first, "--from"), read_day(last, "--to")
    if start_day is not None and end_day is not None and end_day < start_day:
        raise Refusal(f"--to {end_day} is before --from {start_day}.")
    return start_day, end_day


def not_with_target(options: Mapping[str, object]) -> None:
    """Options that concern the document or a settlement. Refused: one of them is given."""
    for option, given in options.items():
        if given:
            raise Refusal(f"--target makes neither document nor statement: leave out {option}.")


def records_folder(path: Path) -> Path:
    """The folder of records. Refused: none there, or a file."""
    if path.is_dir():
        try:
            next(path.iterdir(), None)
        except OSError as problem:
            raise Refusal(f"{path} cannot be read: {because(problem)}.") from None
        return path
    if path.exists():
        raise Refusal(f"{path} is a file; --records wants the folder that holds the exported records.")
    raise Refusal(f"There is no folder {path}. --records wants the folder that holds the exported records.")


def templates_folder(path: Path) -> Path:
    """The folder of a firm's templates. Refused: none there, or a file."""
    if not path.is_dir():
        what = f"{path} is a file;" if path.exists() else f"There is no folder {path}."
        raise Refusal(f"{what} --templates wants the folder that holds a firm's templates and words.")
    return path


def _values_file(path: Path) -> dict[str, str]:
    import tomllib

    try:
        # Numbers stay as they are written: 99.90 must not pass through a binary float.
        loaded = tomllib.loads(_text(path, "file of values"), parse_float=str)
    except tomllib.TOMLDecodeError as problem:
        raise Refusal(f'{path} is no TOML file: {problem}. A line looks like "Uptime Target" = "99.9%".') from None
    values: dict[str, str] = {}
    for name, value in loaded.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise Refusal(f'{path}: "{name}" must be text or a number. A line looks like "{name}" = "99.9%".')
        values[name] = str(value)
    return values


def content_of(path: Path, what: str) -> bytes:
    """Refused: no file, or one that cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refusal(f"There is no {what} {path}.") from None
    except OSError as problem:
        raise Refusal(f"{path} cannot be read: {because(problem)}.") from None


def _text(path: Path, what: str) -> str:
    content = content_of(path, what)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        found = "it is UTF-16" if utf16 else f"line {line} holds the byte 0x{content[problem.start]:02x}"
        raise Refusal(f"{path} is not UTF-8 text: {found}. Save it as UTF-8.") from None
