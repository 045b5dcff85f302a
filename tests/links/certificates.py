"""Certificates for servers on loopback addresses, made at run time and kept in a temporary folder."""

from __future__ import annotations

import datetime
import ssl
from pathlib import Path

import trustme

PAST = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def contexts(hosts: dict[str, str], authority: Path) -> dict[str, ssl.SSLContext]:
    """Return a server's TLS context for each host by what is wrong with its certificate.

    `hosts` is address → "good", "expired", "wrong-host" or "untrusted"; the authority of all but the last is written to
    `authority`, for SSL_CERT_FILE.
    """
    trusted = trustme.CA()
    trusted.cert_pem.write_to_path(str(authority))
    return {host: _context(trusted, host, wrong) for host, wrong in hosts.items()}


def _context(trusted: trustme.CA, host: str, wrong: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority = trustme.CA() if wrong == "untrusted" else trusted
    name = "elsewhere.example" if wrong == "wrong-host" else host
    authority.issue_cert(name, not_after=PAST if wrong == "expired" else None).configure_cert(context)
    return context
