"""Read a file of the plan: the parser's events to typed rows, by the declaration, without a tree.

Whatever is not certain to be valid gives None: then the tree and `strict` say what is wrong, and
where. They remain the authority for every finding.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from stc.findings import Location
from stc.plan.aliases import fold_name, names_of
from stc.plan.field import ANY_OF, Spec, specs_of
from stc.plan.measures import Measures
from stc.plan.model import Department, Goal, HeadingId, Plan, Section, Step
from stc.plan.periods import parse_period
from stc.plan.timeline import Timeline, TimelineEntry
from stc.plan.updates import Voice
from stc.plan.vocabulary import Vocabulary, is_usable, list_halves, settle

Read = Callable[[Any], Any]
Data = dict[str, Any]
Holder = Section | Goal
"""The blocks that hold steps."""


class NotValid(Exception):
    """The file is not certain to be valid."""


class _Layout(NamedTuple):
    """How a block is built.

    Attributes:
        readers: For each key the place of its value in the row, how it is read, and whether it may
            be empty; no place for a list of blocks that the row does not hold.
        defaults: The values of a row with no field.
        required: The keys that must be there.
    """

    readers: Mapping[str, tuple[int | None, Read, bool]]
    defaults: tuple[Any, ...]
    required: frozenset[str]


def split_holder(holder: Holder) -> tuple[Section, Goal | None]:
    """Return the section and the goal of the steps under one of them."""
    return (holder.section, holder) if isinstance(holder, Goal) else (holder, None)


class Builder:
    """Build rows from plain data: dictionaries, lists, texts and None.

    Every method raises `BadValue` or `NotValid` where the data is not certain to be valid.
    """

    def __init__(self) -> None:
        self._layouts: dict[Any, _Layout] = {}
        self._head: dict[str, Mapping[str, Any]] = {}
        self._department_lists: dict[tuple[Any, ...], tuple[Department, ...]] = {}
        self._places: Mapping[int, Location] = {}

    def build(self, block: Any, data: Any, *given: Any) -> Any:
        """Return a row of a block; `given` are its first values, which no file holds."""
        layout = self._layouts.get(block) or self._lay_out(block)
        if type(data) is not dict or not data.keys() >= layout.required:
            raise NotValid
        row = [*given, *layout.defaults[len(given) :]]
        readers = layout.readers
        for key, value in data.items():
            try:
                index, read, none = readers[key]
            except KeyError:
                raise NotValid from None
            if index is not None:
                row[index] = None if none and value is None else read(value)
        return block._make(row)

    def _lay_out(self, block: Any) -> _Layout:
        specs = specs_of(block)
        names = list(block._fields)
        defaults = [block._field_defaults.get(name) for name in names]
        readers: dict[str, tuple[int | None, Read, bool]] = {}
        for key, spec in specs.items():
            index = names.index(spec.attribute) if spec.attribute else None
            readers[key] = index, self._reader(spec), spec.none and not spec.many
            if index is not None:
                empty: Any = {} if spec.field.keys else ()
                defaults[index] = empty if spec.many else None
        required = frozenset(key for key, spec in specs.items() if spec.required)
        layout = self._layouts[block] = _Layout(readers, tuple(defaults), required)
        return layout

    def _reader(self, spec: Spec) -> Read:
        if spec.type and spec.type.refers:
            return self._read_departments if spec.many else self._referring(spec.type.refers)
        read = spec.type.parse if spec.type else self._block_reader(spec.block)
        if spec.field.keys:
            return _key_reader(spec.field.keys.parse, _list_reader(read, filled=False))
        return _list_reader(read, spec.field.filled) if spec.many else read

    def _block_reader(self, block: Any) -> Read:
        if "place" not in block._fields:
            return lambda data: self.build(block, data)

        def read(data: Any) -> Any:
            try:
                return self.build(block, data, self._places[id(data)])
            except KeyError:
                raise NotValid from None

        return read

    def _referring(self, name: str) -> Read:
        """Return how a value is read that names one of a list in the head of the plan."""

        def read(value: Any) -> Any:
            try:
                return self._head[name][value]
            except (KeyError, TypeError):
                raise NotValid from None

        return read

    def _read_departments(self, values: Any) -> tuple[Department, ...]:
        if type(values) is not list:
            raise NotValid
        try:
            key = tuple(values)
            known = self._department_lists.get(key)
            if known is None:
                departments = self._head["departments"]
                known = tuple([departments[value] for value in values])
                if len(set(key)) != len(key):
                    raise NotValid
                self._department_lists[key] = known
        except (KeyError, TypeError):
            raise NotValid from None
        return known

    def build_plan(self, data: Any, places: Mapping[int, Location]) -> Plan:
        """Return the plan; `places` are where its blocks begin, by their identity."""
        plan, held = self.build_outline(data)
        try:
            steps = [
                self.build(Step, block, *split_holder(holder), places[id(block)])
                for holder, blocks in held
                for block in blocks
            ]
        except KeyError:
            raise NotValid from None
        _require_distinct(step.id for step in steps)
        return plan._replace(steps=tuple(steps))

    def build_outline(self, data: Any) -> tuple[Plan, list[tuple[Holder, list[Any]]]]:
        """Return the plan without its steps, and the data of the steps of each section and goal."""
        if type(data) is not dict or type(data.get("sections")) is not list:
            raise NotValid
        plan: Plan = self.build(Plan, {**data, "sections": []})
        _require_distinct_names(plan.departments)
        _require_distinct(phase.id for phase in plan.phases)
        _require_distinct(category.id for category in plan.categories)
        plan = plan._replace(vocabulary=_settle_vocabulary(plan.own_words, data))
        self._head = {
            "departments": {department.id: department for department in plan.departments},
            "statuses": {status.name: status for status in plan.vocabulary.statuses},
            "phases": {phase.id: HeadingId(phase) for phase in plan.phases},
            "categories": {category.id: HeadingId(category) for category in plan.categories},
        }
        told = plan.source.as_of if plan.source else None
        sections: list[Section] = []
        held: list[tuple[Holder, list[Any]]] = []
        for block in data["sections"]:
            # When the printed statuses were true is the last word on every step.
            section = self.build(Section, block)._replace(told=told)
            sections.append(section)
            if not any(key in block for key in ANY_OF[Section]):
                raise NotValid
            for key, values in block.items():
                if key == "steps":
                    held.append((section, _blocks(values)))
                elif key == "goals":
                    for inner in _blocks(values):
                        goal = self.build(Goal, inner, section)
                        held.append((goal, _blocks(inner["steps"])))
        _require_distinct(section.id for section in sections)
        goals = tuple(holder for holder, _ in held if isinstance(holder, Goal))
        _require_distinct(goal.id for goal in goals if goal.id)
        return plan._replace(sections=tuple(sections), goals=goals), held

    def build_timeline(self, data: Any, places: Mapping[int, Location]) -> Timeline:
        """Return the timeline; `places` are where its blocks begin, by their identity."""
        blocks = data.get("entries") if type(data) is dict else None
        if type(blocks) is not list or any(id(block) not in places for block in blocks):
            raise NotValid
        head: Timeline = self.build(Timeline, {**data, "entries": []})
        entries = []
        for block in blocks:
            entry = self.build(TimelineEntry, block, places[id(block)], None)
            entries.append(entry._replace(period=parse_period(entry.when)))
        _require_distinct(entry.id for entry in entries if entry.id)
        labels = {entry.fulfils: entry.label for entry in entries if entry.fulfils}
        entries = [entry._replace(confirmed=labels.get(entry.id)) for entry in entries]
        return head._replace(entries=tuple(entries))

    def build_voice(self, data: Any, places: Mapping[int, Location]) -> Voice:
        """Return the updates of a voice; `places` are where its entries begin, by identity."""
        self._places = places
        voice: Voice = self.build(Voice, data)
        _require_distinct(voice.steps)
        return voice

    def build_measures(self, data: Any, places: Mapping[int, Location]) -> Measures:
        """Return the measures; `places` are where they begin, by identity."""
        self._places = places
        file: Measures = self.build(Measures, data)
        _require_distinct(measure.id for measure in file.measures)
        return file


def _key_reader(read_key: Read, read: Read) -> Read:
    def read_keys(values: Any) -> dict[Any, Any]:
        if type(values) is not dict:
            raise NotValid
        return {
            read_key(key): () if value is None else read(value) for key, value in values.items()
        }

    return read_keys


def _list_reader(read: Read, filled: bool) -> Read:
    def read_list(values: Any) -> tuple[Any, ...]:
        if type(values) is not list or (filled and not values):
            raise NotValid
        return tuple([read(value) for value in values])

    return read_list


def _blocks(values: Any) -> list[Any]:
    if type(values) is not list:
        raise NotValid
    return values


def _settle_vocabulary(vocabulary: Vocabulary | None, data: Data) -> Vocabulary:
    """Return the vocabulary of a plan, where what its head says of it can be one."""
    if vocabulary is not None:
        block = data["vocabulary"]
        if "statuses" in block and not is_usable(vocabulary.statuses):
            raise NotValid
        if list_halves(block.get("words")):
            raise NotValid
    return settle(vocabulary)


def _require_distinct(ids: Any) -> None:
    folded = [department_id.casefold() for department_id in ids]
    if len(set(folded)) != len(folded):
        raise NotValid


def _require_distinct_names(departments: tuple[Department, ...]) -> None:
    _require_distinct(department.id for department in departments)
    owner: dict[str, str] = {}
    for department in departments:
        owner.setdefault(fold_name(department.id), department.id)
        for name in names_of(department)[1:]:
            if owner.setdefault(fold_name(name), department.id) != department.id:
                raise NotValid
