"""Run a program under limits and write what it took; small, for the kernel counts its size, too.

    python -S measured.py SECONDS MEMORY FILE OUT ERR PROGRAM [ARGUMENT ...]

Linux counts as a child's peak the memory of the process it was split from. A test runner is larger
than what it measures, so this small process stands between.
"""

import os
import resource
import sys

CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def main() -> None:
    """Write the wait status, the seconds of CPU and the peak as the kernel counts it."""
    seconds, memory, file, out, err, *command = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, out, CREATE, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, err, CREATE, 0o600),
    ]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=files)
    _, status, usage = os.wait4(child, 0)
    with open(file, "w", encoding="ascii") as measured:
        measured.write(f"{status} {usage.ru_utime + usage.ru_stime!r} {usage.ru_maxrss}")


if __name__ == "__main__":
    main()
