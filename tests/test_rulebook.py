from pathlib import Path

import pytest

from monitor.errors import BadFile
from monitor.paths import ROOT
from monitor.rulebook.load import load

TOPIC = """\
id: buses
title: Night buses
question: Will night buses run?
about: [night bus*]
stances:
  - {id: runs, label: They run, cues: [will run]}
measures:
  - {id: routes, label: Routes, unit: routes, cues: [routes]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "buses.yaml").write_text(TOPIC, encoding="utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in load(folder).problems]


def write_topic(folder: Path, text: str) -> None:
    (folder / "topics" / "buses.yaml").write_text(text, encoding="utf-8")


def test_a_good_file_has_no_faults(folder: Path) -> None:
    rulebook = load(folder)
    assert not rulebook.problems
    assert [topic.id for topic in rulebook.topics] == ["buses"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("stances:", "stanses:"), "topics/buses.yaml:5: unknown key 'stanses'"),
        (("title: Night buses\n", ""), "topics/buses.yaml:1: 'title' is missing"),
        (("{id: routes, label: Routes", "{id: Route S, label: Routes"), "topics/buses.yaml:8: measures.0.id"),
        (
            ("[will run]", "[/will (run/]"),
            "topics/buses.yaml:6: stances.0.cues: pattern '/will (run/' is not valid RE2",
        ),
        (("[will run]", "['...']"), "topics/buses.yaml:6: stances.0.cues: cue '...' has no words"),
        (("about: [night bus*]", "about: [night bus*"), "topics/buses.yaml:5: "),
        (("title: Night", "\ttitle: Night"), "topics/buses.yaml:2: "),
    ],
    ids=["typo", "missing key", "bad id", "bad pattern", "empty cue", "unclosed list", "tab"],
)
def test_a_fault_names_file_line_and_reason(folder: Path, change: tuple[str, str], expected: str) -> None:
    write_topic(folder, TOPIC.replace(*change))
    assert len(faults(folder)) == 1
    assert faults(folder)[0].startswith(expected)


def test_every_fault_is_told_at_once_and_good_files_are_still_read(folder: Path) -> None:
    write_topic(folder, TOPIC.replace("stances:", "stanses:").replace("title:", "titel:"))
    (folder / "topics" / "trams.yaml").write_text(TOPIC.replace("buses", "trams"), encoding="utf-8")
    assert len(faults(folder)) == 3
    assert [topic.id for topic in load(folder).topics] == ["trams"]


def test_an_id_that_stands_twice_names_both_places(folder: Path) -> None:
    (folder / "topics" / "copy.yaml").write_text("# a copy\n" + TOPIC, encoding="utf-8")
    assert faults(folder) == [
        f"topics/copy.yaml:2: topic 'buses' stands already at {folder}/topics/buses.yaml:1; ids are unique"
    ]


def test_an_example_that_names_an_unknown_stance_is_a_fault(folder: Path) -> None:
    write_topic(folder, TOPIC + "examples:\n  - {text: They run., stance: yes-they-do}\n")
    assert "an example names stance 'yes-they-do'" in faults(folder)[0]


def test_no_and_on_are_words_not_truth_values(folder: Path) -> None:
    write_topic(folder, TOPIC.replace("[will run]", "[no, on, yes]"))
    assert load(folder).topics[0].stances[0].cues == ["no", "on", "yes"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"title: caf\xe9\n", "is not UTF-8 (byte 10)"), (b"x" * (3 << 20), "is larger than 2 MiB")],
    ids=["empty", "latin-1", "huge"],
)
def test_a_file_that_cannot_be_read_says_why(folder: Path, content: bytes, reason: str) -> None:
    (folder / "topics" / "buses.yaml").write_bytes(content)
    assert reason in faults(folder)[0]


def test_a_role_in_an_unknown_body_is_a_fault(folder: Path) -> None:
    (folder / "people.yaml").write_text(
        "bodies: [{id: met, name: The Met}]\n"
        "people:\n  - {name: Ann Other, roles: [{body: tfl, title: Commissioner, kind: official}]}\n"
    )
    assert "Ann Other has a role in body 'tfl', which is not listed" in faults(folder)[0]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there is no such folder of rule files"):
        load(tmp_path / "rules")


def test_a_folder_without_reply_rules_is_read_with_the_project_s_own(folder: Path) -> None:
    assert load(folder).reply_rules


def test_the_project_s_own_rule_files_are_without_fault() -> None:
    assert [str(problem) for problem in load(ROOT / "rules").problems] == []


SOURCES = """
contact: desk@example.org
sources:
  - id: committees
    kind: moderngov
    url: https://city.example/meetings/
    committees: [240]
  - id: news
    kind: feed
    url: https://news.example/rss
"""


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("kind: feed", "kind: telex"), 9, "there is no kind 'telex' of source; there are feed, lmq-xml, "),
        (("committees: [240]", "commitees: [240]"), 7, "unknown key 'sources.0.commitees'; do you mean 'committees'?"),
        (("    committees: [240]\n", ""), 5, "a source of kind moderngov needs 'committees'"),
        (("kind: feed", "kind: feed\n    since: 2020-01-01"), 10, "kind feed has no 'since' (of its own it has body)"),
        (("https://news.example/rss", "news.example/rss"), 10, "is not an address such as https://"),
        (("[240]", "[police]"), 7, "sources.0.committees.0: Input should be a valid integer"),
        (("kind: feed", "kind: feed\n    delay: soon"), 10, "sources.1.delay: Input should be a valid number"),
        (("kind: feed", "kind: feed\n    every: fortnight"), 10, "is not an interval such as"),
    ],
)
def test_a_mistake_in_a_source_names_its_line_and_what_would_be_right(
    folder: Path, change: tuple[str, str], line: int, told: str
) -> None:
    (folder / "sources.yaml").write_text(SOURCES.replace(*change), encoding="utf-8")
    problems = [str(problem) for problem in load(folder).problems]
    start = f"{folder / 'sources.yaml'}:{line}: "
    assert any(problem.startswith(start) and told in problem for problem in problems), problems


def test_a_source_of_a_body_that_people_yaml_does_not_have_is_a_fault(folder: Path) -> None:
    (folder / "sources.yaml").write_text(SOURCES + "    body: mett\n", encoding="utf-8")
    (folder / "people.yaml").write_text("bodies: [{id: met, name: The Met}]", encoding="utf-8")
    assert [p.reason for p in load(folder).problems] == ["news: 'mett' is no body of people.yaml (it has met)"]
