"""A repository of git to tell stories in: every commit has its day."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

_SETTINGS = ("-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false")
_FIRST = datetime(2024, 1, 1, 12, tzinfo=UTC)
PLAN = "data/plan.yaml"
GIT = shutil.which("git")
"""The real git, for a script that stands in for it."""


class Repository:
    """A work tree whose commits are a day apart, from January 1, 2024 on."""

    def __init__(self, root: Path, *, new: bool = True) -> None:
        self.root = root
        self.plan = root / PLAN
        self._when = _FIRST
        if new:
            root.mkdir(parents=True)
            self.git("init", "--quiet", "--template=", "--initial-branch=main")

    def git(self, *arguments: str, given: bytes = b"", **environment: str) -> str:
        person = {"NAME": "Ann", "EMAIL": "ann@example.org", "DATE": self._when.isoformat()}
        names = {f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in person.items()}
        run = subprocess.run(
            ["git", *_SETTINGS, *arguments],
            cwd=self.root,
            input=given,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.root.parent)}
            | names
            | environment,
            check=True,
            capture_output=True,
            timeout=300,
        )
        return run.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, text: str | bytes, path: str = PLAN) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, message: str | bytes = "x", when: str = "", **environment: str) -> str:
        """Commit all there is, and gives the id."""
        if when:
            self._when = datetime.fromisoformat(when)
        given = message if isinstance(message, bytes) else message.encode()
        self.git("add", "--all")
        self.git(
            "commit", "--quiet", "--allow-empty", "--allow-empty-message", "--file=-",
            given=given, **environment,
        )  # fmt: skip
        self._when += timedelta(days=1)
        return self.head()

    def put(self, text: str | bytes, message: str | bytes = "x", when: str = "") -> str:
        """Commit this text of the plan, and gives the id."""
        self.write(text)
        return self.commit(message, when)

    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def blob(self, name: str) -> str:
        return self.git("rev-parse", name)

    def look(self) -> dict[str, tuple[int, bytes]]:
        """Return all that is written in the work tree and in `.git`."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
