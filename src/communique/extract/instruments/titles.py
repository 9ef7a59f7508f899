"""Names of instruments by their grammar: title words about a head noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.naming import LINKS, Naming, may_name, with_bracket
from communique.extract.instruments.pieces import first_piece, part_of_body, past_owner
from communique.extract.instruments.runs import COMPLEMENT, DOING, Piece, Run, runs
from communique.extract.instruments.small import small_head
from communique.extract.instruments.words import AND, ARTICLES, Passage


def titles_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield the instruments that title words name, in the passage's order."""
    for run in runs(passage, entries):
        yield from _titled(passage, run, entries)


def _titled(passage: Passage, run: Run, entries: Lexicon) -> Iterator[Naming]:
    pieces, at = run.pieces, 0
    while at < len(pieces):
        headed = next((k for k in range(at, len(pieces)) if pieces[k].head is not None), None)
        if headed is None:
            naming = small_head(passage, run, pieces[at:], entries)
            if naming is not None:
                yield naming
            return
        start = first_piece(passage, pieces, at, headed, entries)
        end = _last_piece(passage, pieces, start, headed)
        naming = _capital_head(passage, pieces, (start, headed, end), entries)
        if naming is None and end == len(pieces) - 1:
            naming = small_head(passage, run, pieces[at:], entries)
        if naming is not None:
            yield naming
        at = end + 1


def _last_piece(passage: Passage, pieces: Sequence[Piece], start: int, headed: int) -> int:
    """Return the last piece of the name that has its head noun in piece `headed` and starts with piece `start`."""
    end, modified = headed, start < headed or pieces[headed].head_at > pieces[headed].first
    while end + 1 < len(pieces):
        piece = pieces[end + 1]
        if any(passage.persons[piece.first : piece.last]):
            break
        if passage.words[piece.last - 1].possessive and piece.head is None:
            break
        if piece.link[0] in (*AND, ","):
            if end == headed or (piece.head is not None and len(piece.link) == 1):
                break
        elif piece.link[0] in COMPLEMENT:
            party = passage.all_parties(piece.first, piece.last)
            if party and end == headed and (piece.link[0] in ("to", "on") or (piece.link[0] == "of" and modified)):
                break
        elif piece.link[0] in ("in", "with", "into"):
            goes_on = end + 2 < len(pieces) and pieces[end + 2].link[0] in COMPLEMENT
            if end == headed and modified and not goes_on:
                break
        elif not (piece.link[0] in (DOING, "the") or (piece.link[0] == "under" and piece.head is not None)):
            break
        end += 1
    return end


def _capital_head(
    passage: Passage, pieces: Sequence[Piece], place: tuple[int, int, int], entries: Lexicon
) -> Naming | None:
    """Return the naming of the pieces from `place[0]` to `place[2]` whose head noun ends piece `place[1]`."""
    words, (start, at, end) = passage.words, place
    head, noun_at = pieces[at].head, pieces[at].head_at
    if head is None or head.noun == "resolution":
        return None
    begin, first = past_owner(passage, pieces[start].first, noun_at, entries)
    if (
        start > 0
        and head.strength != "strong"
        and part_of_body(passage, pieces[start - 1], pieces[start], first, entries)
    ):
        return None
    if start == 0 and first == pieces[0].first:
        listed = _listed_before(passage, first, entries)
        begin, first = (listed, listed) if listed < first else (begin, first)
    if head.kind == "plan" and _ends_a_post(passage, first, entries):
        return None
    naming = Naming(passage, begin, first, with_bracket(words, pieces[end].last), head, None, "title", noun_at)
    if not _told(passage, naming, entries) or not may_name(passage, naming, entries):
        return None
    return naming


def _ends_a_post(passage: Passage, first: int, entries: Lexicon) -> bool:
    """Tell whether a list before word `first` starts with a body or a post ("Department for Trade, Energy and ...")."""
    words, at = passage.words, first - 1
    if at < 1 or (words[at].text != "," and words[at].lower not in AND):
        return False
    while at >= 0 and (words[at].capital or words[at].text == "," or words[at].lower in LINKS):
        if words[at].lower in entries.body_words or words[at].lower in entries.parts:
            return True
        at -= 1
    return False


def _told(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether the words beside a capitalised head noun say which instrument it is."""
    words, head = passage.words, naming.head
    if head is None:
        return False
    after = range(naming.head_at + len(head.noun.split()), naming.last)
    told = [
        k
        for k in (*range(naming.first, naming.head_at), *after)
        if words[k].text[0].isalnum() and words[k].lower not in LINKS and words[k].lower not in entries.modifiers
    ]
    owned = naming.begin < naming.first
    if head.strength == "owned" and not owned:
        return False
    if not told:
        return owned and head.kind == "plan"
    if head.plural and head.kind in ("plan", "initiative", "declaration", "statement", "other"):
        return False
    parties_alone = all(passage.codes[k] for k in told) and not any(k in after for k in told)
    return head.strength == "strong" or owned or not parties_alone


def _listed_before(passage: Passage, first: int, entries: Lexicon) -> int:
    """Return where a list starts whose last item is at word `first` ("the Research, Test, and X Agreement")."""
    words, at = passage.words, first
    at -= at > 1 and words[at - 1].lower in AND
    while at > 1 and words[at - 1].text == "," and words[at - 2].capital and not passage.codes[at - 2]:
        if words[at - 2].lower in entries.heads:
            return first
        at -= 2
        while at > 0 and words[at - 1].capital and not passage.codes[at - 1]:
            at -= 1
    if at == 0 or at >= first - 1:
        return first
    before = words[at - 1]
    return at if before.lower in ARTICLES or before.lower == "new" or before.possessive else first
