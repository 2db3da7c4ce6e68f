"""The updates of the voices at the steps they are about, and the last word on a step."""

from datetime import date

from stc.files.load import load_voice, read_voice
from stc.plan.deadlines import is_review_due
from stc.plan.model import Plan
from stc.plan.updates import LastWord, Voice, join_updates, last_word
from tests.plans import load

PLAN = """\
schema_version: 1
title: A plan
timezone: UTC
source: {document: The plan, publisher: The city, as_of: 2026-Q1}
vocabulary:
  statuses:
    - {name: On track, kind: open, was: [Under way]}
    - {name: On hold, kind: open, rank: none}
    - {name: Done, kind: complete}
departments:
  - {id: works, name: Works, was: [streets]}
  - {id: "911", name: "911"}
  - {id: auditor, name: Auditor, kind: body}
sections:
  - id: A
    title: Streets
    steps:
      - id: "1.1"
        status: On track
        action: Rebuild the crossing.
        departments: [works, "911"]
        review_every: 6m
      - id: "1.2"
        status: On hold
        action: Paint the crossing.
        departments: [works]
"""
WORKS = """\
schema_version: 1
by: streets
plan:
  - {on: 2026-05-01, text: We met.}
steps:
  "1.1":
    - {on: 2026-04, says: Under way}
    - on: 2026-06-30
      text: Half of it is done.
      evidence: [minutes of June]
  "1.2":
"""
AUDITOR = """\
schema_version: 1
by: auditor
steps:
  "1.1":
    - {on: 2026-04-30, says: On hold, text: No work was seen.}
    - {on: 2026-06-30}
"""


def speak(text: str, name: str = "voice.yaml") -> Voice:
    voice = read_voice(text.encode(), name)
    assert voice is not None
    assert load_voice(text.encode(), name).value == voice
    return voice


def join(*texts: str) -> Plan:
    return join_updates(load(PLAN), map(speak, texts))


def test_each_step_has_its_updates_newest_first_whoever_says_them() -> None:
    plan = join(AUDITOR, WORKS)
    crossing, paint = plan.steps
    assert [(update.by.id, str(update.on), update.place.line) for update in crossing.updates] == [
        ("works", "2026-06-30", 8),
        ("auditor", "2026-06-30", 6),
        ("works", "April 2026", 7),
        ("auditor", "2026-04-30", 5),
    ]
    assert paint.updates == ()
    assert [(update.step_id, update.text) for update in plan.updates] == [(None, "We met.")]
    says = [update.says.name if update.says else None for update in crossing.updates]
    assert says == [None, None, "On track", "On hold"]
    assert [update.confirms for update in crossing.updates] == [False, True, False, False]
    verifications = [update.by.id for update in crossing.updates if update.verifies(crossing)]
    assert verifications == ["auditor"]


def test_a_plan_without_updates_stays_as_it_is() -> None:
    plan = load(PLAN)
    assert join_updates(plan, ()) is plan
    assert join_updates(plan, [speak("schema_version: 1\nby: works\nsteps:\n  '1.1':\n")]) is plan


def test_the_last_word_is_the_newest_up_to_the_day() -> None:
    step, silent = join(WORKS, AUDITOR).steps
    works = step.departments[0]
    assert last_word(step, date(2026, 12, 31)) == LastWord(date(2026, 6, 30), works)
    assert last_word(step, date(2026, 6, 29)) == LastWord(date(2026, 4, 30), works)
    assert last_word(step, date(2026, 4, 29)) == LastWord(date(2026, 3, 31))
    assert last_word(step, date(2026, 3, 30)) is None
    assert last_word(silent, date(2026, 12, 31)) == LastWord(date(2026, 3, 31))


def test_a_review_is_due_so_long_after_the_last_word() -> None:
    step = join(AUDITOR).steps[0]
    assert not is_review_due(step, date(2026, 12, 30))
    assert is_review_due(step, date(2026, 12, 31))
