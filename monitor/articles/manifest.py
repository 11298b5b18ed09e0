"""Read a folder of plain-text articles with its manifest, `articles.json`.

The manifest is a JSON list; each entry has `file` (a name in the folder), `published` (ISO date) and may have `title`,
`outlet`, `url` and `published_is` (`estimated` where the date is a guess). A bad entry or article is told and left out;
the rest goes in.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from monitor.errors import BadFile, BadInput

MANIFEST = "articles.json"
MAX_ARTICLE_BYTES = 1 << 20
MAX_MANIFEST_BYTES = 32 << 20


class Entry(BaseModel):
    """One article as the manifest has it."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    file: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
    published: dt.date = Field(strict=False)
    title: str = ""
    outlet: str = ""
    url: str = ""
    published_is: Literal["stated", "estimated"] = "stated"

    @field_validator("file")
    @classmethod
    def _plain_name(cls, name: str) -> str:
        if name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
            raise ValueError(f"{name!r} is not the name of a file in this folder")
        return name

    @field_validator("published", mode="before")
    @classmethod
    def _iso_date(cls, value: Any) -> dt.date:
        if not isinstance(value, str):
            raise ValueError(f'{value!r} is not a date; write it as "2025-10-31"')
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f'{value!r} is not a date; write it as "2025-10-31"') from None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The usable entries of a manifest with the line each begins on, and what was wrong with the others."""

    folder: Path
    entries: tuple[tuple[int, Entry], ...]
    problems: tuple[BadInput, ...]


def read_manifest(folder: Path) -> Manifest:
    """Read `folder`'s manifest.

    Raises:
        BadFile: there is no manifest, or it is not UTF-8, not JSON, not a list, or over 32 MiB.
    """
    path = folder / MANIFEST
    text = _read_text(path, MAX_MANIFEST_BYTES, BadFile)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFile(path, f"is not JSON: {error.msg.lower()}, column {error.colno}", error.lineno) from None
    except RecursionError:
        raise BadFile(path, "is nested too deeply to be a list of articles") from None
    if not isinstance(data, list):
        raise BadFile(path, f'holds {_kind(data)}; expected a list of articles, [{{"file": …, "published": …}}, …]')
    entries: list[tuple[int, Entry]] = []
    problems: list[BadInput] = []
    seen: set[str] = set()
    for line, item in zip(_lines(text, len(data)), data, strict=True):
        try:
            entry = _entry(path, line, item, seen)
        except BadInput as problem:
            problems.append(problem)
        else:
            seen.add(entry.file)
            entries.append((line, entry))
    return Manifest(folder, tuple(entries), tuple(problems))


def read_text(manifest: Manifest, line: int, entry: Entry) -> str:
    """Return an entry's article, with line ends as "\\n".

    Raises:
        BadInput: the file is missing, not UTF-8, empty, over 1 MiB, or is not a plain file in the folder.
    """
    path = manifest.folder / entry.file
    if not path.exists():
        raise BadInput(manifest.folder / MANIFEST, f"names {entry.file!r}, which is not in the folder", line)
    if path.is_symlink() or not path.is_file():
        raise BadInput(path, "is not a plain file")
    text = _read_text(path, MAX_ARTICLE_BYTES, BadInput)
    if not text.strip():
        raise BadInput(path, "is empty")
    return text


def _read_text(path: Path, limit: int, error_class: type[BadFile]) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise error_class(path, f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(data) > limit:
        raise error_class(path, f"is larger than {limit >> 20} MiB; is it the right file?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise error_class(path, f"is not UTF-8 (byte {error.start}); save it as UTF-8", line) from None
    if "\0" in text:
        raise error_class(path, "holds NUL characters; it is not plain text", text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _entry(path: Path, line: int, item: Any, seen: set[str]) -> Entry:
    if not isinstance(item, dict):
        raise BadInput(path, f'entry is {_kind(item)}; expected an object with "file" and "published"', line)
    try:
        entry = Entry.model_validate(item)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        message = "is missing" if fault["type"] == "missing" else fault["msg"].removeprefix("Value error, ")
        separator = " " if fault["type"] == "missing" else ": "
        raise BadInput(path, f"{where!r}{separator}{message}", line) from None
    if entry.file in seen:
        raise BadInput(path, f"{entry.file!r} stands twice", line)
    return entry


def _lines(text: str, count: int) -> list[int]:
    # The line each element of the list begins on: the decoder is walked over the text once more.
    decoder, position, line, counted = json.JSONDecoder(), text.index("[") + 1, 1, 0
    out = []
    for _ in range(count):
        while text[position] in " \t\r\n,":
            position += 1
        line += text.count("\n", counted, position)
        counted = position
        out.append(line)
        _, position = decoder.raw_decode(text, position)
    return out


def _kind(value: Any) -> str:
    kinds = {
        dict: "an object",
        list: "a list",
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), "null")
