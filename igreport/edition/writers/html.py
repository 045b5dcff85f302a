"""Document → one self-contained, accessible HTML page: no request to anywhere, images inside."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from igreport.edition import pictures
from igreport.edition.writers import html_body, html_metadata, html_screen, html_style
from igreport.model.document import Document, cover, logo_text, note_contents

MEDIA_TYPE = "text/html"
_IMAGE = re.compile(r'(<img\s[^>]*?src=")([^"]+)(")')


def write(document: Document, target: Path) -> None:
    """Write the HTML edition to `target`."""
    fragments = html_body.start(document)
    around = Around(html_metadata.head(document), html_screen.beginning(document))
    ties = html_style.anchors(len(note_contents(document)))
    style = "\n".join([html_style.properties(document), template_text("edition.css"), ties])
    page = render(document, html_screen.parts(document, fragments.result()), style, around)
    page = _IMAGE.sub(lambda image: f"{image[1]}{_embedded(document, image[2])}{image[3]}", page)
    target.write_text(page, encoding="utf-8", newline="\n")


@dataclass(frozen=True)
class Around:
    """HTML that a page on a screen has and a printed one has not."""

    head: str = ""  # what machines read
    beginning: str = ""  # what the body begins with


def render(document: Document, parts: html_body.Parts, style: str, around: Around = Around()) -> str:
    """Return the page around the HTML fragments, which pandoc has escaped."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(template_text("edition.html.jinja"))
    fragments = {name: Markup(fragment) for name, fragment in (vars(parts) | vars(around)).items()}
    return template.render(
        document=document, cover=cover(document), logo_text=logo_text(document), style=Markup(style), **fragments
    )


def template_text(name: str) -> str:
    """Return a template's text."""
    return (resources.files("igreport.edition") / "templates" / name).read_text("utf-8")


def _embedded(document: Document, target: str) -> str:
    from html import unescape

    picture = pictures.read(document, unescape(target))
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
