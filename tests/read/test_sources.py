"""Sources: files, standard input and folders; their limits and every way in which they cannot be read."""

import io
import os
import sys
from contextlib import suppress
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique import read as public_read
from communique.model.errors import EmptySource, FormatError, ReadError, TooLarge
from communique.read import Skipped, files, limits, read, read_bytes, sources

TEXT = "Joint Statement of the Ministers\n\nSeptember 10, 2024\n\nWe, the ministers, met in Seoul.\n"


def test_a_text_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "talks.txt"
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    path.write_bytes(data)
    document = public_read(path)
    assert document.text == TEXT
    assert document.id == "sha256:" + sha256(TEXT.encode()).hexdigest()
    assert document.source.sha256 == sha256(data).hexdigest()
    assert document.source.path == str(path)
    assert document.source.url is None
    assert not document.source.stdin
    assert document.source.media_type == "text/plain"
    assert document.title == "Joint Statement of the Ministers"
    assert document.date == date(2024, 9, 10)
    assert document == public_read(str(path))


def test_space_at_the_ends_is_kept(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("\n\n  We met. \n\n", encoding="utf-8")
    assert read(path).text == "\n\n  We met. \n\n"


@pytest.mark.parametrize(
    ("data", "media_type"), [(TEXT.encode(), "text/plain"), (b"<html><body><p>We met.</p>", "text/html")]
)
def test_standard_input(monkeypatch, data, media_type):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = read("-")
    assert document.source.stdin
    assert document.source.path is None
    assert document.source.media_type == media_type


def test_standard_input_over_the_limit(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 6_000_000)))
    monkeypatch.setitem(files.SIZES, "text/plain", 10)
    with pytest.raises(TooLarge):
        read("-")


REFUSED = [
    ("empty.txt", b"", EmptySource, "is empty"),
    ("blank.txt", b" \n\t\n ", EmptySource, "white space only"),
    ("blank.md", b"\n\n", EmptySource, "white space only"),
    ("rule.md", b"---\n\n<!-- x -->\n", EmptySource, "no text in it"),
    ("junk.txt", bytes(range(256)) * 40, FormatError, "binary"),
    ("a.exe", b"MZ\x90\x00\x03" + b"\x00" * 99, FormatError, "binary"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, FormatError, "save it as .docx"),
    ("a.rtf", b"{\\rtf1 hello}", FormatError, "an RTF file"),
    ("scan.png", b"\x89PNG\r\n\x1a\n", FormatError, "a picture"),
    ("Makefile", b"%.o: %.c\n\t$(CC) -c $< -o $@\nclean:\n\trm -f *.o core lib.a\n" * 9, FormatError, "no statement"),
    ("a.gz", b"\x1f\x8b\x08\x00", FormatError, "a gzip archive"),
    ("a.pdf", b"We met.", FormatError, "named as a PDF"),
    ("a.docx", b"We met.", FormatError, "named as a DOCX"),
    ("a.docx", b"PK\x03\x04 broken", FormatError, "broken"),
    ("a.pdf", b"%PDF-1.7 broken", FormatError, "broken PDF"),
]


@pytest.mark.parametrize(("name", "data", "error", "words"), REFUSED, ids=[f"{case[0]}: {case[3]}" for case in REFUSED])
def test_refused(tmp_path, name, data, error, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=words) as caught:
        read(path)
    message = str(caught.value)
    assert name in message
    assert len(message.splitlines()) == 1
    assert ": " in message


def test_a_missing_file(tmp_path):
    with pytest.raises(ReadError, match="does not exist"):
        read(tmp_path / "none.txt")


def test_a_folder_where_a_file_is_wanted(tmp_path):
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="may not be read"):
        read(path)


def test_permission_denied_by_the_system(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.Path, "open", denied)
    with pytest.raises(ReadError, match="may not be read"):
        read(tmp_path / "x.txt")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, ""])
def test_impossible_names(name):
    with pytest.raises(ReadError):
        read(name)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device")
def test_a_device_is_refused():
    with pytest.raises(ReadError, match="a device"):
        read("/dev/zero")


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    taken = []
    genuine = io.BufferedReader.read

    class Counting(io.BufferedReader):
        def read(self, size=-1):
            taken.append(size)
            return genuine(self, size)

    monkeypatch.setattr(files.Path, "open", lambda self, mode: Counting(io.FileIO(str(self))))
    with pytest.raises(TooLarge, match="5,000,000 bytes"):
        read(path)
    assert sum(taken) < 100_000


def test_the_limit_is_that_of_the_kind():
    assert max(files.SIZES.values()) == limits.MAX_BYTES
    with pytest.raises(TooLarge):
        read_bytes(b"x " * 2_600_000, path="x.txt")


def test_folders_are_their_files_in_order(tmp_path):
    for name in ("b.txt", "a/z.md", "a/b.PDF", "c.docx", "a.html", ".hidden/x.txt", ".x.txt", "b.xlsx", "README"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = list(sources([tmp_path, "-", "https://example.org/x", "none.txt"]))
    read_ones = [one for one in found if isinstance(one, str)]
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert [one.removeprefix(str(tmp_path) + os.sep).replace(os.sep, "/") for one in read_ones] == [
        "a/b.PDF", "a/z.md", "a.html", "b.txt", "c.docx", "-", "https://example.org/x", "none.txt",
    ]  # fmt: skip
    assert [os.path.basename(one.path) for one in skipped] == ["README", "b.xlsx"]
    assert "not read" in skipped[0].reason


def test_an_empty_folder_has_no_sources(tmp_path):
    assert list(sources([tmp_path])) == []


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.pdf", "x.docx", "standard input"])
def test_any_bytes_make_a_document_or_a_read_error(name):
    starts = st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"---\na: ", b"\xff\xfe", b"\xef\xbb\xbf", b"- "]
    )

    @settings(max_examples=60, deadline=None)
    @given(st.tuples(starts, st.binary(max_size=200) | st.text(max_size=100).map(str.encode)).map(b"".join))
    @example(b"\x00")
    @example(b"<html><p>" + b"x" * 300)
    @example(b"# \n\n- \n1. \n| a |\n|---|\n")
    def check(data):
        with suppress(ReadError):
            document = read_bytes(data, name=name)
            assert document.text.strip()
            at = 0
            for block in document.blocks:
                assert at <= block.start < block.end
                assert not document.text[at : block.start].strip()
                at = block.end
            assert not document.text[at:].strip()
            assert document == read_bytes(data, name=name)

    check()
