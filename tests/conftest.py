"""The plan as published, read once for all tests; and nothing kept in the user's own folders."""

import os

import pytest
from hypothesis import settings

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from tests.laws import tries
from tests.plans import read_published_plan, read_published_timeline

# In CI the same change gives the same verdict; on a desk every run looks somewhere else.
# How long a case takes is no verdict: machines are busy.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=tries(100))
settings.register_profile("desk", deadline=None, max_examples=tries(100))
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def published() -> Plan:
    return read_published_plan()


@pytest.fixture(scope="session")
def published_timeline() -> Timeline:
    return read_published_timeline()
