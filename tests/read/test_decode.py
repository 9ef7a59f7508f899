"""Encodings: each is found by its bytes, and what fits none is refused by name."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.model.errors import FormatError
from communique.read.decode import declared_encoding, decode, known_encoding, normalised

ENGLISH = "The leaders met in Seoul and agreed – as in 2022 – to “deepen” cooperation.\n"
KOREAN = "한국과 미국, 일본의 국방 당국 대표들은 9월 10일 서울에서 회의를 열고 협력을 강화하기로 하였다.\n"
JAPANESE = "日米韓の防衛当局の代表は9月10日にソウルで会合を開き、協力を強化することで一致した。\n"
CHINESE = "三国防务部门的代表在首尔举行会议，同意加强合作，并重申对地区和平与稳定的承诺。\n"
TAIWANESE = "三國防務部門的代表在首爾舉行會議，同意加強合作，並重申對地區和平與穩定的承諾。\n"
FRENCH = "Les ministres se sont réunis à Séoul et ont réaffirmé l’engagement de leurs États.\n"
RUSSIAN = "Министры обороны встретились в Сеуле и подтвердили приверженность миру и стабильности в регионе.\n"

FOUND = [
    (ENGLISH, ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"]),
    (KOREAN, ["utf-8", "cp949", "euc_kr", "utf-16-le", "utf-16-be"]),
    (JAPANESE, ["utf-8", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be"]),
    (CHINESE, ["utf-8", "gb18030", "gbk", "gb2312"]),
    (TAIWANESE, ["utf-8", "big5"]),
    (FRENCH, ["utf-8", "cp1252"]),
    (FRENCH.replace("’", "'"), ["latin-1"]),
    (RUSSIAN, ["utf-8", "cp1251", "koi8_r"]),
]


@pytest.mark.parametrize(("text", "encoding"), [(text, one) for text, encodings in FOUND for one in encodings])
def test_encoding_is_found(text, encoding):
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"caf\xe9, na\xc3\xafve and r\xc3\xa9sum\xc3\xa9", ("mixes encodings", "byte 3")),
        (KOREAN.encode() + KOREAN.encode("cp949"), ("mixes encodings", f"byte {len(KOREAN.encode())}")),
        (b"The leaders met in Seoul.\n" * 9 + b"\x81\x8d\x8f\x90\x9d", ("no encoding", "byte 234")),
        (b"\xef\xbb\xbfabc\xff", ("not valid UTF-8", "byte 3")),
        (b"\xff\xfea\x00\x00\xd8", ("not valid UTF-16-LE", "byte 2")),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", ("binary", "zero byte at 3")),
        (bytes(range(1, 32)) * 20, ("binary", "control characters")),
    ],
)
def test_refused_by_name(data, words):
    with pytest.raises(FormatError) as caught:
        decode(data, "x.txt")
    for word in ("x.txt", *words):
        assert word in str(caught.value)


def test_a_declared_encoding_is_tried_before_the_guess():
    text = "Łódź i Kraków"
    assert decode(text.encode("cp1250"), "x", declared="cp1250") == text


def test_a_wrong_declaration_is_not_believed():
    assert decode(KOREAN.encode(), "x", declared="cp1252") == KOREAN


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<meta charset="EUC-KR">', "cp949"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?>', "cp932"),
        (b'<meta charset="no-such-thing">', None),
        (b"<html>", None),
    ],
)
def test_declared_encoding(head, expected):
    assert declared_encoding(head) == expected


@given(st.text(max_size=40))
def test_known_encoding_never_fails(label):
    known_encoding(label)


def test_newlines_become_line_feeds():
    assert normalised("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff")
@example(b"\x00")
def test_any_bytes_are_text_or_refused(data):
    try:
        text = decode(data, "x")
    except FormatError as error:
        text = str(error).replace("\n", "\ud800")
    text.encode()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=100))
def test_utf_8_is_read_as_it_is(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "x") == text
