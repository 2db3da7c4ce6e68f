"""The command on a copy of the plan as published, as the tests of the command line have it."""

from tests.cli.conftest import command, environment, folder, plan, run, start, state, stc, steps

__all__ = ["command", "environment", "folder", "plan", "run", "start", "state", "stc", "steps"]
