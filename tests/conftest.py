"""The plan as published, read once for all tests; and nothing kept in the user's own folders."""

import gc
import os
from collections.abc import Iterator
from functools import partialmethod
from types import CodeType

import pytest
from hypothesis import settings
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from tests.laws import tries
from tests.plans import read_published_plan, read_published_timeline

# In CI the same change gives the same verdict; on a desk every run looks somewhere else.
# How long a case takes is no verdict: machines are busy.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=tries(100))
settings.register_profile("desk", deadline=None, max_examples=tries(100))
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from what stays to the end: ten thousand tests, and libraries."""
    gc.collect()
    gc.freeze()


class CompiledTemplates(BytecodeCache):
    """The templates, compiled once a process: it takes longer than to build a small site."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    make, compiled = Environment.__init__, CompiledTemplates()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "__init__", partialmethod(make, bytecode_cache=compiled))
        yield


@pytest.fixture(scope="session")
def published() -> Plan:
    return read_published_plan()


@pytest.fixture(scope="session")
def published_timeline() -> Timeline:
    return read_published_timeline()
