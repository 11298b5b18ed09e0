"""Datasette settings given on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from datasette.app import DEFAULT_SETTINGS


def parse_settings(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return settings in the types that Datasette's own defaults have.

    Raises:
        click.BadParameter: there is no such setting, or its value is of the wrong type.
    """
    settings: dict[str, Any] = {}
    for name, value in pairs:
        if name not in DEFAULT_SETTINGS:
            raise click.BadParameter(f"Datasette has no setting {name!r}", param_hint="--setting")
        settings[name] = _typed(name, value, DEFAULT_SETTINGS[name])
    return settings


def _typed(name: str, value: str, default: object) -> Any:
    if isinstance(default, bool):
        if value.lower() not in ("on", "off", "true", "false", "1", "0"):
            raise click.BadParameter(f"{name} is on or off, not {value!r}", param_hint="--setting")
        return value.lower() in ("on", "true", "1")
    if isinstance(default, int):
        if not value.isdecimal():
            raise click.BadParameter(f"{name} is a whole number, not {value!r}", param_hint="--setting")
        return int(value)
    if name == "base_url":
        return "/" + value.strip("/") + "/" if value.strip("/") else "/"
    return value
