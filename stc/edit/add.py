"""A new step, goal, section or department, written as its neighbours are."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any, Final, NamedTuple

from stc.edit.ids import TakenIds, propose_section_id, propose_step_id
from stc.edit.place import find_place_of_step, locate_list_of
from stc.edit.structure import PlanFile, Restructured
from stc.edit.typed import check_text, name_option, read_value
from stc.edit.written import Data, write_block
from stc.errors import CannotGoOn, UsageProblem
from stc.files.layout import is_set_apart, lay_out_like
from stc.files.places import KeyPath, location_of
from stc.plan.aliases import fold_name, make_department_id
from stc.plan.field import Spec, keys_at, specs_of
from stc.plan.model import Department, Goal, Plan, Section, Step
from stc.plan.order import natural_key
from stc.plan.resolve import resolve_sections
from stc.text.nearest import quote
from stc.yaml.blocks import BlockList, find_form, insert_block, is_apart
from stc.yaml.edits import Edit, append_item, apply_edits, insert_entry
from stc.yaml.nodes import Mapping as Block
from stc.yaml.values import locate


class Kind(NamedTuple):
    """What can be added.

    Attributes:
        word: What it is called.
        block: Its fields.
        main: The field that says what it is.
        inner: The lists of other blocks in it, one of which it must have.
    """

    word: str
    block: Any
    main: str
    inner: tuple[str, ...] = ()


STEP: Final = Kind("step", Step, "action")
GOAL: Final = Kind("goal", Goal, "title", ("steps",))
SECTION: Final = Kind("section", Section, "title", ("goals", "steps"))
DEPARTMENT: Final = Kind("department", Department, "name")
KINDS: Final = (STEP, GOAL, SECTION, DEPARTMENT)


def list_fields(kind: Kind) -> dict[str, Spec]:
    """Return the fields that can be given with a new block, by their keys; not its id."""
    return {
        key: spec
        for key, spec in specs_of(kind.block).items()
        if spec.block is None and spec.attribute and key != "id"
    }


class NewBlock(NamedTuple):
    """What a person wants to add.

    Attributes:
        kind: What it is.
        typed: What was typed for its fields, by their keys: a text, or several for a list.
        id: Its id; None to have one proposed.
        section: The section it is put into, as typed.
        goal: The goal a step is put into, as typed.
    """

    kind: Kind
    typed: Mapping[str, str | list[str]]
    id: str | None = None
    section: str | None = None
    goal: str | None = None


class _Home(NamedTuple):
    """The list that a block is put into.

    Attributes:
        path: The path to what holds it.
        block: The fields of that.
        key: The key of the list.
        names: What it is called in a sentence.
    """

    path: KeyPath
    block: Any
    key: str
    names: str = ""


def add_block(file: PlanFile, new: NewBlock, taken: TakenIds) -> Restructured:
    """Return the plan with a new block at the end of its list; departments keep their order.

    Raises:
        UsageProblem: What was typed is not a value, or not the place of anything.
        CannotGoOn: The text does not allow it.
    """
    plan, kind = file.plan, new.kind
    data = dict(_read_values(new, plan, file.today))
    section, goal = _find_place(new, plan)
    if kind is STEP:
        assert section is not None, "a step has a section"
        data.setdefault("status", _name_first_status(plan))
        home = _home_of_step(plan, section, goal)
        propose: Callable[[], str] = lambda: propose_step_id(taken, section, goal)  # noqa: E731
    elif kind is GOAL:
        assert section is not None, "a goal has a section"
        home = _Home(("sections", plan.sections.index(section)), Section, "goals", section.id)
        propose = str
    elif kind is SECTION:
        home = _Home((), Plan, "sections")
        propose = lambda: propose_section_id(taken, data["title"])  # noqa: E731
    else:
        home = _Home((), Plan, "departments")
        propose = lambda: _propose_department_id(taken, data["name"])  # noqa: E731
    _refuse_same_title(plan, kind, data, section)
    given = _settle_id(new, taken, propose)
    if given:
        data["id"] = given
    if kind.inner:
        has_goals = bool(plan.goals) or not plan.steps
        data[kind.inner[0 if has_goals else -1]] = []
    text, expected = _write(file, home, kind, data)
    name = data.get("id") or quote(data[kind.main])
    return Restructured(
        text, expected, _name_subject(new, home, data), tuple(_say(new, home, name, data, taken))
    )


def _find_place(new: NewBlock, plan: Plan) -> tuple[Section | None, Goal | None]:
    """Return the section and the goal that a new block is put into."""
    for option, typed, kinds in (
        ("--section", new.section, (STEP, GOAL)),
        ("--goal", new.goal, (STEP,)),
    ):
        if typed is not None and new.kind not in kinds:
            words = " or ".join(kind.word for kind in kinds)
            raise UsageProblem(f"{option} is for a {words}, not for a {new.kind.word}.")
    section = resolve_sections(plan, [new.section])[0] if new.section is not None else None
    if new.kind in (SECTION, DEPARTMENT):
        return None, None
    if new.kind is GOAL:
        if section is None:
            raise UsageProblem("--section is missing.", "Name the section of the goal.")
        return section, None
    return find_place_of_step(plan, section, new.goal)


def _refuse_same_title(plan: Plan, kind: Kind, data: Data, section: Section | None) -> None:
    """Refuse a second section of a title, or a second goal of one in a section."""
    others: list[Section | Goal] = []
    if kind is SECTION:
        others = [*plan.sections]
    elif kind is GOAL:
        others = [goal for goal in plan.goals if goal.section == section]
    for other in others:
        if fold_name(other.title) == fold_name(data["title"]):
            where = f"{section.id} has" if section else "The plan has"
            raise UsageProblem(
                f"{where} the {kind.word} {quote(other.title)} already.", "Write another title."
            )


def _home_of_step(plan: Plan, section: Section, goal: Goal | None) -> _Home:
    path = locate_list_of(plan, section, goal)
    names = f"{section.id}, {quote(goal.title)}" if goal else section.id
    return _Home(path, Goal if goal else Section, "steps", names)


def _name_first_status(plan: Plan) -> str:
    first = plan.vocabulary.first or next(
        status for status in plan.vocabulary.statuses if status.is_open
    )
    return first.name


def _propose_department_id(taken: TakenIds, name: str) -> str:
    made = make_department_id(name)
    said = taken.describe(made) if made else "no id can be made of it"
    if said:
        what = f"{made} {said}" if made else f"{quote(name)}: {said}"
        raise UsageProblem(f"{what}.", "Name another id with --id.")
    return made


def _settle_id(new: NewBlock, taken: TakenIds, propose: Callable[[], str]) -> str:
    if new.id is None:
        return propose()
    spec = specs_of(new.kind.block)["id"]
    check_text(spec, new.id, "--id")
    taken.refuse(new.id)
    return new.id


def _read_values(new: NewBlock, plan: Plan, today: date) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a new block as the file has them, in their order.

    Raises:
        UsageProblem: What was typed is not a value of its field, or the main text is missing.
    """
    fields = list_fields(new.kind)
    for key in new.typed:
        if key not in fields:
            words = [kind.word for kind in KINDS if key in list_fields(kind)]
            raise UsageProblem(
                f"{name_option(key)} is for a {' or '.join(words)}, not for a {new.kind.word}."
            )
    if new.kind.main not in new.typed:
        raise UsageProblem(
            f"The {new.kind.main} of the {new.kind.word} is missing.",
            f"stc add {new.kind.word} TEXT",
        )
    for key, spec in fields.items():
        if key in new.typed:
            yield key, read_value(spec, new.typed[key], plan, today)


