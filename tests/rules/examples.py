"""Whole files made of the examples of rules: what an example leaves out is sound.

A file has two departments, one section with one goal, the step of the example (COM-01), and four
more steps, so that taking one away is not taking away a quarter; and a section without a goal.
"""

import re
from datetime import date
from typing import NamedTuple

from stc.files.kinds import MEASURES, UPDATES
from stc.files.kinds import TIMELINE as TIMELINE_KIND
from stc.files.load import Loaded, load_plan, load_timeline, load_voice
from stc.files.load import load as load_file
from stc.findings import Finding
from stc.plan.field import keys_at
from stc.plan.measures import Measure
from stc.plan.model import Plan, Step
from stc.plan.timeline import TimelineEntry
from stc.rules.rule import BesideChange, FileSubject, Rule, SideChange, VoiceSubject
from stc.rules.validate import check_change, check_file, check_plan

TODAY = date(2026, 11, 23)

STEP = """\
id: COM-01
status: Planning
action: Write the page.
departments: [comms-ocs]
deadline: 2026-12-31
"""
OTHERS = ("Print the leaflet.", "Hold a meeting.", "Ask the council.", "Train the staff.")
HEAD = """\
schema_version: 1
title: A plan
phase: Phase One
began: 2023-07
timezone: America/Chicago

departments:
  - id: comms-ocs
    name: Communications
  - id: "911"
    name: "911"
"""
ENTRY = """\
when: 2024-22
label: Summer 2024
state: happened
title: The page
"""
TIMELINE = """\
schema_version: 1
title: A timeline

entries:
"""
MEASURE = """\
id: calls-diverted
title: Calls that another service answers
unit: of every 100 calls
direction: up
"""
KEY = re.compile(r"\ufeff?([^\s:#?-][^:]*):(?: |$)")


class Chunk(NamedTuple):
    """A field with the lines that belong to it."""

    key: str
    text: str


def split_fields(text: str) -> list[Chunk]:
    """Return the fields of an example; lines that are no field join the one above, or the first."""
    chunks: list[Chunk] = []
    loose = ""
    for line in re.findall(r"[^\n]*\n", text):
        match = KEY.match(line)
        if match:
            chunks.append(Chunk(match[1], loose + line))
            loose = ""
        elif chunks:
            chunks[-1] = Chunk(chunks[-1].key, chunks[-1].text + line)
        else:
            loose += line
    return chunks or [Chunk("", loose)]


def complete(example: str, defaults: str, order: tuple[str, ...]) -> str:
    """Return the example with every default field it does not have, where that belongs."""
    chunks = split_fields(example)
    ranks = {name: position for position, name in enumerate(order)}
    for default in split_fields(defaults):
        if default.key not in [chunk.key for chunk in chunks]:
            rank = ranks[default.key]
            later = [n for n, one in enumerate(chunks) if ranks.get(one.key, -1) > rank]
            chunks.insert(later[0] if later else len(chunks), default)
    return "".join(chunk.text for chunk in chunks)


def indent(block: str, columns: int) -> str:
    """Return the block as an item of a list."""
    lines = [f"{' ' * (columns + 2)}{line}" if line else line for line in block.split("\n")]
    return " " * columns + "- " + "\n".join(lines)[columns + 2 :]


def write_steps(*examples: str) -> str:
    """Return `sections` with the steps of these examples, and four more."""
    others = [
        f'id: COM-{number}\naction: {action}\ndepartments: [comms-ocs, "911"]\n'
        for number, action in enumerate(OTHERS, start=11)
    ]
    blocks = [complete(one, STEP, keys_at(Step)) for one in (*examples, *others)]
    return (
        "\nsections:\n  - id: COM\n    title: Communications\n    goals:\n"
        "      - title: Speak clearly\n        steps:\n"
        + "\n".join(indent(block, 10) for block in blocks)
        + "\n  - id: POL\n    title: Policies\n    goals: []\n"
    )


def write_plan(*steps: str) -> bytes:
    """Return a plan with the steps of these examples, and four more."""
    return encode(HEAD + write_steps(*steps))


def write_head(example: str) -> bytes:
    """Return a plan with the fields of this example at its top."""
    return encode(complete(example, HEAD + write_steps("id: COM-01\n"), keys_at(Plan)))


def write_timeline(example: str) -> bytes:
    """Return a timeline of one entry."""
    return encode(TIMELINE + indent(complete(example, ENTRY, keys_at(TimelineEntry)), 2))


