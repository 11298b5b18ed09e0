"""Nothing is lost and nothing is told twice, wherever the process is killed or the disk is full."""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import shutil
import signal
from collections import Counter
from multiprocessing.forkserver import set_forkserver_preload
from pathlib import Path

import pytest
from crashing import run_alerts
from receivers import Hook, Mailbox, mailbox, web_hook

from monitor.store.database import connect

SQL = "SELECT command AS row_key, command AS title, '' AS body, NULL AS url, started AS date FROM runs"
ROWS = ("row-one", "row-two", "row-three")


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """Return a folder with a database in which two alerts find rows, one of them more than a message holds."""
    db = connect(tmp_path / "monitor.db")
    db["runs"].insert_all({"started": "2025-11-13", "command": name, "status": "ok"} for name in ROWS)
    db.execute("PRAGMA journal_mode = DELETE")  # one file, so that it can be copied for every step
    db.close()
    queries = {"alert_first": f"{SQL} WHERE id < 3", "alert_second": f"{SQL} WHERE id = 3"}
    metadata = {"databases": {"monitor": {"queries": queries}}}
    (tmp_path / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def forks_of_a_loaded_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the program once, in the server that the processes are forked from: it does not take this one's sys.path."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    set_forkserver_preload(["crashing"])


def run(folder: Path, urls: dict[str, str], step: int | None = None) -> int | None:
    """Run the alerts in another process; return its exit code."""
    context = multiprocessing.get_context("forkserver")
    arguments = (str(folder / "monitor.db"), str(folder / "metadata.json"), urls, step)
    process = context.Process(target=run_alerts, args=arguments)
    process.start()
    process.join(60)
    return process.exitcode


def told(texts: list[str]) -> Counter[str]:
    return Counter(row for text in texts for row in re.findall(r"\* (row-\w+)", text))


def hook_texts(hook: Hook) -> list[str]:
    return [message["message"] for message in hook.accepted]


def mail_texts(box: Mailbox) -> list[str]:
    return [re.sub(r"(?m)^\s*(row-)", r"* \1", mail.get_body(("plain",)).get_content()) for mail in box.mail]  # type: ignore[union-attr]


def confirmed(folder: Path) -> set[tuple[str, str]]:
    """Return the (destination, row) pairs that are noted as confirmed."""
    db = connect(folder / "monitor.db")
    rows = db.execute(
        "SELECT destination, row_key FROM deliveries JOIN alerts ON alerts.id = alert WHERE state = 'sent'"
    ).fetchall()
    db.close()
    return set(rows)


def test_killed_at_every_step_each_row_reaches_each_destination(newsroom: Path, tmp_path: Path) -> None:
    """Rows are told once; twice only where the kill came between the answer and the note of it, and then it is said."""
    step, killed = 0, True
    while killed:
        folder = tmp_path / f"step{step}"
        folder.mkdir()
        for name in ("monitor.db", "metadata.json"):
            shutil.copy(newsroom / name, folder)
        with web_hook() as hook, mailbox() as box:
            urls = {"hook": hook.url, "mail": box.url}
            killed = run(folder, urls, step) == -signal.SIGKILL
            unsettled = told(hook_texts(hook)) + told(mail_texts(box))
            known = confirmed(folder)
            assert run(folder, urls) == 0
            assert run(folder, urls) == 0
            for name, texts in (("hook", hook_texts(hook)), ("mail", mail_texts(box))):
                repeats = told([text for text in texts if "may be a repeat" in text])
                for row in ROWS:
                    times = told(texts)[row]
                    assert times == 1 or (times == 2 and repeats[row] == 1), (step, name, row, times)
                    assert times == 1 or (name, row) not in known, "told again although the confirmation was noted"
            by_key = Counter(message["key"] for message in hook.accepted)
            assert all(times <= 2 for times in by_key.values())
            assert len(confirmed(folder)) == 2 * len(ROWS)
        assert killed or sum(unsettled.values()) == 2 * len(ROWS)
        step += 1
    assert step > 15, "the steps were not counted"


def test_killed_while_a_destination_takes_its_time_the_message_is_repeated(newsroom: Path) -> None:
    with web_hook() as hook:
        hook.delay = 30
        context = multiprocessing.get_context("forkserver")
        arguments = (str(newsroom / "monitor.db"), str(newsroom / "metadata.json"), {"hook": hook.url}, None)
        process = context.Process(target=run_alerts, args=arguments)
        process.start()
        while not hook.messages:
            process.join(0.01)
        process.kill()
        process.join()
        hook.delay = 0
        assert run(newsroom, {"hook": hook.url}) == 0
        first, second, *_ = hook.messages
        assert first["key"] == second["key"] and "may be a repeat" in second["message"]
        assert set(told(hook_texts(hook))) == set(ROWS)


def test_told_to_stop_while_a_destination_takes_its_time_its_answer_is_noted(newsroom: Path) -> None:
    with web_hook() as hook:
        hook.delay = 1
        context = multiprocessing.get_context("forkserver")
        arguments = (str(newsroom / "monitor.db"), str(newsroom / "metadata.json"), {"hook": hook.url}, None)
        process = context.Process(target=run_alerts, args=arguments)
        process.start()
        while not hook.messages:
            process.join(0.01)
        process.terminate()
        process.join(30)
        assert len(hook.messages) == 1, "nothing more was begun"
        hook.delay = 0
        assert run(newsroom, {"hook": hook.url}) == 0
        assert all(times == 1 for times in told(hook_texts(hook)).values())


def _with_full_disk(arguments: tuple[str, str, dict[str, str], None], room: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead, as on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    run_alerts(*arguments)


@pytest.mark.parametrize("room", [0, 10_000, 50_000, 100_000])
def test_on_a_full_disk_nothing_is_sent_that_cannot_be_noted(newsroom: Path, room: int) -> None:
    with web_hook() as hook:
        arguments = (str(newsroom / "monitor.db"), str(newsroom / "metadata.json"), {"hook": hook.url}, None)
        context = multiprocessing.get_context("forkserver")
        process = context.Process(target=_with_full_disk, args=(arguments, room))
        process.start()
        process.join(60)
        assert run(newsroom, {"hook": hook.url}) == 0
        texts = hook_texts(hook)
        repeats = told([text for text in texts if "may be a repeat" in text])
        for row in ROWS:
            assert told(texts)[row] == 1 + repeats[row]
