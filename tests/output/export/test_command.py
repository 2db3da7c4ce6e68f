"""`stc export`: what is printed, what is written, what is asked, and every way to refuse."""

import csv
import io
import json
import os
import pty
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any, get_args

import pytest

from stc.cli.commands import export
from stc.cli.parameters import list_parameters
from stc.output.exports import EXPORTS

TEXT = [name for name, export in EXPORTS.items() if export.is_text]
THEIRS = b"the only copy of something\n"


def ids(data: bytes) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]


def test_the_formats_of_the_command_are_those_there_are() -> None:
    (name,) = (one for one in list_parameters(export.run) if one.name == "name")
    assert get_args(name.type) == (*EXPORTS, export.PACKAGE)


@pytest.mark.parametrize("name", TEXT)
def test_what_is_printed_is_what_is_written(stc: Any, folder: Path, name: str) -> None:
    printed = stc("export", name)
    assert (printed.code, printed.err) == (0, "")
    assert stc("export", name, "-o", "-").out == printed.out
    written = stc("export", name, "--out", f"plan.{name}")
    assert (written.code, written.out) == (0, "")
    assert (folder / f"plan.{name}").read_bytes().decode() == printed.out


@pytest.mark.parametrize("name", TEXT)
def test_in_any_locale_the_bytes_are_the_same(run: Any, stc: Any, name: str) -> None:
    env = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert run("export", name, env=env).out == stc("export", name).out


def test_what_was_written_is_told(stc: Any) -> None:
    assert stc("export", "csv", "-o", "plan.csv").err == (
        'Written to "plan.csv": 138 of 138 steps. As of 2025-01-24, no git revision.\n'
    )
    assert stc("export", "csv", "-o", "plan.csv", "-d", "911", "-s", "COM").err == (
        'Written to "plan.csv": 15 of 138 steps. As of 2025-01-24, no git revision.\n'
        "Left out by the filter (dept 911; section COM): 123 steps.\n"
    )


def test_a_calendar_says_which_steps_are_not_in_it(stc: Any) -> None:
    shown = stc("export", "ics", "-o", "plan.ics").err.splitlines()
    assert shown[0].startswith('Written to "plan.ics": 138 of 138 steps.')
    assert shown[1] == "107 deadlines of 138 steps."
    assert shown[2].startswith("Not in this calendar: 18 complete, 5 excluded, 2 open without")


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_again_leaves_the_file_alone(
    stc: Any, folder: Path, state: Any, name: str
) -> None:
    out = folder / "out"
    assert stc("export", name, "-o", "out").code == 0
    os.utime(out, (1, 1))
    before = state(out)
    again = stc("export", name, "-o", "out")
    assert (again.code, again.out, state(out)) == (0, "", before)
    assert again.err.startswith('"out" holds exactly this already and was left alone: 138 of 138')


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_of_ours_is_replaced_unasked(stc: Any, folder: Path, name: str) -> None:
    assert stc("export", name, "-o", "out").code == 0
    before = (folder / "out").read_bytes()
    assert stc("export", name, "-o", "out", "--dept", "911").code == 0
    assert (folder / "out").read_bytes() != before


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_of_others_is_replaced_only_by_force(
    stc: Any, folder: Path, state: Any, name: str
) -> None:
    out = folder / "out"
    out.write_bytes(THEIRS)
    before = state(out)
    refused = stc("export", name, "-o", "out")
    assert (refused.code, refused.out, state(out)) == (3, "", before)
    assert refused.err == (
        'Error: "out" already exists, and stc did not make it. Nothing was written. '
        "Name another file, or replace it with --force.\n"
    )
    assert stc("export", name, "-o", "out", "--force").code == 0
    assert out.read_bytes() != THEIRS


def ask(start: Any, answer: bytes, *arguments: str) -> tuple[int, str]:
    """Run a command on a terminal, and types an answer once it has asked."""
    leader, follower = pty.openpty()
    process = start(*arguments, stdin=follower, stderr=follower, stdout=subprocess.PIPE)
    os.close(follower)
    seen, until = b"", time.monotonic() + 30
    while b"[y/N]" not in seen and time.monotonic() < until:
        seen += os.read(leader, 4096)
    os.write(leader, answer)
    try:
        while part := os.read(leader, 4096):
            seen += part
    except OSError:
        pass
    os.close(leader)
    assert process.communicate(timeout=30)[0] == b""
    return process.returncode, seen.decode("utf-8", "replace")


