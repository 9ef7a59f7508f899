"""Phrases: a noun that heads a meeting's name, with what stands before it, by the words' surface."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.meetings.lexicon import Head
from communique.extract.meetings.line import Line
from communique.extract.meetings.scene import Scene

DASHES = frozenset({"-", "\u2013", "\u2014", "/", "&", "+"})
_PREMODIFIERS = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "X", "SYM"})
_POSSESSIVE = frozenset({"'s", "'", "\u2019s", "\u2019"})
_IRREGULAR = {"fora": "forum", "symposia": "symposium"}
_COMPOUND = frozenset({"compound", "nmod", "amod"})
# Words between a meeting and the paper it issues, of which at most so many stand there.
_WHOSE_PAPER = frozenset({"joint", "leaders", "outcome", "leader", "co", "-", "chair", "chairs", "co-chair", "'", "'s"})
_OF_PAPER = 6
WIDEST = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """A head noun and its premodifiers, by their indices along a line.

    `first` is the first token with the determiner, `core` the first without it; `determiner` is "" where there is
    none. `plural` tells the head's number. `paper` tells that a title goes on with a kind of paper after the head
    ("the Quad Summit Joint Statement").
    """

    line: Line
    first: int
    core: int
    head: int
    noun: Head
    determiner: str
    plural: bool
    paper: bool

    @property
    def premodifiers(self) -> range:
        """The indices from the core's start to before the head."""
        return range(self.core, self.head)

    @property
    def said(self) -> set[str]:
        """The premodifiers in lower case."""
        return {self.line.lower[i] for i in self.premodifiers}


def phrases_of(scene: Scene, line: Line) -> list[Phrase]:
    """Return the phrases of one line headed by a noun of meetings, in its order."""
    found = []
    for index, token in enumerate(line):
        singular, plural = number_of(token)
        noun = scene.words.heads.get(singular)
        if noun is None or not _is_head(scene, line, index, noun, plural):
            continue
        first, core, determiner = _left(scene, line, index)
        if noun.titled and (token.text[0].islower() or (core == index and not determiner)):
            continue
        found.append(Phrase(line, first, core, index, noun, determiner, plural, _before_paper(scene, line, index)))
    return found


def number_of(token: Token) -> tuple[str, bool]:
    """Return a noun in the singular, in lower case, and whether it was plural."""
    word = token.lower_
    if word in _IRREGULAR:
        return _IRREGULAR[word], True
    if word.endswith("ies"):
        return f"{word[:-3]}y", True
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1], True
    return word, False


def _before_paper(scene: Scene, line: Line, index: int) -> bool:
    """Tell whether a title names the paper right after a meeting's noun."""
    if line.sentence.block.kind != "heading" or not line.capital(index):
        return False
    after = index + 1
    # "... Summit Joint Statement", "... Side Event Co-Chair Statement".
    while after < min(len(line), index + _OF_PAPER) and line.lower[after] in _WHOSE_PAPER:
        after += 1
    return after < len(line) and line.word(after) in scene.words.papers and line.capital(after)


def _is_head(scene: Scene, line: Line, index: int, noun: Head, plural: bool) -> bool:
    """Tell whether a noun heads its phrase, or only modifies the noun after it."""
    token = line[index]
    ministerial = noun.word == "ministerial" and token.pos_ == "ADJ"
    if noun.capital and (plural or not line.capital(index)):
        return False
    # A capitalised noun behind another, or in a title, is one whatever the tagger says ("the Third CRI Gathering").
    titled = line.capital(index) and (line.capital(index - 1) or line.sentence.block.kind == "heading")
    nominal = token.pos_ in ("NOUN", "PROPN") or ministerial or (titled and token.pos_ == "VERB")
    of_board = line.lower[max(0, index - 3) : index - 1] == ("board", "of") and line.capital(index - 1)
    nominal = nominal or (token.lower_ == "meeting" and (of_board or _after_owner(scene, line, index)))
    if not nominal or (noun.plural and not plural):
        return False
    if index + 1 >= len(line):
        return not noun.titled
    after, word = line[index + 1], line.lower[index + 1]
    if noun.cls == "assembly" and word == "of" and line.word(index + 3).rstrip("s") in scene.words.heads:
        return False  # "the Board of Governors meeting": the meeting is the head
    noun_after = after.pos_ in ("NOUN", "PROPN")
    if noun.titled:
        return word == "with"
    if (ministerial and after.pos_ in _PREMODIFIERS) or word in ("plus", "dinner"):
        return False
    if _before_paper(scene, line, index):
        return True
    if noun_after and (number_of(after)[0] in scene.words.heads or word in scene.words.papers):
        return False
    if after.text in DASHES and line.tight(index + 1):
        return False
    compound = token.dep_ in _COMPOUND and line.head(index) > index
    if after.pos_ == "NOUN" and after.text.islower() and compound:
        return after.ent_type_ in ("DATE", "TIME")
    if after.pos_ == "PROPN" and after.text[0].isupper() and token.text[0].isupper():
        return not compound or word in scene.words.months
    return True


def _after_owner(scene: Scene, line: Line, index: int) -> bool:
    """Tell whether a possessive and a date stand before "meeting" ("X's April 29, 2022, meeting"): no verb then."""
    i = index - 1
    while i > 0 and (line[i].text == "," or scene.time_over(line, i) is not None):
        i -= 1
    return 0 < i < index - 1 and line[i].text in _POSSESSIVE


def _left(scene: Scene, line: Line, head: int) -> tuple[int, int, str]:
    """Walk left from a head over its premodifiers; return first, core and determiner."""
    i = head
    while i > 0 and head - i < WIDEST:
        token = line[i - 1]
        if line.lower[i - 1] in scene.words.determiners and token.pos_ not in ("PROPN", "NUM"):
            return i - 1, i, line.lower[i - 1]
        step = _step(scene, line, i, head)
        if step >= i:
            break
        i = step
    while i < head and not scene.is_party(line, i) and _cannot_open(line, i):
        i += 1
    return i, i, ""


