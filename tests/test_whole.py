"""The `communique` command from bytes to JSON, in processes of its own: what is read, and what is refused and how."""

import functools
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile

import pytest

COMMAND = (sys.executable, "-m", "communique", "read")
MEASURE = (
    sys.executable,
    "-c",
    "import resource, subprocess, sys\n"
    "code = subprocess.call(sys.argv[1:])\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr)\n"
    "sys.exit(code)",
)

ENGLISH = (
    "Joint Statement of the Ministers\n\nSeptember 10, 2024\n\nThe ministers of Japan and the Republic of Korea met in "
    "Seoul. They agreed to hold the next talks in Tokyo by the end of this year.\n"
)
KOREAN = (
    "한미일 국방장관 공동성명\n\n2024년 7월 28일\n\n대한민국과 미국과 일본의 국방장관은 도쿄에서 만나 안보협력에 관한 "
    "협력각서에 서명하였다. 세 장관은 미사일 발사를 규탄하고 훈련을 계속하기로 하였다.\n"
)
JAPANESE = (
    "日米韓防衛相会合共同声明\n\n2024年7月28日\n\n日本、米国及び韓国の防衛大臣は東京で会談し、安全保障協力に関する"
    "協力覚書に署名した。三大臣はミサイル発射を非難し、共同訓練を続けることで一致した。\n"
)
FRENCH = (
    "Déclaration conjointe des ministres\n\nLe 10 septembre 2024\n\nLes ministres des affaires étrangères de la France "
    "et du Japon se sont réunis à Paris. Ils ont réaffirmé leur engagement en faveur de la paix et sont convenus de "
    "tenir leur prochaine réunion à Tokyo avant la fin de l'année.\n"
)
LINES = ("The ministers met in Seoul on September 10, 2024.", "They agreed to meet again by the end of this year.")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(*arguments, command=COMMAND, **more):
    more.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([*command, *map(str, arguments)], capture_output=True, timeout=120, **more)


def read(*arguments, **more):
    """Return the record that the command writes; it must succeed and say nothing else."""
    result = run("--json", *arguments, **more)
    assert (result.returncode, result.stderr) == (0, b"")
    return json.loads(result.stdout)


def refused(result):
    """Return the line of a run that reads nothing: exit 1, one line, nothing on standard output."""
    assert result.returncode == 1
    assert result.stdout == b""
    said = result.stderr.decode()
    assert said.startswith("communique: ")
    assert said.endswith("\n")
    assert said.count("\n") == 1
    what, colon, advice = said.removeprefix("communique: ").strip().rpartition(": ")
    assert what
    assert colon
    assert advice, "what to do stands behind the last colon"
    return said


def pdf(lines, trailer=b""):
    """Write a PDF of one page."""
    drawn = b"".join(b"BT /F1 11 Tf 72 %d Td (%s) Tj ET\n" % (760 - 14 * i, x.encode()) for i, x in enumerate(lines))
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size 6 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
    return bytes(out)


def docx(text):
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return packed({"word/document.xml": f'<w:document xmlns:w="{W}">{body}</w:document>'})


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


@functools.cache
def varied(count):
    """Return sentences that compress no better than text does."""
    chosen = random.Random(7)
    words = ("ministers", "Seoul", "talks", "agreed", "exercise", "the", "of", "to", "plan", "in", "security", "data")
    return " ".join(f"{' '.join(chosen.choices(words, k=12)).capitalize()} {n}." for n in range(count))


PASSWORD = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"
FORM = b"<html><head><title>Search</title></head><body><form><input name=q></form><script>go()</script></body></html>"
LINKS = b"<html><body>" + b"".join(b"<p><a href='/%d'>Statement number %d</a></p>" % (n, n) for n in range(50))
JUNK = random.Random(3).randbytes(5_000)

BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (" \n\t\u00a0\u3000\r\n".encode(), "white space only"),
    "blank.docx": (docx(" "), "no text in it"),
    "junk.txt": (JUNK, "binary, not text"),
    "junk.pdf": (JUNK, "named as a PDF file and is none"),
    "junk.docx": (JUNK, "named as a DOCX file and is none"),
    "junk.html": (JUNK, "binary, not text"),
    "zero.txt": (b"The ministers met.\x00 They agreed.", "binary, not text"),
    "half.txt": (ENGLISH.encode("utf-16")[:-1], "not valid UTF-16"),
    "mixed-korean.txt": (KOREAN.encode() + KOREAN.encode("euc-kr"), "mixes encodings"),
    "mixed-japanese.txt": (ENGLISH.encode() + JAPANESE.encode("shift-jis") + KOREAN.encode(), "mixes encodings"),
    "surrogate.txt": (b"They met \xed\xa0\x80 in Seoul.", "mixes encodings"),
    "scan.pdf": (pdf([]), "run text recognition"),
    "locked.pdf": (pdf(LINES, PASSWORD + b" /ID [<00> <00>]"), "is encrypted"),
    "cut.pdf": (pdf(LINES)[:200], "broken PDF"),
    "cut.docx": (docx(varied(2_000))[:4_000], "broken DOCX"),
    "broken.docx": (packed({"word/document.xml": "<w:document"}), "broken DOCX"),
    "bomb.docx": (docx("a" * 60_000_000), "a zip bomb?"),
    "sheet.docx": (packed({"xl/workbook.xml": "<x/>"}), "an Excel file"),
    "form.html": (FORM, "page without main text"),
    "links.html": (LINKS, "page without main text"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
    "archive.zip": (packed({"a.txt": ENGLISH}), "a ZIP archive"),
    "deep.html": (b"<div>" * 3_000 + ENGLISH.encode() + b"</div>" * 3_000, "deep.html"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_nothing_written(name, tmp_path):
    data, words = BAD[name]
    source, out = tmp_path / name, tmp_path / "out"
    source.write_bytes(data)
    said = refused(run("--out", out, source))
    assert words in said
    assert str(source) in said
    assert list(out.iterdir()) == []


def test_the_same_bad_bytes_on_standard_input():
    for data, words in ((b"", "is empty"), (JUNK, "binary, not text"), (pdf([]), "run text recognition")):
        said = refused(run("-", stdin=None, input=data))
        assert words in said
        assert "standard input" in said
    assert "is closed" in refused(run("-", command=("sh", "-c", 'exec "$@" <&-', "sh", *COMMAND)))


@pytest.mark.parametrize(
    ("encoding", "text", "language"),
    [
        ("utf-8-sig", ENGLISH, "en"),
        ("utf-16", ENGLISH, "en"),
        ("utf-16-le", ENGLISH, "en"),
        ("utf-16-be", ENGLISH, "en"),
        ("utf-16-le", "\ufeff" + KOREAN, "ko"),
        ("utf-16-be", "\ufeff" + JAPANESE, "ja"),
        ("utf-16-le", KOREAN, "ko"),
        ("utf-16-be", JAPANESE, "ja"),
        ("euc-kr", KOREAN, "ko"),
        ("shift-jis", JAPANESE, "ja"),
        ("euc-jp", JAPANESE, "ja"),
        ("iso2022_jp", JAPANESE, "ja"),
        ("cp1252", FRENCH, "fr"),
    ],
)
def test_encodings_are_found_one_file_at_a_time(encoding, text, language, tmp_path):
    """In this process, for speed: what the command adds is tested with the files in one folder below."""
    from communique.read import read as read_source

    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    document = read_source(tmp_path / "a.txt")
    assert (document.text, document.language) == (text.removeprefix("\ufeff"), language)


def test_other_languages_are_told_and_nothing_is_read_into_them(tmp_path):
    (tmp_path / "en.txt").write_bytes(ENGLISH.encode("utf-16"))
    (tmp_path / "fr.txt").write_bytes(FRENCH.encode("cp1252"))
    (tmp_path / "ja.txt").write_bytes(JAPANESE.encode("shift-jis"))
    (tmp_path / "ko.txt").write_bytes(KOREAN.encode("euc-kr"))
    result = run("--json", tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    english, *others = map(json.loads, result.stdout.splitlines())
    assert [act["class"] for act in english["acts"]] == ["report", "commitment"]
    assert "language" not in [issue["code"] for issue in english["issues"]]
    assert [record["document"]["language"] for record in others] == ["fr", "ja", "ko"]
    for record in others:
        assert record["issues"][0]["code"] == "language"
        assert "only English is read" in record["issues"][0]["message"]
        found = ("acts", "meetings", "exercises", "instruments", "persons", "organizations", "dates")
        assert not any(record[group] for group in found)
        assert {s["reason"] for s in record["sentences"] if s["role"] == "none"} == {"language"}


def test_every_format_of_one_statement_gives_the_same_acts(tmp_path):
    page = f"<html><body><main><h1>Statement</h1><p>{LINES[0]} {LINES[1]}</p></main></body></html>"
    (tmp_path / "a.docx").write_bytes(docx(" ".join(LINES)))
    (tmp_path / "b.html").write_text(page)
    (tmp_path / "c.md").write_text(f"# Statement\n\n{' '.join(LINES)}\n")
    (tmp_path / "d.pdf").write_bytes(pdf(LINES))
    (tmp_path / "e.txt").write_text(" ".join(LINES))
    result = run("--json", tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    records = list(map(json.loads, result.stdout.splitlines()))
    assert len(records) == 5
    for record in records:
        assert [act["trigger"]["quote"] for act in record["acts"]] == ["met", "agreed"]
        assert record["acts"][1]["due"]["latest"] == "2024-12-31"


def test_a_large_text_is_refused_in_little_memory(tmp_path):
    """50 MB: refused by the limit before it is read."""
    source = tmp_path / "large.txt"
    with source.open("w") as file:
        for _ in range(50):
            file.write("The ministers met. " * 52_632)
    result = run("--json", source, command=(*MEASURE, *COMMAND))
    said, megabytes = result.stderr.decode().splitlines()
    assert result.returncode == 1
    assert said.endswith("large.txt has more than 5,000,000 bytes: cut it into smaller files")
    assert int(megabytes) < 100


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name, data in (("a.txt", ENGLISH.encode()), ("b.txt", JUNK), ("c.md", ENGLISH.encode()), ("d.png", b"")):
        (folder / name).write_bytes(data)
    result = run("--out", out, folder)
    assert result.returncode == 1
    assert result.stdout == b""
    passed, summary, reason = result.stderr.decode().splitlines()
    assert passed == f"communique: passed over 1 file of other kinds: {folder / 'd.png'}"
    assert summary == "communique: 1 of 3 sources could not be read:"
    assert reason.startswith(f"  {folder / 'b.txt'} is binary, not text")
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "c.json"]
    for path in out.iterdir():
        assert json.loads(path.read_bytes())["acts"]


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "statement.txt"
    path.write_text(ENGLISH)
    return path


def test_a_folder_that_cannot_be_made(statement):
    said = refused(run("--out", "/proc/communique", statement))
    assert "the folder /proc/communique cannot be made" in said


def test_a_folder_that_cannot_be_written_to(statement):
    said = refused(run("--out", "/proc", statement))
    assert "cannot be written to /proc/statement.json" in said


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device to write to")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_full_disk(statement, options):
    with open("/dev/full", "wb") as full:
        command = [*COMMAND, *options, str(statement)]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=120)
    assert result.returncode == 1
    assert result.stderr.decode() == (
        f"communique: {statement}: its record cannot be written to standard output (no space left on device): "
        "check the place and the disk\n"
    )


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_reader_that_goes_away_ends_it_quietly(statement, options):
    process = subprocess.Popen(
        [*COMMAND, *options, *[str(statement)] * 3], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout.read(10)
    process.stdout.close()
    assert (process.wait(timeout=120), process.stderr.read()) == (141, b"")
    process.stderr.close()


def test_standard_output_may_be_closed(statement, tmp_path):
    shell = ("sh", "-c", 'exec "$@" >&-', "sh", *COMMAND)
    result = run("--out", tmp_path / "out", statement, command=shell)
    assert (result.returncode, result.stderr) == (0, b"")
    assert (tmp_path / "out" / "statement.json").exists()


def test_a_missing_file_and_what_is_no_file(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for source, words in (
        (tmp_path / "absent.txt", "does not exist"),
        (tmp_path / "loop", "cannot be read"),
        ("", "without a name"),
        ("/dev/zero", "a device"),
        (tmp_path / ("x" * 300), "cannot be read"),
        ("steering\x1b[31m\nline.txt", "steering?[31m line.txt does not exist"),
    ):
        assert words in refused(run(source))
    (tmp_path / "empty").mkdir()
    assert "no statement in there" in refused(run(tmp_path / "empty"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument"),
        (("--jsn", "a.txt"), "No such option"),
        (("--json", "--text", "a.txt"), "choose one"),
        (("-", "-"), "once only"),
        (("--on", "2024-13-01", "a.txt"), "--on"),
        (("--pack", "absent.yml", "a.txt"), "does not exist"),
    ],
)
def test_wrong_usage_is_exit_2_and_one_line(arguments, words):
    result = run(*arguments)
    said = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b"")
    assert words in said
    assert said.count("\n") == 1
    assert "communique read --help" in said


def test_a_text_does_not_steer_the_terminal(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"Joint \x1b[2J Statement\x1b]0;x\x07\n\n{ENGLISH} The ministers \u202emet\u202c.\n\n{varied(60)}")
    for options in (("--all",), ("--text",)):
        shown = run(*options, path).stdout.decode()
        assert "Statement" in shown
        assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown) is None
