"""What became of each paragraph, and what is to be done for it to which section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from igreport.exchange import merge_align, merge_words
from igreport.exchange.merge_align import Group
from igreport.exchange.merge_docx import Comment, Docx
from igreport.exchange.merge_edit import Draft, New
from igreport.exchange.merge_markdown import Placed, Source
from igreport.exchange.merge_notes import Notebook
from igreport.exchange.merge_units import BREAK, NOTE, Token, Unit

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
    for group in merge_align.groups(base.units, theirs.units):
        planner.group(group)
    result = planner.plan
    result.elsewhere += _front(base, theirs)
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
    return [*found, *(f"“{line}” is new on the cover or in the key topics: it is no part of a section" for line in come)]


class _Planner:
    """Goes through the paragraphs of the edited DOCX in order; new ones go behind the last one that has a place."""

    def __init__(self, base: Docx, theirs: Docx, sources: Sequence[Source], notebook: Notebook) -> None:
        self.base, self.theirs, self.notebook = base.units, theirs.units, notebook
        self.sources = sources
        self.plan = Plan([Draft(source) for source in sources])
        self.anchor: Place = (0, 0)
        places = [(part, number) for part, source in enumerate(sources) for number in range(len(source.units))]
        ours = [sources[part].units[number] for part, number in places]
        self.places = {old: places[new] for old, new in merge_align.pairs(base.units, ours).items()}
        # Once for all, before any note moves: how each printed note is written.
        self.ours = {old: self._ours(old) for old in self.places}

    def _unit(self, place: Place) -> Placed:
        return self.sources[place[0]].units[place[1]]

    def _ours(self, old: int) -> tuple[Token, ...]:
        place = self.places[old]
        return self.notebook.of_ours(self.base[old].tokens, self._unit(place).tokens, self.sources[place[0]])

    def group(self, group: Group) -> None:
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

    def _draft(self) -> Draft:
        self.notebook.source = self.sources[self.anchor[0]]
        return self.plan.drafts[self.anchor[0]]

    def _texts(self, tokens: Sequence[Token], source: Source) -> list[str]:
        """Return paragraphs of the edited DOCX in Markdown."""
        written = [self.notebook.new(token) if token.kind == NOTE else token for token in tokens]
        texts = merge_words.markdown(written, "", source.text, source.language)
        return texts if texts is not None else [" ".join(token.text for token in tokens)]

    def _insert(self, group: Group) -> None:
        draft = self._draft()
        unit = self.theirs[group.new[0]]
        texts = self._texts(unit.tokens, draft.source) or [""]
        if unit.kind == "cell" or (unit.kind == "heading" and unit.level == 1) or any(t.kind == "image" for t in unit.tokens):
            draft.unplaced.append(texts[0] or "(a picture)")
        else:
            draft.insert(self.anchor[1], New(unit, texts[0]))

    def _delete(self, old: int) -> None:
        place = self.places.get(old)
        if place is None:
            return
        draft, unit = self.plan.drafts[place[0]], self._unit(place)
        if unit.kind == "cell" or place[1] == 0:
            text = f"{draft.source.path}: “{unit.text}” was deleted in Word, "
            what = "a cell of a table" if unit.kind == "cell" else "a section's title: delete the file, or join it to another"
            self.plan.elsewhere.append(text + what)
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
            self.plan.elsewhere.append(f"{draft.source.path}: “{unit.text}” is a section's title, and no longer in Word")

    def _change(self, group: Group) -> None:
        place = self.places[group.old[0]]
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
        if texts is None or len(texts) != len(group.new):
            self._conflict(group, place, theirs)
        else:
            self._settle(group, place, texts, is_same)

    def _conflict(self, group: Group, place: Place, theirs: Sequence[Token]) -> None:
        draft = self.plan.drafts[place[0]]
        draft.conflicts[place[1]] = self._texts([token for token in theirs if token.kind != BREAK or len(group.new) > 1], draft.source)
        for step in range(1, len(group.old)):
            draft.conflicts[place[1]].append("")
            draft.conflicts[place[1]].pop()
            del step
        self.anchor = (place[0], place[1] + len(group.old) - 1)

    def _settle(self, group: Group, place: Place, texts: list[str], is_same: bool) -> None:
        """Write a paragraph where it belongs: in its place, moved, made a bullet, split or joined."""
        draft = self.plan.drafts[place[0]]
        old, new = self.base[group.old[0]], self.theirs[group.new[0]]
        for step in range(1, len(group.old)):
            draft.removed.add(place[1] + step)
        if group.is_moved or old.shape != new.shape:
            draft.removed.add(place[1])
            shape = new if old.shape != new.shape or group.is_moved else self._unit(place)
            target = self._draft() if group.is_moved else draft
            if not group.is_moved:
                self.anchor = place
            target.insert(self.anchor[1], New(shape, texts[0]))
        elif not is_same:
            draft.contents[place[1]] = texts[0]
        for number, text in zip(group.new[1:], texts[1:], strict=True):
            self._draft().insert(self.anchor[1], New(self.theirs[number], text))
