"""The date of publication that an address carries in its path.

Only what is certain counts. A number of an id is no date, nor is one of a document symbol or of a law; `09-07-2024` may be
two days, and the month of an upload folder is that of the upload. Where two dates differ, none is returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.model.dates import PartialDate
from igreport.sources.url_forms import split

_FIRST_YEAR, _LAST_YEAR = 1990, 2099  # from the beginning of the web
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTHS.update({"mär": 3, "mae": 3, "mai": 5, "okt": 10, "dez": 12})
_NAME = (
    r"(?:jan(?:uary?)?|januar|feb(?:ruary?|ruar)?|mar(?:ch)?|maerz|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?"
    r"|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
)
_NUMBERS = "|".join(
    (
        r"(?<!\d)(?P<y1>\d{4})(?P<mark>[-_./])(?P<m1>\d\d)(?P=mark)(?P<d1>\d\d)(?!\d)",
        r"(?<=/)(?P<y2>\d{4})/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})(?=/)",
        r"(?:(?<![^\W_])|(?<=(?<![^\W_])t))(?P<y3>\d{4})(?P<m3>\d\d)(?P<d3>\d\d)(?=[\W_]|t\d|\Z)",
        r"(?<![^\W_])(?<![.-])(?P<d4>\d\d?)(?P<dot>[-_.])(?P<m4>\d\d?)(?P=dot)(?P<y4>\d{4})(?![^\W_]|-\d)",
    )
)
_WORDS = "|".join(
    (
        rf"(?<![^\W_])(?P<d1>\d\d?)(?:st|nd|rd|th)?[-_.]{{0,4}}(?P<n1>{_NAME})[-_.,]{{0,4}}(?P<y1>\d{{4}}|\d\d)(?![^\W_])",
        rf"(?<![^\W_])(?P<n2>{_NAME})[-_.]{{0,4}}(?P<d2>\d\d?)[-_.,]{{1,4}}(?P<y2>\d{{4}})(?![^\W_])",
        rf"(?<![^\W_])(?P<d3>\d\d?)(?P<n3>{_NAME})(?![^\W_])",
        rf"(?<![^\W_])(?P<n4>{_NAME})(?P<y4>\d{{4}})(?![^\W_])",
    )
)
_MONTH_FOLDER = r"(?<=/)(?P<y1>\d{4})(?:(?P<mark>[-_/])(?P<m1>\d\d)|(?P<m2>\d\d))(?=/)"
_SHORT = r"(?<=/)(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=[-_][^\W\d])"
_UPLOADS = r"/(?:wp-content|uploads?|files?|media|assets|sites/default|fileadmin|dam|documents?|downloads?)/"
_YEAR_FOLDER = r"/(?P<year>(?:19|20)\d\d)(?=/)"
_LANGUAGES = frozenset(("AR", "DE", "EN", "ES", "FR", "IT", "PT", "RU", "ZH"))
_LONGEST = 2000  # characters of a path that are looked at

Found = tuple[PartialDate, int, int]


def date_in(text: str) -> Found | None:
    """Return the date of publication in the path, with its place in `text` as (start, end); None where none is certain.

    Its precision is a day (`/2025/09/05/`, `20250905`, `5Sept2025`) or a month (`/2025/09/`, `June2025`); a day and month
    (`5Sept`) take the year of the nearest folder before them.
    """
    parts = split(text)
    if parts.authority is None or len(parts.path) < 5:
        return None
    start = len(parts.scheme) + 1 if parts.scheme is not None else 0
    start += 2 + len(parts.authority)
    # Escapes become marks of the same length, so that places stay and `%20` is no number.
    path = re.sub(r"%[0-9A-Fa-f]{2}", "___", parts.path[:_LONGEST]).replace("+", "_")
    path = path.lower() if path.isascii() else path
    found = [(date, start + first, start + last) for date, first, last in _dates(path, parts.path)]
    dates = {date for date, _, _ in found}
    finest = {date for date in dates if not any(_refines(other, date) for other in dates)}
    if len(finest) != 1:
        return None
    return next(each for each in found if each[0] in finest)


def _refines(fine: PartialDate, coarse: PartialDate) -> bool:
    return fine != coarse and fine.parts[: len(coarse.parts)] == coarse.parts


def _dates(path: str, written: str) -> Iterator[Found]:
    """Yield what may be a date: in the folders first, then in the words of the file's name."""
    if not re.search(r"\d", path):
        return
    uploads = re.search(_UPLOADS, path)
    name_start = path.rfind("/") + 1
    for match in re.finditer(_NUMBERS, path):
        is_upload = uploads is not None and uploads.start() < match.start() and match.end() < name_start
        if not is_upload and (date := _of_numbers(match)):
            yield date, *match.span()
    if uploads is None:
        for match in re.finditer(_MONTH_FOLDER, path):
            if not _is_symbol(written, match.start()) and (date := _of_folder(match)):
                yield date, *match.span()
    for match in re.finditer(_SHORT, path):
        if f"/20{match['y']}/" in path[: match.start() + 1] and (
            date := _date(2000 + int(match["y"]), match["m"], match["d"])
        ):
            yield date, *match.span()
    yield from _in_words(path, name_start)


def _is_symbol(written: str, start: int) -> bool:
    """Say whether the numbers continue a document's symbol or a law's number: `E/2024/10`, `eli/reg/2024/12`."""
    folders = written[max(0, start - 40) : start].rstrip("/").split("/")
    is_symbol = re.fullmatch(r"[A-Z]{1,4}(?:\.\d{1,4})?", folders[-1]) is not None and folders[-1] not in _LANGUAGES
    return is_symbol or any(folder.lower() in ("eli", "bgbl", "celex") for folder in folders)


def _of_numbers(match: re.Match[str]) -> PartialDate | None:
    for kind in "123":
        if match[f"y{kind}"]:
            return _date(int(match[f"y{kind}"]), match[f"m{kind}"], match[f"d{kind}"])
    first, second, year = int(match["d4"]), int(match["m4"]), int(match["y4"])
    if match["dot"] == "." or first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _of_folder(match: re.Match[str]) -> PartialDate | None:
    year, month = int(match["y1"]), int(match["m1"] or match["m2"])
    is_span = match["mark"] in ("-", "_") and month == (year + 1) % 100  # 2011-12, a season or a fiscal year
    return None if is_span else _date(year, month)


def _in_words(path: str, name_start: int) -> Iterator[Found]:
    """Yield the dates that the name of a file holds in words; in the address of a page they are rather of its title."""
    name = re.search(r"\.(?:pdf|docx?|html?|pptx?|xlsx?|odt|rtf|txt|md|aspx?|php)\Z", path)
    if name is None:
        return
    for match in re.finditer(_WORDS, path[name_start:]):
        if date := _of_words(match, path[:name_start]):
            yield date, name_start + match.start(), name_start + match.end()


def _of_words(match: re.Match[str], folders: str) -> PartialDate | None:
    kind = next(number for number in "1234" if match[f"n{number}"])
    groups = match.groupdict()
    month, day = _MONTHS[match[f"n{kind}"][:3]], groups.get(f"d{kind}") or 0
    if year := groups.get(f"y{kind}"):
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    years = [int(folder["year"]) for folder in re.finditer(_YEAR_FOLDER, folders)]
    return _date(years[-1], month, day) if years else None


def _date(year: int, month: int | str, day: int | str = 0) -> PartialDate | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not int(month):
        return None
    try:
        return PartialDate(year, int(month), int(day))
    except ValueError:
        return None
