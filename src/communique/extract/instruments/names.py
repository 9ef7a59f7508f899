"""Names of instruments: known names, and title words about a head noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract.instruments.lexicon import Form, Head, Known, Lexicon
from communique.extract.instruments.runs import COMPLEMENT, DOING, Piece, Run, head_at, runs
from communique.extract.instruments.words import AND, ARTICLES, MONTHS, PREPOSITIONS, Passage, Word
from communique.packs.codes import is_code

_LINKS = AND | ARTICLES | PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a passage names an instrument.

    `first` to `last` (exclusive) are the words of the name, `begin` where its owner, its year or its quotation mark
    starts, if one stands before it. `head` and `known` say what sort of thing it is, `rule` names the rule that
    read it. Of resolutions, `group` is the body and `number` the number, where told. `gloss` marks what stands in
    brackets after another naming and calls the same instrument.
    """

    passage: Passage
    begin: int
    first: int
    last: int
    head: Head | None
    known: Known | None
    rule: str
    head_at: int = -1
    group: str | None = None
    number: str | None = None
    gloss: bool = False

    @property
    def kind(self) -> str:
        """The kind of instrument."""
        if self.known is not None:
            return self.known.kind
        return "other" if self.head is None else self.head.kind

    @property
    def start(self) -> int:
        """Where the naming starts in the document's text, owner and year included."""
        return self.passage.words[self.begin].start

    @property
    def end(self) -> int:
        """Where it ends in the document's text, without the ending of a possessive."""
        word = self.passage.words[self.last - 1]
        return word.end - (len(word.lower) - len(word.owned))


def names_in(passage: Passage, entries: Lexicon) -> list[Naming]:
    """Return the named instruments of a passage in its order, none overlapping another."""
    found = [*_known(passage, entries)]
    for run in runs(passage, entries):
        found.extend(_titled(passage, run, entries))
    return longest(found)


def longest(found: list[Naming]) -> list[Naming]:
    """Return the namings in the text's order; of those that overlap, the longest.

    A known name wins over title words about the same head noun that only put a party before it.
    """
    known = [naming for naming in found if naming.known is not None]
    found = [n for n in found if n.known is not None or not any(_only_adds_party(n, k) for k in known)]
    kept: list[Naming] = []
    for naming in sorted(found, key=lambda n: (n.first - n.last, n.known is None, n.first)):
        if all(naming.last <= other.begin or other.last <= naming.begin for other in kept):
            kept.append(naming)
    return sorted(kept, key=lambda n: n.first)


def _only_adds_party(naming: Naming, known: Naming) -> bool:
    """Tell whether title words are a known name with nothing but a party or a number before it."""
    if not known.first <= naming.head_at < known.last or known.last < naming.first:
        return False
    extra = range(naming.first, known.first)
    return all(naming.passage.codes[k] or naming.passage.words[k].lower in ("un", "u.n.") for k in extra)


# known names


