"""The plan as published, read once for all tests."""

import pytest

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from tests.plans import read_published_plan, read_published_timeline


@pytest.fixture(scope="session")
def published() -> Plan:
    return read_published_plan()


@pytest.fixture(scope="session")
def published_timeline() -> Timeline:
    return read_published_timeline()