def split_change(example: str) -> tuple[bytes, bytes]:
    """Return the plan before and after a change: of its steps, or of the fields at its top."""
    before, after = example.split("---\n")
    if is_top(before):
        return write_top(before), write_top(after)
    sides = (
        [one + "\n" for one in side.rstrip("\n").split("\n\n") if one] for side in (before, after)
    )
    first, second = (write_plan(*side) for side in sides)
    return first, second


def is_top(example: str) -> bool:
    """Return whether an example holds fields of a plan, not of a step with `departments`."""
    first = split_fields(example)[0]
    return first.key in keys_at(Plan) and "[" not in first.text


def write_top(example: str) -> bytes:
    """Return a plan with the fields of this example at its top, or the title of its section."""
    if not example.startswith("sections:\n"):
        return write_head(example)
    steps, title = write_steps("id: COM-01\n"), re.search("title: .*\n", example)
    assert title is not None
    return encode(HEAD + steps.replace("title: Communications\n", title[0], 1))


def encode(text: str) -> bytes:
    """Return the bytes of a text; a lone surrogate is a byte that is not UTF-8."""
    return text.encode("utf-8", "surrogateescape")


def check_plan_text(data: bytes, today: date = TODAY) -> tuple[Finding, ...]:
    return check_plan(load_plan(data, "plan.yaml"), today)


def check_timeline_text(data: bytes, today: date = TODAY) -> tuple[Finding, ...]:
    plan = load(write_plan("id: COM-01\n"))
    return check_file(TIMELINE_KIND, load_timeline(data, "timeline.yaml"), plan.value, today)


def check_change_text(before: bytes, after: bytes, today: date = TODAY) -> tuple[Finding, ...]:
    base = load(before).value
    assert base is not None, load(before).findings
    return check_change(base, load(after), today)


def check_voice_text(data: bytes, today: date = TODAY) -> tuple[Finding, ...]:
    plan = load(write_plan("id: COM-01\n")).value
    return check_file(UPDATES, load_voice(data, "911.yaml"), plan, today, file="911.yaml")


def check_voice_change(before: bytes, after: bytes) -> tuple[Finding, ...]:
    head = load(write_plan("id: COM-01\n"))
    assert head.value is not None
    then, now = load_voice(before, "911.yaml"), load_voice(after, "911.yaml")
    assert then.value is not None, then.findings
    assert now.value is not None, now.findings
    voices = (VoiceSubject(UPDATES, now.value, now.document, "911.yaml", head.value, TODAY),)
    change = BesideChange(updates=SideChange((then.value,), voices, "updates"))
    return check_change(head.value, head, TODAY, change)


def write_measures(example: str) -> bytes:
    """Return a file of one measure, the one of this example."""
    head = "schema_version: 1\n\nmeasures:\n"
    return encode(head + indent(complete(example, MEASURE, keys_at(Measure)), 2))


def check_measures_text(data: bytes, today: date = TODAY) -> tuple[Finding, ...]:
    plan = load(write_plan("id: COM-01\n")).value
    return check_file(MEASURES, load_file(MEASURES, data, "measures.yaml"), plan, today)


def check_measures_change(before: bytes, after: bytes) -> tuple[Finding, ...]:
    head = load(write_plan("id: COM-01\n"))
    assert head.value is not None
    then, now = (load_file(MEASURES, data, "measures.yaml") for data in (before, after))
    assert then.value is not None, then.findings
    assert now.value is not None, now.findings
    file = FileSubject(MEASURES, now.value, now.document, "measures.yaml", head.value, TODAY)
    change = BesideChange(measures=SideChange((then.value,), (file,), "measures.yaml"))
    return check_change(head.value, head, TODAY, change)


def load(data: bytes) -> Loaded[Plan]:
    return load_plan(data, "plan.yaml")


def check_example(doc: Rule, example: str) -> tuple[Finding, ...]:
    """Return all findings on an example, made whole."""
    if doc.scope == "change":
        before, after = split_change(example)
        assert load(after).value is not None, load(after).findings
        return check_change_text(before, after)
    if doc.scope == "entry":
        return check_timeline_text(write_timeline(example))
    if doc.scope == "voice":
        return check_voice_text(encode(example))
    if doc.scope == "voices":
        return check_voice_change(*map(encode, example.split("---\n")))
    if doc.scope == "measure":
        return check_measures_text(write_measures(example))
    if doc.scope == "measures":
        return check_measures_change(*map(write_measures, example.split("---\n")))
    write = {"file": encode, "head": write_head, "step": write_plan}[doc.scope]
    return check_plan_text(write(example))
