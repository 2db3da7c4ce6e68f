import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.text.nearest import COMPARED, Nearest, find_meant, find_nearest, quote

IDS = [f"{section}-{number:02}" for section in ("GOV", "COM", "POL") for number in range(1, 20)]
DEPARTMENTS = ["911", "Communications - OCS", "comms-ocs", "design-implementation", "nsd"]
STATUSES = ["Not started", "Planning", "In progress", "Ongoing", "Complete", "Excluded", "Unknown"]


@pytest.mark.parametrize(
    ("word", "choices", "nearest"),
    [
        ("gov-1", IDS, "GOV-01"),
        ("gov 10", IDS, "GOV-10"),
        ("COM03", IDS, "COM-03"),
        ("GOVV-01", IDS, "GOV-01"),
        ("Comunications - OCS", DEPARTMENTS, "Communications - OCS"),
        ("comms_ocs", DEPARTMENTS, "comms-ocs"),
        ("design", DEPARTMENTS, "design-implementation"),
        ("implementation", DEPARTMENTS, "design-implementation"),
        ("911 dept", DEPARTMENTS, "911"),
        ("nds", DEPARTMENTS, "nsd"),
        ("completed", STATUSES, "Complete"),
        ("not-startd", STATUSES, "Not started"),
        ("plan", STATUSES, "Planning"),
        ("GOV-99", IDS, "GOV-09"),
        ("912", DEPARTMENTS, "911"),
        ("812", DEPARTMENTS, None),
        ("v2024-1O", ["v2024-10", "v2024-20"], "v2024-10"),
        ("governence", ["Governance & Leadership", "Police"], "Governance & Leadership"),
        ("mian", ["main", "origin/main"], "main"),
        ("deadlin", ["deadline", "deadline_label"], "deadline"),
        ("dead", ["deadline", "deadline_label"], None),
        ("IT Department", ["it", "Police Department"], "it"),
        ("--stat", ["--status", "--at", "--sort"], "--status"),
        ("zzz", STATUSES, None),
        ("", STATUSES, None),
        ("---", STATUSES, None),
        ("plan", [], None),
    ],
)
def test_the_nearest_choice(word: str, choices: list[str], nearest: str | None) -> None:
    assert find_nearest(word, choices) == nearest


@pytest.mark.parametrize(
    ("word", "choices"),
    [
        ("IT Department", ["Police Department", "mpd"]),
        ("Fire Department", ["Police Department", "IT Department"]),
        ("HR Department", ["IT Department"]),
        ("Park Police", ["Police", "Police Department"]),
        ("Department", ["Police Department", "Fire Department"]),
        ("gov", IDS),
        ("incomplete", STATUSES),
        ("not complete", STATUSES),
        ("partially complete", STATUSES),
        ("known", STATUSES),
        ("nsa", ["nsb", "nsc"]),
        ("District 9", ["District 1", "District 2"]),
        ("Council Ward 19", ["Council Ward 11", "Council Ward 12"]),
    ],
)
def test_no_suggestion_is_better_than_a_wrong_one(word: str, choices: list[str]) -> None:
    assert find_nearest(word, choices) is None


def test_several_names_of_one_thing_are_one_suggestion() -> None:
    names = {"Communications": "ocs", "Communications - OCS": "ocs", "mpd": "mpd"}
    assert find_meant("comunications", names) == "ocs"
    assert find_meant("communications", {**names, "Communications - OPS": "ops"}) == "ocs"
    assert find_meant("comms", {"comms-ocs": "ocs", "comms-ops": "ops"}) is None


@given(st.text(max_size=12), st.permutations(IDS + STATUSES))
def test_the_order_of_the_choices_does_not_matter(word: str, choices: list[str]) -> None:
    assert find_nearest(word, choices) == find_nearest(word, IDS + STATUSES)


@pytest.mark.parametrize("choice", IDS + STATUSES)
def test_a_choice_is_nearest_to_itself(choice: str) -> None:
    assert find_nearest(choice.lower(), IDS + STATUSES) == choice


def test_a_huge_word_costs_nothing() -> None:
    begin = time.process_time()
    find_nearest("x1" * 5_000_000, IDS)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("911", '"911"'),
        ("", '""'),
        ("a\nb\u202e", r'"a\u000ab\u202e"'),
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 60 + '..."'),
        ("x" * 58 + "\u202e", '"' + "x" * 58 + '..."'),
    ],
)
def test_quoting(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_a_quote_is_as_short_as_asked() -> None:
    assert quote("In progress", limit=4) == '"In p..."'


def test_many_words_are_answered_as_one_by_one_until_the_room_is_used_up() -> None:
    nearest = Nearest({one: one for one in IDS})
    words = [f"{one[:3].lower()} {int(one[-2:])}" for one in IDS]
    assert [nearest.find(one) for one in words] == [find_nearest(one, IDS) for one in words] == IDS
    for number in range(COMPARED // len(IDS)):
        nearest.find(f"zzz{number}")
    assert nearest.find("GOV-1x") is None
    assert nearest.find(words[0]) == IDS[0]


@pytest.mark.parametrize("known", ["", "-", ">9", "🚒"])
def test_a_name_without_a_letter_is_near_to_nothing(known: str) -> None:
    assert Nearest({known: "x", "mayor": "mayor"}).find("mayro") == "mayor"
    assert Nearest({known: "x"}).find("ocs") is None
    assert Nearest({"ocs": "ocs"}).find(known) is None
