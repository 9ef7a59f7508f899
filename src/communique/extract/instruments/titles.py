"""Names of instruments by their grammar: title words about a head noun, and how far a name goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.extract.instruments.known import form_at
from communique.extract.instruments.lexicon import Head, Known, Lexicon
from communique.extract.instruments.naming import LINKS, Naming, may_name, owner_at, with_bracket
from communique.extract.instruments.resolutions import date_after
from communique.extract.instruments.runs import COMPLEMENT, DOING, Piece, Run, head_at, runs
from communique.extract.instruments.words import AND, ARTICLES, STOPS, Passage, Word
from communique.packs.codes import STATES, is_code

_BY = ("-led", "-backed", "-brokered", "-hosted", "-funded", "-sponsored")
"""How words end that tell who stands behind an instrument and are no part of its name ("U.S.-led")."""
_NOT_OF_NAME = frozenset({"this", "that", "these", "those", "our", "their", "its"})
_DASHES = frozenset("–—-")
_LONGEST = 12
_MATTER = frozenset({"on", "regarding", "concerning", "for"})


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
            noun = pieces[headed].head
            said = noun is not None and noun.kind in ("statement", "declaration")
            beside = piece.link[0] == "to" or (piece.link[0] == "on" and not said)
            if party and end == headed and (beside or (piece.link[0] == "of" and modified)):
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
    if head.noun in entries.owned_alone:
        first = begin  # "Kenya's Constitution" is named with its owner
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
        ours = head.kind == "plan" or (head.noun == "principle" and naming.first < naming.head_at)
        return (owned and (ours or head.noun in entries.owned_alone)) or (head.alone and not head.plural)
    if head.plural and head.kind in ("plan", "initiative", "declaration", "statement", "other"):
        return False
    parties_alone = all(passage.codes[k] for k in told) and not any(k in after for k in told)
    return head.strength == "strong" or owned or not parties_alone or head.noun in entries.owned_alone


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


def first_piece(passage: Passage, pieces: Sequence[Piece], least: int, headed: int, entries: Lexicon) -> int:
    """Return the piece with which the name starts that has its head noun in piece `headed`."""
    start = headed
    if pieces[headed].head_at == pieces[headed].first and pieces[headed].link[:1] not in (("and",), ("of",), ()):
        return start
    while start > least and attached(passage, pieces[start].link, pieces[start - 1], entries):
        start -= 1
    return start


def attached(passage: Passage, link: tuple[str, ...], left: Piece, entries: Lexicon) -> bool:
    """Tell whether the piece `left` belongs to the name that goes on after `link`."""
    words = passage.words
    if words[left.first].lower in entries.parts or words[left.last - 1].lower in entries.parts:
        return False
    if any(passage.persons[left.first : left.last]) or passage.all_parties(left.first, left.last):
        return False
    if len(link) > 1 and (link[0] in ("of", "to") or link[1] != "the"):
        return False
    if link[0] in ("between", "among", "from", "at", "as", "by", "under", "through"):
        return False
    if words[left.last - 1].lower in entries.body_words and link[0] not in AND:
        return False
    return not (left.last - left.first == 1 and passage.opens(left.first) and link[0] not in AND)


def past_owner(passage: Passage, first: int, limit: int, entries: Lexicon) -> tuple[int, int]:
    """Return where the name's anchor and the name itself start: past a possessive that owns it, past its year."""
    words, start, begin = passage.words, first, first
    for index in range(first, limit):
        word = words[index]
        if word.possessive and word.lower not in entries.plain_possessives:
            if word.lower.endswith("s'") and not passage.codes[index]:
                continue
            owns = word.owned in entries.heads and word.capital  # "the Ports Act's Harbour Program": each is a name
            start, begin = index + 1, index + 1 if owns else _owner_start(passage, first, index)
    while start < limit and words[start].lower.endswith(_BY):
        start += 1
    if start + 3 < limit and words[start].text == "(" and words[start + 2].text == ")" and start > first:
        start += 3
    if start < limit and words[start].year and int(words[start].text) <= passage.year:
        start += 1
    return (owner_at(passage, first, entries), start) if start == first else (begin, start)


def _owner_start(passage: Passage, first: int, index: int) -> int:
    """Return where the owner starts whose possessive is word `index`: at its party or person, or at word `first`."""
    start = index
    while start > first and (passage.codes[start - 1] or passage.persons[start - 1]):
        start -= 1
    return start if passage.codes[index] or passage.persons[index] else first


