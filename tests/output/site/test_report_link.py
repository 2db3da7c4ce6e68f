"""The page of a step leads to the form that reports progress, where the repository is known."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from stc.errors import UsageProblem
from stc.intake.questions import link_form
from stc.output.site.pages import step
from stc.output.site.site import make_site
from stc.text.addresses import parse_repository
from tests.output.site.editions import parse, publish
from tests.plans import SMALL, load

REPOSITORY = "https://github.com/example-city/plan"


def find_links(repository: str | None) -> dict[str, list[str]]:
    site = make_site(publish(load(SMALL)), repository=repository)
    return {
        page.path: [
            str(link.get("href"))
            for link in parse(page.data).iter()
            if link.text == "Report progress"
        ]
        for page in step.make(site)
    }


def test_every_step_leads_to_the_form_with_its_id() -> None:
    found = find_links(REPOSITORY)
    assert list(found) == ["steps/COM-01.html", "steps/COM-02.html"]
    for path, (link,) in found.items():
        where = urlsplit(link)
        assert f"{where.scheme}://{where.netloc}{where.path}" == f"{REPOSITORY}/issues/new"
        step_id = Path(path).stem
        filled = {"template": ["report-progress.yml"], "step": [step_id]}
        assert parse_qs(where.query) == {**filled, "title": [f"Progress of {step_id}"]}


def test_without_a_repository_no_page_leads_there() -> None:
    assert not any(find_links(None).values())


@pytest.mark.parametrize("text", ["a&template=x.yml#f", "a b+c", '"><script>', "ä%00\u202e\ud800"])
def test_any_id_stays_one_value(text: str) -> None:
    link = link_form(REPOSITORY, text)
    assert link.isascii()
    assert not set(link) & set("\"'<> #")
    assert parse_qs(urlsplit(link).query)["step"] == [text.replace("\ud800", "?")]


def test_a_server_of_github_may_have_any_name() -> None:
    for address in ("https://git.city.example/a/b", "https://x:8443/gitlab/b"):
        assert parse_repository(address) == address


@pytest.mark.parametrize("end", ["", "/", ".git"])
def test_the_address_of_a_repository_has_one_form(end: str) -> None:
    assert parse_repository(f"{REPOSITORY}{end}") == REPOSITORY


@pytest.mark.parametrize(
    "address",
    [
        *("https://github.com", "https://github.com/city", "https://github.com/a/b/issues"),
        *("http://github.com/a/b", "https://gitlab.com/a/b", "https://www.GitLab.com/a/b"),
        *(
            "https://bitbucket.org/a/b",
            "https://codeberg.org/a/b/",
            "https://gitlab.city.org:8/a/b",
        ),
        *("github.com/a/b", "javascript:x/a/b", "https://github.com/a/b?x=1", "https://x/a b/c"),
    ],
)
def test_what_is_no_repository_is_refused(address: str) -> None:
    with pytest.raises(UsageProblem, match=r"^--repository: "):
        parse_repository(address)
