"""Files with very many things wrong: the work and what is kept stay small, the count is true."""

import pytest

import stc.text.nearest
from stc.files.load import Loaded, load_plan
from stc.finding_limit import MOST
from stc.findings import count_findings
from stc.output.ci.findings import render_findings
from stc.plan.model import Plan
from stc.text.nearest import COMPARED
from stc.yaml.nodes import Mapping, Scalar
from tests.plans import SMALL

HEAD = "schema_version: 1\ntitle: A\nphase: P\ntimezone: America/Chicago\n"
STEP = """\
          - id: COM-{0:02}
            statis: Planning
            action: Do {0}.
            departments: [nobody-{0}]
            deadline: 2024-13-01
"""
GOAL = "sections:\n  - id: COM\n    title: T\n    goals:\n      - title: G\n        steps:\n"


def load(text: str) -> Loaded[Plan]:
    return load_plan(text.encode(), "plan.yaml")


def write_steps(number: int) -> str:
    departments = "".join(f"  - id: d-{n}\n    name: D {n}\n" for n in range(number // 10))
    steps = "".join(STEP.format(n) for n in range(number))
    return f"{HEAD}departments:\n{departments}{GOAL}{steps}"


def test_unknown_fields_by_the_thousand_are_counted_and_the_first_ones_told() -> None:
    number = 3 * MOST
    fields = "".join(f"field{n:06}: v\n" for n in range(number))
    findings = load(f"{HEAD}{fields}departments: []\nsections: []\n").findings
    assert len(findings) == MOST + 1
    assert [one.place.line for one in findings] == [*range(5, MOST + 6)]
    assert count_findings(findings, "error") == number
    *_, last = render_findings(findings).splitlines()
    assert last == f"... and {number - 200:,} more findings."


def test_every_kind_in_every_step_is_kept_within_bounds() -> None:
    number = 2 * MOST
    findings = load(write_steps(number)).findings
    each = {code: [one for one in findings if one.code == code] for code, *_ in findings}
    assert {"STC101", "STC102", "STC104", "STC106"} <= set(each)
    for code in ("STC101", "STC102", "STC104", "STC106"):
        assert len(each[code]) == MOST + 1, code
        assert count_findings(each[code]) == number, code
    assert each["STC102"][0].hint == "Did you mean status?"


def test_names_are_compared_with_a_bounded_number_of_choices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0
    find = stc.text.nearest._find

    def count(wanted: str, keys: dict[str, str]) -> str | None:
        nonlocal compared
        compared += len(keys)
        return find(wanted, keys)

    monkeypatch.setattr(stc.text.nearest, "_find", count)
    load(write_steps(2 * MOST))
    # Fields of a step and departments each have their own room, passed by one word at most.
    assert compared <= 2 * COMPARED + 2 * MOST


def test_texts_that_look_like_numbers_stay_warnings_however_many_they_are() -> None:
    items = "".join(f"            - {n}\n" for n in range(3 * MOST))
    text = SMALL.replace("            departments: [comms", f"            items:\n{items}@", 1)
    text = text.replace("@", "            departments: [comms")
    loaded = load(text)
    assert loaded.value is not None
    assert len(loaded.findings) == MOST + 1
    assert count_findings(loaded.findings, "warning") == 3 * MOST


class Counted(list[tuple[Scalar, Scalar]]):
    """Entries that count how often they are gone through."""

    passes = 0

    def __iter__(self):  # type: ignore[no-untyped-def]
        self.passes += 1
        return super().__iter__()


def test_a_wide_block_is_gone_through_once_for_all_its_keys() -> None:
    block = Mapping(0, 0, 1, 1, False)
    texts = [f"key{n}" for n in range(5000)]
    entries = Counted((Scalar(one, "", n, n, n + 1, 1),) * 2 for n, one in enumerate(texts))
    entries.append((Scalar("key7", "", 9999, 9999, 9999, 1),) * 2)
    block.entries = entries  # type: ignore[assignment]
    assert [block.get(one) for one in texts] == [value for _, value in entries[:5000]]
    assert block.key("key7") is entries[7][0]
    assert block.get("none") is block.key("none") is None
    assert entries.passes == 1


@pytest.mark.parametrize("key", ["sections", "departments"])
def test_empty_blocks_by_the_thousand_are_counted(key: str) -> None:
    other = "departments" if key == "sections" else "sections"
    text = f"{HEAD}{other}: []\n{key}: [{'{},' * 4_000}]\n"
    found = [one for one in load_plan(text.encode(), "plan.yaml").findings if one.code == "STC101"]
    fields = {"sections": 3, "departments": 2}[key]
    assert len(found) == 1_001
    assert sum(one.stands_for for one in found) == 4_000 * fields
