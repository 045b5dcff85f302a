"""Hosts: whether a name can be one, what kind of place it is, and whether it looks like another.

Standards: the WHATWG URL Standard, section 3 (hosts; https://url.spec.whatwg.org/#host-parsing), RFC 1123 and RFC 5890
(labels), RFC 6761 (special-use names), UTS #39 (scripts). What is known by name is data (`data/urls.txt`).
"""

from __future__ import annotations

import functools
import ipaddress
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from igreport.model.url import HostKind

_LONGEST_LABEL, _LONGEST_HOST = 63, 253  # octets; RFC 1035, section 2.3.4
_JOINERS = "·・\u200c\u200d"  # punctuation that RFC 5892, appendix A allows in a label
# Small letters that most typefaces draw as Latin ones (UTS #39, confusables.txt).
_LOOKALIKES = {"CYRILLIC": frozenset("асԁеһіјӏорԛѕԝхуѵүґпг"), "GREEK": frozenset("αικνορτυχ")}
_HOMES = {"CYRILLIC": "cyrillic domains", "GREEK": "greek domains"}
_SCRIPTS = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": ""}
# UTS #39, section 5.2, "highly restrictive": the only scripts that one label may mix.
_MIXTURES = (
    frozenset(("LATIN", "CJK", "HIRAGANA", "KATAKANA")),
    frozenset(("LATIN", "CJK", "BOPOMOFO")),
    frozenset(("LATIN", "CJK", "HANGUL")),
)
_DOCUMENTATION = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")  # RFC 5737, RFC 3849


@functools.cache
def known(section: str) -> frozenset[str]:
    """Return the entries of one section of `data/urls.txt`, in small letters."""
    return _sections()[section]


@functools.cache
def _sections() -> dict[str, frozenset[str]]:
    text = (Path(__file__).parent / "data" / "urls.txt").read_text("utf-8")
    sections: dict[str, set[str]] = {}
    for line in text.lower().splitlines():
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            entries.update([line] if "@" in line else line.split())
    return {name: frozenset(found) for name, found in sections.items()}


def is_below(host: str, names: frozenset[str]) -> bool:
    """Say whether `host` (small letters) is one of `names` or a name below one: `a.example.org` below `example.org`."""
    if len(host) > _LONGEST_HOST:
        return False
    while host not in names:
        _, dot, host = host.partition(".")
        if not dot:
            return False
    return True


@functools.lru_cache(1024)
def problem(host: str) -> str:
    """Return why `host` cannot be one, in the author's words, or nothing where it can.

    It is judged as the WHATWG URL Standard's host parser does with `beStrict`, save that `_` may stand in a name.
    """
    if host.startswith("["):
        return "" if _ipv6(host) else f"“{host[:60]}” is no IPv6 address"
    name = unquote(host).replace("。", ".").removesuffix(".")
    if not name:
        return "no host is named"
    if len(name) > _LONGEST_HOST:
        return f"the host is longer than {_LONGEST_HOST} characters"
    labels = name.split(".")
    if _is_number(labels[-1]):
        return "" if _ipv4(name) else f"“{host[:60]}” is no IPv4 address"
    return next((fault for label in labels if (fault := _label_problem(label))), "")


def _label_problem(label: str) -> str:
    if not label:
        return "the host has an empty part: a dot too many"
    if len(label) > _LONGEST_LABEL or len(_to_ascii(label)) > _LONGEST_LABEL:
        return f"“{label[:20]}…” is longer than {_LONGEST_LABEL} characters"
    if label.startswith("-") or label.endswith("-"):
        return f"“{label}” begins or ends with a hyphen"
    wrong = next((letter for letter in label if not _may_stand(letter)), "")
    if wrong:
        return f"“{wrong}” cannot stand in a host"
    return f"“{label}” is no encoded name" if label[:4].lower() == "xn--" and not to_unicode(label) else ""


def _may_stand(letter: str) -> bool:
    if letter.isascii():
        return letter.isalnum() or letter in "-_"
    return unicodedata.category(letter)[0] not in "CPZ" or letter in _JOINERS


def _to_ascii(label: str) -> bytes:
    return label.encode() if label.isascii() else b"xn--" + label.encode("punycode", "replace")