def _write(file: PlanFile, home: _Home, kind: Kind, data: Data) -> tuple[str, Any]:
    """Return the text of the plan with a new block, and what it says.

    Raises:
        CannotGoOn: The text does not allow it.
    """
    document = file.document
    assert document.root is not None, "the plan is valid"
    holder = locate(document.root, home.path)
    assert isinstance(holder, Block), "the plan is valid"
    expected = deepcopy(file.data)
    block = expected
    for part in home.path:
        block = block[part]
    listed = block.setdefault(home.key, [])
    place = _find_position(listed, data, kind)
    listed.insert(place, data)
    blocks = BlockList(holder, home.key, keys_at(home.block))
    try:
        edit = _make_edit(file, home, kind, blocks, place, data)
        return apply_edits(document.text, [edit]), expected
    except ValueError as problem:
        where = location_of(document, (*home.path, home.key))
        raise CannotGoOn(
            f"The {kind.word} cannot be added exactly at {where}: {problem}.",
            "Nothing was written. Run stc fmt on the plan first.",
        ) from None


def _make_edit(
    file: PlanFile, home: _Home, kind: Kind, blocks: BlockList, place: int, data: Data
) -> Edit:
    document, node, written = file.document, blocks.node, write_block(kind.block, data)
    if blocks.holder.flow and node is None:
        return insert_entry(document, blocks.holder, home.key, [written], blocks.order)
    if node is not None and node.flow and (node.items or blocks.holder.flow):
        if place < len(node.items):
            raise ValueError("the list is written in brackets")
        return append_item(document, node, written)
    path = (*(part for part in home.path if isinstance(part, str)), home.key)
    form = find_form(document, blocks)
    like = _find_like(file, blocks, home.key)

    def write(indent: int) -> list[str]:
        return lay_out_like(like, data, path, form, indent)

    apart = is_apart(document, blocks, is_set_apart(path))
    return insert_block(document, blocks, place, write, form, apart=apart)


