"""Read a YAML file so that every fault can be named with its line.

YAML 1.2 (ruamel.yaml), in which `no` and `on` are words, not booleans: cue lists are full of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from monitor.errors import BadFile

MAX_BYTES = 2 << 20
Model = TypeVar("Model", bound=BaseModel)
Location = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a rule file; `str()` is `file:line: reason`."""

    path: Path
    line: int | None
    reason: str

    def __str__(self) -> str:
        return str(BadFile(self.path, self.reason, self.line))


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: `data` is plain mappings, lists and scalars; `line_of` says where a part of it stands."""

    path: Path
    data: Any

    def line_of(self, location: Location) -> int:
        """Return the 1-based line of the innermost part of `location` (keys and indices from the top) that exists."""
        node, line = self.data, 1
        for key in location:
            if isinstance(node, CommentedMap) and key in node:
                line = node.lc.key(key)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line = node.lc.item(key)[0] + 1
            else:
                break
            node = node[key]
        return line


def read(path: Path) -> YamlFile:
    """Read the YAML file at `path`.

    Raises:
        BadFile: it cannot be opened, is not UTF-8, is over 2 MiB, is not YAML, or holds nothing.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFile(path, f"is larger than {MAX_BYTES >> 20} MiB; rule files are small, is this the right file?")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(path, f"is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise BadFile(path, error.strerror or str(error)) from None
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadFile(path, error.problem or "is not YAML", mark.line + 1 if mark else None) from None
    except (YAMLError, ValueError) as error:
        raise BadFile(path, f"is not YAML: {error}".splitlines()[0]) from None
    if data is None:
        raise BadFile(path, "is empty")
    return YamlFile(path, data)


def validate(model: type[Model], file: YamlFile, location: Location = ()) -> tuple[Model | None, list[Problem]]:
    """Build `model` from the part of `file` at `location`; return it, or None and every fault found."""
    node = file.data
    for key in location:
        node = node[key]
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        return None, [
            Problem(file.path, file.line_of([*location, *fault["loc"]]), _reason(model, fault))
            for fault in error.errors(include_url=False)
        ]


def plain(node: Any) -> Any:
    """Return `node` without ruamel's position-keeping types: dict, list, str, int, float, bool, date."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return node


def _keys(model: type[BaseModel]) -> set[str]:
    """The keys that a file of `model` can have, at any depth."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def _reason(model: type[BaseModel], fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        close = get_close_matches(str(fault["loc"][-1]), sorted(_keys(model)), n=1)
        return f"unknown key {where!r}" + (f"; do you mean {close[0]!r}?" if close else "")
    if fault["type"] == "missing":
        return f"{where!r} is missing"
    message = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
