"""Persons: which two records name one person, whatever the order, spelling and posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from communique.resolve.known import Known
from communique.resolve.signals import Matcher
from communique.resolve.subject import ItemSubject
from communique.resolve.words import Words, lexicon, plain, split_states, words_of

_PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHEN = "-"
_SYLLABLE = re.compile(r"(?:ch|kk|tt|pp|ss|jj|[bcdghjkmnprstwy]h?)?[aeiouwy]{1,3}(?:ng|[klmnpbt])?$")
TENURE = 4 * 366
"""Days: within so many a surname with its post means the same holder, where names do not tell otherwise."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as the matcher compares it: `pieces` of the name, folded and in one romanisation; `joined` the whole
    name written together in each order it may have; `post` the folded words of the post.
    """

    item: ItemSubject
    pieces: Words
    joined: frozenset[str]
    post: frozenset[str]

    @property
    def day(self) -> date | None:
        """The day of the document."""
        return self.item.document.date

    @property
    def single(self) -> bool:
        """Whether the name is a single word."""
        return len(self.pieces) == 1


def view_of(item: ItemSubject, known: Known) -> PersonView:
    """Return a person as the matcher compares it."""
    del known  # packs name no people
    pieces = _pieces(item.name, item.party)
    return PersonView(item, pieces, _joined(pieces), _post(item.post))


def _pieces(name: str, party: str | None) -> Words:
    """Return the words of a name without titles and suffixes ("Dr.", "III", "Jr."), each in one romanisation."""
    left_out = _left_out()
    pieces = []
    for piece in _PIECE.findall(plain(name.replace("\u2010", _HYPHEN).replace("\u2011", _HYPHEN))):
        if piece in left_out:
            continue
        parts = _syllables(piece) if party in ("KOR", "PRK") else piece.split(_HYPHEN)
        pieces.append("".join(_one_romanisation(part, party) for part in parts))
    return tuple(pieces)


def _syllables(piece: str) -> list[str]:
    """Return the syllables of a Korean name, hyphenated or written together ("yun-jong", "yunjong")."""
    if _HYPHEN in piece:
        return piece.split(_HYPHEN)
    cuts = [
        place for place in range(2, len(piece) - 1) if _SYLLABLE.match(piece[:place]) and _SYLLABLE.match(piece[place:])
    ]
    return [piece[: cuts[-1]], piece[cuts[-1] :]] if cuts else [piece]


def _one_romanisation(part: str, party: str | None) -> str:
    if party == "KOR" or party == "PRK" or party is None:
        return _korean().get(part, part)
    if party == "JPN":
        return re.sub(r"oh(?=[^aeiouy]|$)", "o", re.sub(r"ou|oo", "o", part)).replace("uu", "u")
    return part


def _joined(pieces: Words) -> frozenset[str]:
    """Return the name written together, with its first or its last word as the surname in front."""
    if len(pieces) < 2:
        return frozenset()
    return frozenset({"".join(pieces), "".join(pieces[-1:] + pieces[:-1]), "".join(pieces[1:] + pieces[:1])})


def _post(post: str | None) -> frozenset[str]:
    if post is None:
        return frozenset()
    skipped = lexicon("names.yml")["post_words_left_out"]
    return frozenset(word for word in split_states(words_of(post))[1] if word not in skipped)


@lru_cache(maxsize=1)
def _left_out() -> frozenset[str]:
    names = lexicon("names.yml")
    return frozenset([*names["titles"], *names["suffixes"]])


@lru_cache(maxsize=1)
def _korean() -> dict[str, str]:
    return {form: group[0] for group in lexicon("names.yml")["korean"] for form in group}


@lru_cache(maxsize=1)
def _short_names() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in lexicon("names.yml")["short_names"]:
        for form in group:
            table.setdefault(form, set()).update(group)
    return {form: frozenset(group) for form, group in table.items()}


def _given_agree(one: str, two: str) -> bool:
    """Tell whether two given names may be one: equal, an initial, or a short form."""
    if one == two:
        return True
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    return two in _short_names().get(one, ())


def _western_alike(a: PersonView, b: PersonView) -> bool:
    """Tell whether surname and given name agree where middle names may be left out."""
    if a.single or b.single or a.pieces[-1] != b.pieces[-1]:
        return False
    one, two = a.pieces[:-1], b.pieces[:-1]
    if not _given_agree(one[0], two[0]) and not (set(one) & set(two) and min(len(one), len(two)) > 1):
        return False
    return all(any(_given_agree(x, y) for y in two) for x in one[1:]) if len(one) == len(two) else True


def _spanish_alike(a: PersonView, b: PersonView) -> bool:
    """Tell whether one name is the other with a second surname ("Andres Manuel Lopez Obrador", "Lopez Obrador")."""
    short, long = sorted((a.pieces, b.pieces), key=len)
    return 2 <= len(short) < len(long) and set(short) <= set(long) and _in_order(short, long)


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _full_alike(a: PersonView, b: PersonView) -> bool:
    return bool(a.joined & b.joined) or _western_alike(a, b) or _spanish_alike(a, b)


def _surname_alike(a: PersonView, b: PersonView) -> bool:
    """Tell whether one is a single name that is the first or last word of the other (or the same single name)."""
    if a.single and b.single:
        return a.pieces == b.pieces
    if a.single == b.single or not a.pieces or not b.pieces:
        return False
    short, long = (a, b) if a.single else (b, a)
    ends = {long.pieces[0], long.pieces[-1], *(["".join(long.pieces[-2:])] if len(long.pieces) > 2 else [])}
    asian = long.item.party in lexicon("names.yml")["surname_may_stand_first"]
    return short.pieces[0] in (ends if asian or long.item.party is None else ends - {long.pieces[0]})


# What speaks against.


def no_name(a: PersonView, b: PersonView) -> bool:
    """One has no name."""
    return not a.pieces or not b.pieces


def other_name(a: PersonView, b: PersonView) -> bool:
    """The names are different."""
    return not (_full_alike(a, b) or _surname_alike(a, b))


def surname_and_other_side(a: PersonView, b: PersonView) -> bool:
    """Only the surname is shared, and they belong to different sides."""
    return not _full_alike(a, b) and _sides_differ(a, b)


def _sides_differ(a: PersonView, b: PersonView) -> bool:
    return a.item.party is not None and b.item.party is not None and a.item.party != b.item.party


def surname_and_other_post(a: PersonView, b: PersonView) -> bool:
    """Only the surname is shared, and their posts at the time are different."""
    if _full_alike(a, b) or not a.post or not b.post:
        return False
    return not _posts_agree(a, b)


def _posts_agree(a: PersonView, b: PersonView) -> bool:
    """Tell whether two posts may be one: the words of the shorter stand in the longer ("Minister" of a ministry)."""
    short, long = sorted((a.post, b.post), key=len)
    return bool(short) and short <= long


def surname_far_in_time(a: PersonView, b: PersonView) -> bool:
    """Only the surname is shared, and the two texts lie years apart."""
    if _full_alike(a, b) or a.day is None or b.day is None:
        return False
    return abs((a.day - b.day).days) > TENURE


# What speaks for.


def same_name_order(a: PersonView, b: PersonView) -> bool:
    """The same full name, in whatever order and romanisation."""
    return bool(a.joined & b.joined) and not _sides_differ(a, b)


def same_full_name_other_side(a: PersonView, b: PersonView) -> bool:
    """The same full name, though the texts give different sides."""
    return _full_alike(a, b) and _sides_differ(a, b)


def same_name_short(a: PersonView, b: PersonView) -> bool:
    """The same surname and a given name that agrees: an initial, a short form, a middle name left out."""
    return not a.joined & b.joined and _western_alike(a, b) and not _sides_differ(a, b)


def same_name_part(a: PersonView, b: PersonView) -> bool:
    """One name is the other with more of its parts."""
    return not a.joined & b.joined and _spanish_alike(a, b) and not _sides_differ(a, b)


def same_side(a: PersonView, b: PersonView) -> bool:
    """The same side."""
    return a.item.party is not None and a.item.party == b.item.party


def same_post(a: PersonView, b: PersonView) -> bool:
    """The same post."""
    return _posts_agree(a, b)


def holder_by_surname(a: PersonView, b: PersonView) -> bool:
    """A surname with the post that the person of that name held then, on the same side."""
    if _full_alike(a, b) or not _surname_alike(a, b) or a.item.party is None or a.item.party != b.item.party:
        return False
    return _posts_agree(a, b)


def surname_alone(a: PersonView, b: PersonView) -> bool:
    """The surname agrees."""
    return not _full_alike(a, b) and _surname_alike(a, b)


MATCHER: Matcher[PersonView] = Matcher(
    against=(no_name, other_name, surname_and_other_side, surname_and_other_post, surname_far_in_time),
    signals=(
        (same_name_order, 0.94),
        (same_name_short, 0.88),
        (same_name_part, 0.85),
        (same_full_name_other_side, 0.6),
        (holder_by_surname, 0.9),
        (surname_alone, 0.4),
        (same_side, 0.3),
        (same_post, 0.3),
    ),
)


def blocks(view: PersonView) -> Sequence[str]:
    """Return the keys under which a person is stored and looked up: the first and the last word of the name."""
    if not view.pieces:
        return ()
    ends = {view.pieces[0], view.pieces[-1]}
    if len(view.pieces) > 2:
        ends.update(view.pieces[1:-1])
    if len(view.pieces) == 3:
        ends |= {"".join(view.pieces[:2]), "".join(view.pieces[1:])}
    return sorted(end for end in ends if len(end) > 1)
