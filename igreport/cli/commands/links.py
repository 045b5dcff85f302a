"""Ask the network about every address of an edition's sources and text, and keep what it says in references/links.jsonl."""

from __future__ import annotations

import argparse
import datetime
import re
from pathlib import Path

from igreport.cli import choice

HELP = "ask the network whether the addresses of sources and texts still work"
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    choice.add_editions(parser)
    choice.add_root(parser)
    add = parser.add_argument
    add("--only", choices=("new", "broken", "stale"), help="ask for these addresses alone (default: all three)")
    add("--max-age", type=_age, default="30d", metavar="AGE", help="what was asked longer ago is stale (default: 30d)")
    add("--timeout", type=_seconds, default=20.0, metavar="SECONDS", help="to wait for an answer (default: 20)")
    add("--concurrency", type=_number, metavar="N", help="requests under way at a time (default: 100)")
    add("--per-host", type=_number, metavar="N", help="requests under way at a time to one host (default: 4)")
    add("--format", default="text", choices=("text", "json", "sarif", "github"), help="how what is found is printed")
    add("--update", action="store_true", help="rewrite addresses that moved for certain, and show the changes")
    add("--dry-run", action="store_true", help="ask and tell, and leave ledger and sources as they are")
    add(
        "--archive",
        nargs="?",
        const="find",
        choices=("find", "save"),
        help="look for copies in the Wayback Machine; with `save` ask it to make those that are missing",
    )
    add("--snapshot", type=Path, metavar="DIR", help="keep request and answer of each page in DIR, as WARC")
    add("--allow-private", action="store_true", help="ask also hosts of this machine and its network")


def _age(text: str) -> datetime.timedelta:
    match = re.fullmatch(r"(\d{1,6})([dhm])", text)
    if match is None:
        raise argparse.ArgumentTypeError("write a number and d, h or m, as 30d")
    return datetime.timedelta(**{_UNITS[match[2]]: int(match[1])})


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text) or not float(text):
        raise argparse.ArgumentTypeError("write a number of seconds, as 20")
    return float(text)


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError("write a number from 1 to 9999")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where an address is lost: dead, an error page, or failing for days."""
    from igreport.cli import link_run  # and with it asyncio, which no other command needs

    return link_run.run(arguments)
