"""Files of sources with other addresses: `NAME.before.yaml` in `data/rewrite` must become `NAME.after.yaml`, byte for byte.

Each address with `/moved` in it is to be one with `/there/now`, each with `/lost` is to get a copy in an archive; where that
cannot be done, the source's id begins with `refused`. To add a case, write its first file, run
`python -m tests.links.test_rewrite`, and read the difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from igreport.links.rewrite import Wish, rewritten
from igreport.sources import references, yaml

DATA = Path(__file__).parent / "data" / "rewrite"
CASES = sorted(path.name.removesuffix(".before.yaml") for path in DATA.glob("*.before.yaml"))
ARCHIVE = "https://web.archive.org/web/2025/"


def text(name: str, when: str) -> str:
    return (DATA / f"{name}.{when}.yaml").read_bytes().decode("utf-8")


def wishes(source: str) -> list[Wish]:
    read = yaml.read(source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"), "", [])
    assert read is not None
    return [wish for item in references.read(read, []) if (wish := wished(item.id, item.url, item.archive))]


def wished(identifier: str, url: str, archive: str) -> Wish | None:
    if "/moved" in url:
        return Wish(identifier, url, url.replace("/moved", "/there/now"))
    return Wish(identifier, url, archive=ARCHIVE + url) if "/lost" in url and not archive else None


@pytest.mark.parametrize("form", ["as it is", "CR LF", "CR", "a byte order mark", "no last line end"])
@pytest.mark.parametrize("case", CASES)
def test_rewritten(case: str, form: str) -> None:
    def formed(source: str) -> str:
        if form.startswith("CR"):
            return source.replace("\n", "\r\n" if form == "CR LF" else "\r")
        return {"a byte order mark": "\ufeff" + source, "no last line end": source.removesuffix("\n")}.get(form, source)

    before = formed(text(case, "before"))
    after, done = rewritten(before, wishes(before))
    assert after == formed(text(case, "after"))
    wanted = [wish for wish in wishes(before) if not wish.identifier.startswith("refused")]
    assert sorted(done) == sorted(wanted)
    assert wanted
    again, more = rewritten(after, wishes(after))
    assert again == after
    assert not [wish for wish in more if wish.new or wish not in done]


@pytest.mark.parametrize("case", CASES)
def test_only_lines_of_addresses_change(case: str) -> None:
    before, after = text(case, "before").split("\n"), text(case, "after").split("\n")
    words = ("moved/", "/lost", "custom", "\\")
    kept = [line for line in before if not any(word in line for word in words)]
    rest = iter(after)
    assert all(any(line == other for other in rest) for line in kept)


@pytest.mark.filterwarnings("ignore::ruamel.yaml.error.ReusedAnchorWarning")
@pytest.mark.parametrize("case", CASES)
def test_what_ruamel_reads(case: str) -> None:
    """Its round trip must find the same comments, keys and values in both, but for the addresses."""
    before, after = (YAML(typ="rt").load(text(case, when)) for when in ("before", "after"))
    for one, other in zip(items(before), items(after), strict=True):
        assert plain(one) == plain(other)
        wish = wished(str(one["id"]), str(one["URL"]).strip(), (one.get("custom") or {}).get("archive", ""))
        if wish and not wish.identifier.startswith("refused"):
            new = other["URL"] if wish.new else other["custom"]["archive"]
            assert str(getattr(new, "value", new)).strip() == (wish.new or wish.archive)


def plain(item: dict[str, Any]) -> dict[str, Any]:
    return {key: getattr(value, "value", value) for key, value in item.items() if key not in ("URL", "custom")}


def items(data: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["references"] if isinstance(data, dict) else data
    return found


@pytest.mark.parametrize(
    "source",
    [
        "",
        "just text",
        "- [",
        "references:",
        "references: 3",
        "- 1\n- 2",
        "{",
        "- id: a\n  URL: [https://a/moved]",
        "- &a [*a]",
    ],
)
def test_what_is_no_list_of_sources_stays(source: str) -> None:
    assert rewritten(source, [Wish("a", "https://a/moved", "https://a/b")]) == (source, [])


@pytest.mark.parametrize("depth", [100, 150, 190, 250, 330, 480, 900, 5000])
def test_deep_nesting(depth: int) -> None:
    before = "- id: a\n  URL: https://a/moved\n  x: " + "[" * depth + "]" * depth
    after, done = rewritten(before, [Wish("a", "https://a/moved", "https://a/b")])
    assert after == (before.replace("moved", "b") if done else before)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a#b:c", "https://example.org/a#b:c"),
        ("https://example.org/a,b", "https://example.org/a,b"),
        ("https://example.org/ä", '"https://example.org/ä"'),
        ("https://example.org/a[1]", '"https://example.org/a[1]"'),
        ("https://example.org/a:", '"https://example.org/a:"'),
        ('https://example.org/a"b\\', '"https://example.org/a\\"b\\\\"'),
    ],
)
def test_an_address_in_quotation_marks_where_it_needs_them(url: str, written: str) -> None:
    before = "- id: a\n  URL: {}\n  type: webpage\n"
    after, done = rewritten(before.format("https://a/b"), [Wish("a", "https://a/b", url)])
    assert after == before.format(written)
    assert len(done) == 1


if __name__ == "__main__":
    for name in CASES:
        source = text(name, "before")
        (DATA / f"{name}.after.yaml").write_bytes(rewritten(source, wishes(source))[0].encode("utf-8"))
