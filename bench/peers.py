"""Peers: the same question asked of other programs, in their own formats of the same plan.

Each answers: which steps of the department are overdue? Those that are not installed are named.
"""

import calendar
import json
import re
import shutil
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bench import answers
from bench.commands import ROOT, Command, Location
from bench.make_plan import DEPARTMENT, OPEN

Step = dict[str, Any]


class Peer(NamedTuple):
    """A program that can answer, too.

    Attributes:
        name: How it is called in the table.
        programs: The names it may have.
        prepare: Gives the command, once the plan is in its format.
    """

    name: str
    programs: tuple[str, ...]
    prepare: Callable[[Location, str, str], Command]


def list_peers(place: Location) -> tuple[list[Command], list[str]]:
    """Return the commands of the peers that are installed, and the names of those that are not."""
    found, missing = [], []
    for peer in PEERS:
        programs = [path for name in peer.programs if (path := shutil.which(name))]
        if programs:
            found.append(peer.prepare(place, peer.name, programs[0]))
        else:
            missing.append(peer.name)
    return found, missing


def describe_peer_versions() -> Iterator[str]:
    """Return the version of every peer that is installed."""
    programs = {peer.programs: peer.name for peer in reversed(PEERS)}
    for names, shown in sorted(programs.items(), key=lambda one: one[1]):
        path = next(filter(None, map(shutil.which, names)), None)
        if path:
            asked = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
            version = re.search(r"[0-9][0-9.]+", asked.stdout + asked.stderr)
            yield f"{shown.split()[0]} {version[0] if version else '?'}"


def _is_open(step: Step) -> bool:
    return step["status"] in OPEN


def _answer(place: Location, name: str, words: list[str], **environment: str) -> Command:
    """Return a command that prints the ids of the overdue steps."""
    check = answers.overdue_in_any_order(place.made)
    known = {**place.environment, **environment}
    return Command(name, tuple(words), place.folder, known, check)


def _beside(place: Location, name: str) -> Path:
    return place.folder.parent / name


def _taskwarrior(place: Location, name: str, program: str) -> Command:
    folder = _beside(place, "task")
    folder.mkdir(exist_ok=True)
    lines: dict[bool, list[str]] = {True: [], False: []}
    for number, step in enumerate(place.made.steps):
        is_open = step["status"] not in {"Complete", "Excluded"}
        fields = {
            "description": step["action"],
            "entry": "1690000000",
            "modified": "1690000000",
            "status": "pending" if is_open else "completed",
            "stepid": step["id"],
            "tags": ",".join(_tag(one) for one in step["departments"]),
            "state": "open" if _is_open(step) else "other",
            "uuid": str(uuid.UUID(int=number + 1, version=4)),
        }
        if "deadline" in step:
            day = date.fromisoformat(step["deadline"])
            fields["due"] = str(calendar.timegm(day.timetuple()))
        if not is_open:
            fields["end"] = "1690000000"
        spelled = " ".join(f'{key}:"{value}"' for key, value in sorted(fields.items()))
        lines[is_open].append(f"[{spelled}]\n")
    (folder / "pending.data").write_text("".join(lines[True]), "utf-8")
    (folder / "completed.data").write_text("".join(lines[False]), "utf-8")
    settings = _beside(place, "taskrc")
    settings.write_text(_TASKRC.format(folder=folder), "utf-8")
    day = place.made.as_of.isoformat()
    words = [program, f"+{_tag(DEPARTMENT)}", "state:open", f"due.before:{day}", "overdue_of"]
    return _answer(place, name, words, TASKRC=str(settings), TASKDATA=str(folder))


def _tag(department: str) -> str:
    return "d" + department.replace("-", "_")


_TASKRC = """\
data.location={folder}
verbose=nothing
uda.stepid.type=string
uda.stepid.label=Step
uda.state.type=string
uda.state.label=State
report.overdue_of.columns=stepid,due,description
report.overdue_of.labels=Step,Due,Action
report.overdue_of.sort=due+
report.overdue_of.filter=status:pending
"""


def _hledger(place: Location, name: str, program: str) -> Command:
    day = place.made.as_of.isoformat()
    account = f"^open:{DEPARTMENT}$"
    words = [program, "-f", _write_journal(place), "register", account, "-e", day, "-O", "csv"]
    return _answer(place, name, words)


def _hledger_check(place: Location, name: str, program: str) -> Command:
    words = (program, "-f", _write_journal(place), "check", "accounts", "commodities")
    return Command(name, words, place.folder, place.environment, answers.expect("", str))


