"""Ends changes of the plan at random moments, and looks at what is left.

    python tests/faults/kill.py --times 1000 --seed 7
    python tests/faults/kill.py --times 200 --seed 7 --signal TERM INT HUP
    python tests/faults/kill.py --calls

Every victim is a process of its own in a process group of its own, and is one of three kinds:

- whole: `python -P -m stc`, ended at any moment from the start of the interpreter to its end;
- warm: a copy (fork) of an interpreter that has imported stc, ended at any moment of the command;
- aimed: the same, ended at any moment of the save alone, which is a small part of the command.

`--calls` is not random: the victim kills itself before, and in another run after, each of the calls
that the save makes to the file system.

After each end the plan must have the old or the new bytes, to the byte, and so must the file of a
voice that the change writes first; the next command must work at once, without waiting for a lock,
and complete the change; and then nothing but these may be left in their folders.
A signal that can be held back (TERM, INT, HUP) must leave nothing in the first place.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EDITS = (
    ("set-status", "COM-03", "ongoing"),
    ("set-status", "RST-02", "RST-03", "in-progress", "--note", "It has begun."),
    ("set-status", "COM-03", "complete", "--completed", "2025-01-20", "--evidence", "The minutes"),
    ("set-deadline", "COM-03", "2027-01-31", "--reason", "It took longer.", "--on", "2025-01-20"),
    ("set-deadline", "GOV-02", "2028-06-30", "--reason", "Not yet.", "--on", "2025-01-21"),
    # The file of a voice comes first, then the plan.
    ("set-status", "COM-03", "ongoing", "--update", "It is written.", "--by", "911"),
)
VOICE = "updates/911.yaml"
KINDS = ("warm", "aimed", "whole")
SHARES = (45, 45, 10)
CODES = {  # How a command may end by a signal; or by 0, where it was too late.
    "KILL": (-signal.SIGKILL,),
    "TERM": (-signal.SIGTERM,),
    "HUP": (-signal.SIGHUP,),
    # A shell shows 130 for both. The second: python does not listen yet, or does no longer.
    "INT": (130, -signal.SIGINT),
}
PACKAGE = str(ROOT / "stc")
UNWANTED = ("Traceback", "Exception ignored", "bug in stc")
BYTE = b"."
LATEST = 60.0


class Edit(NamedTuple):
    """A change of the plan: what is typed, and the bytes before and after.

    `voice` is the file of a voice after it, which is new; empty where it writes none.
    """

    words: tuple[str, ...]
    old: bytes
    new: bytes
    voice: bytes = b""


class Victim(NamedTuple):
    """A command that is running, and the end of the pipe on which it tells that the save began."""

    pid: int
    told: int


class Ground:
    """A folder with a plan, for one victim at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "city"
        self.plan = self.folder / "data" / "plan.yaml"
        self.said = folder / "said"
        self.plan.parent.mkdir(parents=True)
        (self.folder / ".git").mkdir()

    def names(self) -> set[str]:
        folder = self.plan.parent
        return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}

    def read_voice(self) -> bytes:
        path = self.plan.parent / VOICE
        return path.read_bytes() if path.exists() else b""

    def put(self, data: bytes) -> None:
        """Puts a plan there, and nothing beside it."""
        shutil.rmtree(self.plan.parent)
        self.plan.parent.mkdir()
        self.plan.write_bytes(data)


def fork(ground: Ground, words: tuple[str, ...], prepare: Callable[[int], None]) -> Victim:
    """Starts a command in a copy of this process."""
    told, telling = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        _be_victim(ground, words, lambda: prepare(telling))
    os.close(telling)
    _lead_group(pid)
    return Victim(pid, told)


