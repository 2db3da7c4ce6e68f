"""What must agree between the parts of a file, read tolerantly so that nothing hides the rest."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from stc import codes
from stc.files.places import KeyPath, location_of, walk_steps
from stc.files.vocabulary import StatusMeant, check_vocabulary, read_vocabulary
from stc.finding_limit import keep_first
from stc.findings import Finding
from stc.plan.aliases import fold_name
from stc.plan.field import Spec, specs_of
from stc.plan.model import Section, Step
from stc.plan.value_types import hint_choice
from stc.text.nearest import Nearest, quote
from stc.yaml.document import Document


class Named(NamedTuple):
    """A text of the file and the path to it."""

    text: str
    loc: KeyPath


def find_references(kind: str, document: Document, data: Any) -> tuple[Finding, ...]:
    """Return the findings between the parts of a file of a kind."""
    if kind == "plan":
        return _find_in_plan(document, data)
    if kind == "measures":
        named = list_ids(data, "measures") if isinstance(data, dict) else []
        return keep_first(_find_repeated(document, named, "measure"))
    if kind == "timeline":
        named = list_ids(data, "entries") if isinstance(data, dict) else []
        return keep_first(_find_repeated(document, named, "entry"))
    return _find_repeated_steps(document, data) if kind == "updates" else ()


def _find_in_plan(document: Document, data: Any) -> tuple[Finding, ...]:
    """Return the findings between the head, the sections and the steps of a plan file."""
    if not isinstance(data, dict):
        return ()
    found = chain(
        check_vocabulary(document, data),
        _find_repeated(document, list_ids(data, "phases"), "phase"),
        _find_repeated(document, list_ids(data, "categories"), "category"),
        _find_repeated(document, list_ids(data, "departments"), "department"),
        _find_repeated(document, list_ids(data, "sections"), "section"),
        _find_repeated(document, _named(_goals(data)), "goal"),
        _find_repeated(document, _named(list_steps(data)), "step"),
        _find_name_clashes(document, data),
        _find_departments(document, data),
        _find_statuses(document, data),
        _find_choices(document, data),
    )
    return keep_first(found)


def _find_repeated_steps(document: Document, data: Any) -> tuple[Finding, ...]:
    """Return the findings between the steps of a voice: ids that differ only by case."""
    steps = data.get("steps") if isinstance(data, dict) else None
    named = [Named(step, ("steps", step)) for step in steps] if isinstance(steps, dict) else []
    return keep_first(_find_repeated(document, named, "step", key=True))


def _find_repeated(
    document: Document, ids: list[Named], noun: str, *, key: bool = False
) -> Iterator[Finding]:
    first: dict[str, Named] = {}
    for identifier in ids:
        earlier = first.setdefault(identifier.text.casefold(), identifier)
        if earlier is not identifier:
            other = location_of(document, earlier.loc, key=key)
            message = (
                f"The {noun} id {quote(identifier.text)} is already used on line {other.line}."
            )
            hint = "Give it a new id; ids are never reused."
            if key:
                hint = f"Move its entries below {quote(earlier.text)}."
            place = location_of(document, identifier.loc, key=key)
            yield codes.DUPLICATE_ID.at(place, message, hint, other)


def _find_name_clashes(document: Document, data: dict[str, Any]) -> Iterator[Finding]:
    owner: dict[str, Named] = {}
    for position, department in enumerate(_blocks(data, "departments")):
        for name in _names(department, ("departments", position)):
            earlier = owner.setdefault(fold_name(name.text), name)
            if earlier.loc[1] != position and name.loc[-1] != "id":
                other = location_of(document, earlier.loc)
                message = (
                    f"The name {quote(name.text)} already belongs to the department on line"
                    f" {other.line}."
                )
                hint = "Remove it from one of the two."
                yield codes.NAME_CLASH.at(location_of(document, name.loc), message, hint, other)


def _find_departments(document: Document, data: dict[str, Any]) -> Iterator[Finding]:
    known = {identifier.text for identifier in list_ids(data, "departments")}
    meant = _Meant({fold_name(name): identifier for name, identifier in _department_names(data)})
    for loc, step in list_steps(data):
        seen: set[str] = set()
        for name in list_texts(step, "departments", loc):
            if name.text not in known:
                yield _unknown_department(document, name, meant)
            elif name.text in seen:
                message = f"The department {quote(name.text)} is named twice in this step."
                place = location_of(document, name.loc)
                yield codes.REPEATED_DEPARTMENT.at(place, message, "Remove one of them.")
            seen.add(name.text)
        lead = step.get("lead")
        if isinstance(lead, str) and lead.strip() and lead not in known:
            yield _unknown_department(document, Named(lead, (*loc, "lead")), meant)


def _find_statuses(document: Document, data: dict[str, Any]) -> Iterator[Finding]:
    vocabulary = read_vocabulary(data)
    if vocabulary is None:
        return
    known, meant = {status.name for status in vocabulary.statuses}, StatusMeant(vocabulary)
    for loc, step in list_steps(data):
        text = step.get("status")
        if isinstance(text, str) and text.strip() and text not in known:
            place = location_of(document, (*loc, "status"))
            message = f"Unknown status {quote(text)}."
            yield codes.UNKNOWN_STATUS.at(place, message, meant.hint(text))


def _find_choices(document: Document, data: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding for every phase or category that the head does not have."""
    blocks = [
        *((Section, loc, section) for loc, section in _sections(data)),
        *((Step, loc, step) for loc, step in list_steps(data)),
    ]
    for name in ("phases", "categories"):
        known = [identifier.text for identifier in list_ids(data, name)]
        keys: dict[Any, list[str]] = {
            block: [key for key, spec in specs_of(block).items() if _refers(spec, name)]
            for block in (Section, Step)
        }
        for block, loc, values in blocks:
            for key in keys[block]:
                text = values.get(key)
                if isinstance(text, str) and text.strip() and text not in known:
                    message = f"{quote(text)} is not an allowed value here."
                    hint = hint_choice(text, known) if known else f"Add it to {name}: first."
                    yield codes.NOT_A_CHOICE.at(location_of(document, (*loc, key)), message, hint)