def to_unicode(label: str) -> str:
    """Return a label of a host as it is read: `xn--mller-kva` as `müller`; nothing where it cannot be decoded (RFC 3492)."""
    if label[:4].lower() != "xn--" or len(label) > _LONGEST_LABEL:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        return ""


@functools.lru_cache(4096)
def host_kind(host: str) -> HostKind:
    """Return what kind of place a host is; one that cannot be a host is `public`, for nothing is known against it.

    Standards: RFC 6761, 6762 and 8375 (names), RFC 2606 (examples); RFC 6890 with 1918, 4193, 3927 and 6598 (addresses),
    in every form that the WHATWG URL Standard's IPv4 parser reads (`0x7f.1`, `2130706433`).
    """
    name = unquote(host).lower().replace("。", ".").removesuffix(".")
    address = _ipv6(name) if name.startswith("[") else _ipv4(name)
    if address:
        return _address_kind(address)
    if name == "localhost" or name.endswith((".localhost", "localhost.localdomain")):
        return "loopback"
    if is_below(name, known("example")):
        return "example"
    if is_below(name, known("intranet")) or (name and "." not in name and not name.startswith("[")):
        return "intranet"
    return "shortener" if name.removeprefix("www.") in known("shorteners") else "public"


def _address_kind(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> HostKind:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return _address_kind(address.ipv4_mapped)
    if address.is_loopback:
        return "loopback"
    if any(address in ipaddress.ip_network(network) for network in _DOCUMENTATION):
        return "example"
    return "ip" if address.is_global and not address.is_multicast else "private"


def _ipv6(host: str) -> ipaddress.IPv6Address | None:
    if "%" in host or not host.endswith("]"):
        return None  # a zone is no part of a URL's host
    try:
        return ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        return None


def _is_number(label: str) -> bool:
    """Say whether a host that ends with `label` is to be an IPv4 address (WHATWG: "ends in a number checker")."""
    digits = label[2:] if label[:2] in ("0x", "0X") else label
    return (
        label[:1].isdigit() and label.isascii() and not digits.strip("0123456789" + "ABCDEFabcdef" * (digits != label))
    )


def _ipv4(host: str) -> ipaddress.IPv4Address | None:
    """Return the address that WHATWG's IPv4 parser reads: one to four numbers, decimal, octal or hexadecimal."""
    labels = host.split(".", 4)
    if len(labels) > 4 or len(host) > _LONGEST_HOST or not all(map(_is_number, labels)):
        return None
    numbers = [_number(label) for label in labels]
    *first, last = numbers
    if min(numbers) < 0 or max(first, default=0) > 255 or last >= 256 ** (5 - len(numbers)):
        return None
    return ipaddress.IPv4Address(sum(number << 8 * (3 - place) for place, number in enumerate(first)) + last)


def _number(label: str) -> int:
    """Return the value of an IPv4 part, or -1."""
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    if label[0] == "0":
        return int(label, 8) if not label.strip("01234567") else -1
    return int(label)


def has_mixed_scripts(host: str) -> str | None:
    """Return the label (decoded) that letters of two scripts make up, or that only looks Latin; None where none does.

    A label may hold one script, or Latin with Chinese, Japanese or Korean (UTS #39, section 5.2, "highly restrictive"). One
    wholly of Cyrillic or Greek letters that look Latin (section 4, whole-script confusables) is returned as well, except
    below top-level domains where those letters are at home.
    """
    if host.isascii() and "xn--" not in host.lower():
        return None
    labels = [unicodedata.normalize("NFKC", to_unicode(label)).lower() for label in host.rstrip(".").split(".")]
    return next((label for label in labels if not label.isascii() and _is_suspect(label, labels[-1])), None)


def _is_suspect(label: str, top: str) -> bool:
    scripts = {_script(letter) for letter in set(label) if letter.isalpha()} - {""}
    if len(scripts) > 1:
        return not any(scripts <= mixture for mixture in _MIXTURES)
    script = next(iter(scripts), "")
    if script not in _LOOKALIKES or not top.isascii() or top in known(_HOMES[script]):
        return False
    return all(letter in _LOOKALIKES[script] for letter in label if letter.isalpha())


def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    word = unicodedata.name(letter, "").partition(" ")[0]
    return _SCRIPTS.get(word, word)