def _find_like(file: PlanFile, blocks: BlockList, key: str) -> Any:
    """Return the block that a new one is to look like: the last of its list, else of the plan."""
    if blocks.items:
        return blocks.items[-1]
    if key != "steps" or not file.plan.steps:
        return None
    last = file.plan.steps[-1]
    beside = file.plan.list_steps_of(last.section, last.goal)
    path = locate_list_of(file.plan, last.section, last.goal)
    assert file.document.root is not None, "the plan is valid"
    return locate(file.document.root, (*path, "steps", len(beside) - 1))


def _find_position(listed: list[Any], data: Data, kind: Kind) -> int:
    """Return the place of a new block: the end, or among departments the one in their order."""
    if kind is not DEPARTMENT:
        return len(listed)
    for field in ("name", "id"):
        keys = [natural_key(block[field])[0] for block in listed]
        if keys == sorted(keys):
            return sum(key <= natural_key(data[field])[0] for key in keys)
    return len(listed)


def _name_subject(new: NewBlock, home: _Home, data: Data) -> str:
    if new.kind is GOAL:
        return f"{home.names}: add a goal"
    return f"{data['id']}: add a {new.kind.word}"


def _say(new: NewBlock, home: _Home, name: str, data: Data, taken: TakenIds) -> Iterator[str]:
    """Yield sentences about a new block."""
    where = f" to {home.names}" if home.names else ""
    what = f", {data['status']}" if "status" in data else f", {quote(data[new.kind.main])}"
    yield f"{name}: a {new.kind.word} is added{where}{what if 'id' in data else ''}."
    if new.id is None and "id" in data:
        yield from _say_passed_over(data["id"], taken)
    yield from taken.known.lines


def _say_passed_over(made: str, taken: TakenIds) -> Iterator[str]:
    """Yield a sentence on the id before the proposed one, where another branch has it."""
    number = made[len(made.rstrip("0123456789")) :]
    if number and int(number) > 1:
        before = f"{made[: -len(number)]}{int(number) - 1:0{len(number)}}"
        said = taken.known.describe(before)
        if said and taken.describe(before) == said:
            yield f"{made} is the next free id: {before} {said}."