def _write_journal(place: Location) -> str:
    path = _beside(place, "plan.journal")
    if not path.exists():
        departments = [one["id"] for one in place.made.data["departments"]]
        lines = ["commodity 1000. step", "account plan"]
        lines += (f"account {state}:{one}" for one in departments for state in ("open", "other"))
        for step in place.made.steps:
            state = "open" if _is_open(step) else "other"
            lines += ("", f"{step.get('deadline', '2100-12-31')} {step['id']}  ; {step['action']}")
            lines += (f"    {state}:{one}  1 step" for one in step["departments"])
            lines.append(f"    plan  {-len(step['departments'])} step")
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def _todoman(place: Location, name: str, program: str) -> Command:
    folder = _beside(place, "calendars")
    (folder / "plan").mkdir(parents=True)
    for step in place.made.steps:
        due = step.get("deadline", "").replace("-", "")
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:bench", "BEGIN:VTODO"]
        lines += (f"UID:{step['id']}", "DTSTAMP:20240101T000000Z", f"SUMMARY:{step['id']}")
        lines += (f"DESCRIPTION:{step['action']}", f"CATEGORIES:{','.join(step['departments'])}")
        lines += [f"DUE;VALUE=DATE:{due}"] if due else []
        lines += ["STATUS:NEEDS-ACTION" if _is_open(step) else "STATUS:CANCELLED"]
        lines += ("END:VTODO", "END:VCALENDAR", "")
        (folder / "plan" / f"{step['id']}.ics").write_text("\r\n".join(lines), "utf-8")
    settings = _beside(place, "todoman.py")
    cache = _beside(place, "todoman.sqlite3")
    settings.write_text(_TODOMAN.format(folder=folder, cache=cache), "utf-8")
    # It counts from now, in hours; what is due on the day itself is not asked for.
    hours = (calendar.timegm(place.made.as_of.timetuple()) - time.time()) // 3600 - 1
    words = [program, "--porcelain", "list", "--category", DEPARTMENT, "--due", str(int(hours))]
    return _answer(place, name, words, TODOMAN_CONFIG=str(settings))


_TODOMAN = """\
path = "{folder}/*"
cache_path = "{cache}"
default_list = "plan"
date_format = "%Y-%m-%d"
time_format = ""
"""


def _bean_query(place: Location, name: str, program: str) -> Command:
    account = f"Expenses:Open:{_account(DEPARTMENT)}"
    query = f"SELECT payee WHERE account = '{account}' AND date < {place.made.as_of}"
    words = [program, "-f", "csv", _write_ledger(place), query]
    return _answer(place, name, words, BEANCOUNT_DISABLE_LOAD_CACHE="1")


def _bean_check(place: Location, name: str, program: str) -> Command:
    words = (program, _write_ledger(place))
    known = {**place.environment, "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    return Command(name, words, place.folder, known, answers.expect("", str))


def _write_ledger(place: Location) -> str:
    path = _beside(place, "plan.beancount")
    if not path.exists():
        lines = ["2000-01-01 open Equity:Plan"]
        for department in place.made.data["departments"]:
            account = _account(department["id"])
            lines += (f"2000-01-01 open Expenses:{one}:{account}" for one in ("Open", "Other"))
        for step in place.made.steps:
            state = "Open" if _is_open(step) else "Other"
            day = step.get("deadline", "2100-12-31")
            lines += ("", f'{day} * "{step["id"]}" "{step["action"]}"')
            for one in step["departments"]:
                lines.append(f"  Expenses:{state}:{_account(one)}  1 STEP")
            lines.append(f"  Equity:Plan  {-len(step['departments'])} STEP")
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def _account(department: str) -> str:
    return f"D{department}"


def _yq(place: Location, name: str, program: str) -> Command:
    return _answer(place, name, [program, *_write_query(place), str(place.plan)])


def _jq(place: Location, name: str, program: str) -> Command:
    path = _beside(place, "plan.json")
    path.write_text(json.dumps(place.made.data), "utf-8")
    return _answer(place, name, [program, *_write_query(place), str(path)])


def _write_query(place: Location) -> tuple[str, ...]:
    day = place.made.as_of.isoformat()
    states = " or ".join(f'.status == "{one}"' for one in OPEN)
    query = (
        f".sections[].goals[].steps[] | select(({states}) and .deadline != null and "
        ".deadline < $day and (.departments | any(. == $dept))) | .id"
    )
    return ("-r", "--arg", "day", day, "--arg", "dept", DEPARTMENT, query)


def _check_jsonschema(place: Location, name: str, program: str) -> Command:
    schema = ROOT / "stc" / "schema" / "plan.schema.json"
    words = (program, "--schemafile", str(schema), str(place.plan))
    return Command(name, words, place.folder, place.environment, answers.said("ok"))


PEERS = (
    Peer("task", ("task",), _taskwarrior),
    Peer("hledger", ("hledger",), _hledger),
    Peer("hledger check", ("hledger",), _hledger_check),
    Peer("todoman", ("todo", "todoman"), _todoman),
    Peer("bean-query", ("bean-query",), _bean_query),
    Peer("bean-check", ("bean-check",), _bean_check),
    Peer("yq", ("yq",), _yq),
    Peer("jq", ("jq",), _jq),
    Peer("check-jsonschema", ("check-jsonschema",), _check_jsonschema),
)
