"""Where the project's own files are. The program runs from its checkout: the schema is code, rules are data beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "db"
METADATA = ROOT / "metadata.json"
