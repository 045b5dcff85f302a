"""What became of each paragraph, and what is to be done for it to which section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from igreport.errors import UsageError
from igreport.exchange import merge_align, merge_words
from igreport.exchange.merge_align import Group
from igreport.exchange.merge_docx import Comment, Docx
from igreport.exchange.merge_edit import BAR, Draft, New
from igreport.exchange.merge_markdown import Placed, Source
from igreport.exchange.merge_notes import Notebook
from igreport.exchange.merge_units import IMAGE, NOTE, Token, Unit, rows

_SHARED = 0.2  # of the paragraphs of the built DOCX; with fewer in the edited one, all sections would be replaced
Place = tuple[int, int]  # a section's number, and a paragraph's in it


@dataclass
class Plan:
    """What is to be done, a draft for each section, and what belongs to none."""

    drafts: list[Draft]
    comments: list[tuple[Comment, Unit | None]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def plan(base: Docx, theirs: Docx, sources: Sequence[Source], notebook: Notebook) -> Plan:
    """Return what is to be done to bring what changed from `base` to `theirs` into the sections."""
    planner = _Planner(base, theirs, sources, notebook)
    groups = merge_align.groups(base.units, theirs.units)
    if sum(bool(group.old and group.new) for group in groups) < _SHARED * len(base.units):
        hint = "where that is meant, import it as an edition of its own: igreport import"
        raise UsageError("the edited DOCX has hardly a paragraph of the built one: it is another document", hint)
    planner.come = {number for group in groups for number in group.new if not group.old}
    planner.gone = {number for group in groups for number in group.old if not group.new}
    for group in groups:
        planner.group(group)
    result = planner.plan
    result.elsewhere += _front(base, theirs)
    if unread := list((Counter(theirs.unread) - Counter(base.unread)).elements()):
        result.elsewhere.append(f"words of text boxes, fields or equations: {' '.join(unread)}")
    for comment in theirs.comments:
        result.comments.append((comment, theirs.units[comment.unit] if comment.unit >= 0 else None))
    return result


def _front(base: Docx, theirs: Docx) -> list[str]:
    """Say what was changed on the cover and in the key topics, which a build makes itself."""
    gone = [line for line in base.front if line not in theirs.front]
    come = [line for line in theirs.front if line not in base.front]
    found = []
    for line in gone:
        new = max(come, key=lambda other: merge_align.alike(line.split(), other.split()), default="")
        if new:
            come.remove(new)
        text = f"“{line}” is now “{new}”" if new else f"“{line}” was deleted"
        found.append(f"{text}: change it in series.yaml or edition.yaml, a key topic in its section's front matter")
    new_line = "“{}” is new on the cover or in the key topics: it is no part of a section"
    return [*found, *map(new_line.format, come)]


class _Planner:
    """Goes through the paragraphs of the edited DOCX in order; new ones go behind the last one that has a place."""

    def __init__(self, base: Docx, theirs: Docx, sources: Sequence[Source], notebook: Notebook) -> None:
        self.base, self.theirs, self.notebook = base.units, theirs.units, notebook
        self.sources = sources
        self.plan = Plan([Draft(source) for source in sources])
        self.anchor: Place = (0, 0)
        self.come: set[int] = set()  # paragraphs that are new
        self.gone: set[int] = set()
        self.rows = {number: row for units in (theirs.units,) for row in rows(units) for number in row}
        self.old_rows = {number: row for row in rows(base.units) for number in row}
        places = [(part, number) for part, source in enumerate(sources) for number in range(len(source.units))]
        ours = [sources[part].units[number] for part, number in places]
        self.places = {old: places[new] for old, new in merge_align.places(base.units, ours).items()}
        taken = set(self.places.values())
        self.own = [place for place in places if place not in taken]  # paragraphs that only the sections have
        # Once for all, before any note moves: how each printed note is written.
        self.ours = {old: self._ours(old) for old in self.places}

    def _unit(self, place: Place) -> Placed:
        return self.sources[place[0]].units[place[1]]

    def _ours(self, old: int) -> tuple[Token, ...]:
        place = self.places[old]
        return self.notebook.of_ours(self.base[old].tokens, self._unit(place).tokens, self.sources[place[0]])

    def group(self, group: Group) -> None:
        if self._is_done(group):
            return
        if not group.old:
            self._insert(group)
        elif not group.new:
            self._delete(group.old[0])
        elif not self._is_one_piece(group.old):
            self._lost(group)
        elif self._is_title(group):
            self._title(group.old[0], group.new[0])
        else:
            self._change(group)

    def _is_done(self, group: Group) -> bool:
        """Say whether the sections have new, split or joined paragraphs already: the file was merged before."""
        if not group.new or len(group.old) == len(group.new) == 1:
            return False
        later = sorted(self.own, key=lambda place: (place < self.anchor, place))
        known = [self.places[number] for number in group.old if number in self.places]
        near = [(part, number - step) for part, number in known for step in range(len(group.new)) if number > step]
        for part, number in near if group.old else later:
            units = self.sources[part].units[number : number + len(group.new)]
            new = [self.theirs[index] for index in group.new]
            if len(units) == len(new) and all(map(_is_same, units, new)):
                places = [(part, number + step) for step in range(len(new))]
                self.own = [place for place in self.own if place not in places]
                self.anchor = places[-1]
                return True
        return False

    def _draft(self) -> Draft:
        self.notebook.source = self.sources[self.anchor[0]]
        return self.plan.drafts[self.anchor[0]]

    def _texts(self, tokens: Sequence[Token], source: Source) -> list[str]:
        """Return paragraphs of the edited DOCX in Markdown."""
        written = [self.notebook.new(token) if token.kind == NOTE else token for token in tokens]
        texts = merge_words.markdown(written, "", source.text, source.language)
        return texts if texts is not None else [merge_words.plain(written)]

    def _insert(self, group: Group) -> None:
        draft = self._draft()
        unit = self.theirs[group.new[0]]
        if unit.kind == "cell" and self.come.issuperset(self.rows[group.new[0]]):
            row = self.rows[group.new[0]]
            if row[0] == group.new[0] and not self._is_done(Group((), tuple(row))):
                self._insert_row(row)
            return
        texts = self._texts(unit.tokens, draft.source) or [""]
        has_picture = any(token.kind == IMAGE for token in unit.tokens)
        if unit.kind == "cell" or (unit.kind == "heading" and unit.level == 1) or has_picture:
            draft.unplaced.append(texts[0] or "(a picture)")
        else:
            draft.insert(self.anchor[1], New(unit, texts[0]))

    def _insert_row(self, row: Sequence[int]) -> None:
        """Put in a row, or begin a table with it."""
        draft = self._draft()
        texts = [" ".join(self._texts(self.theirs[number].tokens, draft.source)) for number in row]
        line = "| " + " | ".join(BAR.sub(r"\|", text) for text in texts) + " |"
        before = draft.inserted.get(self.anchor[1], [])
        if self.theirs[row[0]].row == 0:
            ruler = "|" + "---|" * len(row)
            draft.insert(self.anchor[1], New(Unit("table", ()), f"{line}\n{ruler}", cells=tuple(texts)))
        elif before and before[-1].shape.kind == "table":
            table = before[-1]
            before[-1] = replace(table, text=f"{table.text}\n{line}", cells=(*table.cells, *texts))
        elif self._unit(self.anchor).kind == "cell":
            draft.insert(self.anchor[1], New(Unit("row", ()), line, cells=tuple(texts)))
        else:
            draft.unplaced.append(line)

    def _delete(self, old: int) -> None:
        place = self.places.get(old)
        if place is None:
            return
        draft, unit = self.plan.drafts[place[0]], self._unit(place)
        is_row = unit.kind == "cell" and self.gone.issuperset(self.old_rows.get(old, [old])) and unit.row > 0
        if (unit.kind == "cell" and not is_row) or place[1] == 0:
            what = (
                "a cell of a table"
                if unit.kind == "cell"
                else "a section's title: delete its file, or join it to another"
            )
            self.plan.elsewhere.append(f"{draft.source.path}: “{unit.text}” was deleted in Word, {what}")
        elif [token.key for token in self.ours[old]] != self.base[old].keys:
            draft.conflicts[place[1]] = []
        else:
            draft.removed.add(place[1])

    def _is_one_piece(self, old: Sequence[int]) -> bool:
        """Say whether the paragraphs still stand in the sections, one behind the other."""
        places = [self.places.get(number) for number in old]
        first = places[0]
        return first is not None and places == [(first[0], first[1] + step) for step in range(len(old))]

    def _lost(self, group: Group) -> None:
        """A paragraph was deleted in the sections: that stands, unless it was changed in Word."""
        base = merge_words.joined([self.base[number].tokens for number in group.old])
        theirs = merge_words.joined([self.theirs[number].tokens for number in group.new])
        if [token.key for token in base] == [token.key for token in theirs]:
            return
        draft = self._draft()
        for number in group.new:
            unit = self.theirs[number]
            text = "\n\n".join(self._texts(unit.tokens, draft.source))
            draft.insert(self.anchor[1], New(unit, text, is_conflict=True))

    def _is_title(self, group: Group) -> bool:
        return self.places[group.old[0]][1] == 0

    def _title(self, old: int, new: int) -> None:
        self.anchor = self.places[old]
        draft, base, unit = self._draft(), self.base[old], self.theirs[new]
        if unit.text != base.text:
            ours = self._unit(self.anchor)
            if ours.text == base.text or ours.text == unit.text:
                draft.title = unit.text if ours.text != unit.text else None
            else:
                draft.unplaced.append(f"title: {unit.text}")
        if unit.kind != "heading" or unit.level != 1:
            text = f"“{unit.text}” is a section's title, and no longer in Word"
            self.plan.elsewhere.append(f"{draft.source.path}: {text}")

    def _change(self, group: Group) -> None:
        place = self.places[group.old[0]]
        if group.is_moved and place == (self.anchor[0], self.anchor[1] + 1):  # merged before
            group = replace(group, is_moved=False)
        if not group.is_moved:
            self.anchor = place
        home = self.sources[place[0]]
        self.notebook.source = home
        base = merge_words.joined([self.base[number].tokens for number in group.old])
        theirs = merge_words.joined([self.theirs[number].tokens for number in group.new])
        theirs = self.notebook.of_theirs(base, theirs)
        ours = merge_words.joined([self.ours[number] for number in group.old])
        self.notebook.has_conflict = False
        merged = merge_words.merge(base, theirs, ours, self.notebook)
        if merged.has_conflict or self.notebook.has_conflict:
            self._conflict(group, place, theirs)
            return
        is_same = [token.key for token in merged.tokens] == [token.key for token in ours]
        is_same = is_same and all(a.source == b.source for a, b in zip(merged.tokens, ours, strict=True))
        texts = [self._unit(place).content] if is_same else None
        texts = texts or merge_words.markdown(merged.tokens, self._unit(place).content, home.text, home.language)
        if texts == [] and self._unit(place).kind == "cell":
            texts = [""]
        if texts is None or len(texts) != len(group.new):
            self._conflict(group, place, theirs)
        else:
            self._settle(group, place, texts, is_same)

    def _conflict(self, group: Group, place: Place, theirs: Sequence[Token]) -> None:
        draft = self.plan.drafts[place[0]]
        draft.conflicts[place[1]] = self._texts(theirs, draft.source)
        self.anchor = (place[0], place[1] + len(group.old) - 1)

    def _settle(self, group: Group, place: Place, texts: list[str], is_same: bool) -> None:
        """Write a paragraph where it belongs: in its place, moved, made a bullet, split or joined."""
        draft = self.plan.drafts[place[0]]
        old, new = self.base[group.old[0]], self.theirs[group.new[0]]
        for step in range(1, len(group.old)):
            draft.removed.add(place[1] + step)
        is_reshaped = old.shape != new.shape and not _has_shape(self._unit(place), new)
        if group.is_moved or is_reshaped:
            draft.removed.add(place[1])
            target = self._draft() if group.is_moved else draft
            if not group.is_moved:
                self.anchor = place
            text = texts[0] if target is draft else _with_remarks(texts[0], draft.source)
            target.insert(self.anchor[1], New(new, text))
        elif not is_same:
            draft.contents[place[1]] = texts[0]
        for number, text in zip(group.new[1:], texts[1:], strict=True):
            self._draft().insert(self.anchor[1], New(self.theirs[number], text))


def _is_same(ours: Unit, theirs: Unit) -> bool:
    notes = [sum(token.kind == NOTE for token in unit.tokens) for unit in (ours, theirs)]
    return ours.words == theirs.words and ours.kind == theirs.kind and notes[0] == notes[1]


def _has_shape(ours: Unit, theirs: Unit) -> bool:
    contexts = [[name.partition(":")[0] for name in unit.context] for unit in (ours, theirs)]
    own, new = ((unit.kind, unit.level, unit.is_first) for unit in (ours, theirs))
    return own == new and contexts[0] == contexts[1]


def _with_remarks(text: str, home: Source) -> str:
    """Return a paragraph that goes to another section with its remarks written in it: a label is its section's own."""
    for label, definition in home.definitions.items():
        text = text.replace(f"[^{label}]", f"^[{definition.content}]")
    return text
