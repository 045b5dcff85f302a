"""Which fields an author gave to a source, the wrong and the misspelt ones as well: REF101 speaks of these."""

from __future__ import annotations

import difflib

from igreport.model.reference import FIELDS, Reference

_ALIKE = 0.75


def is_given(reference: Reference, name: str) -> bool:
    """Whether a source has the field, or one that is meant to be it: `acessed`."""
    if (name,) in reference.places or name in reference.fields:
        return True
    unknown = [path[0] for path in reference.places if len(path) == 1 and path[0] not in FIELDS]
    words = [word.lower() for word in unknown if isinstance(word, str)]
    return bool(difflib.get_close_matches(name, words, n=1, cutoff=_ALIKE))
