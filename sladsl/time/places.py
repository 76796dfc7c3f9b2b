"""Places whose public holidays are known, by the names that contracts use.

Common names stand in a table, so that reading a contract does not cost the import of the library; every
other ISO 3166 code and subdivision is looked up in the library.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from sladsl.node import node


@node
class Place:
    """`country` is ISO 3166-1 alpha-2, `subdivision` the part after the hyphen in ISO 3166-2, or "" for the
    whole country (in a federation: the holidays of the federation). `name` is as the contract says it."""

    country: str
    subdivision: str
    name: str

    @property
    def code(self) -> str:
        """ "DE-BE", "FR"."""
        return f"{self.country}-{self.subdivision}" if self.subdivision else self.country


# England and Wales share the first column of the Banking and Financial Dealings Act 1971, Schedule 1.
_PARTS = {
    "england": ("GB", "ENG"),
    "england and wales": ("GB", "ENG"),
    "wales": ("GB", "WLS"),
    "scotland": ("GB", "SCT"),
    "northern ireland": ("GB", "NIR"),
}

_COUNTRIES = {
    "argentina": "AR", "australia": "AU", "austria": "AT", "belgium": "BE", "brazil": "BR",
    "bulgaria": "BG", "canada": "CA", "chile": "CL", "china": "CN", "colombia": "CO", "croatia": "HR",
    "cyprus": "CY", "czechia": "CZ", "the czech republic": "CZ", "denmark": "DK", "egypt": "EG",
    "estonia": "EE", "finland": "FI", "france": "FR", "germany": "DE", "greece": "GR",
    "hong kong": "HK", "hungary": "HU", "iceland": "IS", "india": "IN", "indonesia": "ID",
    "ireland": "IE", "israel": "IL", "italy": "IT", "japan": "JP", "kenya": "KE", "latvia": "LV",
    "liechtenstein": "LI", "lithuania": "LT", "luxembourg": "LU", "malaysia": "MY", "malta": "MT",
    "mexico": "MX", "morocco": "MA", "the netherlands": "NL", "new zealand": "NZ", "nigeria": "NG",
    "norway": "NO", "pakistan": "PK", "the philippines": "PH", "poland": "PL", "portugal": "PT",
    "romania": "RO", "saudi arabia": "SA", "serbia": "RS", "singapore": "SG", "slovakia": "SK",
    "slovenia": "SI", "south africa": "ZA", "south korea": "KR", "spain": "ES", "sweden": "SE",
    "switzerland": "CH", "taiwan": "TW", "thailand": "TH", "turkey": "TR", "ukraine": "UA",
    "the united arab emirates": "AE", "the united states": "US", "the united states of america": "US",
    "vietnam": "VN",
}  # fmt: skip

# The parts of the United Kingdom have different bank holidays, so its own name says too little.
_TOO_WIDE = {"GB"}


def place_named(name: str) -> Place | None:
    """The place of a name ("England and Wales", "the United States"), an ISO code ("FR", "DE-BE", "US-CA")
    or a subdivision in the library's own spelling with its country ("Bayern, Germany"); None if it is not
    understood. "The" and the case of letters do not matter in names; codes are upper case."""
    words = " ".join(name.split())
    if re.fullmatch(r"[A-Z]{2}(-[A-Za-z0-9]{1,12})?", words):
        return _by_code(words)
    plain = _plain(words)
    if plain in _PARTS:
        return Place(*_PARTS[plain], words)
    if plain in _by_plain_name():
        return Place(_by_plain_name()[plain], "", words)
    part, comma, whole = words.partition(", ")
    country = _by_plain_name().get(_plain(whole)) if comma else None
    if country is None or country in _TOO_WIDE:
        return None
    codes, aliases = _subdivisions(country)
    code = part if part in codes else aliases.get(part)
    return None if code is None else Place(country, code, words)


def understood_names() -> tuple[str, ...]:
    """The names in the table, sorted, for a finding; ISO codes are understood besides."""
    names = [*_PARTS, *_COUNTRIES]
    return tuple(sorted(_title(name) for name in names))


def near_names(name: str) -> tuple[str, ...]:
    """Up to four understood names that resemble one that is not, best first."""
    plain = _plain(name)
    if plain in ("united kingdom", "uk", "great britain", "britain", "gb"):
        return "England and Wales", "Scotland", "Northern Ireland"
    if plain in ("usa", "us", "america"):
        return ("the United States",)
    by_plain = {_plain(known): known for known in understood_names()}
    return tuple(by_plain[close] for close in get_close_matches(plain, by_plain, n=4, cutoff=0.6))


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ")


def _title(name: str) -> str:
    return " ".join(word if word in ("the", "and", "of") else word.capitalize() for word in name.split())


@cache
def _by_plain_name() -> dict[str, str]:
    return {_plain(name): code for name, code in _COUNTRIES.items()}


def _by_code(code: str) -> Place | None:
    country, _, subdivision = code.partition("-")
    if not subdivision and country in _COUNTRIES.values():
        return Place(country, "", code)
    if not subdivision and country in _TOO_WIDE:
        return None
    supported = import_module("holidays").list_supported_countries(include_aliases=False)
    if country not in supported:
        return None
    if subdivision and subdivision not in _subdivisions(country)[0]:
        return None
    return Place(country, subdivision, code)


@cache
def _subdivisions(country: str) -> tuple[frozenset[str], dict[str, str]]:
    """(codes, code by name)"""
    empty = import_module("holidays").country_holidays(country)
    return frozenset(empty.subdivisions), dict(empty.subdivisions_aliases)
