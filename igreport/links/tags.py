"""HTML as characters, in pieces → its tags and texts, one by one. Nothing of a page is kept but what may go on.

A reading of the HTML Standard, section 13.2.5 (tokenization) that takes linear time and a bounded space whatever comes. There is
no tree: what a page opens it need not close. (libxml2's parser, fed in pieces, keeps all that it was fed.)
"""

from __future__ import annotations

import html
import re
from typing import Protocol

_LONGEST_TAG = 65_536  # characters; what follows of a longer one is left out
_LONGEST_ATTRIBUTES = 8192  # characters of a tag in which attributes are read
_TAG = re.compile(r"</?([A-Za-z][^\s/>]{0,60})((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"']))|[\"'])*+)>")
_BROKEN_TAG = re.compile(r"</?([A-Za-z][^\s/>]{0,60})([^>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']*+)))?")
_BEGINS_MARKUP = re.compile("<[A-Za-z/!?]")
_BEGINS_TAG = re.compile("</?[A-Za-z]")
_BEGUN = re.compile(r"(?:<|&[#\w]{0,32})\Z")  # a tag or a reference to a character
_END_OF_COMMENT = re.compile("--!?>")
_END_OF_TAG = re.compile(">")
_RAW = {
    tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE)
    for tag in "script style title textarea iframe noembed noframes xmp plaintext".split()
}
_REFERENCES_IN = frozenset(["title", "textarea"])


class Target(Protocol):
    """Who is told."""

    def start(self, tag: str, attributes: str) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...


class Tags:
    """Takes a page piece by piece and tells `target`; names of tags come in small letters, attributes as they are written."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._rest = ""  # what may go on in the next piece
        self._within = (
            ""  # "comment", "tag" (what is left of one that is too long), or the name of an element of raw text
        )
        self._is_last = False

    def feed(self, text: str) -> None:
        """Take the characters that follow."""
        text = self._rest + text
        place = 0
        while place < len(text):
            following = self._step(text, place)
            if following is None:
                break
            place = following
        self._rest = text[place:]

    def close(self) -> None:
        """Take the page's end: what was begun ends here."""
        self._is_last = True
        self.feed("")
        if self._within in _RAW:
            self._target.end(self._within)

    def _step(self, text: str, place: int) -> int | None:
        """Return the place until which characters were told; None where more have to come first."""
        if self._within in _RAW:
            return self._raw(text, place)
        if self._within:
            return self._left_out(text, place)
        if text[place] == "<" and _BEGINS_MARKUP.match(text, place):
            return self._markup(text, place)
        return self._text(text, place)

    def _text(self, text: str, place: int) -> int | None:
        markup = _BEGINS_MARKUP.search(text, place + 1)
        end = markup.start() if markup else len(text)
        if markup is None and not self._is_last and (begun := _BEGUN.search(text, max(place, end - 34))):
            end = begun.start()
        if end == place:
            return None
        self._target.data(unescaped(text[place:end]))
        return end

    def _markup(self, text: str, place: int) -> int | None:
        if len(text) - place < 4 and not self._is_last:
            return None
        if text.startswith("<!--", place):
            self._within = "comment"
            return place + 2  # `<!-->` is a whole one
        if not _BEGINS_TAG.match(text, place):
            self._within = "tag"  # a declaration, or what counts as a comment
            return place + 1
        return self._tag(text, place)

    def _tag(self, text: str, place: int) -> int | None:
        match = _TAG.match(text, place)
        is_long = len(text) - place > _LONGEST_TAG
        if match is None and (self._is_last or is_long):
            match = _BROKEN_TAG.match(text, place)
        if match is None:
            self._within = "tag" if is_long else ""
            return len(text) if self._is_last or is_long else None
        name = match[1].lower()
        if text[place + 1] == "/":
            self._target.end(name)
        else:
            self._target.start(name, match[2])
            self._within = name if name in _RAW else ""
        return match.end()

    def _left_out(self, text: str, place: int) -> int | None:
        """Leave a comment or a tag where it ends."""
        match = (_END_OF_COMMENT if self._within == "comment" else _END_OF_TAG).search(text, place)
        if match:
            self._within = ""
            return match.end()
        return _until_end(text, place, 0 if self._is_last else 3)

    def _raw(self, text: str, place: int) -> int | None:
        """Tell raw text; its end tag is one as any other."""
        match = _RAW[self._within].search(text, place)
        end = match.start() if match else _until_end(text, place, 0 if self._is_last else 40)
        if end is None:
            return None
        data = text[place:end]
        if data:
            self._target.data(unescaped(data) if self._within in _REFERENCES_IN else data)
        if match:
            self._within = ""
        return end


def _until_end(text: str, place: int, length: int) -> int | None:
    """Return the place of the last few characters, with which an end may begin; None where there are no others."""
    end = len(text) - length
    return end if end > place else None


def unescaped(text: str) -> str:
    """Return characters for their references: `&uuml;` → `ü`."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


def attributes_of(text: str) -> dict[str, str]:
    """Return a tag's attributes, names in small letters; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text[:_LONGEST_ATTRIBUTES]):
        found.setdefault(match[1].lower(), unescaped(match[2] or match[3] or match[4] or ""))
    return found
