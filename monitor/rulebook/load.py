"""Load the rule files of a folder: people, sources, alerts, topics and reply rules.

Every fault in every file is collected, so that an editor sees them all at once; good files are usable beside bad ones. A
folder without reply rules of its own (no `replies/`, `language.yaml` or `scorecard.yaml`) is read with the project's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from monitor.collect.kinds.registry import mistakes
from monitor.errors import BadFile
from monitor.paths import ROOT
from monitor.rulebook import yamlfile
from monitor.rulebook.alerts import Alerts
from monitor.rulebook.models import People, Sources, Topic
from monitor.rulebook.replies import Language, ReplyFile, ReplyRule, Scorecard
from monitor.rulebook.yamlfile import Problem
from monitor.text.cues import class_names

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rule files of a folder. `origin` says where a topic or rule stands: id to (file, line)."""

    folder: Path
    people: People | None = None
    sources: Sources | None = None
    alerts: Alerts = field(default_factory=Alerts)
    topics: tuple[Topic, ...] = ()
    reply_files: tuple[ReplyFile, ...] = ()
    language: Language | None = None
    scorecard: Scorecard | None = None
    origin: dict[str, tuple[Path, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def reply_rules(self) -> tuple[ReplyRule, ...]:
        """The reply rules of all files, in the files' order."""
        return tuple(rule for file in self.reply_files for rule in file.rules)

    def checked(self) -> Rulebook:
        """Return this rulebook; raise BadFile with the first fault if it has any."""
        if self.problems:
            first, others = self.problems[0], len(self.problems) - 1
            more = f" (and {others} more: `monitor rules check` lists them)" if others else ""
            raise BadFile(first.path, first.reason + more, first.line)
        return self


def load(folder: Path) -> Rulebook:
    """Read the rule files in `folder` and return them with every fault found.

    Raises:
        BadFile: the folder does not exist.
    """
    if not folder.is_dir():
        raise BadFile(folder, "there is no such folder of rule files; give one with --rules")
    problems: list[Problem] = []
    origin: dict[str, tuple[Path, int]] = {}
    people = _one(folder / "people.yaml", People, problems)
    sources = _sources(folder / "sources.yaml", people, problems)
    language = _one(_own_or_shipped(folder, "language.yaml"), Language, problems)
    scorecard = _one(_own_or_shipped(folder, "scorecard.yaml"), Scorecard, problems)
    alerts = _one(folder / "alerts.yaml", Alerts, problems) or Alerts()
    topics = _topics(sorted((folder / "topics").glob("*.yaml")), origin, problems)
    classes = frozenset(language.classes) if language else None
    replies = _reply_files(sorted(_own_or_shipped(folder, "replies").glob("*.yaml")), classes, origin, problems)
    return Rulebook(
        folder, people, sources, alerts, tuple(topics), tuple(replies), language, scorecard, origin, tuple(problems)
    )


def _own_or_shipped(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else ROOT / "rules" / name


def _sources(path: Path, people: People | None, problems: list[Problem]) -> Sources | None:
    sources = _one(path, Sources, problems)
    if sources is None:
        return None
    file = yamlfile.read(path)
    bodies = {body.id for body in people.bodies} if people else set()
    for number, source in enumerate(sources.sources):
        found = mistakes(source)
        if source.body and people and source.body not in bodies:
            found.append(("body", f"{source.body!r} is no body of people.yaml (it has {', '.join(sorted(bodies))})"))
        problems += [Problem(path, file.line_of(["sources", number, key]), f"{source.id}: {why}") for key, why in found]
    return sources


def _one(path: Path, model: type[Model], problems: list[Problem]) -> Model | None:
    if not path.exists():
        return None
    try:
        file = yamlfile.read(path)
    except BadFile as error:
        problems.append(Problem(error.path, error.line, error.reason))
        return None
    found, faults = yamlfile.validate(model, file)
    problems.extend(faults)
    return found


def _each(
    paths: Iterable[Path],
    model: type[Model],
    problems: list[Problem],
    register: Callable[[Model, yamlfile.YamlFile], None],
) -> list[Model]:
    read: list[Model] = []
    for path in paths:
        try:
            file = yamlfile.read(path)
        except BadFile as error:
            problems.append(Problem(error.path, error.line, error.reason))
            continue
        found, faults = yamlfile.validate(model, file)
        problems.extend(faults)
        if found is not None:
            register(found, file)
            read.append(found)
    return read


def _claim(
    item: str, what: str, path: Path, line: int, origin: dict[str, tuple[Path, int]], problems: list[Problem]
) -> None:
    if item in origin:
        first, first_line = origin[item]
        problems.append(Problem(path, line, f"{what} {item!r} stands already at {first}:{first_line}; ids are unique"))
    else:
        origin[item] = (path, line)


def _topics(paths: Iterable[Path], origin: dict[str, tuple[Path, int]], problems: list[Problem]) -> list[Topic]:
    def register(topic: Topic, file: yamlfile.YamlFile) -> None:
        _claim(topic.id, "topic", file.path, file.line_of(["id"]), origin, problems)

    return _each(paths, Topic, problems, register)


def _reply_files(
    paths: Iterable[Path],
    classes: frozenset[str] | None,
    origin: dict[str, tuple[Path, int]],
    problems: list[Problem],
) -> list[ReplyFile]:
    def register(replies: ReplyFile, file: yamlfile.YamlFile) -> None:
        for position, rule in enumerate(replies.rules):
            _claim(rule.id, "rule", file.path, file.line_of(["rules", position, "id"]), origin, problems)
            for cue in rule.cues():
                for name in class_names(cue):
                    if classes is not None and name not in classes:
                        reason = (
                            f"cue {cue!r}: there is no word class {name!r} in language.yaml; it has {sorted(classes)}"
                        )
                        problems.append(Problem(file.path, file.line_of(["rules", position, "id"]), reason))

    return _each(paths, ReplyFile, problems, register)