def _refers(spec: Spec, name: str) -> bool:
    return spec.type is not None and spec.type.refers == name


class _Meant:
    """The departments that unknown ones may be meant to be: their ids by their folded names."""

    def __init__(self, ids: dict[str, str]) -> None:
        self._ids = ids
        self._nearest = Nearest(ids)

    def hint(self, name: str) -> str:
        """Return what to write in place of the unknown department."""
        folded = fold_name(name)
        exact = self._ids.get(folded)
        if exact:
            return f"Write its id, {exact}."
        nearest = self._nearest.find(name)
        return f"Did you mean {nearest}?" if nearest else "Add it to departments: first."


def _unknown_department(document: Document, name: Named, meant: _Meant) -> Finding:
    message = f"Unknown department {quote(name.text)}."
    place = location_of(document, name.loc)
    return codes.UNKNOWN_DEPARTMENT.at(place, message, meant.hint(name.text))


def _department_names(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for position, department in enumerate(_blocks(data, "departments")):
        if isinstance(department.get("id"), str):
            for name in _names(department, ("departments", position)):
                yield name.text, department["id"]


def _names(department: dict[str, Any], loc: KeyPath) -> Iterator[Named]:
    for field in ("id", "name"):
        if isinstance(department.get(field), str):
            yield Named(department[field], (*loc, field))
    for field in ("aliases", "was"):
        yield from list_texts(department, field, loc)


def list_ids(data: dict[str, Any], field: str) -> list[Named]:
    """Return the ids of the blocks of a list, each with the path to it."""
    return _named(((field, position), block) for position, block in enumerate(_blocks(data, field)))


def _named(blocks: Iterable[tuple[KeyPath, dict[str, Any]]]) -> list[Named]:
    """Return the ids of those blocks that have one."""
    return [
        Named(block["id"], (*loc, "id"))
        for loc, block in blocks
        if isinstance(block.get("id"), str)
    ]


def _goals(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    for s, section in enumerate(_blocks(data, "sections")):
        for g, goal in enumerate(_blocks(section, "goals")):
            yield ("sections", s, "goals", g), goal


def list_steps(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Yield the steps with their paths, an empty block for whatever is not one."""
    for loc, step in walk_steps(data):
        yield loc, step if isinstance(step, dict) else {}


def _sections(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    for position, section in enumerate(_blocks(data, "sections")):
        yield ("sections", position), section


def list_texts(block: dict[str, Any], field: str, loc: KeyPath) -> Iterator[Named]:
    """Yield the texts of a list in a block, each with the path to it."""
    values = block.get(field)
    if isinstance(values, list):
        for position, value in enumerate(values):
            if isinstance(value, str) and value.strip():
                yield Named(value, (*loc, field, position))


def _blocks(block: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """Return the blocks of a list, an empty one in place of whatever is not a block."""
    values = block.get(field)
    if not isinstance(values, list):
        return []
    return [value if isinstance(value, dict) else {} for value in values]
