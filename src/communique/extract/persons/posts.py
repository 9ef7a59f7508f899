"""Posts among words: a head noun with what stands before it and what it is the head of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.persons.lexicon import Head, Lexicon
from communique.extract.persons.words import Word

_LINKS = frozenset({"of", "for", "to", "on", "at", "in"})
_AND = frozenset({"and", "&"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post's words: `start` to `end` (exclusive) index the block's words, `head` is the last head noun."""

    start: int
    end: int
    head: Head
    head_start: int

    @property
    def plain(self) -> bool:
        """Tell whether the post is its head noun alone."""
        return self.end - self.start == len(self.head.words)


def find_posts(words: Sequence[Word], lexicon: Lexicon, parties: Sequence[int]) -> list[Post]:
    """Return the posts among a block's words, in order, overlapping ones left out.

    `parties[i]` is the index after the party's name that word `i` belongs to, or 0.
    """
    found: list[Post] = []
    at = 0
    while at < len(words):
        head = head_at(words, at, lexicon)
        if head is None or parties[at]:
            at += 1
            continue
        floor = found[-1].end if found else 0
        start, end = _left(words, at, head, lexicon, parties, floor), at + len(head.words)
        if head.words == ("Assistant",) and words[end].text not in _LINKS if end < len(words) else False:
            at += 1
            continue
        end = _right(words, end, lexicon, parties)
        found.append(Post(start, end, head, at))
        at = end
    return _joined(found, words)


def head_at(words: Sequence[Word], at: int, lexicon: Lexicon) -> Head | None:
    """Return the longest head noun of posts that begins at `at`, the last of a run ("Deputy Chief Secretary")."""
    for head in lexicon.heads.get(words[at].text, ()):
        if all(at + n < len(words) and words[at + n].text == word for n, word in enumerate(head.words)):
            return head
    return None


def _left(words: Sequence[Word], at: int, head: Head, lexicon: Lexicon, parties: Sequence[int], floor: int) -> int:
    body = False
    while at > floor and not parties[at - 1]:
        text = words[at - 1].text
        if text in lexicon.premodifiers:
            pass
        elif text in _AND and at - 2 >= floor and _portfolios(words, at, lexicon) and words[at - 3].text not in _LINKS:
            pass
        elif not words[at - 1].capital or text in lexicon.honorifics or words[at - 1].initial:
            break
        elif text in lexicon.never and text not in lexicon.portfolio:
            break
        elif head.bare:
            body = body or text in lexicon.before_bare
            if not body:
                break
        at -= 1
    return at


def _portfolios(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    return words[at].text in lexicon.portfolio and words[at - 2].text in lexicon.portfolio


def _right(words: Sequence[Word], at: int, lexicon: Lexicon, parties: Sequence[int]) -> int:
    """Return the index after what the head is head of: "of State", "for the Indo-Pacific at the ... (NSC)"."""
    while at < len(words):
        if words[at].text == "(" and at + 2 < len(words) and words[at + 2].text == ")" and words[at + 1].text.isupper():
            after = at + 3
            if after < len(words) and (words[after].text in _LINKS or words[after].capital):
                at = after
                continue
            return at
        if words[at].text not in _LINKS:
            return at
        after = _complement(words, at + 1, lexicon, parties)
        if after == at + 1:
            return at
        at = after
    return at


def _complement(words: Sequence[Word], start: int, lexicon: Lexicon, parties: Sequence[int]) -> int:
    at = start
    if at < len(words) and words[at].text in {"the", "its", "his", "her", "their", "our"}:
        at += 1
    first = at
    while at < len(words):
        if parties[at]:
            at = parties[at]
            at = _possessive(words, at)
            continue
        text = words[at].text
        if text in {",", "&", "and"} and at > first:
            if at + 1 < len(words) and words[at + 1].text == "and":
                at += 1
            follows = at + 1 < len(words) and words[at + 1].text in lexicon.portfolio and not parties[at + 1]
            if not follows or head_at(words, at + 1, lexicon) or _post_follows(words, at + 1, lexicon):
                return at
            at += 1
            continue
        if not words[at].capital or (text in lexicon.never and text not in lexicon.portfolio):
            break
        if (
            at > first
            and text not in lexicon.portfolio
            and not (text.isupper() and len(text) > 1 and _acronym(words, at))
        ):
            break
        at += 1
    return start if at == first else at


def _possessive(words: Sequence[Word], at: int) -> int:
    return at + 1 if at + 1 < len(words) and words[at].text in {"'s", "'"} and words[at + 1].capital else at


def _acronym(words: Sequence[Word], at: int) -> bool:
    after = words[at + 1].text if at + 1 < len(words) else ""
    return not (after[:1].isupper() and after.isalpha() and not after.isupper())


def _post_follows(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Tell whether the capitalised run at `at` leads into another post ("and Foreign Minister")."""
    while at < len(words) and words[at].capital:
        if head_at(words, at, lexicon):
            return True
        at += 1
    return False


def _joined(posts: list[Post], words: Sequence[Word]) -> list[Post]:
    """Join two posts of one holder: "Assistant to the President and National Security Advisor"."""
    out: list[Post] = []
    for post in posts:
        last = out[-1] if out else None
        if last is not None and post.start == last.end and not last.head.plural:
            out[-1] = Post(last.start, post.end, post.head, post.head_start)
        elif (
            last is not None
            and post.start == last.end + 1
            and words[last.end].text in _AND
            and not last.head.plural
            and not post.head.plural
            and (
                not last.plain
                or not last.head.bare
                or post.head.one.startswith("Chief Executive")
                or post.head.one == "CEO"
            )
            and not (last.plain and last.start > 0 and words[last.start - 1].text in {"the", "The"})
        ):
            out[-1] = Post(last.start, post.end, post.head, post.head_start)
        else:
            out.append(post)
    return out
