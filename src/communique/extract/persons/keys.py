"""Keys of names: what two spellings of one name have in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from communique.extract.parties.gazetteer import load_lexicon

_DROPPED = frozenset({"jr", "sr", "ii", "iii", "iv", "sheikh", "sheikha", "shaikh", "al", "el", "the"})


def key_of(name: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no accents, case, marks, initials, suffixes, short forms."""
    short, words = _short_forms(), []
    for word in name:
        plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d"))
        plain = "".join(c for c in plain if c.isalpha() or c == "-")
        if plain.startswith(("al-", "el-")):
            plain = plain[3:]
        plain = plain.replace("-", "")
        if len(plain) > 1 and plain not in _DROPPED:
            words.append(short.get(plain, plain))
    return tuple(words)


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, str]:
    return dict(load_lexicon("titles.yml")["short_forms"])
