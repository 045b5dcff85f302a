"""What titles say: whether two mean the same page, and the part that is a site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from igreport.links.shown_text import stem, words

_PARTS = re.compile(
    r"\s+[|\u00b7\u2022\u2013\u2014\u00bb\u203a\u00ab:~/-]{1,3}\s+|\s*[|\uff5c]\s*|\s+::\s+|_{2,}|\u2014"
)
_ENOUGH = 0.7  # share of a title's words that tell that it is meant
_LIKE = 0.5  # share of words in common, above which two titles may be of one page


def parts(title: str) -> list[str]:
    """Return what a title says between its dividers: `Page not found | Example` → `Page not found`, `Example`."""
    return [part.strip() for part in _PARTS.split(title[:300]) if part and part.strip()]


def stems(*texts: str) -> frozenset[str]:
    """Return the stems of the words of some texts."""
    return frozenset(stem(word) for text in texts for word in words(text))


def is_named(title: str, *said: str) -> bool:
    """Return whether a page that says this of itself is the one that a reference's title means."""
    wanted, found = stems(title), stems(*said)
    if not wanted or not found:
        return False
    common = len(wanted & found)
    # The page's own title may be the shorter one, without a subtitle: then all of it has to be meant.
    own = max((_share(stems(part), wanted) for text in said for part in [text, *parts(text)]), default=0.0)
    share = common / len(wanted)
    return share >= _ENOUGH or (own >= 1.0 and share >= _LIKE)


def _share(part: frozenset[str], whole: Iterable[str]) -> float:
    return len(part & frozenset(whole)) / len(part) if len(part) >= 3 else 0.0


def is_wholly_named(title: str, *said: str) -> bool:
    """Return whether a page says all of what a reference's title says; a site's name alone is seldom a title."""
    wanted = stems(title)
    return len(wanted) > 1 and wanted <= stems(*said)


def are_alike(one: str, other: str) -> bool:
    """Return whether two titles may be of the same page, what both share as a site's name aside."""
    first, second = parts(one), parts(other)
    shared = {part.casefold() for part in first} & {part.casefold() for part in second}
    left = stems(*(part for part in first if part.casefold() not in shared))
    right = stems(*(part for part in second if part.casefold() not in shared))
    if not left or not right:
        return True
    return len(left & right) / min(len(left), len(right)) >= _LIKE
