"""Names as matchers compare them: folded words, the states among them, what is generic and what is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from communique.extract.gazetteer import load_lexicon
from communique.model.errors import PackError

Words = tuple[str, ...]

_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u02bc`"), "'")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?=\W|$)")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+(?:[^\W\d_]\.|[^\W\d_](?![^\W_]))")
_UNITED_NATIONS = re.compile(r"\bunited nations\b")
_STATES_FIRST = re.compile(r"^(?:the )?(?:us|united states)\b")
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]")
_KEPT_S = ("ss", "us", "is", "ous", "ics")
PASSAGES = 2048
"""Passages whose words are kept: all that a matcher asks of one act is asked while its document is linked."""

_ARTICLES = frozenset({"the", "a", "an", "of", "on", "for", "and", "in", "to", "at", "with", "our", "their", "its"})


@lru_cache(maxsize=8)
def lexicon(name: str) -> Any:
    """Return the data of one lexicon of this room; raise `PackError` where it is no YAML."""
    text = files("communique.resolve").joinpath("lexicon", name).read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise PackError(f"{name}: not YAML: {' '.join(str(error).split())}") from error


@lru_cache(maxsize=PASSAGES)
def plain(text: str) -> str:
    """Return a text without case, accents, possessives, and dots in initials ("U.S." is "us")."""
    bare = text
    if not text.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = _POSSESSIVE.sub("", bare.translate(_APOSTROPHES))
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), bare).casefold()


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return a folded word without the plural's ending ("ministries" is "ministry")."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(_KEPT_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


@lru_cache(maxsize=PASSAGES)
def words_of(text: str) -> Words:
    """Return the words of a name for comparison: folded, singular, one spelling, without articles."""
    spellings = _spellings()
    found = map(singular, _WORD.findall(_UNITED_NATIONS.sub("un", plain(text))))
    return tuple([spellings.get(word, word) for word in found if word not in _ARTICLES])


def initials(text: str) -> str:
    """Return the initials of a name's words, without brackets and the United States in front."""
    words = words_of(_STATES_FIRST.sub("", plain(without_brackets(text))))
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def are_initials(acronyms: Iterable[str], name: str) -> bool:
    """Tell whether one of some folded acronyms is the initials of a name ("m-moc" of a memorandum's title)."""
    letters = initials(name)
    return bool(letters) and any(short.replace("-", "") == letters for short in acronyms)


def without_brackets(text: str) -> str:
    """Return a name without what stands in brackets."""
    return _BRACKETS.sub("", text).strip()


def bracketed(text: str) -> tuple[str, ...]:
    """Return what stands in the brackets of a name ("... Framework (TSCF)" gives "TSCF")."""
    return tuple(_IN_BRACKETS.findall(text))


def split_states(words: Sequence[str]) -> tuple[frozenset[str], Words]:
    """Return the codes of the states that folded words name, and the words left."""
    return split_names(words, *states())


def split_names(
    words: Sequence[str], forms: Mapping[Words, str], longest: Mapping[str, int]
) -> tuple[frozenset[str], Words]:
    """Return the codes of those among some names that folded words name, the longest name first, and the words left.

    `forms` has the codes by the words of a name, `longest` by its first word how many words such a name has at most.
    """
    if longest.keys().isdisjoint(words):
        return frozenset(), tuple(words)
    codes, rest, place = set(), [], 0
    while place < len(words):
        for length in range(min(longest.get(words[place], 0), len(words) - place), 0, -1):
            code = forms.get(tuple(words[place : place + length]))
            if code is not None:
                codes.add(code)
                place += length
                break
        else:
            rest.append(words[place])
            place += 1
    return frozenset(codes), tuple(rest)


def is_generic(word: str) -> bool:
    """Tell whether a word stands in the names of many different things ("joint", "strategic", "meeting")."""
    return word in _generic() or word.isdigit()


def distinct(words: Iterable[str]) -> frozenset[str]:
    """Return the words that tell a name apart from others of its kind."""
    return frozenset(word for word in words if not is_generic(word))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {form: main for main, forms in lexicon("words.yml")["spellings"].items() for form in forms}


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(singular(word) for word in lexicon("words.yml")["generic"])


@lru_cache(maxsize=1)
def states() -> tuple[dict[Words, str], dict[str, int]]:
    """Return the codes by the words that name a state, and by its first word how many words such a name has at most."""
    forms: dict[Words, str] = {}
    for code, entry in load_lexicon("states.yml").items():
        for key in ("names", "acronyms", "adjectives"):
            for name in entry.get(key, ()):
                forms.setdefault(words_of(name), code)
    longest: dict[str, int] = {}
    for form in forms:
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return forms, longest
