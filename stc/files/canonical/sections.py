"""The sections of a plan, from a text in the canonical layout."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, repeat
from typing import Any, Final, NamedTuple

from stc.files.blocks import BLOCKS
from stc.files.canonical.pattern import DEEPER, GOAL, SECTION, STEP, step_pattern
from stc.files.canonical.values import (
    Memo,
    NotCanonical,
    read_day,
    read_list,
    read_review,
    read_revisions,
    read_text,
)
from stc.files.patterns import CATEGORIES, LONGEST_TEXT, SECTION_ID
from stc.findings import Place
from stc.plan.model import Department, Goal, Plan, Section, Step
from stc.plan.status import Status, parse_status
from stc.yaml.scalars import WIDTH, spell_inline

PIECE: Final = 1000
"""How many steps are read together: enough to be quick, few enough to take little memory."""

_ENDS: Final = (". ", "! ", "? ")
_TWO_SENTENCES: Final = re.compile("[.!?] [A-Z]")
_SECTION_FIELDS: Final = [name for name in BLOCKS["SectionBlock"] if name != "goals"]
_STEP_FIELDS: Final = [name for name in BLOCKS["StepBlock"] if name not in ("id", "action")]
_SECTION_ID: Final = re.compile(SECTION_ID, re.ASCII)
_INNER: Final = STEP + DEEPER
_Column = Sequence[Any]
"""What a group of the pattern holds in each step: a text, or None where a field is missing."""


class _Piece(NamedTuple):
    """Some steps that follow each other: the groups of the pattern, and the line of each step."""

    columns: dict[str, _Column]
    lines: list[int]


def read_sections(text: str, start: int, head: Plan, path: str) -> Plan | None:
    """Gives the plan of a text, or None where it is not certain to be sound and canonical.

    Where it gives a plan, the parser and all checks of a single file would give the same, and find
    nothing; `stc fmt` would change nothing from `start` on.

    Args:
        text: The text of a whole file, without any character that must not stand in one.
        start: Where the first section begins, in characters: at the beginning of a line.
        head: The plan above it: all but its sections.
        path: How its file is called.
    """
    if _holds_two_sentences(text, start):
        return None
    reader = _Reader(head.departments, path)
    steps: list[Step] = []
    try:
        for piece in _cut(text, start):
            steps += reader.read(piece)
        _require_unique([one.id for one in reader.sections])
        _require_unique([one.id for one in steps])
    except NotCanonical:
        return None
    if not steps:
        return None
    return head._replace(
        sections=tuple(reader.sections), goals=tuple(reader.goals), steps=tuple(steps)
    )


def _holds_two_sentences(text: str, start: int) -> bool:
    """Says whether a line may hold two sentences, which the layout parts."""
    ends = any(text.find(end, start) >= 0 for end in _ENDS)
    return ends and _TWO_SENTENCES.search(text, start) is not None


def _cut(text: str, start: int) -> Iterator[_Piece]:
    """Gives the steps of a text, some at a time.

    Raises:
        NotCanonical: Something else stands between them, or at the end.
    """
    pattern, groups = step_pattern()
    first = groups["step.id"] + 1
    rows: list[tuple[Any, ...]] = []
    lines: list[int] = []
    line, counted, end, size = 1, 0, start, len(text)
    while end < size:
        # At this very place: to look for a match further on could take for ever.
        match = pattern.match(text, end)
        if match is None:
            raise NotCanonical
        at = match.start(first)
        line += text.count("\n", counted, at)
        lines.append(line)
        rows.append(match.groups())
        counted, end = at, match.end()
        if len(rows) == PIECE:
            yield _Piece(dict(zip(groups, zip(*rows, strict=True), strict=True)), lines)
            rows, lines = [], []
    if rows:
        yield _Piece(dict(zip(groups, zip(*rows, strict=True), strict=True)), lines)


class _Reader:
    """Reads steps, column by column: that is several times as quick as step by step.

    Attributes:
        sections: The sections so far.
        goals: The goals so far.
    """

    def __init__(self, departments: Iterable[Department], path: str) -> None:
        self.sections: list[Section] = []
        self.goals: list[Goal] = []
        self._path = path
        self._departments = {one.id: one for one in departments}
        self._spelled = {spell_inline(one, flow=True): one for one in self._departments}
        self._known: dict[str, Memo[Any]] = {
            "status": Memo(_read_status, None),
            "departments": Memo(self._read_departments, ()),
            "deadline": Memo(read_day, None),
            "items": Memo(partial(read_list, field="items", indent=_INNER), ()),
            "completed": Memo(read_day, None),
            "evidence": Memo(partial(read_list, field="evidence", indent=_INNER), ()),
            "reason": Memo(partial(read_text, indent=_INNER), None),
            "note": Memo(partial(read_text, indent=_INNER), None),
            "lead": Memo(self._read_lead, None),
            "revisions": Memo(partial(read_revisions, indent=_INNER), ()),
            "page": Memo(int, None),
            "needs_review": Memo(partial(read_review, indent=_INNER), None),
        }

    def read(self, piece: _Piece) -> Iterable[Step]:
        """Gives the steps of the piece that follows.

        Raises:
            NotCanonical: They are not certain to be sound and canonical.
        """
        goals = self._find_goals(piece.columns)
        sections = [goal.section for goal in goals]
        ids = piece.columns["step.id"]
        known: dict[str, _Column] = {
            name: [self._known[name][raw] for raw in piece.columns[f"step.{name}"]]
            for name in _STEP_FIELDS
        }
        known |= {
            "id": ids,
            "action": _read_actions(piece.columns["step.action"]),
            "section": sections,
            "goal": goals,
            "place": list(map(_make_place, zip(repeat(self._path), piece.lines, repeat(STEP + 1)))),
        }
        columns = [known[name] for name in Step._fields]
        return map(_make_step, zip(*columns, strict=True))

    def _find_goals(self, columns: dict[str, _Column]) -> list[Goal]:
        """Gives the goal of each step; sections and goals that begin on the way are added."""
        titles = columns["goal.title"]
        if titles[0] is None and not self.goals:
            raise NotCanonical
        begins = [place for place, title in enumerate(titles) if title is not None]
        heads = list(zip(*(columns[f"section.{name}"] for name in _SECTION_FIELDS), strict=True))
        own = self.goals[-1:] * (begins[0] if begins else len(titles))
        for begin, end in pairwise((*begins, len(titles))):
            if heads[begin][0] is not None:
                self.sections.append(_read_section(*heads[begin]))
            if not self.sections:
                raise NotCanonical
            self.goals.append(Goal(self.sections[-1], read_text(titles[begin], GOAL + DEEPER)))
            own += self.goals[-1:] * (end - begin)
        return own

    def _read_departments(self, raw: str) -> tuple[Department, ...]:
        names = _split_brackets(raw, self._spelled) or read_list(raw, "departments", _INNER)
        _require_unique(names)
        return tuple(map(self._find_department, names))

    def _read_lead(self, raw: str) -> Department:
        return self._find_department(read_text(raw, _INNER))

    def _find_department(self, department_id: str) -> Department:
        found = self._departments.get(department_id)
        if found is None:
            raise NotCanonical
        return found


# As the classes do it from all their values, without a call of Python for each step.
_make_step: Callable[[Iterable[Any]], Step] = partial(tuple.__new__, Step)
_make_place: Callable[[Iterable[Any]], Place] = partial(tuple.__new__, Place)


def _read_section(
    raw_id: str, title: str | None, category: str | None, review: str | None
) -> Section:
    inner = SECTION + DEEPER
    section_id = read_text(raw_id, inner)
    if not _SECTION_ID.fullmatch(section_id) or title is None:
        raise NotCanonical
    if category not in (None, *CATEGORIES):
        raise NotCanonical
    reviewed = None if review is None else read_review(review, inner)
    return Section(section_id, read_text(title, inner), category, reviewed)


def _read_status(raw: str) -> Status:
    found = parse_status(raw)
    if found is None:
        raise NotCanonical
    return found


def _split_brackets(raw: str, spelled: dict[str, str]) -> Sequence[str]:
    """Gives the ids of departments in brackets, or none where a closer look is needed."""
    fits = STEP + len("departments:") + len(raw) <= WIDTH
    words = raw[2:-1].split(", ") if fits and raw.startswith(" [") and raw.endswith("]") else []
    return [spelled[word] for word in words] if all(map(spelled.get, words)) else []


def _read_actions(raws: Iterable[Any]) -> list[str]:
    """Gives the texts of actions, each with its sentences on lines of their own."""
    line = "\n" + " " * _INNER
    texts = [raw[len(line) :].replace(line, " ") for raw in raws]
    if max(map(len, texts)) > LONGEST_TEXT or not all(map(str.strip, texts)):
        raise NotCanonical
    return texts


def _require_unique(ids: Sequence[str]) -> None:
    if len(set(ids)) != len(ids):
        raise NotCanonical