@pytest.mark.parametrize("answer", ["y", "Y", "yes", " yes "])
def test_a_person_who_says_yes_is_obeyed(start: Any, folder: Path, answer: str) -> None:
    (folder / "out.csv").write_bytes(THEIRS)
    code, seen = ask(start, f"{answer}\n".encode(), "export", "csv", "-o", "out.csv")
    assert code == 0
    assert '"out.csv" exists, and stc did not make it. Replace it? [y/N]' in seen
    assert "138 of 138 steps" in seen
    assert len(ids((folder / "out.csv").read_bytes())) == 138


@pytest.mark.parametrize("answer", [b"\n", b"n\n", b"no\n", b"yellow\n", b"\xff\n", b"\x04"])
def test_a_person_who_does_not_say_yes_keeps_the_file(
    start: Any, folder: Path, state: Any, answer: bytes
) -> None:
    out = folder / "out.csv"
    out.write_bytes(THEIRS)
    before = state(out)
    code, seen = ask(start, answer, "export", "csv", "-o", "out.csv")
    assert (code, state(out)) == (3, before)
    assert "Nothing was written" in seen
    assert "Traceback" not in seen


def test_a_person_who_leaves_keeps_the_file(start: Any, folder: Path) -> None:
    out = folder / "out.csv"
    out.write_bytes(THEIRS)
    leader, follower = pty.openpty()
    process = start("export", "csv", "-o", "out.csv", stdin=follower, stderr=follower)
    os.close(follower)
    while b"[y/N]" not in os.read(leader, 4096):
        pass
    process.terminate()
    process.wait(timeout=30)
    os.close(leader)
    assert out.read_bytes() == THEIRS


@pytest.mark.parametrize("name", ["data/plan.yaml", "data/timeline.yaml", ".git/config", "link"])
def test_the_plan_and_git_are_never_written_over(
    stc: Any, folder: Path, plan: Path, name: str
) -> None:
    (folder / "link").symlink_to("data/plan.yaml")
    before = plan.read_bytes(), (folder / "data" / "timeline.yaml").read_bytes()
    refused = stc("export", "csv", "-o", name, "--force")
    assert refused.code == 3
    assert refused.err.startswith("Error: Cannot write")
    assert before == (plan.read_bytes(), (folder / "data" / "timeline.yaml").read_bytes())
    assert list((folder / ".git").iterdir()) == []


def test_the_plan_that_is_found_from_here_is_kept_also_where_another_is_exported(
    stc: Any, folder: Path, plan: Path
) -> None:
    (folder / "other.yaml").write_bytes(plan.read_bytes())
    refused = stc("export", "csv", "--plan", "other.yaml", "-o", "data/plan.yaml", "--force")
    assert (refused.code, refused.err.count("it is the plan")) == (3, 1)


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("data", 'Cannot write "data": it is a folder. Name a file in it.'),
        ("new/", 'Cannot write "new/": it is a folder. Name a file in it.'),
        ("gone/x.csv", "its folder does not exist. Create it with mkdir -p."),
        ("data/plan.yaml/x", "a part of its path is not a folder."),
        ("/dev/full", "it is a device or a pipe, not a file. Leave -o out"),
        ("x" * 300, "its name is too long."),
        ("a\x1b[31mb/c", 'Cannot write "a\\u001b[31mb/c"'),
    ],
)
def test_where_nothing_can_be_written_is_one_sentence(stc: Any, out: str, sentence: str) -> None:
    refused = stc("export", "csv", "-o", out)
    assert (refused.code, refused.out, refused.err.count("\n")) == (3, "", 1)
    assert sentence in refused.err


def test_standard_output_by_its_path_is_refused(run: Any) -> None:
    refused = run("export", "csv", "-o", "/dev/stdout")
    assert refused.code == 3
    assert "Leave -o out to write to standard output." in refused.err


