"""A folder of articles: what is wrong is told in one line, and the rest goes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.manifest import MAX_ARTICLE_BYTES, Entry, read_manifest, read_text
from monitor.errors import BadFile, BadInput

GOOD = {"file": "a.txt", "published": "2025-06-18", "title": "One", "outlet": "The Gazette"}


def folder(tmp_path: Path, manifest: object) -> Path:
    text = manifest if isinstance(manifest, str) else json.dumps(manifest, indent=1)
    (tmp_path / "articles.json").write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Body.\r\nMore.", encoding="utf-8", newline="")
    return tmp_path


def test_a_good_entry_is_read(tmp_path: Path) -> None:
    manifest = read_manifest(folder(tmp_path, [GOOD]))
    ((line, entry),) = manifest.entries
    assert (line, entry.title, entry.published.isoformat(), manifest.problems) == (2, "One", "2025-06-18", ())
    assert read_text(manifest, line, entry) == "Body.\nMore."


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[\n {"file": "a.txt",\n}]', 3, "is not JSON"),
        ('{"file": "a.txt"}', None, "expected a list"),
        ("", 1, "is not JSON"),
        ("[" * 100_000, None, "nested too deeply"),
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str, line: int | None, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as caught:
        read_manifest(folder(tmp_path, text))
    assert (caught.value.line, "\n" in str(caught.value)) == (line, False)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"file": "b.txt", "published": "2025-02-30"}, "'2025-02-30' is not a date"),
        ({"file": "b.txt", "published": 20250218}, "is not a date"),
        ({"file": "b.txt"}, "'published' is missing"),
        ({"published": "2025-02-03"}, "'file' is missing"),
        ({"file": "../b.txt", "published": "2025-02-03"}, "is not the name of a file in this folder"),
        ({"file": "a.txt", "published": "2025-02-03"}, "stands twice"),
        ("b.txt", "entry is a string"),
        ({"file": 3, "published": "2025-02-03"}, "'file'"),
    ],
)
def test_a_bad_entry_is_told_with_its_line_and_the_rest_goes_in(tmp_path: Path, entry: object, reason: str) -> None:
    manifest = read_manifest(folder(tmp_path, [GOOD, entry, {**GOOD, "file": "c.txt"}]))
    (problem,) = manifest.problems
    assert [e.file for _, e in manifest.entries] == ["a.txt", "c.txt"]
    assert (problem.line, reason in str(problem), "\n" in str(problem)) == (8, True, False)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"caf\xe9", "is not UTF-8"),
        (b" \n", "is empty"),
        (b"", "is empty"),
        (b"a\0b", "NUL"),
        (b"x" * (MAX_ARTICLE_BYTES + 1), "larger than 1 MiB"),
    ],
    ids=["latin-1", "blank", "empty", "binary", "too large"],
)
def test_an_article_that_cannot_be_used_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    manifest = read_manifest(folder(tmp_path, [GOOD]))
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(BadInput, match=reason):
        read_text(manifest, *manifest.entries[0])


def test_a_missing_or_linked_article_is_told(tmp_path: Path) -> None:
    manifest = read_manifest(folder(tmp_path, [GOOD, {**GOOD, "file": "b.txt"}]))
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").symlink_to("/etc/hostname")
    with pytest.raises(BadInput, match=r"articles.json:2: names 'a.txt', which is not in the folder"):
        read_text(manifest, *manifest.entries[0])
    with pytest.raises(BadInput, match="is not a plain file"):
        read_text(manifest, *manifest.entries[1])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_no_manifest_breaks_it(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    path = tmp_path_factory.mktemp("manifest")
    (path / "articles.json").write_text(json.dumps(data), encoding="utf-8")
    try:
        manifest = read_manifest(path)
    except BadFile:
        return
    assert all(isinstance(entry, Entry) for _, entry in manifest.entries)
