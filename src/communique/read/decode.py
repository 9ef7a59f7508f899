"""Decode the bytes of a text file: find its encoding, or refuse it by name."""

from __future__ import annotations

import codecs
import re

from communique.model.errors import FormatError
from communique.read.signs import load_table

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B].+?\x1b\([BJ]", re.DOTALL)
_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']", re.IGNORECASE
)

# Control characters that no text holds (tab, line feed, form feed, carriage return and vertical tab may stand in one;
# DEL to U+009F are checked apart, since text wrongly decoded as Latin-1 is full of them).
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.002
_LEAST_TO_GUESS = 24


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """Return the text of `data`, newlines as they stand, without its byte order mark.

    Tried in this order: a byte order mark, UTF-16 without one, strict UTF-8, the encoding that the source declares,
    the two-byte encodings of East Asia, the one-byte ones. Raise `FormatError` where no encoding fits all bytes, where
    two are mixed, and where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, name), name)
    if b"\x00" in data:
        return _checked(_wide(data, name), name)
    if _ISO_2022_JP.search(data) is not None:
        return _checked(_strict(data, "iso2022_jp", name), name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        return _checked(_other(data, name, declared, error.start), name)


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that the head of an HTML page or XML file declares, None where it declares none we know."""
    match = _DECLARED.search(data, 0, 2_048)
    return None if match is None else known_encoding((match[1] or match[2]).decode("ascii"))


def known_encoding(label: str) -> str | None:
    """Return Python's name of an encoding label as the web uses it, None where there is none."""
    # The web's Latin-1 and Korean labels mean their supersets (WHATWG Encoding Standard, names and labels).
    web = {
        "iso8859-1": "cp1252",
        "ascii": "cp1252",
        "euc_kr": "cp949",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "shift_jis": "cp932",
    }
    try:
        encoding = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return None
    return web.get(encoding, encoding)


def normalised(text: str) -> str:
    """Return `text` with every newline as a line feed and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{name} is not valid {encoding.upper()} at byte {error.start}: save it as UTF-8 and read it again"
        ) from error


def _wide(data: bytes, name: str) -> str:
    """Return the text of UTF-16 or UTF-32 without a mark, which other encodings' zero bytes never are."""
    for encoding, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if len(data) % unit:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return text
    raise FormatError(
        f"{name} is binary, not text (a zero byte at {data.index(0)}): give a text, HTML, PDF or DOCX file"
    )


def _is_plausible(text: str) -> bool:
    """Tell whether nearly all characters are of scripts that official texts are written in."""
    sample = text[:20_000]
    usual = sum(
        character in "\t\n\r"
        or " " <= character <= "\u052f"
        or "\u2000" <= character <= "\u206f"
        or "\u3000" <= character <= "\u30ff"
        or "\u4e00" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7a3"
        or "\uff00" <= character <= "\uffef"
        or character == "\ufeff"
        for character in sample
    )
    wanted = sum(
        character.isascii() or "\uac00" <= character <= "\ud7a3" or "\u3041" <= character <= "\u30ff"
        for character in sample
    )
    return usual >= 0.98 * len(sample) and wanted >= 0.1 * len(sample) and "\x00" not in sample


def _other(data: bytes, name: str, declared: str | None, bad: int) -> str:
    """Return the text of bytes that are not UTF-8; `bad` is the first byte that is not."""
    if declared is not None and declared != "utf-8":
        try:
            text = data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if _C1.search(text) is None:
                return text
    east = _east_asian(data)
    if east is not None:
        return east
    sequences = _UTF8_SEQUENCE.findall(data)
    runs = _HIGH.findall(data)
    if 2 * len(sequences) >= len(runs) or len(sequences) > 3:
        raise FormatError(
            f"{name} mixes encodings: it is UTF-8 up to byte {bad}, and not after: save it anew as UTF-8 throughout"
        )
    single = _one_byte(data)
    if single is None:
        raise FormatError(
            f"{name} is in no encoding that fits all its bytes (not UTF-8 from byte {bad}): save it as UTF-8"
        )
    return single


def _east_asian(data: bytes) -> str | None:
    """Return the text in the East Asian encoding that gives the most of its language's frequent characters."""
    best: tuple[float, str] | None = None
    for candidate in load_table("encodings.yml"):
        try:
            text = data.decode(candidate["encoding"])
        except UnicodeDecodeError:
            continue
        foreign = [character for character in text if character > "\u02ff" and character.isalpha()]
        common = frozenset(candidate["common"])
        share = sum(character in common for character in foreign) / max(len(foreign), 2) / candidate["share"]
        if share >= 1 and (best is None or share > best[0]):
            best = (share, text)
    return None if best is None else best[1]


def _one_byte(data: bytes) -> str | None:
    """Return the text in Windows-1252 or another one-byte encoding, None where none fits.

    Western text has few letters beyond ASCII, each between plain ones; where it has more, a detector decides.
    """
    high = sum(map(len, _HIGH.findall(data)))
    if high <= 0.15 * len(data):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return None
    if len(data) < _LEAST_TO_GUESS:
        return None
    from charset_normalizer import from_bytes

    match = from_bytes(data[:50_000], cp_isolation=["cp1251", "koi8_r", "cp1253", "cp1250", "cp1256", "cp1255"]).best()
    if match is None:
        return None
    try:
        return data.decode(match.encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str, name: str) -> str:
    """Return `text` where it is text; raise `FormatError` where control characters show that it is binary."""
    controls = _CONTROL.findall(text)
    if "\x00" in controls or len(controls) > _MOST_CONTROLS * len(text) + 2:
        raise FormatError(
            f"{name} is binary, not text ({len(controls):,} control characters): give a text, HTML, PDF or DOCX file"
        )
    return text