def test_a_name_in_any_bytes(run: Any, folder: Path) -> None:
    name = b"caf\xe9.csv"
    assert run("export", "csv", "-o", os.fsdecode(name)).code == 0
    assert (folder / os.fsdecode(name)).exists()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("export", "The format is missing. Name it, or a file"),
        ("export cvs", "'csv', 'tsv', 'json', 'jsonl', 'md', 'xlsx', 'ics', 'datapackage'"),
        ("export json --long", "--long is for csv and tsv, not for json. Leave it out."),
        ("export tsv --excel", "--excel is for csv, not for tsv. Leave it out."),
        ("export csv --alarm 14d", "--alarm is for ics, not for csv. Leave it out."),
        (
            "export ics --alarm soon",
            '--alarm: "soon" is not a number of days or weeks; write 14d or 2w.',
        ),
        ("export ics --alarm -3d", '"-3d" is not a number of days'),
        (
            "export csv --base-url https://a.example",
            "--base-url is for ics, datapackage and xlsx, not for csv",
        ),
        ("export datapackage -o x --base-url ftp://a.example", "is not an address to publish at"),
        (
            "export datapackage -o x --base-url https://a.example?b",
            "is not an address to publish at",
        ),
        ("export datapackage", "datapackage is a folder of files. Name the folder: -o package."),
        ("export datapackage -o -", "datapackage is a folder of files."),
        ("export csv --dept nine", "Unknown department"),
        ("export csv --as-of never", "--as-of"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(stc: Any, asked: str, sentence: str) -> None:
    refused = stc(*asked.split())
    assert (refused.code, refused.out) == (2, "")
    assert sentence in refused.err


def test_no_name_is_a_usage_error(stc: Any) -> None:
    assert stc("export", "csv", "-o", "").code == 2


@pytest.mark.parametrize(
    "filters",
    [
        "--dept 911",
        "--section COM --status planning --status in-progress",
        "--search model --due-before 2025-01-01",
        "--needs-review",
        "--undated",
        "--no-lead --dept ocs",
        "--slipped",
        "--due-after 2024-06-01 --within 90d",
        "--dept 911 --as-of 2024-01-02",
    ],
)
def test_the_filters_are_those_of_list(stc: Any, filters: str) -> None:
    listed = stc("list", *filters.split(), "-f", "ids").out.split()
    exported = stc("export", "csv", *filters.split())
    assert ids(exported.out.encode()) == listed
    envelope = json.loads(stc("export", "json", *filters.split()).out)
    asked = json.loads(stc("list", *filters.split(), "-f", "json").out)
    assert envelope["filter"] == asked["filter"]
    assert envelope["totals"] == asked["totals"]
    assert envelope["as_of"] == asked["as_of"]


@pytest.mark.parametrize("name", EXPORTS)
def test_where_no_step_matches_it_is_said(
    stc: Any, folder: Path, name: str, capsysbinary: Any
) -> None:
    asked = ("export", name, "--search", "no such text")
    if EXPORTS[name].is_text:
        printed = stc(*asked)
        assert (printed.code, printed.err) == (0, "No step matches; 0 of 138 steps.\n")
        assert bool(printed.out) == (name != "jsonl")
    written = stc(*asked, "-o", "out")
    assert written.code == 0
    assert "No step matches; 0 of 138 steps." in written.err
    assert "Left out by the filter (search no such text): 138 steps." in written.err
    assert stc("export", name, "-o", "out").code == 0


def test_bytes_go_into_a_pipe_and_not_onto_a_terminal(start: Any, folder: Path) -> None:
    process = start("export", "xlsx")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert zipfile.ZipFile(io.BytesIO(out)).testzip() is None
    leader, follower = pty.openpty()
    process = start("export", "xlsx", stdout=follower)
    os.close(follower)
    _, err = process.communicate(timeout=60)
    os.close(leader)
    assert process.returncode == 2
    assert err == b"Error: xlsx is not text. Name a file: -o plan.xlsx.\n"


def test_a_terminal_gets_no_commands_from_an_export(start: Any, plan: Path) -> None:
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("title: MECC transparency", 'title: "a \\x1b[31mred"'), "utf-8")
    leader, follower = pty.openpty()
    process = start("export", "csv", "--search", "red", stdout=follower)
    os.close(follower)
    seen = b""
    try:
        while part := os.read(leader, 4096):
            seen += part
    except OSError:
        pass
    process.wait(timeout=30)
    os.close(leader)
    assert b"\x1b" not in seen
    assert b"u001b" in seen