def _be_victim(ground: Ground, words: tuple[str, ...], prepare: Callable[[], None]) -> None:
    from stc.cli.main import main_entry

    code = 71
    try:
        _lead_group(0)
        os.chdir(ground.folder)
        output = os.open(ground.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.argv = ["stc", *words]
        prepare()
        main_entry()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException as error:
        os.write(2, f"Traceback: {error!r}\n".encode())
    finally:
        os._exit(code)


def spawn(ground: Ground, words: tuple[str, ...]) -> Victim:
    """Starts a command in an interpreter of its own."""
    told, telling = os.pipe()
    with ground.said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "stc", *words],
            cwd=ground.folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    os.close(telling)
    process.returncode = 0  # We wait for it ourselves.
    return Victim(process.pid, told)


def _lead_group(pid: int) -> None:
    try:
        os.setpgid(pid, 0)
    except OSError:  # The other side was quicker, or it is over.
        return


def wait(victim: Victim) -> int:
    """Return the exit code of a victim when it has ended; minus the signal, where that ended it.

    One that does not end by itself is killed.
    """
    os.close(victim.told)
    until = time.monotonic() + LATEST
    while True:
        pid, status = os.waitpid(victim.pid, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.kill(victim.pid, signal.SIGKILL)
        time.sleep(0.0005)


def do_nothing(_: int) -> None:
    """Prepares nothing."""


def describe_saving(telling: int) -> None:
    """Lets the victim tell when it is about to create the temporary file, and to unlock."""
    from stc.files.store.system import Files

    def describe_and(call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*arguments: Any) -> Any:
            os.write(telling, BYTE)
            return call(*arguments)

        return made

    for call in (Files.create, Files.unlock):
        setattr(Files, call.__name__, describe_and(call))


def describe_start(telling: int) -> None:
    """Lets the victim tell that it begins."""
    os.write(telling, BYTE)


def die_at_call(number: int, after: bool) -> Callable[[int], None]:
    """Lets the victim kill itself before, or after, its N-th call to the file system."""

    def prepare(_: int) -> None:
        from stc.files.store.system import Files

        calls = 0

        def wrap(call: Callable[..., Any]) -> Callable[..., Any]:
            def made(*arguments: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == number and not after:
                    os.kill(os.getpid(), signal.SIGKILL)
                try:
                    return call(*arguments)
                finally:
                    if calls == number:
                        os.kill(os.getpid(), signal.SIGKILL)

            return made

        for name, call in list(vars(Files).items()):
            if not name.startswith("_"):
                setattr(Files, name, wrap(call))

    return prepare


class Found(NamedTuple):
    """What an end left.

    Attributes:
        kind: The kind of the victim.
        late: It had come to its own end before.
        left: Which plan: old, new or other.
        litter: Whether there was anything beside the plan.
        early: It was interrupted while python itself was starting, and python said so.
        wrong: What should not be.
    """

    kind: str
    late: bool
    left: str
    litter: bool
    early: bool
    wrong: list[str]


def look(ground: Ground, edit: Edit, kind: str, code: int, name: str) -> Found:
    """Gives what an end by a signal left; it runs the next command, too."""
    wrong = []
    data, said, voice = ground.plan.read_bytes(), _said(ground), ground.read_voice()
    litter = ground.names() - {"plan.yaml", *([VOICE] if edit.voice else [])}
    left = {edit.old: "old", edit.new: "new"}.get(data, "other")
    early = kind == "whole" and name == "INT" and _is_of_python(code, said)
    if left == "other" or (early and left != "old"):
        wrong.append("the plan is neither the old nor the new one")
    if voice not in (b"", edit.voice) or (left == "new" and voice != edit.voice):
        wrong.append("the file of the voice is neither absent nor the new one, or behind the plan")
    if code == 0 and left != "new":
        wrong.append("done was said and nothing was written")
    if not early and code not in (0, *CODES[name]):
        wrong.append(f"it ended with {code}")
    if not early and any(word in said for word in UNWANTED):
        wrong.append(f"it said: {said}")
    if litter and (name != "KILL" or not all(map(_is_temporary, litter))):
        wrong.append(f"left behind: {sorted(litter)}")
    wrong += _try_next(ground, edit)
    return Found(kind, code == 0, left, bool(litter), early, wrong)


def _is_temporary(name: str) -> bool:
    return name.startswith((".plan.yaml.stc-", "updates/.911.yaml.stc-"))


def _is_of_python(code: int, said: str) -> bool:
    """Says whether python was interrupted before it came to stc, or when stc had ended."""
    return (code == -signal.SIGINT and not said) or ("Traceback" in said and PACKAGE not in said)


def _try_next(ground: Ground, edit: Edit) -> list[str]:
    code = wait(fork(ground, edit.words, do_nothing))
    said = _said(ground)
    wrong = []
    if code or "waiting" in said:
        wrong.append(f"the next command ended with {code} and said: {said}")
    if (ground.plan.read_bytes(), ground.read_voice()) != (edit.new, edit.voice):
        wrong.append("the next command did not change the files as it should")
    if ground.names() != {"plan.yaml", *([VOICE] if edit.voice else [])}:
        wrong.append(f"after the next command there is {sorted(ground.names())}")
    return wrong


def _said(ground: Ground) -> str:
    return ground.said.read_text("utf-8", "replace")


def strike(ground: Ground, edit: Edit, kind: str, part: float, lasts: dict[str, float]) -> Victim:
    """Starts a victim and gives it when its moment has come: a part of what it should last."""
    if kind == "whole":
        victim = spawn(ground, edit.words)
    else:
        victim = fork(ground, edit.words, describe_saving if kind == "aimed" else describe_start)
        hear(victim)
    time.sleep(part * lasts[kind])
    return victim


def hear(victim: Victim) -> None:
    """Waits until a victim tells something, or is over."""
    if select.select([victim.told], [], [], LATEST)[0]:
        os.read(victim.told, 1)


def measure(ground: Ground, edit: Edit) -> dict[str, float]:
    """Gives how long each kind lasts here and now, from its start or its byte to its end."""
    lasts = {}
    for kind in KINDS:
        took = []
        for _ in range(3):
            ground.put(edit.old)
            begun = time.monotonic()
            victim = strike(ground, edit, kind, 0.0, dict.fromkeys(KINDS, 0.0))
            begun = begun if kind == "whole" else time.monotonic()
            if kind == "aimed":
                hear(victim)
                took.append(time.monotonic() - begun)
            code = wait(victim)
            if kind != "aimed":
                took.append(time.monotonic() - begun)
            if code:
                raise SystemExit(_said(ground))
        lasts[kind] = sorted(took)[1]
    return lasts


def kill_one(
    ground: Ground, edits: list[Edit], asked: argparse.Namespace, n: int, lasts: dict[str, float]
) -> Found:
    """Gives what the n-th end at a random moment left."""
    chance = random.Random(f"{asked.seed}-{n}")
    edit, name = chance.choice(edits), chance.choice(asked.signal)
    (kind,) = [asked.kind] if asked.kind else chance.choices(KINDS, SHARES)
    ground.put(edit.old)
    ground.said.write_bytes(b"")
    victim = strike(ground, edit, kind, chance.uniform(0, 1.1), lasts)
    with suppress(ProcessLookupError):
        os.killpg(victim.pid, getattr(signal, f"SIG{name}"))
    code = wait(victim)
    return look(ground, edit, kind, code, name)


def kill_at_calls(ground: Ground, edit: Edit, after: bool) -> list[Found]:
    """Gives what is left after a kill before, or after, every call to the file system."""
    found = []
    for number in range(1, 1000):
        ground.put(edit.old)
        code = wait(fork(ground, edit.words, die_at_call(number, after)))
        if code == 0:
            break
        found.append(look(ground, edit, "after a call" if after else "before a call", code, "KILL"))
    return found


def learn_edits(ground: Ground) -> list[Edit]:
    """Gives the edits with their bytes, by letting each of them come to its end."""
    old = (ROOT / "tests" / "published" / "plan.yaml").read_bytes()
    edits = []
    for words in EDITS:
        ground.put(old)
        code = wait(fork(ground, words, do_nothing))
        edits.append(Edit(words, old, ground.plan.read_bytes(), ground.read_voice()))
        if code or edits[-1].new == old:
            raise SystemExit(f"{' '.join(words)} ended with {code}: {_said(ground)}")
    return edits


def warm_up(ground: Ground) -> None:
    """Imports all that the commands need, by running one of each here."""
    from stc.cli.main import main

    ground.put((ROOT / "tests" / "published" / "plan.yaml").read_bytes())
    kept = os.dup(1), os.dup(2)
    with ground.said.open("wb") as output:
        for number in (1, 2):
            os.dup2(output.fileno(), number)
        codes = [main([*words, "--plan", str(ground.plan)]) for words in (EDITS[0], EDITS[3])]
    for number, descriptor in zip((1, 2), kept, strict=True):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if any(codes):
        raise SystemExit(_said(ground))


def share_out(work: Callable[[Ground, int], list[Found]], base: Path, number: int) -> list[Found]:
    """Gives what several workers found, each with a ground of its own."""
    pids = []
    for worker in range(number):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                found = work(Ground(base / f"worker-{worker}"), worker)
                (base / f"found-{worker}").write_text(json.dumps(found), "utf-8")
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    if any(os.waitpid(pid, 0)[1] for pid in pids):
        raise SystemExit("A worker failed.")
    files = [base / f"found-{worker}" for worker in range(number)]
    return [Found(*one) for file in files for one in json.loads(file.read_text("utf-8"))]


def tell(found: list[Found], title: str) -> int:
    """Prints what was found and gives the exit code."""
    kinds = Counter(one.kind for one in found)
    left = Counter(one.left for one in found)
    wrong = [one for one in found if one.wrong]
    print(f"{title} ({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}):")
    print(f"  the old plan {left['old']}, the new plan {left['new']}, another {left['other']}")
    print(f"  ended before the signal came {sum(one.late for one in found)}")
    print(f"  left a temporary file {sum(one.litter for one in found)}")
    if any(one.early for one in found):
        print(f"  python was interrupted before stc began {sum(one.early for one in found)}")
    print(f"  wrong {len(wrong)}")
    for one in wrong[:20]:
        print(f"    {one.kind}: {'; '.join(one.wrong)}")
    return 1 if wrong else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--signal", choices=CODES, nargs="+", default=["KILL"])
    parser.add_argument("--kind", choices=KINDS, help="Only victims of this kind.")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--calls", action="store_true", help="At every call, not at random.")
    return parser.parse_args()


def run(asked: argparse.Namespace, base: Path) -> int:
    """Does what was asked for, and gives the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ground = Ground(base / "first")
    warm_up(ground)
    edits = learn_edits(ground)
    if asked.calls:
        cases = [(edit, after) for edit in (edits[0], edits[-1]) for after in (False, True)]
        found = share_out(lambda own, n: kill_at_calls(own, *cases[n]), base, len(cases))
        return tell(found, f"Killed at every call of the save, {len(found)} times")

    def work(own: Ground, worker: int) -> list[Found]:
        lasts = measure(own, edits[0])
        chosen = range(worker, asked.times, asked.workers)
        return [kill_one(own, edits, asked, n, lasts) for n in chosen]

    found = share_out(work, base, asked.workers)
    names = ", ".join(f"SIG{name}" for name in asked.signal)
    return tell(found, f"{names} {len(found):,} times at random, seed {asked.seed}")


def main() -> int:
    sys.path.insert(0, str(ROOT))
    asked = read_arguments()
    for name in ("STC_PLAN", "STC_AS_OF"):
        os.environ.pop(name, None)
    base = Path(tempfile.mkdtemp(prefix="stc-kill-"))
    try:
        return run(asked, base)
    finally:
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
