"""What every reader of a release needs to be told: who wrote it, when, in which language, and what its pictures show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from igreport.check.rules.rel import file_name_as_alternative_text, no_author, no_language, no_publication_date
from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.report import Edition, Report, as_tuple
from igreport.publish.gate import PARTICULARS, Gate

SERIES = "sections/series.yaml"


def gate(report: Report, edition: Edition) -> Gate:
    """Return the gate, with everything that is missing. A missing title is check's: nothing is built without one."""
    return Gate(PARTICULARS, (*_missing(report, edition), *_pictures(edition)))


def _missing(report: Report, edition: Edition) -> Iterator[Diagnostic]:
    series, settings = report.series, edition.settings
    own = Span(f"{edition.path}/edition.yaml")
    if not any(name.strip() for name in as_tuple(settings.author if settings.author is not None else series.author)):
        hint = f"write `author: The editors` into {SERIES}"
        place = settings.where("author") if settings.author is not None else Span(SERIES)
        yield no_author.RULE.found(place, "nobody is named as author", hint)
    if settings.published is None:
        hint = f"write `published: {edition.period.end}` into {own.path}, with the day on which it comes out"
        yield no_publication_date.RULE.found(own, "the edition has no date of publication", hint)
    if settings.language is None and series.where("language", "=") == series.where():  # no such key is written
        yield no_language.RULE.found(Span(SERIES), *_no_language())


def _no_language() -> tuple[str, str]:
    message = "nobody has said in which language the edition is written; British English was assumed"
    return message, f"write `language: en-GB`, or its own, into {SERIES}"


def _pictures(edition: Edition) -> Iterator[Diagnostic]:
    """Yield pictures whose alternative text says nothing; where there is none at all, check says so."""
    for section in edition.sections:
        for image in section.body.images:
            if image.text and not _says_something(image.text, PurePosixPath(image.target)):
                message = f"the alternative text of the picture `{image.target}` is “{image.text}”, which says nothing"
                hint = "say in the brackets what the picture shows: ![Internet users, 2005 to 2025](chart.png)"
                yield file_name_as_alternative_text.RULE.found(image.span, message, hint)


def _says_something(text: str, picture: PurePosixPath) -> bool:
    words = text.strip().lower()
    is_name = words in (picture.name.lower(), str(picture).lower()) and bool(picture.suffix)
    return not is_name and any(letter.isalnum() for letter in words)
