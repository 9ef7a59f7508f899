"""Tell the language of a text: by its script, by English function words, and only then by a trained model."""

from __future__ import annotations

import re

# Words that English shares with none of its neighbours ("in", "on" and "will" are German, Dutch or French too). In
# English official texts they are 20 to 35 of a hundred words, in others next to none.
_ENGLISH = frozenset(
    ("the", "of", "and", "to", "that", "for", "with", "our", "we", "their", "by", "are", "this", "which")
)
_ENGLISH_SHARE = 0.12
# In programs, lists and tables of data at most 8 of a hundred; so few words tell nothing.
_PROSE_SHARE = 0.1
_FEW_WORDS = 40
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ko", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
)
_FOREIGN = re.compile("|".join(pattern.pattern for _, pattern in _SCRIPTS))
_LEAST_FOREIGN = 20
_SAME = {"wuu": "zh", "yue": "zh", "zh-cn": "zh", "nb": "no", "nn": "no"}


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, `und` where it has too few letters to tell."""
    sample = text[:_SAMPLE]
    if _FOREIGN.search(sample) is not None:
        code = _by_script(sample)
        if code is not None:
            return code
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < 2:
        return "und"
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    return _modelled(sample, words)


def is_prose(text: str) -> bool:
    """Tell whether a text reads as prose: no program, list or table of data. What is not in plain ASCII passes."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    few = len(words) < _FEW_WORDS or not sample.isascii()
    return few or sum(word in _ENGLISH for word in words) >= _PROSE_SHARE * len(words)


def _by_script(sample: str) -> str | None:
    """Return the language whose script two letters in five are of, None where there is none."""
    letters = sum(character.isalpha() for character in sample)
    counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    # Japanese writes kana among its Chinese characters; Chinese never does.
    if counts["ja"] >= 0.05 * letters and counts["ja"] + counts["zh"] >= 0.4 * letters:
        return "ja"
    return next((code for code, count in counts.items() if count >= 0.4 * letters > 0), None)


def foreign_script(text: str) -> str | None:
    """Return the language whose script makes up a tenth or more of an English text's letters, None where none does."""
    if text.isascii() or len(_FOREIGN.findall(text)) < _LEAST_FOREIGN:
        return None
    letters = sum(character.isalpha() for character in text)
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(text)) >= max(_LEAST_FOREIGN, letters // 10):
            return code
    return None


def _modelled(sample: str, words: list[str]) -> str:
    """Return the language by py3langid's model, which takes half a second to load.

    A handful of words in plain letters is more often an English heading or name than anything else, and the model
    guesses wildly on so few.
    """
    if len(words) < 8 and all(word.isascii() for word in words):
        return "en"
    import py3langid

    code = str(py3langid.classify(sample)[0])
    return _SAME.get(code, code)
