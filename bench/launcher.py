"""Start processes and tells what each cost; small, for a child begins with its parent's memory.

Linux counts as a child's peak the memory of the process it was split from, too. So this one imports
nothing, and what it measures below its own size is its own size.

Read from stdin, again and again: a line with a number, then so many bytes: fields with NUL between
them: the folder, the file for stdout, the one for stderr, the number of arguments, the arguments,
and the environment. Printed for each: wait status, seconds of CPU, seconds of wall clock, peak.
"""

import posix
import sys
import time

CREATE = posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC


def run(fields: list[bytes]) -> str:
    """Run one process to its end."""
    folder, out, err, number, *rest = fields
    arguments, environment = rest[: int(number)], rest[int(number) :]
    posix.chdir(folder)
    files = [
        (posix.POSIX_SPAWN_OPEN, 0, b"/dev/null", posix.O_RDONLY, 0),
        (posix.POSIX_SPAWN_OPEN, 1, out, CREATE, 0o600),
        (posix.POSIX_SPAWN_OPEN, 2, err, CREATE, 0o600),
    ]
    known = dict(one.split(b"=", 1) for one in environment)
    begun = time.perf_counter()
    child = posix.posix_spawn(arguments[0], arguments, known, file_actions=files)
    _, status, usage = posix.wait4(child, 0)
    wall = time.perf_counter() - begun
    return f"{status} {usage.ru_utime + usage.ru_stime!r} {wall!r} {usage.ru_maxrss}\n"


def main() -> None:
    """Run what it is told until nothing more comes."""
    stream = sys.stdin.buffer
    while head := stream.readline():
        sys.stdout.write(run(stream.read(int(head)).split(b"\0")))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
