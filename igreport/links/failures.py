"""What went wrong with a request → a Failure in a reader's words."""

from __future__ import annotations

import errno
import socket
import ssl

import aiohttp

from igreport.links.addresses import PrivateAddressError
from igreport.links.network import Network
from igreport.links.pace import HostDownError
from igreport.links.visit import Failure
from igreport.sources import hosts

ERRORS = (aiohttp.ClientError, OSError, ValueError)  # of a request; TimeoutError is an OSError
_USED_UP = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)  # here, not at the host
_UNREACHABLE = (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)


async def failure_of(error: BaseException, host: str, network: Network) -> Failure:
    """Return what an exception of `Network.get` means.

    Where nothing has been reached in this run and no well-known name is found either, the fault is not the host's.
    """
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, socket.gaierror):
        return await _of_name(cause, host, network)
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE and not await network.is_online():
        return Failure("no-network", "there is no network here")
    if isinstance(cause, OSError) and cause.errno in _USED_UP:
        return Failure("budget", "too much is open at a time here: ask for fewer, with --concurrency")
    return _of_connection(error, cause)


async def _of_name(cause: socket.gaierror, host: str, network: Network) -> Failure:
    is_unknown = cause.errno == socket.EAI_NONAME
    if is_unknown and hosts.host_kind(host) == "example":  # RFC 2606: such names are never given to anybody
        return Failure("no-host", "there is no such host")
    if not await network.is_online():
        return Failure("no-network", "there is no network here")
    if is_unknown:
        return Failure("no-host", "there is no such host")
    return Failure("connection", "the name of the host could not be looked up")


def _of_connection(error: BaseException, cause: BaseException) -> Failure:
    match cause:
        case PrivateAddressError():
            return Failure("refused", str(cause))
        case HostDownError():
            return Failure("timeout", str(cause))
        case TimeoutError():
            return Failure("timeout", "no answer in time")
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return Failure("tls", _of_certificate(error.certificate_error))
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return Failure("tls", "no secure connection could be made")
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | ConnectionResetError():
            return Failure("reset", "the connection was broken off")
        case aiohttp.ClientConnectorError() if isinstance(cause, ConnectionRefusedError):
            return Failure("connection", "the connection was refused")
        case aiohttp.ClientConnectorError():
            return Failure("connection", "the host cannot be reached")
        case OSError():
            return Failure("reset", "the connection was broken off")
        case _:
            return Failure("protocol", "the answer is no valid HTTP")


def _of_certificate(error: Exception) -> str:
    said = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else ""
    return f"its certificate is not valid: {said.rstrip('.')}" if said else "its certificate is not valid"
