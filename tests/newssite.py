"""A small news site on the loopback, with a feed, that can fail or say nothing: for the tests of jobs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEM = (
    "<item><title>{title}</title><link>{url}/news/{name}</link><guid>{name}</guid>"
    "<pubDate>Mon, 06 Oct 2025 09:00:00 GMT</pubDate></item>"
)
PAGE = """<html><head><title>{title}</title></head><body><main><article><h1>{title}</h1>
<p>The Transport Office said that the lifts at Testing Street are out of order until further notice, and that it is
sorry for the trouble this gives to those who need them. It is the second time this year that they are out of order.</p>
<p>Work is expected to take several weeks, because parts have to be made for them, as the maker is no longer there.</p>
</article></main></body></html>"""


@dataclass
class NewsSite:
    """The site: which news it has, whether it fails, and the paths that never answer."""

    url: str = ""
    news: list[str] = field(default_factory=lambda: ["one", "two"])
    fails: bool = False
    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def wait_for(self, path: str, seconds: float = 30) -> None:
        """Wait until `path` was asked for."""
        until = time.monotonic() + seconds
        while path not in self.asked:
            assert time.monotonic() < until, f"{path} was not asked for; {self.asked} were"
            time.sleep(0.02)


@contextmanager
def news_site() -> Iterator[NewsSite]:
    """Serve a site on a free port."""
    site = NewsSite()
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path in site.silent:
                ended.wait(60)
                return
            status, kind, body = self._page()
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _page(self) -> tuple[int, str, str]:
            if self.path == "/robots.txt":
                return 404, "text/plain", ""
            if site.fails:
                return 500, "text/plain", "out of order"
            if self.path == "/feed":
                items = "".join(ITEM.format(title=f"News {name}", url=site.url, name=name) for name in site.news)
                return (
                    200,
                    "application/rss+xml",
                    f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>',
                )
            return 200, "text/html; charset=utf-8", PAGE.format(title=f"News {self.path.rpartition('/')[2]}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
