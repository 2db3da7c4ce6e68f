"""Which files stc knows as its own: what it writes, and not what resembles it."""

import io
import zipfile

import pytest

from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.plan.model import Plan
from tests.output.export.editions import make_edition
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import FULL, SMALL, load

ALL = [*EXPORTS]


def render(name: str, plan: Plan, **options: bool) -> bytes:
    return render_export(name, make_edition(plan), ExportOptions(**options))


@pytest.mark.parametrize("name", ALL)
def test_what_stc_writes_is_its_own(name: str, published: Plan) -> None:
    for plan in (published, load(FULL), load(SMALL), *map(plan_with, HOSTILE)):
        assert EXPORTS[name].is_ours(render(name, plan))


@pytest.mark.parametrize("name", ALL)
def test_an_export_without_a_step_is_stcs_own(name: str, published: Plan) -> None:
    data = render_export(name, make_edition(published, steps=()))
    assert EXPORTS[name].is_ours(data) or not data


def test_every_table_is_stcs_own(published: Plan) -> None:
    for name, options in (("csv", {"long": True, "excel": True}), ("tsv", {"long": True})):
        assert EXPORTS[name].is_ours(render(name, published, **options))


def test_a_table_saved_by_a_program_with_other_line_ends_is_still_known(published: Plan) -> None:
    assert EXPORTS["csv"].is_ours(render("csv", published).replace(b"\r\n", b"\n"))


@pytest.mark.parametrize("name", ALL)
def test_what_is_in_another_format_is_not(name: str) -> None:
    for other in ALL:
        if other != name:
            assert not EXPORTS[name].is_ours(render(other, load(FULL)))


def pack(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, text in files.items():
            # With a day of its own: the name of the test holds these bytes, in every process.
            made.writestr(zipfile.ZipInfo(f"docProps/{name}.xml"), text)
    return packed.getvalue()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        b"\0" * 100,
        b"id,name\r\n1,a\r\n",
        b"id\tname\n1\ta\n",
        b"[]\n",
        b"{}\n",
        b"[" * 100_000,
        b'{"schema": "other"}\n',
        b'{"id": 1}\n',
        b"## Action steps\n\nMine, as of today.\n",
        b"# Notes\n",
        b"\xff\xfe\xff",
        b"PK\x03\x04 broken",
        b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nBEGIN:VEVENT\r\nPRODID:-//stc//stc 1//EN\r\n",
        pack(app="<Properties/>", core="<coreProperties/>"),
        pack(core="x"),
        pack(app="0" * 10_000_000, core="0"),
    ],
    ids=lambda data: str(data[:20]),
)
def test_what_others_write_is_not(name: str, data: bytes) -> None:
    assert not EXPORTS[name].is_ours(data)
