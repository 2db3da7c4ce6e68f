"""Each department's page offers the spreadsheet in which it reports."""

from stc.output.edition import Edition
from stc.output.site.build import build_site
from stc.sheets.columns import parse_stamp
from stc.tables.workbook import read_cells
from tests.output.site.editions import make_files, publish
from tests.plans import SMALL, load


def test_the_sheet_of_a_department_is_beside_its_page() -> None:
    files = make_files(publish(load(SMALL)))
    assert {path for path in files if path.startswith("departments/")} == {
        f"departments/{department}.{suffix}"
        for department in ("911", "comms-ocs")
        for suffix in ("html", "ics", "xlsx")
    }
    page = files["departments/911.html"].decode()
    assert '<a href="../departments/911.xlsx" download>Report with a spreadsheet</a>' in page
    assert "Send it to the owner of the plan." in page
    sheets = read_cells(files["departments/911.xlsx"], "911.xlsx")
    assert [row[0] for row in sheets["Report"].rows] == ["Step", "COM-01"]
    stamp = parse_stamp(sheets["stc"].rows[0][0])
    assert stamp is not None
    assert stamp.by == "911"


def test_a_department_without_steps_has_none(edition: Edition) -> None:
    plan = edition.plan._replace(steps=())
    files = {file.path for file in build_site(edition._replace(plan=plan, steps=()))}
    assert not any(path.startswith("departments/") and path.endswith("xlsx") for path in files)
