"""`monitor serve`."""

from __future__ import annotations

import errno
import json
import os
import socket

import click

from monitor.context import Context
from monitor.errors import MonitorError


@click.command("serve")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--root", is_flag=True, help="Print a link that signs you in once, as root, to review findings.")
@click.option("--sample", is_flag=True, help="Say on every page that the data is the invented sample.")
@click.option("--immutable", is_flag=True, help="The database will not change while it is served (a published copy).")
@click.option(
    "--setting",
    "settings",
    type=(str, str),
    multiple=True,
    metavar="NAME VALUE",
    help="A Datasette setting, such as base_url /answers/ or force_https_urls on.",
)
@click.pass_obj
def serve_command(
    context: Context,
    *,
    port: int,
    host: str,
    root: bool,
    sample: bool,
    immutable: bool,
    settings: tuple[tuple[str, str], ...],
) -> None:
    """Serve the database with Datasette: pages, tables, searches, feeds and exports.

    The environment variable DATASETTE_SECRET keeps people signed in over a restart.

    \b
    Example:
        monitor serve --port 8001
    """
    # Datasette takes a second to import; no other command should wait for it.
    import uvicorn  # noqa: PLC0415

    from monitor.site.app import build  # noqa: PLC0415
    from monitor.site.options import parse_settings  # noqa: PLC0415

    replaced = parse_settings(settings)
    listener = _listen(host, port)
    if not immutable:
        context.connect().close()  # brings the schema and the views up to date
    inspected = context.db_path.with_name("inspect-data.json")
    site = build(
        context.db_path,
        settings=replaced,
        secret=os.environ.get("DATASETTE_SECRET"),
        sample=sample,
        today=context.today() if context.fixed_now else None,
        immutable=immutable,
        inspect_data=json.loads(inspected.read_text(encoding="utf-8")) if immutable and inspected.exists() else None,
    )
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    base = f"http://{shown}:{port}{site.setting('base_url')}"
    click.echo(f"The site is at {base} (stop it with Ctrl-C)")
    if root:
        click.echo(f"Sign in once, to review: {base}-/auth-token?token={site._root_token}")
    server = uvicorn.Server(uvicorn.Config(site.app(), log_level="warning", lifespan="on", proxy_headers=True))
    server.run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, so that a port in use is known before anything else is done."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise MonitorError(f"{host}: {error.strerror}; choose another --host") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise MonitorError(
                f"port {port} is in use by another program; choose another with --port (or PORT=… with make), "
                "or stop that program"
            ) from error
        raise MonitorError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another --host or --port"
        ) from error
    return listener


COMMANDS = [serve_command]
