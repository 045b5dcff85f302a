"""Which fields an author gave to a source, the wrong and the misspelt ones as well: REF101 speaks of these."""

from __future__ import annotations

from igreport.model.reference import FIELDS, Reference

_ALIKE = 0.75


def is_given(reference: Reference, name: str) -> bool:
    """Whether a source has the field, or one that is meant to be it: `acessed`."""
    if (name,) in reference.places or name in reference.fields:
        return True
    unknown = [path[0] for path in reference.places if len(path) == 1 and path[0] not in FIELDS]
    words = [word for word in unknown if isinstance(word, str)]
    if not words:
        return False
    import difflib

    return bool(difflib.get_close_matches(name, [word.lower() for word in words], 1, _ALIKE))
