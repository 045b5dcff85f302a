"""Document → one self-contained, accessible HTML page: no request to anywhere, images inside."""

from __future__ import annotations

import base64
import re
from importlib import resources
from pathlib import Path

from igreport.edition.writers import html_body
from igreport.model.document import Document

MEDIA_TYPE = "text/html"
_IMAGE = re.compile(r'(<img\s[^>]*?src=")([^"]+)(")')
_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def write(document: Document, target: Path) -> None:
    """Write the HTML edition to `target`."""
    body, contents = html_body.start(document).result()
    page = render(document, body, contents, template_text("edition.css"))
    target.write_text(_IMAGE.sub(_embedded, page), encoding="utf-8", newline="\n")


def render(document: Document, body: str, contents: str, style: str) -> str:
    """Return the page around the HTML fragments `body` and `contents`, which pandoc has escaped."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(template_text("edition.html.jinja"))
    return template.render(document=document, body=Markup(body), contents=Markup(contents), style=Markup(style))


def template_text(name: str) -> str:
    """Return a template's text."""
    return (resources.files("igreport.edition") / "templates" / name).read_text("utf-8")


def _embedded(match: re.Match[str]) -> str:
    from html import unescape
    from urllib.parse import unquote

    data = Path(unquote(unescape(match[2]))).read_bytes()
    media_type = next((name for start, name in _TYPES.items() if data.startswith(start)), "application/octet-stream")
    return f"{match[1]}data:{media_type};base64,{base64.b64encode(data).decode()}{match[3]}"