def _cannot_open(line: Line, i: int) -> bool:
    """Tell whether a phrase cannot begin with a token."""
    return line[i].is_punct or line[i].pos_ in ("CCONJ", "ADP", "PART") or line[i].text in DASHES


def _step(scene: Scene, line: Line, i: int, head: int) -> int:
    """Return the index that one step to the left of `i` reaches, `i` itself where the phrase ends."""
    token, word = line[i - 1], line.lower[i - 1]
    time = scene.time_over(line, i - 1)
    if time is not None and not time.deadline:
        first = i - 1
        while first > 0 and line.start(first - 1) >= time.core.start:
            first -= 1
        return first
    if token.text in _POSSESSIVE or (word == "of" and scene.is_party(line, i - 1)):
        return i - 1
    if token.text in DASHES:
        return _dash(scene, line, i)
    if token.text == ")":
        return _bracket(line, i)
    if token.text == '"':
        return _quote(line, i)
    if token.text == "," and i > 1 and scene.time_over(line, i - 2) is not None:
        return i - 1
    if word == "and" or token.text == ",":
        return _joined(scene, line, i, head)
    if word in ("for", "on", "of"):
        return _preposition(scene, line, i, head)
    if word == "following":
        return i
    if word == "in" and line.lower[i] == "person":
        return i - 1
    attached = i - 1 < line.head(i - 1) <= head
    if token.pos_ in _PREMODIFIERS or (line.capital(i - 1) and scene.is_party(line, i - 1)):
        glued = i > 1 and (
            (line[i - 2].text in DASHES and line.tight(i - 1)) or line.lower[i - 2 : i] == ("in", "person")
        )
        return i if token.pos_ == "NOUN" and token.text.islower() and not (attached or glued) else i - 1
    if token.pos_ == "ADV" and (line[i].pos_ in ("ADJ", "VERB") or word == "ever"):
        return i - 1
    if token.pos_ == "VERB" and (word in scene.words.dropped or word in scene.words.which):
        return i - 1
    return i - 1 if token.tag_ in ("VBN", "VBG") and token.dep_ in ("amod", "compound") and attached else i


def _dash(scene: Scene, line: Line, i: int) -> int:
    """Step over a hyphen inside a word, or over a spaced dash between two parties."""
    if i < 2 or i >= len(line):
        return i
    if line[i - 1].text == "&" and scene.is_person(line, i - 2) and line.capital(i):
        return i - 2
    tight = line.tight(i) and line.tight(i - 1)
    return i - 2 if tight or (scene.is_party(line, i - 2) and line.capital(i)) else i


def _bracket(line: Line, i: int) -> int:
    """Step over a short bracket that follows a name ("the Security Consultative Committee (SCC) meeting")."""
    for j in range(i - 2, max(0, i - 10), -1):
        if line[j].text == "(":
            return j if line[j - 1].pos_ in ("PROPN", "NOUN") and line.capital(j - 1) else i
    return i


def _quote(line: Line, i: int) -> int:
    """Step over a short quotation (the "2+2" Ministerial Dialogue)."""
    return next((j for j in range(i - 2, max(-1, i - 6), -1) if line[j].text == '"'), i)


def _joined(scene: Scene, line: Line, i: int, head: int) -> int:
    """Step over "and" or a comma inside a name: between fields, or between pairs of parties."""
    j = i - 1
    while j > 0 and (line[j].text == "," or line.lower[j] == "and"):
        j -= 1
    left, right = line.lower[j], line.lower[i]
    if right in ("and", ","):
        return i
    fields = scene.words.fields
    if left in fields and right in fields and line.capital(j) == line.capital(i):
        return j
    if _pair(scene, line, j) and scene.is_party(line, i):
        return j
    if line.lower[i - 1] != "and" or not (line.capital(j) and line.capital(i) and line.capital(head)):
        return i
    if scene.is_party(line, j) or scene.is_person(line, j) or line[j].dep_ == "nsubj":
        return i
    known = number_of(line[j])[0] in scene.words.heads or left in scene.words.events
    return i if known or line[j].pos_ not in ("PROPN", "NOUN", "ADJ") else j


def _pair(scene: Scene, line: Line, j: int) -> bool:
    """Tell whether a token ends two parties joined by a hyphen ("Japan-United States")."""
    if not scene.is_party(line, j):
        return False
    if "-" in line[j].text.strip("-"):
        return True
    while j > 0 and scene.is_party(line, j):
        j -= 1
    return line[j].text in DASHES and j > 0 and scene.is_party(line, j - 1)


def _preposition(scene: Scene, line: Line, i: int, head: int) -> int:
    """Step over "for", "on" or "of" inside a capitalised name ("the Nutrition for Growth Summit")."""
    # An acronym in brackets closes a name before a small noun ("the Partnership for Global Ports (PGP) event").
    named = line.capital(head) or line[head - 1].text == ")"
    if i < 2 or not (line.capital(i - 2) and line.capital(i)):
        return i
    left = line.lower[i - 2]
    # "the IAEA Board of Governors meeting": a small noun behind a body's name.
    if left == "board" and line.lower[i - 1] == "of" and i == head - 1:
        return i - 2
    if not named or left in scene.words.papers or number_of(line[i - 2])[0] in scene.words.heads:
        return i
    if left in scene.words.months:
        return i
    if line[i - 2].pos_ not in ("PROPN", "NOUN") or i == 2 or left in scene.words.apart:
        return i
    return i - 2
