"""Names of instruments whose head noun is written in small letters ("the Paris agreement")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.instruments.lexicon import Head, Known, Lexicon
from communique.extract.instruments.naming import LINKS, Naming, may_name
from communique.extract.instruments.pieces import attached, part_of_body, past_owner
from communique.extract.instruments.runs import Piece, Run, head_at
from communique.extract.instruments.words import Passage, Word
from communique.packs.codes import STATES, is_code

_NOT_OF_NAME = frozenset({"this", "that", "these", "those", "our", "their", "its"})


def small_head(passage: Passage, run: Run, pieces: Sequence[Piece], entries: Lexicon) -> Naming | None:
    """Return the naming of a run that a head noun in small letters follows ("the Paris agreement")."""
    words, at = passage.words, run.last
    if at < len(words) and words[at].text == '"':
        at += 1
    found = None
    states = {code for codes in passage.codes[run.first : run.last] for code in codes if code in STATES}
    for end in range(at + 1, min(at + (6 if len(states) > 1 else 4), len(words) + 1)):
        word = words[end - 1]
        named = word.text[0].isupper() or word.lower in LINKS | _NOT_OF_NAME
        if named or not word.text[0].isalpha() or word.start in passage.verbs:
            break
        found = head_at(words, end, at, entries) or found
        if found is not None and (end == len(words) or words[end].owned not in entries.heads):
            break
    if found is None:
        return None
    head, noun_at = found
    issued = head.kind in ("statement", "declaration") and words[run.last - 1].owned in entries.issued
    if head.strength == "none" and not (issued and not head.plural):
        return None
    if head.plural and (head.kind != "treaty" or words[run.last - 1].acronym):
        return None
    start = len(pieces) - 1
    while start > 0 and attached(passage, pieces[start].link, pieces[start - 1], entries):
        start -= 1
    begin, first = past_owner(passage, pieces[start].first, run.last, entries)
    if start > 0 and part_of_body(passage, pieces[start - 1], pieces[start], first, entries):
        return None
    if begin == first > 0 and words[run.last].text == '"' == words[first - 1].text:
        begin -= 1
    naming = Naming(passage, begin, first, noun_at + len(head.noun.split()), head, None, "small-head", noun_at)
    if issued and run.last - first > 1 and may_name(passage, naming, entries):
        return naming
    if not _enough(passage, naming, run.last, entries) or not may_name(passage, naming, entries):
        return None
    return replace(naming, known=_by_acronym(words, run.last, head, entries))


def _by_acronym(words: Sequence[Word], last: int, head: Head, entries: Lexicon) -> Known | None:
    """Return what is known of the acronym in brackets before word `last` with the head noun after it."""
    if words[last - 1].text != ")":
        return None
    form = (words[last - 2].lower, *head.noun.split())
    return next((f.known for f in entries.forms.get(form[0], ()) if f.words == form), None)


def _between_states(naming: Naming, last: int, entries: Lexicon) -> bool:
    """Tell whether a name is of states and says what their agreement is about ("A-B cultural heritage agreement")."""
    words, head = naming.passage.words, naming.head
    about = [word for word in words[last : naming.head_at] if word.lower not in entries.modifiers]
    return head is not None and (head.strength == "strong" or head.noun == "framework") and bool(about)


def _enough(passage: Passage, naming: Naming, last: int, entries: Lexicon) -> bool:
    """Tell whether the capitalised words before a head noun in small letters make a name."""
    words = passage.words
    named = {code for codes in passage.codes[naming.first : last] for code in codes if is_code(code)}
    if len(named) > 1 and (words[last - 1].text == ")" or _between_states(naming, last, entries)):
        return True
    proper = [
        k
        for k in range(naming.first, last)
        if (words[k].capital and not passage.codes[k] and words[k].lower not in entries.modifiers)
        or (k > naming.first and words[k].number and not words[k].year)
    ]
    if not proper or any(passage.persons[k] or words[k].lower in entries.body_words for k in proper):
        return False
    if naming.head is not None and naming.head.strength == "strong":
        return not passage.opens(naming.first) or len(proper) > 1
    quoted = words[last].text == '"' or (naming.first > 0 and words[naming.first - 1].text == '"')
    numbered = any(words[k].number for k in proper)
    return quoted or numbered or words[last - 1].text == ")" or len(proper) > 1
