"""The plan as published, read once for all tests."""

import os

import pytest
from hypothesis import settings

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from tests.plans import read_published_plan, read_published_timeline

# In CI the same change gives the same verdict; on a desk every run looks somewhere else.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def published() -> Plan:
    return read_published_plan()


@pytest.fixture(scope="session")
def published_timeline() -> Timeline:
    return read_published_timeline()
