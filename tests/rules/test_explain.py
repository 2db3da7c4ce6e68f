"""The rules as they are told: the page in docs, and the command."""

import json
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

from stc.cli.main import main
from stc.plan.measures import Measures
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import ChangeSubject, FileSubject, PlanSubject, TimelineSubject, VoiceSubject
from stc.views.rules import format_example, write_rules

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_what_the_rules_tell() -> None:
    assert PAGE.read_text("utf-8") == write_rules(ALL_RULES), (
        "stc explain --format md > docs/rules.md"
    )


def test_the_page_tells_every_rule_and_hides_nothing() -> None:
    page = PAGE.read_text("utf-8")
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == [doc.code.id for doc in ALL_RULES]
    assert page.count("```yaml\n") == 2 * len(ALL_RULES)
    assert all(character.isprintable() for line in page.split("\n") for character in line)
    assert max(map(len, page.split("\n"))) < 600


def test_an_example_is_shown_with_what_is_hidden_in_it() -> None:
    assert format_example("a\u200bb\tc\x1b\udce9\n") == "a\\u200bb\\u0009c\\u001b\\udce9"
    assert format_example("x" * 200) == "x" * 100 + "..."


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["explain", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_explain_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys)
    assert (code, err) == (0, "")
    assert all(f"{doc.code.id}  {doc.code.severity}" in out for doc in ALL_RULES)


def test_explain_tells_rules_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "stc405", "STC204", "STC405")
    assert (code, err) == (0, "")
    assert re.findall("^STC.*", out, re.MULTILINE) == [
        "STC405: A deadline moves without a revision",
        "STC204: A complete step names no evidence",
    ]
    assert "docs/rules.md#stc204" in out


@pytest.mark.parametrize("typed", ["STC999", "204", "nonsense"])
def test_an_unknown_code_is_an_error_of_usage(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, typed)
    assert (code, out) == (2, "")
    assert "Unknown rule" in err
    assert "Did you mean" in err or "stc explain lists" in err


def test_an_empty_code_is_called_empty(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "")
    assert (code, out) == (2, "")
    assert "is empty" in err


def test_explain_has_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(call(capsys, "--format", "json")[1])
    assert answer["schema"] == "stc/rules/1"
    assert (answer["as_of"], answer["plan"]) == (None, None)
    assert [one["code"] for one in answer["rules"]] == [doc.code.id for doc in ALL_RULES]
    ids = call(capsys, "--format", "ids")[1]
    assert ids.split() == [doc.code.id for doc in ALL_RULES]
    for name in ("csv", "tsv"):
        assert call(capsys, "--format", name, "STC204")[1].startswith("code")
    assert call(capsys, "--format", "md")[1] == PAGE.read_text("utf-8")
    assert call(capsys, "--format", "md", "STC204")[1].count("## ") == 1


def test_a_module_of_a_folder_of_rules_is_a_rule_and_checks_what_the_folder_is_about() -> None:
    subjects = {"plan": PlanSubject, "timeline": TimelineSubject, "change": ChangeSubject,
                "updates": VoiceSubject, "measures": FileSubject[Measures]}  # fmt: skip
    known = {rule.code for rule in ALL_RULES}
    for folder, subject in subjects.items():
        package = import_module(f"stc.rules.{folder}")
        for info in pkgutil.iter_modules(package.__path__):
            module = import_module(f"stc.rules.{folder}.{info.name}")
            if hasattr(module, "DOC"):
                assert module.DOC.code in known, info.name
                assert next(iter(module.check.__annotations__.values())) == subject, info.name
