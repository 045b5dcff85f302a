"""Where an address has led to → the address that may be written in its place, where both certainly are the same page.

What is certain is decided narrowly: an address that is not rewritten still works, one that is rewritten wrongly loses the source.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from igreport.sources import urls
from igreport.sources.hosts import host_kind
from igreport.sources.url_forms import (
    joined,
    same_page,
    session_ids,
    split,
    split_authority,
    tracking_parameters,
)
from igreport.sources.url_pages import is_home_page

_PAGE = re.compile(r"(?i)\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cfm)\Z")
_INDEX = frozenset(["index", "default", "home"])
# Of hosts and folders: who is not known gets these instead of the page. Or the page in a form for some readers alone.
_GATES = frozenset(
    "login logon signin sign-in sso auth oauth oauth2 idp cas saml account accounts konto anmelden anmeldung consent cookies "
    "captcha challenge blocked error errors 404 notfound not-found unavailable maintenance m mobile amp print".split()
)
_TELLING = 12  # characters that a page's own name has at least, so that it is the same page in another folder
_LONGEST = 2000


def written_anew(url: str, final: str, language: str) -> str | None:
    """Return the address to be written instead of `url`, with its fragment, or None where `final` may be another page.

    `url` redirects to `final` for ever. Both must be on the same site (the registrable domain, by the Public Suffix List), have
    the same query, and the same path but for its last slash, the ending of a page (`.html`), `index`, case and a folder for
    `language` (`en`), in which the source is read; or the same name, if it is long enough, in another folder.
    """
    old, new, language = split(url), split(final), language.lower()
    if not _is_fit(final, url) or _is_https(url) > _is_https(final):
        return None
    if not _is_same_site(old.authority or "", new.authority or "", language) or is_home_page(final) > is_home_page(url):
        return None
    if (old.query or "") != (new.query or "") or not _is_same_path(old.path, new.path, language):
        return None
    return with_fragment(final, url)


def over_https(url: str, final: str) -> str | None:
    """Return `final`, with the fragment of `url`, where it is the same address by https and `url` is by http; else None."""
    if _is_https(url) or not _is_https(final) or not _is_fit(final, url) or same_page(url) != same_page(final):
        return None
    return with_fragment(final, url)


def twin(url: str) -> str | None:
    """Return an address by http as the same by https; None for others, and for those with a port of their own."""
    parts = split(url)
    if (parts.scheme or "").lower() != "http" or split_authority(parts.authority or "").port:
        return None
    return joined(parts._replace(scheme="https"))


def with_fragment(url: str, other: str) -> str:
    """Return `url` with the fragment of `other`, where that has one."""
    fragment = split(other).fragment
    return url if fragment is None else joined(split(url)._replace(fragment=fragment))


def _is_https(url: str) -> bool:
    return (split(url).scheme or "").lower() == "https"


def _is_fit(url: str, old: str) -> bool:
    """Say whether an author might have written this address: nothing is wrong with it, and it knows nobody's visit."""
    if len(url) > _LONGEST or urls.parse(url).faults or split_authority(split(url).authority or "").userinfo:
        return False
    return not session_ids(url) and _tracking(url) <= _tracking(old)


def _tracking(url: str) -> set[str]:
    return {url[part.start : part.end] for part in tracking_parameters(url)}


def _is_same_site(old: str, new: str, language: str) -> bool:
    one, other = split_authority(old), split_authority(new)
    if one.port != other.port:
        return False
    first, second = one.host.lower().rstrip("."), other.host.lower().rstrip(".")
    if first == second:
        return True
    added = set(second.split(".")[:-1]) - set(first.split("."))
    if added & _GATES or any(_is_other_language(label, language) for label in added):
        return False
    return bool(_domain(first)) and _domain(first) == _domain(second)


def _domain(host: str) -> str:
    """Return the part of a host that somebody has registered, or below which others than its owner have sites."""
    import tld  # its list is long: most runs move nothing

    if host_kind(host) not in ("public", "example"):
        return ""
    return str(tld.get_fld(f"https://{host}", fail_silently=True, search_private=True) or "")


def _is_same_path(old: str, new: str, language: str) -> bool:
    first, second = _segments(old), _segments(new)
    if _without_language(first, language) == _without_language(second, language):
        return True
    if not first or not second or set(second) & _GATES - set(first):
        return False
    if [word for word in first if _is_other_language(word, language)] != [
        word for word in second if _is_other_language(word, language)
    ]:
        return False
    numbered = {word for word in first if any(sign.isdigit() for sign in word)}
    return first[-1] == second[-1] and _is_telling(first[-1]) and numbered <= set(second)


def _segments(path: str) -> list[str]:
    """Return a path's parts in small letters, without what does not tell pages apart."""
    parts = [unquote(part).lower() for part in path.split("/") if part]
    if parts:
        parts[-1] = _PAGE.sub("", parts[-1])
    return parts[:-1] if parts and parts[-1] in _INDEX else parts


def _without_language(parts: list[str], language: str) -> list[str]:
    return parts[1:] if parts and _is_language(parts[0]) and parts[0][:2] == language[:2] else parts


def _is_other_language(word: str, language: str) -> bool:
    return _is_language(word) and word[:2] != language[:2]


def _is_language(word: str) -> bool:
    """Say whether a folder is the root of one language, as `en`, `en-gb` or `english`."""
    return word not in _INDEX and is_home_page(f"https://example.org/{word}/")


def _is_telling(name: str) -> bool:
    """Say whether a page's name is one that no other page of the site will have: of several words, or with a number."""
    return len(name) >= _TELLING and len(re.findall(r"[^\W_]+", name)) >= 3