def part_of_body(passage: Passage, left: Piece, piece: Piece, first: int, entries: Lexicon) -> bool:
    """Tell whether a name only ends that of a body: "Office of Trade Policy", not "Department of Trade's Plan"."""
    if passage.words[left.last - 1].lower not in entries.body_words or len(piece.link) > 1:
        return False
    return first == piece.first or piece.link[0] != "of"


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
    issued = head.kind in ("statement", "declaration") and (
        words[run.last - 1].owned in entries.issued or (words[run.last - 1].acronym and noun_at > run.last)
    )
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
    if issued and (run.last - first > 1 or noun_at > run.last) and may_name(passage, naming, entries):
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
    bodies = [k for k in proper if words[k].lower in entries.body_words]
    # "the Ports Alliance initiative": an initiative may be called by the body that runs it.
    run = naming.head is not None and naming.head.noun == "initiative" and len(proper) > len(bodies) + 1
    if not proper or any(passage.persons[k] for k in proper) or (bodies and not run):
        return False
    if naming.head is not None and naming.head.strength == "strong":
        return not passage.opens(naming.first) or len(proper) > 1
    quoted = words[last].text == '"' or (naming.first > 0 and words[naming.first - 1].text == '"')
    numbered = any(words[k].number for k in proper)
    return quoted or numbered or words[last - 1].text == ")" or len(proper) > 1


def longer(naming: Naming, times: set[int], entries: Lexicon) -> Naming:
    """Return a naming with the title that follows its number and date, or its dash.

    "Executive Order 1 of 2 May 2025, Modest Adjustments for Old Friends," is one name; so is "Roadmap for Food — Call
    to Action". `times` are the places of the text where a time begins.
    """
    words, last = naming.passage.words, naming.last
    if naming.head is None or last >= len(words):
        return naming
    if naming.kind in ("law", "declaration") and words[last - 1].number and not words[last - 1].year:
        at = date_after(naming.passage, last, times)
        if at < len(words) and words[at].text == ",":
            end = _title(naming.passage, at + 1)
            closed = end >= len(words) or words[end].text in "," or words[end].text in STOPS
            if closed and sum(words[k].capital for k in range(at + 1, end)) > 2:
                return replace(naming, last=at, tail=end)
    elif words[last].text in _DASHES and words[last].start > words[last - 1].end:
        end = _title(naming.passage, last + 1)
        if end > last + 1 and head_at(words, end, last + 1, entries) is not None:
            return replace(naming, last=end)
    elif words[last].lower in _MATTER and (end := _defined_end(naming)) > last:
        return replace(naming, last=end)
    return naming


def _defined_end(naming: Naming) -> int:
    """Return where what a name in brackets defines ends ("X Agreement on fair trade (X Agreement)"), -1 for none."""
    words, last = naming.passage.words, naming.last
    own = [word.lower for word in words[naming.first : last]]
    for at in range(last + 1, min(last + _LONGEST, len(words) - len(own) - 1)):
        if words[at].text == "(":
            inside = [word.lower for word in words[at + 1 : at + 1 + len(own)]]
            return at if inside == own and words[at + 1 + len(own)].text == ")" else -1
        if words[at].text in STOPS or words[at].start in naming.passage.verbs:
            return -1
    return -1


def _title(passage: Passage, at: int) -> int:
    """Return where the title words end that start at word `at`."""
    words, end = passage.words, at
    while end < len(words) and end - at < _LONGEST and (words[end].capital or (end > at and words[end].lower in LINKS)):
        end += 1
    while end > at and not words[end - 1].capital:
        end -= 1
    return end


def _framework_for(naming: Naming, entries: Lexicon) -> Naming | None:
    """Return the framework that parties have reached for an agreement: "a framework for an X Agreement"."""
    words, at = naming.passage.words, naming.first - 3
    if naming.head is None or naming.head.kind != "treaty" or naming.rule != "title" or at < 1:
        return None
    around = tuple(word.lower for word in words[at + 1 : at + 3])
    found = head_at(words, at + 1, at, entries) if words[at].text.islower() else None
    if around not in (("for", "a"), ("for", "an")) or found is None or found[0].noun != "framework":
        return None
    last = naming.head_at + len(naming.head.noun.split())
    return replace(naming, begin=at, first=at, last=last, head=found[0], head_at=at, rule="framework")


def within(naming: Naming, entries: Lexicon) -> Iterator[Naming]:
    """Yield what a name names besides: "Framework for an Agreement on Trade", "Framework beyond the X Initiative"."""
    words, head = naming.passage.words, naming.head
    outer = _framework_for(naming, entries)
    if outer is not None:
        yield outer
    for at in range(naming.first + 1, naming.last - 1) if naming.known is not None else ():
        form = form_at(words, at, entries) if words[at - 2].lower == "beyond" else None
        if form is not None and at + len(form.words) <= naming.last:
            last = at + len(form.words)
            noun, noun_at = head_at(words, last, at, entries) or (None, -1)
            last = with_bracket(words, last)
            inner = replace(naming, begin=at, first=at, last=last, known=form.known, rule="within")
            yield replace(inner, head=noun, head_at=noun_at)
    if head is None or head.kind != "framework" or naming.known is not None or naming.head_at < 0:
        return
    at = naming.head_at + len(head.noun.split())
    if at + 2 >= naming.last or words[at].lower not in ("for", "of") or words[at + 1].lower not in ARTICLES:
        return
    for end in range(at + 3, naming.last + 1):
        found = head_at(words, end, at + 2, entries)
        if found is not None and found[0].kind == "treaty" and not found[0].plural and end < naming.last:
            yield replace(naming, begin=at + 2, first=at + 2, head=found[0], head_at=found[1], rule="within")
            return