def _known(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    words, index = passage.words, 0
    while index < len(words):
        form = _form_at(words, index, entries)
        if form is None:
            index += 1
            continue
        last = index + len(form.words)
        if not goes_on_to_body(words, last, entries):
            begin = owner_at(passage, index)
            head = _head_of(words, index, last, entries)
            yield Naming(passage, begin, index, _with_bracket(words, last), head, form.known, "known")
        index = last


def _form_at(words: Sequence[Word], index: int, entries: Lexicon) -> Form | None:
    for form in entries.forms.get(words[index].owned, ()):
        last = index + len(form.words)
        if last > len(words):
            continue
        if form.exact:
            if words[index].text.removesuffix("'s") == form.words[0]:
                return form
        elif (form.small or _titled_from(words, index, last, entries)) and (
            all(words[index + k].lower == form.words[k] for k in range(len(form.words) - 1))
            and words[last - 1].owned == form.words[-1].removesuffix("'")
        ):
            return form
    return None


def _titled_from(words: Sequence[Word], first: int, last: int, entries: Lexicon) -> bool:
    """Tell whether a name is written as one: from its first word, or after a head noun in small letters."""
    if not words[first].text[0].islower():
        return True
    return words[first].lower in entries.heads and any(words[k].capital for k in range(first + 1, last))


def _head_of(words: Sequence[Word], first: int, last: int, entries: Lexicon) -> Head | None:
    """Return the head noun of a name: the first that ends at a link, or at the end."""
    for end in range(first + 1, last + 1):
        if end == last or words[end].lower in _LINKS:
            found = head_at(words, end, first, entries)
            if found is not None:
                return found[0]
    return None


def _with_bracket(words: Sequence[Word], last: int) -> int:
    """Return `last`, moved past an acronym in brackets."""
    if last + 2 < len(words) and words[last].text == "(" and words[last + 2].text == ")" and words[last + 1].acronym:
        return last + 3
    return last


def goes_on_to_body(words: Sequence[Word], last: int, entries: Lexicon) -> bool:
    """Tell whether the title words right after a name make it the name of a body or a meeting."""
    while last < len(words) and words[last].capital and words[last].text[0].isalpha():
        if words[last].lower in entries.body_words:
            return True
        last += 1
    return False


def owner_at(passage: Passage, first: int) -> int:
    """Return where the owner's possessive, or a year with its month, before word `first` starts, or `first`."""
    words = passage.words
    if first > 0 and words[first - 1].year and (first == 1 or words[first - 2].lower != "post"):
        first -= 1
        if first > 0 and words[first - 1].lower in MONTHS:
            first -= 1
    if first > 0 and words[first - 1].possessive and words[first - 1].text[0].isupper():
        first -= 1
        while first > 0 and words[first - 1].capital and (passage.codes[first - 1] or passage.persons[first - 1]):
            first -= 1
    return first


# title words about a head noun


def _titled(passage: Passage, run: Run, entries: Lexicon) -> Iterator[Naming]:
    pieces, at = run.pieces, 0
    while at < len(pieces):
        headed = next((k for k in range(at, len(pieces)) if pieces[k].head is not None), None)
        if headed is None:
            naming = _small_head(passage, run, pieces[at:], entries)
            if naming is not None:
                yield naming
            return
        start = _first_piece(passage, pieces, at, headed, entries)
        end = _last_piece(passage, pieces, start, headed)
        naming = _capital_head(passage, pieces, (start, headed, end), entries)
        if naming is None and end == len(pieces) - 1:
            naming = _small_head(passage, run, pieces[at:], entries)
        if naming is not None:
            yield naming
        at = end + 1


def _first_piece(passage: Passage, pieces: Sequence[Piece], least: int, headed: int, entries: Lexicon) -> int:
    """Return the piece with which the name starts that has its head noun in piece `headed`."""
    start = headed
    if pieces[headed].head_at == pieces[headed].first and pieces[headed].link[:1] not in (("and",), ("of",), ()):
        return start
    while start > least and _attached(passage, pieces[start].link, pieces[start - 1], entries):
        start -= 1
    return start


def _attached(passage: Passage, link: tuple[str, ...], left: Piece, entries: Lexicon) -> bool:
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
    begin, first = _past_owner(passage, pieces[start].first, noun_at, entries)
    if (
        start > 0
        and head.strength != "strong"
        and _part_of_body(passage, pieces[start - 1], pieces[start], first, entries)
    ):
        return None
    if start == 0 and first == pieces[0].first:
        listed = _listed_before(passage, first, entries)
        begin, first = (listed, listed) if listed < first else (begin, first)
    if head.kind == "plan" and _ends_a_post(passage, first, entries):
        return None
    naming = Naming(passage, begin, first, _with_bracket(words, pieces[end].last), head, None, "title", noun_at)
    if not _told(passage, naming, entries) or not _may_name(passage, naming, entries):
        return None
    return naming


def _ends_a_post(passage: Passage, first: int, entries: Lexicon) -> bool:
    """Tell whether a list before word `first` starts with a body or a post ("Department for Trade, Energy and ...")."""
    words, at = passage.words, first - 1
    if at < 1 or (words[at].text != "," and words[at].lower not in AND):
        return False
    while at >= 0 and (words[at].capital or words[at].text == "," or words[at].lower in _LINKS):
        if words[at].lower in entries.body_words or words[at].lower in entries.parts:
            return True
        at -= 1
    return False


def _part_of_body(passage: Passage, left: Piece, piece: Piece, first: int, entries: Lexicon) -> bool:
    """Tell whether a name only ends that of a body: "Office of Trade Policy", not "Department of Trade's Plan"."""
    if passage.words[left.last - 1].lower not in entries.body_words or len(piece.link) > 1:
        return False
    return first == piece.first or piece.link[0] != "of"


def _told(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether the words beside a capitalised head noun say which instrument it is."""
    words, head = passage.words, naming.head
    if head is None:
        return False
    after = range(naming.head_at + len(head.noun.split()), naming.last)
    told = [
        k
        for k in (*range(naming.first, naming.head_at), *after)
        if words[k].text[0].isalnum() and words[k].lower not in _LINKS and words[k].lower not in entries.modifiers
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


def _past_owner(passage: Passage, first: int, limit: int, entries: Lexicon) -> tuple[int, int]:
    """Return where the name's anchor and the name itself start: past a possessive that owns it, past its year."""
    words, start = passage.words, first
    for index in range(first, limit):
        word = words[index]
        if word.possessive and word.lower not in entries.plain_possessives:
            if word.lower.endswith("s'") and not passage.codes[index]:
                continue
            start = index + 1
    if start + 3 < limit and words[start].text == "(" and words[start + 2].text == ")" and start > first:
        start += 3
    if start < limit and words[start].year and int(words[start].text) <= passage.year:
        start += 1
    return (owner_at(passage, first), start) if start == first else (first, start)


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
    before = words[at - 1] if at > 0 else None
    listed = at < first - 1 and before is not None
    listed = listed and (before.lower in ARTICLES or before.lower == "new" or before.possessive)
    return at if listed else first


def _may_name(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether the words may name an instrument: no body, no generic phrase."""
    words = passage.words
    last = naming.last - 3 if words[naming.last - 1].text == ")" else naming.last
    spelled = " ".join(words[k].owned for k in range(naming.first, last))
    if any(spelled == body or spelled.startswith(body + " ") for body in entries.bodies):
        return False
    capitals = all(words[k].text.isupper() for k in range(naming.first, last) if words[k].text[0].isalpha())
    if capitals and last - naming.first > 2:
        return False
    if goes_on_to_body(words, naming.last, entries) or _joined_to_body(passage, naming, entries):
        return False
    if spelled in entries.generic:
        return False
    if naming.head is not None and naming.head.strength == "strong":
        return True
    return " ".join(words[k].lower for k in range(naming.first, last) if not passage.codes[k]) not in entries.generic


def _joined_to_body(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether a plan's name goes on with "and" to a body's ("Strategy and Consultation Group")."""
    words, at = passage.words, naming.last
    plan = naming.kind == "plan" and at + 1 < len(words) and words[at].lower in AND
    return plan and goes_on_to_body(words, at + 1, entries)


# a head noun in small letters


def _small_head(passage: Passage, run: Run, pieces: Sequence[Piece], entries: Lexicon) -> Naming | None:
    """Return the naming of a run that a head noun in small letters follows ("the Paris agreement")."""
    words, at = passage.words, run.last
    if at < len(words) and words[at].text == '"':
        at += 1
    found = None
    for end in range(at + 1, min(at + 4, len(words) + 1)):
        word = words[end - 1]
        if not word.text[0].isalpha() or word.text[0].isupper() or word.lower in _LINKS or word.start in passage.verbs:
            break
        found = head_at(words, end, at, entries) or found
        if found is not None and (end == len(words) or words[end].owned not in entries.heads):
            break
    if found is None or found[0].strength == "none":
        return None
    head, noun_at = found
    if head.plural and (head.kind != "treaty" or words[run.last - 1].acronym):
        return None
    start = len(pieces) - 1
    while start > 0 and _attached(passage, pieces[start].link, pieces[start - 1], entries):
        start -= 1
    begin, first = _past_owner(passage, pieces[start].first, run.last, entries)
    if start > 0 and _part_of_body(passage, pieces[start - 1], pieces[start], first, entries):
        return None
    naming = Naming(passage, begin, first, noun_at + len(head.noun.split()), head, None, "small-head", noun_at)
    if not _enough(passage, naming, run.last, entries) or not _may_name(passage, naming, entries):
        return None
    return replace(naming, known=_by_acronym(words, run.last, head, entries))


def _by_acronym(words: Sequence[Word], last: int, head: Head, entries: Lexicon) -> Known | None:
    """Return what is known of the acronym in brackets before word `last` with the head noun after it."""
    if words[last - 1].text != ")":
        return None
    form = (words[last - 2].lower, *head.noun.split())
    return next((f.known for f in entries.forms.get(form[0], ()) if f.words == form), None)


def _enough(passage: Passage, naming: Naming, last: int, entries: Lexicon) -> bool:
    """Tell whether the capitalised words before a head noun in small letters make a name."""
    words = passage.words
    named = {code for codes in passage.codes[naming.first : last] for code in codes if is_code(code)}
    if words[last - 1].text == ")" and len(named) > 1:
        return True
    proper = [
        k
        for k in range(naming.first, last)
        if words[k].capital and not passage.codes[k] and words[k].lower not in entries.modifiers
    ]
    if not proper or any(passage.persons[k] or words[k].lower in entries.body_words for k in proper):
        return False
    if naming.head is not None and naming.head.strength == "strong":
        return not passage.opens(naming.first) or len(proper) > 1
    quoted = words[last].text == '"' or (naming.first > 0 and words[naming.first - 1].text == '"')
    return quoted or words[last - 1].text == ")" or len(proper) > 1
