"""The search of the site finds what `stc list --search` finds; its index holds no markup."""

import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from stc.errors import UsageProblem
from stc.output.site import search_index
from stc.output.site.search_index import make_index
from stc.output.site.site import make_site
from stc.plan.filters import Filter, select_steps
from stc.plan.model import Plan
from stc.plan.search import drop_accents, fold_text, parse_search
from stc.text.escape import escape_control
from tests.output.hostile import HOSTILE, plan_with
from tests.output.site.conftest import Built, build
from tests.output.site.editions import publish
from tests.plans import FULL, load, read_published_plan

TEXTS = (
    "Die Straße nach Łódź, “mental health” – und Donau\u00addampfer",
    "José und Jose\u0301 écrivent à l’école, cœur et ﬁn",
    "كِتَابٌ أَحْمَد، می\u200cخواهم",
    "בְּרֵאשִׁית ברא",
    "ΕΛΛΆΔΑ Ὀδυσσεύς ᾳ ΣΊΣΥΦΟΣ",
    "がんばる ガンバル ｶﾞ 中文 ㍿",
    "İstanbul ısı I\u0307 ẞ ŉ ǰ",
    "a data–driven - plan, 50% … ½ ²",
    "Ꮳꮃꭹ ꭰ Ꭰ",
    "quoted “north star” goal's «words»",
)
ASK = """async (query) => {
    const form = document.querySelector("form.search");
    const found = document.querySelector("[role=status]");
    const list = [...document.querySelectorAll(".step-list")].at(-1);
    found.textContent = "";
    form.elements.q.value = query;
    form.requestSubmit();
    do await new Promise((go) => setTimeout(go)); while (/^$|…$/.test(found.textContent));
    return [...list.querySelectorAll(".step-id")].map((id) => id.textContent);
}"""


def search(plan: Plan, query: str) -> list[str]:
    """Return the ids that `stc list --search` lists; none where it refuses the query."""
    try:
        chosen = Filter({"search": (parse_search(query),)})
    except UsageProblem:
        return []
    return [step.id for step in select_steps(plan, chosen)]


def make_queries(plan: Plan, number: int) -> Iterator[str]:
    """Yield words and phrases of steps, spelled otherwise, and what no step has."""
    chance = random.Random(7)
    spell: tuple[Callable[[str], str], ...] = (
        str,
        str.upper,
        str.title,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: drop_accents(fold_text(text)),
        lambda text: text.replace("-", "–").replace("'", "’"),
    )
    for _ in range(number):
        step = chance.choice(plan.steps)
        texts = [step.action, step.section.title, step.id, *(one.name for one in step.departments)]
        parts = []
        for _ in range(chance.randint(1, 3)):
            words = chance.choice(texts).replace('"', "").split()
            at = chance.randrange(len(words))
            part = " ".join(words[at : at + chance.randint(1, 3)])
            part = chance.choice(spell)(part)
            parts.append(f'"{part}"' if chance.random() < 0.4 else part[chance.randint(0, 2) :])
        yield " ".join(parts) + chance.choice(["", "-", " e"])


def vary(plan: Plan) -> Plan:
    """Return the plan with texts of many scripts in its steps."""
    steps = tuple(
        step._replace(action=f"{step.action} {TEXTS[at % len(TEXTS)]}")
        for at, step in enumerate(plan.steps)
    )
    return plan._replace(steps=steps)


@pytest.fixture
def varied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """A site with steps in many scripts, and an index of several pieces."""
    monkeypatch.setattr(search_index, "LONGEST_PIECE", 50)
    return build(publish(vary(read_published_plan())), tmp_path / "site")


def test_the_page_finds_what_the_command_finds(page: Page, varied: Built) -> None:
    plan = varied.edition.plan
    queries = [*filter(str.strip, make_queries(plan, 40)), *TEXTS, "zebra", '"', "\u200c", "e", "…"]
    page.goto((varied.folder / "steps.html").as_uri())
    number = 0
    for query in queries:
        expected = search(plan, query)
        number += len(expected) > 0
        assert page.evaluate(ASK, query) == expected, query
    assert number > 30


def test_the_script_folds_every_character_as_the_command_does(page: Page, built: Built) -> None:
    letters = [
        chr(number)
        for number in range(sys.maxunicode + 1)
        if unicodedata.category(chr(number)) not in ("Cn", "Cs", "Co")
        # Ideographs and syllables are thousands of the same: one of 64 is enough.
        and (
            not unicodedata.name(chr(number), "").startswith(("CJK UNI", "HANGUL SYL", "TANGUT"))
            or number % 64 == 0
        )
    ]
    chance = random.Random(3)
    mixed = ["".join(chance.choices(letters[:20_000], k=12)) for _ in range(500)]
    texts = [*(f"a{letter}b {letter}" for letter in letters), *mixed]
    page.goto((built.folder / "steps.html").as_uri())
    fold = "(texts) => texts.map(stcSearch.fold).map((text) => [text, stcSearch.dropAccents(text)])"
    wrong = {
        text: (ours, theirs)
        for text, ours in zip(texts, page.evaluate(fold, texts), strict=True)
        if ours != (theirs := [fold_text(text), drop_accents(fold_text(text))])
    }
    assert wrong == {}


def test_a_step_that_left_the_plan_is_found_and_not_counted(page: Page, rich_built: Built) -> None:
    edition = rich_built.edition
    gone = edition.departures[0].step
    page.goto((rich_built.folder / "steps.html").as_uri() + f"?q={gone.id}")
    row = page.locator(".step-row:visible", has_text=gone.id)
    row.get_by_text("Taken out of the plan").wait_for()
    said = page.locator("[role=status]").inner_text()
    assert f" of {len(edition.plan.steps)} steps and 1 that left the plan, with" in said
    row.get_by_role("link").click()
    assert page.url.endswith(f"/steps/{gone.id}.html")
    page.goto((rich_built.folder / "steps.html").as_uri() + "?sort=deadline")
    page.locator(".further").wait_for(state="attached")
    assert page.locator(".step-row:visible", has_text=gone.id).count() == 0


def find_files(plan: Plan) -> list[str]:
    return [file.data.decode() for file in make_index(make_site(publish(plan)))]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hidden_is_in_the_index(text: str) -> None:
    for data in find_files(plan_with(text)):
        assert escape_control(data, keep_newlines=True) == data


def test_no_text_of_the_plan_becomes_markup(page: Page, tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE[:8]):
        site = build(publish(plan_with(text)), tmp_path / str(number))
        page.goto((site.folder / "steps.html").as_uri() + "?q=com")
        page.locator(".step-list:visible .step-id").first.wait_for()
        assert page.locator("main :is(img, script, b, svg)").count() == 0, text
        assert "\u202e" not in page.locator("body").inner_text()


def test_an_index_that_cannot_be_loaded_is_said(page: Page, varied: Built, watch: Any) -> None:
    (varied.folder / "search" / "2.js").unlink()
    page.goto((varied.folder / "steps.html").as_uri() + "?q=model")
    page.get_by_text("could not be loaded").wait_for()
    assert page.locator(".step-row:visible").count() == 138
    watch.problems.clear()


def test_the_index_is_small() -> None:
    files = find_files(read_published_plan())
    assert sum(map(len, files)) < 500 * 138
    assert find_files(load(FULL)) == find_files(load(FULL))
