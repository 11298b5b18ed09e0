"""Datasette's hooks, each handed to the module that does the work."""

from __future__ import annotations

__all__: list[str] = []
