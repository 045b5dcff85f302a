"""What a site asks of robots in its robots.txt (RFC 9309).

It is obeyed where a page is copied: for snapshots, and before an archive is asked to copy one. Whether a link works is
another question: the reader who follows it is no robot, and one request now and then is no crawling.
"""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urljoin

import aiohttp
from protego import Protego
from yarl import URL

from igreport.links import bounded
from igreport.links.network import Network, wire

_MOST = 500 * 1024  # bytes that a robot has to read (section 2.5)
_MOST_REDIRECTS = 5  # section 2.3.1.2
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_AGENT = ("user-agent", "user agent", "useragent")
_TOKEN = re.compile(r"[A-Za-z_.-]+")  # section 2.2.1; a dot is no part of it, but stands in names that archives use
_NOBODY = "-"
# Raised by a request or while its answer is read; a TimeoutError is an OSError.
_ERRORS = (aiohttp.ClientError, OSError, ValueError)


class Robots:
    """The robots.txt of all hosts of a run, each asked for once and only when it is needed."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.product = network.agent.partition("/")[0].strip()  # "igreport" of "igreport/1.0 (+https://…)"
        self._texts: dict[URL, asyncio.Task[str | None]] = {}
        self._rules: dict[tuple[URL, str], Protego | None] = {}

    async def allows(self, url: str, product: str = "") -> bool:
        """Return whether a robot, ours where none is named, may ask for `url`.

        A robots.txt that is not there (4xx), or that redirects too often, allows all; a server that fails, that cannot be
        reached, or that has had enough (429) allows nothing (sections 2.3.1.2 to 2.3.1.4). Raises ValueError where `url` is
        no address of http or https.
        """
        address = wire(url)
        origin, name = address.origin(), (product or self.product).lower()
        if (origin, name) not in self._rules:
            text = await self._text(origin)
            self._rules[origin, name] = None if text is None else Protego.parse(_concerning(text, name))
        rules = self._rules[origin, name]
        return rules is not None and rules.can_fetch(str(address), name)

    async def _text(self, origin: URL) -> str | None:
        if origin not in self._texts:
            self._texts[origin] = self._network.begin(_fetch(self._network, f"{origin}/robots.txt"))
        return await asyncio.shield(self._texts[origin])  # others wait for it too


async def _fetch(network: Network, url: str) -> str | None:
    """Return the robots.txt, nothing where there is none, and None where all is disallowed."""
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            async with network.get(url) as response:
                target = response.headers.get("Location", "").strip() if response.status in _REDIRECTS else ""
                if not target:
                    return await _read(response)
                url = urljoin(url, target)
    except _ERRORS:
        return None
    return ""


async def _read(response: aiohttp.ClientResponse) -> str | None:
    if response.status == 429 or response.status >= 500:
        return None
    if not 200 <= response.status < 300:
        return ""
    return (await bounded.read(response, _MOST)).decode("utf-8-sig", "replace")


def _concerning(text: str, name: str) -> str:
    """Return the file with all other robots under one name.

    Protego compares every group with every other: one that names 30,000 robots would take it minutes. It also takes any
    beginning of a name for the name.
    """
    return "\n".join(_line(line.strip(), name) for line in text.splitlines())


def _line(line: str, name: str) -> str:
    agent = next((word for word in _AGENT if line[:10].lower().startswith(word)), "")
    if not agent:
        return line
    value = line[len(agent) :].partition("#")[0].strip(" \t:")
    token = _TOKEN.match(value)
    if value == "*":
        return "user-agent: *"
    return f"user-agent: {name if token and token[0].lower() == name else _NOBODY}"
