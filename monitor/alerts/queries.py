"""The alert queries of metadata.json: every saved query whose name begins `alert_` (DESIGN 4.5)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.errors import BadFile
from monitor.rulebook.yamlfile import Problem

PREFIX = "alert_"
NEEDED = ("row_key", "title", "body", "url", "date")
# Columns that a query may give besides (docs/alerts.md): when the source was first read; the finding or
# change it shows.
OPTIONAL = ("seen_at", "item")


@dataclass(frozen=True, slots=True)
class AlertQuery:
    """A saved alert; `line` is where it stands in `path`."""

    name: str
    title: str
    sql: str
    path: Path
    line: int | None


def read(path: Path) -> tuple[list[AlertQuery], list[Problem]]:
    """Return the alert queries of the metadata file at `path`, and what is wrong with how they are written.

    Raises:
        BadFile: the file cannot be read, or is not JSON.
    """
    try:
        text = path.read_text(encoding="utf-8")
        metadata = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, f"cannot be read: {error}") from error
    except json.JSONDecodeError as error:
        raise BadFile(path, f"is not JSON: {error.msg}", error.lineno) from error
    queries: list[AlertQuery] = []
    problems: list[Problem] = []
    for name, query in _saved_queries(metadata):
        if not name.startswith(PREFIX):
            continue
        line = _line(text, name)
        described = {"sql": query} if isinstance(query, str) else query
        sql = described.get("sql") if isinstance(described, dict) else None
        if not re.fullmatch(r"alert_[a-z0-9_]+", name):
            problems.append(Problem(path, line, f"{name!r}: an alert's name has small letters, digits and _ only"))
        elif not isinstance(sql, str) or not sql.strip():
            problems.append(Problem(path, line, f"{name}: 'sql' is missing"))
        elif name in {known.name for known in queries}:
            problems.append(Problem(path, line, f"{name}: stands in two databases; names are unique"))
        else:
            title = str(described.get("title") or name.removeprefix(PREFIX).replace("_", " ").capitalize())
            queries.append(AlertQuery(name, title, sql, path, line))
    return queries, problems


def _saved_queries(metadata: Any) -> list[tuple[str, Any]]:
    databases = metadata.get("databases") if isinstance(metadata, dict) else None
    found: list[tuple[str, Any]] = []
    for database in databases.values() if isinstance(databases, dict) else ():
        queries = database.get("queries") if isinstance(database, dict) else None
        if isinstance(queries, dict):
            found.extend(queries.items())
    return found


def _line(text: str, name: str) -> int | None:
    match = re.search(re.escape(json.dumps(name)) + r"\s*:", text)
    return text.count("\n", 0, match.start()) + 1 if match else None