@pytest.mark.parametrize("name", EXPORTS)
def test_a_full_output_is_an_error(run: Any, name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = run("export", name, stdout=full)
    assert answer.code == 3
    assert "could not be written" in answer.err


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_input_gives_the_same_bytes_on_any_day(
    run: Any, folder: Path, environment: Any, name: str
) -> None:
    del environment["STC_AS_OF"]
    for number, zone in enumerate(("UTC", "Asia/Tokyo")):
        env = {"SOURCE_DATE_EPOCH": "1737744000", "TZ": zone, "PYTHONHASHSEED": str(number)}
        assert run("export", name, "-o", f"out{number}", env=env).code == 0
    assert (folder / "out0").read_bytes() == (folder / "out1").read_bytes()


def test_nothing_is_read_as_an_option_that_is_a_file(stc: Any, folder: Path) -> None:
    assert stc("export", "csv", "--out=-x.csv").code == 0
    assert (folder / "-x.csv").exists()


def test_a_data_package_is_a_folder(stc: Any, folder: Path) -> None:
    asked = ("export", "datapackage", "-o", "package", "--section", "COM")
    written = stc(*asked)
    assert (written.code, written.out) == (0, "")
    assert written.err.startswith('Written to "package": 15 of 138 steps.')
    descriptor = json.loads((folder / "package" / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        assert (folder / "package" / resource["path"]).is_file()
    assert not (folder / "package" / "data.json").exists()
    assert stc(*asked, "--base-url", "https://data.example/plan").code == 0
    assert "https://data.example/plan/" in (folder / "package" / "data.json").read_text("utf-8")


@pytest.mark.parametrize("name", ["data", ".", "..", ".git", "theirs", "data/plan.yaml"])
def test_a_data_package_never_empties_a_folder_of_others(
    stc: Any, folder: Path, plan: Path, name: str
) -> None:
    (folder / "theirs").mkdir()
    (folder / "theirs" / "x").write_bytes(THEIRS)
    before = plan.read_bytes()
    refused = stc("export", "datapackage", "-o", name, "--force")
    assert (refused.code, refused.out) == (3, "")
    assert (plan.read_bytes(), (folder / "theirs" / "x").read_bytes()) == (before, THEIRS)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("stc export x", ["xlsx"]),
        ("stc export json", ["json", "jsonl"]),
        ("stc export csv --dept 9", ["911"]),
    ],
)
def test_formats_and_filters_are_completed(run: Any, line: str, offered: list[str]) -> None:
    env = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    answer = run(env={"_STC_COMPLETE": "complete_bash", **env})
    assert (answer.code, answer.out.split()) == (0, offered)


def commit(folder: Path, day: str) -> None:
    given = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    given |= {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), **given}
    for words in ("init -q", "add data", "commit -q -m x"):
        subprocess.run(["git", *words.split()], cwd=folder, env=env, check=True, timeout=300)


def test_the_plan_as_it_was_is_exported_and_the_one_of_today_is_kept(
    stc: Any, folder: Path, plan: Path
) -> None:
    (folder / ".git").rmdir()
    commit(folder, "2025-01-20")
    plan.write_bytes(plan.read_bytes().replace(b"status: Planning", b"status: Complete"))
    commit(folder, "2025-02-20")
    now, then = stc("export", "json"), stc("export", "json", "--at", "2025-02-01")
    assert json.loads(now.out)["totals"]["planning"] == 0
    assert json.loads(then.out)["totals"]["planning"] == 28
    assert (
        json.loads(then.out)["plan"]["revision"] in stc("export", "csv", "--at", "2025-02-01").out
    )
    refused = stc("export", "json", "--at", "2025-02-01", "-o", "data/plan.yaml", "--force")
    assert refused.code == 3
    assert stc("export", "csv").out != stc("export", "csv", "--at", "2025-02-01").out
