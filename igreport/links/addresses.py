"""Which addresses of the network may be asked: those of everybody, not those of this machine or of its own network."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_GLOBAL = ipaddress.ip_network("2000::/3")  # all that is given to anybody in IPv6: RFC 4291, section 2.4


class PrivateAddressError(OSError):
    """A host leads to an address that only this machine or its network has."""


def is_public(text: str) -> bool:
    """Return whether an IP address is reachable for everybody (RFC 6890), also one of IPv4 within one of IPv6."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if inner := _within(address):
            return is_public(str(inner))
        return address in _GLOBAL and address.is_global
    return address.is_global and not address.is_multicast


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class PublicResolver(AbstractResolver):
    """DNS without the addresses that are not public; a host that has no other raises PrivateAddressError."""

    def __init__(self) -> None:
        self._names = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the public addresses of `host`."""
        found = await self._names.resolve(host, port, family)
        public = [row for row in found if is_public(row["host"])]
        if found and not public:
            raise PrivateAddressError(f"{host} leads to {found[0]['host']}, an address of a private network")
        return public

    async def close(self) -> None:
        """Release nothing: threads are the event loop's."""
        await self._names.close()


def public_socket(address: tuple[Any, ...]) -> socket.socket:
    """Return a socket for an entry of getaddrinfo; the last check, so whatever a name led to before does not matter."""
    family, kind, protocol, _, where = address
    if not is_public(where[0]):
        raise PrivateAddressError(f"{where[0]} is an address of a private network")
    return socket.socket(family=family, type=kind, proto=protocol)
