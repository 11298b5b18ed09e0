"""Signed-in reviewers decide, every decision is logged, and nobody else can write anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sitedata
from bs4 import BeautifulSoup
from sitedata import Site

from monitor.paths import METADATA
from monitor.store.database import connect


def send(site: Any, item: str, actor: str | None = "root", token: bool = True, **form: str) -> Any:
    """Send the form on the page of a finding or change as its button does."""
    kind = "changes" if item.startswith("ch-") else "findings"
    page = site.get(f"/{kind}/{item}", actor=actor)
    field = BeautifulSoup(page.text, "lxml").select_one("form.review input[name=csrftoken]")
    cookies = {name: value for name, value in page.cookies.items() if name == "ds_csrftoken"}
    data = {**form, **({"csrftoken": field["value"]} if token and field else {})}
    return site.ask("POST", f"/review/{item}", actor=actor, data=data, cookies=cookies)


def log(path: Path) -> list[dict[str, Any]]:
    """Return the log of decisions."""
    db = connect(path)
    found = list(db["reviews"].rows)
    db.close()
    return found


def test_a_reviewer_confirms_a_finding_and_it_is_logged(own_site: Any) -> None:
    assert send(own_site, "f-holding", decision="confirmed", note="Read it.").status_code == 302
    decision = log(own_site.database)[0]
    assert (decision["subject"], decision["decision"], decision["reviewer"], decision["note"]) == (
        "finding",
        "confirmed",
        "root",
        "Read it.",
    )
    assert decision["decided_at"]
    assert "Confirmed by a reviewer" in own_site.get("/findings/f-holding").text


def test_a_dismissed_finding_leaves_the_lists_and_keeps_its_page(own_site: Any) -> None:
    send(own_site, "f-holding", decision="dismissed", note="The figure is attached.")
    assert "/findings/f-holding" not in own_site.get("/", actor="root").text
    assert "The figure is attached." in own_site.get("/findings/f-holding").text


def test_dismissing_asks_for_a_reason(own_site: Any) -> None:
    response = send(own_site, "f-holding", decision="dismissed")
    assert response.status_code == 400
    assert log(own_site.database) == []


def test_a_response_is_shown_beside_the_change(own_site: Any) -> None:
    send(
        own_site,
        "ch-stance",
        decision="confirmed",
        response="Our plans <b>moved</b> on.",
        response_url="https://example.org/r",
    )
    page = own_site.get("/changes/ch-stance").text
    assert "Our plans &lt;b&gt;moved&lt;/b&gt; on." in page
    assert "https://example.org/r" in page


def test_a_response_at_an_unsafe_address_is_refused(own_site: Any) -> None:
    assert send(own_site, "ch-stance", decision="confirmed", response_url="javascript:alert(1)").status_code == 400


def test_a_decision_is_taken_back(own_site: Any) -> None:
    send(own_site, "f-holding", decision="confirmed")
    send(own_site, "f-holding", decision="reopened")
    assert "Not reviewed yet" in own_site.get("/findings/f-holding").text
    assert len(log(own_site.database)) == 2


@pytest.mark.parametrize("actor", [None, "stranger"])
def test_nobody_else_can_write(own_site: Any, actor: str | None) -> None:
    assert send(own_site, "f-holding", actor=actor, decision="confirmed").status_code == 403
    assert own_site.get("/review", actor=actor).status_code == 403
    assert "form" not in [
        form.get("class", [""])[0]
        for form in BeautifulSoup(own_site.get("/findings/f-holding", actor=actor).text, "lxml").select("form.review")
    ]
    assert log(own_site.database) == []


def test_another_sites_form_is_refused(own_site: Any) -> None:
    assert send(own_site, "f-holding", token=False, decision="confirmed").status_code == 403
    assert log(own_site.database) == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/monitor/questions", "/monitor/alert_new_findings", "/monitor", "/topics/front-counters"]
)
def test_the_public_has_no_way_to_write(own_site: Any, method: str, path: str) -> None:
    before = Path(own_site.database).stat().st_size, len(log(own_site.database))
    own_site.ask(method, path, data={"sql": "delete from questions"})
    assert (Path(own_site.database).stat().st_size, len(log(own_site.database))) == before
    assert own_site.get("/monitor/questions.json?_shape=array").json()


def test_named_reviewers_may_decide(tmp_path: Path) -> None:

    described = json.loads(METADATA.read_text(encoding="utf-8"))
    described["plugins"]["answer-monitor"]["reviewers"] = ["ana"]
    (tmp_path / "metadata.json").write_text(json.dumps(described), encoding="utf-8")
    site = Site(sitedata.fill(tmp_path / "own.db"), metadata=tmp_path / "metadata.json")
    try:
        assert send(site, "f-holding", actor="ana", decision="confirmed").status_code == 302
        assert log(site.database)[0]["reviewer"] == "ana"
    finally:
        site.close()


def test_reviewers_see_who_decided_and_the_public_does_not(own_site: Any) -> None:
    send(own_site, "f-holding", decision="confirmed")
    assert "<td>root</td>" in own_site.get("/review", actor="root").text
    assert own_site.get("/monitor/reviews.json?_shape=array").json()[0]["reviewer"] is None


def test_a_published_copy_takes_no_decisions(filled: Path) -> None:
    site = Site(filled, immutable=True)
    try:
        assert site.get("/topics/front-counters").status_code == 200
        assert site.get("/review", actor="root").status_code == 403
        assert site.get("/monitor/findings.csv").status_code == 200
    finally:
        site.close()
