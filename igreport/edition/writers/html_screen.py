"""The HTML of an edition → the same with what a screen wants: links of headings to themselves, what scrolls."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from igreport.edition import wording
from igreport.edition.writers.html_body import Parts
from igreport.model.document import Document

TEXT = "text_"  # the id of `main`: no heading has one with an underscore
# A section of the edition; the list of notes needs no link to itself.
_HEADING = re.compile(r'(<section id="((?!notes")[^"]+)"[^>]*>\s*<h(\d)[^>]*>)(.*?)(</h\3>)', re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_CALL = re.compile(r"<sup><a [^>]*doc-noteref.*?</sup>|<sup>,</sup>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_KEY_TOPICS = "key-topics_"
# A paragraph, or an item of a list that is none; what stands in a finding, in a table, or in the notes is not counted.
_PARAGRAPH = re.compile(
    r'(?P<skipped><div class="finding\b.*?</div>|<table\b.*?</table>|<section id="notes".*)|<p>|<li>(?!\s{0,4}<p>)',
    re.DOTALL,
)


def parts(document: Document, printed: Parts) -> Parts:
    """Return the parts of a page for a screen; no word of the edition is added or lost."""
    words = wording.screen(document.language)
    body = _HEADING.sub(lambda heading: _linked(heading, words.link), printed.body)
    body = body.replace('<figcaption aria-hidden="true">', "<figcaption>")  # a note's call in it could not be reached
    body = body.replace('<figure class="timeline">', '<figure class="timeline" tabindex="0">')  # it scrolls on a phone
    body = _with_scrolling_tables(_numbered(body) if document.draft else body, words.table)
    return replace(printed, key_topics=_region(printed.key_topics), body=body)


def beginning(document: Document) -> str:
    """Return what stands before the cover: a link past it, seen when a keyboard reaches it, and the mark of a draft."""
    link = f'<a class="skip" href="#{TEXT}">{wording.screen(document.language).skip}</a>'
    return f'{link}\n<p class="draft" role="status">{document.labels.draft}</p>' if document.draft else link


def _region(key_topics: str) -> str:
    """Return the key topics as a landmark under a heading."""
    found, start, topics = key_topics.partition('<div id="key-topics">')
    topics = topics.strip().replace("<p>", f'<p id="{_KEY_TOPICS}" role="heading" aria-level="2">', 1)
    return f'<section aria-labelledby="{_KEY_TOPICS}">\n{found}{start}\n{topics}\n</section>'


def _linked(heading: re.Match[str], label: str) -> str:
    """Return a heading with a link behind it, not in it: it would be read with the heading each time."""
    start, target, _, words, end = heading.groups()
    name = label.format(heading=_words(words))
    return f'{start}{words}{end}\n<a class="anchor" href="#{target}" aria-label="{name}"></a>'


def _with_scrolling_tables(body: str, label: str) -> str:
    pieces = []
    end = 0
    for number, table in enumerate(_TABLE.finditer(body), 1):
        caption = _CAPTION.search(table[0])
        name = ": ".join([label.format(number=number), *([_words(caption[1])] if caption else [])])
        region = f'<div class="table" role="region" tabindex="0" aria-label="{name}">'
        pieces += [body[end : table.start()], f"{region}\n{table[0]}\n</div>"]
        end = table.end()
    return "".join([*pieces, body[end:]])


def _numbered(body: str) -> str:
    """Return a draft's text with numbers of paragraphs, by which one can talk about it; they are not read aloud."""
    count = itertools.count(1)

    def number(found: re.Match[str]) -> str:
        if found["skipped"]:
            return found[0]
        return f'{found[0]}<span class="number" aria-hidden="true">{next(count)}</span>'

    return _PARAGRAPH.sub(number, body)


def _words(fragment: str) -> str:
    """Return the words of a fragment for an attribute, without the numbers of notes; pandoc has escaped them."""
    return " ".join(_TAG.sub("", _CALL.sub("", fragment)).replace('"', "&quot;").split())
