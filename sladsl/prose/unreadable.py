"""What a reader of foreign documents raises."""


class Unreadable(Exception):
    """Why this is no document of its kind, as a sentence."""
