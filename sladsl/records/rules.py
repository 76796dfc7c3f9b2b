"""The rules of records: what each code of a finding means, for the manual and `explain`."""

from __future__ import annotations

RULES: dict[str, str] = {
    "R001": "There is a folder of records, and in it for each record one file, or files that are named as its parts.",
    "R002": "A file can be read: UTF-8 text, whole CSV, or Parquet.",
    "R003": "A CSV file names its columns on its first line, even where it has no rows.",
    "R004": "Every field that is not optional has a column.",
    "R005": "No two columns stand for the same field.",
    "R006": "Every row of a CSV file has as many cells as the header.",
    "R007": "A field that is not optional has a value in every row.",
    "R008": "Times, dates and months are written in ISO 8601: 2026-03-05T10:00:00Z, 2026-03-05, 2026-03.",
    "R009": "A time without an offset is one that the clock of the agreement's zone shows on that day.",
    "R010": "A time without an offset is one that the clock of the agreement's zone shows only once.",
    "R011": "Numbers are exact decimals with a point and without separators; lengths of time are not negative.",
    "R012": "An amount that names a currency names that of the field.",
    "R013": "A choice is one of those that the contract names.",
    "R014": "A yes-or-no field holds yes or no, true or false.",
    "R015": "Periods are written start/end;start/end.",
    "R016": "Nothing ends before it starts.",
    "R017": "A reference names a row that is there, where the file of the other record is.",
    "R018": "Rows to which other records refer have each a key of their own.",
    "R019": "Every line of a JSON Lines file is one object whose names are distinct; a JSON document has its rows in a list of objects.",
    "R020": "Rows were set aside on demand; the settlement does not count them.",
    "R021": "A file has more values that cannot be read than are told.",
    "R022": "Times are kept to the microsecond; further decimals are cut.",
    "R023": "A file in the folder is not taken for any record.",
    "R024": "`exports.toml` is a TOML file.",
    "R025": "`exports.toml` names records, fields and choices of the contract, time zones, units and ready-made mappings that there are.",
}
