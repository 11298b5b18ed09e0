"""Say how a run went."""

from __future__ import annotations

import json

import click

from monitor.store.runs import Run


def told(run: Run, *, as_json: bool = False) -> int:
    """Print a run's results on standard output and its failures on standard error; return its exit status."""
    if as_json:
        result = {"status": run.status, "lines": run.lines, "failures": run.failures}
        click.echo(json.dumps(result, ensure_ascii=False))
        return run.exit_status
    for line in run.lines:
        click.echo(line)
    for line in run.failures:
        click.echo(line, err=True)
    return run.exit_status
