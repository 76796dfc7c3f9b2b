"""What a plan comes to for those who read the agreement: examples, minutes, steps of credit, holidays, what is kept of records.

Facts only, exact and without a sentence: `documents` puts them into words, in whichever language.
"""

from sladsl.digest.digest import Digest, digest_of

__all__ = ["Digest", "digest_of"]
