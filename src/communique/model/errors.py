"""Every error that Communique raises on purpose.

CommuniqueError                 what went wrong, where, and what to do, in one line
├── AnchorError                 an item whose words are not in the text
├── PackError                   a pack or lexicon file that does not keep to its schema
├── ParserMissing               the language model is not installed
├── RegisterError               a register that can not be opened, read or written
└── ReadError                   a source that cannot be read
    ├── FetchRefused            a URL that leads where the reader must not go
    ├── FetchFailed             a URL that does not answer, or not with a document
    ├── FormatError             bytes that are not what they claim to be
    ├── EmptySource             nothing to read in it
    └── TooLarge                over a limit of size
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of all our errors; `str()` gives one line with what, where and what to do."""


class AnchorError(CommuniqueError):
    """An item whose words are not in the text."""


class PackError(CommuniqueError):
    """A pack or lexicon file that does not keep to its schema."""


class ParserMissing(CommuniqueError):
    """The language model is not installed."""


class RegisterError(CommuniqueError):
    """A register that can not be opened, read or written."""


class ReadError(CommuniqueError):
    """A source that cannot be read."""


class FetchRefused(ReadError):
    """A URL that leads where the reader must not go."""


class FetchFailed(ReadError):
    """A URL that does not answer, or not with a document."""


class FormatError(ReadError):
    """Bytes that are not what they claim to be."""


class EmptySource(ReadError):
    """Nothing to read in the source."""


class TooLarge(ReadError):
    """A source over a limit of size."""
