"""What holds a page together: ids that stand once, links within it that lead somewhere, nothing that would be loaded."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

_DRAWING = re.compile(rb"<(?:[\w.-]{1,40}:)?svg\b")
_DATA = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,")
_BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8"}
_LOADING = frozenset(
    ("src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "manifest", "xlink:href")
)
_FOREIGN = frozenset(
    ("script", "iframe", "object", "embed", "base", "frame", "form", "video", "audio", "source", "svg", "math")
)


@dataclass
class Page:
    """What has been seen of a page."""

    ids: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    loading: list[str] = field(default_factory=list)

    def add(self, tag: str, given: dict[str, str]) -> None:
        """Take an element in."""
        if not given and tag not in _FOREIGN:
            return
        if identifier := given.get("id"):
            self.twice += [identifier] if identifier in self.ids else []
            self.ids.add(identifier)
        target = given.get("href", "")
        if tag == "a" and target.startswith("#"):
            self.targets.add(target[1:])
        if _loads(tag, given):
            self.loading.append(tag)

    def check(self) -> None:
        """Raise ValueError where an id stands twice, or something would be loaded or run."""
        if self.twice:
            raise ValueError(f"the id {self.twice[0]} stands twice")
        if self.loading:
            raise ValueError(f"an element loads something, or may run: {self.loading[0]}")

    def loose(self) -> list[str]:
        """Return, in words that no edition has, the links within the page that lead nowhere."""
        return [f"[a link to #{target}, which is not there]" for target in sorted(self.targets - self.ids)]


def _loads(tag: str, given: dict[str, str]) -> bool:
    if tag == "script":
        return given.get("type") != "application/ld+json" or "src" in given
    if tag == "link":
        return not given.get("rel", "").startswith("schema.")
    if tag == "a" and given.get("href", "").lower().lstrip().startswith(("javascript:", "data:", "vbscript:")):
        return True
    outside = any(not given[name].startswith("data:") for name in _LOADING.intersection(given))
    return tag in _FOREIGN or outside or any(name.startswith("on") for name in given)


def picture(given: dict[str, str]) -> str:
    """Return what stands for an `img`: its alternative text, where its picture is in the page and can be one."""
    source = given.get("src", "")
    if not (match := _DATA.match(source)):
        return "[an image that is not in the page]"
    try:
        data = base64.b64decode(source[match.end() :], validate=True)
    except (binascii.Error, ValueError):
        return "[an image that cannot be shown]"
    return f"[image] {given.get('alt', '')}" if _is_picture(match[1], data) else "[an image that cannot be shown]"


def _is_picture(kind: str, data: bytes) -> bool:
    if kind != "svg+xml":
        return data.startswith(_BEGINS[kind]) and len(data) > 32
    return _DRAWING.search(data[:4096]) is not None and data.rstrip().endswith(b">")
