"""Put Datasette together: the database under the name `monitor`, its metadata, our plugin, templates and settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from monitor.errors import BadFile
from monitor.paths import METADATA

SITE = Path(__file__).resolve().parent
# The name in every address and in metadata.json, whatever the file is called.
DATABASE = "monitor"
SETTINGS: Mapping[str, Any] = {
    "allow_download": False,
    "default_page_size": 50,
    "facet_time_limit_ms": 300,
    "max_csv_mb": 0,  # an export is never cut short
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
    "suggest_facets": False,  # the facets that help are named in metadata.json
    "truncate_cells_html": 0,  # long text folds (see cells.py), it is not cut
}


def build(
    db_path: Path,
    *,
    metadata: Path = METADATA,
    settings: Mapping[str, Any] | None = None,
    secret: str | None = None,
    sample: bool = False,
    today: str | None = None,
    immutable: bool = False,
    inspect_data: Mapping[str, Any] | None = None,
) -> Datasette:
    """Return the site over the database at `db_path`, ready to be served or asked through its `client`.

    Args:
        settings: Datasette settings that replace those above.
        secret: signs the cookies; a new one at each start when None, which ends all sessions.
        sample: say on every page that the data is invented.
        today: the date to count from, `YYYY-MM-DD`; that of the clock when None.
        immutable: the file will not change while it is served (a published copy).
        inspect_data: what `datasette inspect` said of an immutable file, so that it need not be counted again.

    Raises:
        BadFile: `metadata` cannot be read.
    """
    described = read_metadata(metadata)
    ours = described.setdefault("plugins", {}).setdefault("answer-monitor", {})
    ours |= {"sample": sample, "today": today}
    path = str(db_path)
    site = Datasette(
        [] if immutable else [path],
        immutables=[path] if immutable else [],
        metadata=described,
        inspect_data=dict(inspect_data) if inspect_data else None,
        plugins_dir=str(SITE / "plugins"),
        template_dir=str(SITE / "templates"),
        static_mounts=[("site", str(SITE / "static"))],
        settings={**SETTINGS, **(settings or {})},
        secret=secret,
    )
    if db_path.stem != DATABASE:
        site.remove_database(db_path.stem)
        site.add_database(Database(site, path=path, is_mutable=not immutable), name=DATABASE)
    return site


def read_metadata(path: Path) -> dict[str, Any]:
    """Return the metadata file as a dictionary; raise BadFile when it is missing or is not JSON."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(path, f"cannot be read: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise BadFile(path, f"is not JSON: {error.msg}", error.lineno) from error
    return found
