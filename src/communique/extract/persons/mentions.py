"""Mentions of persons in one block: a post or title with a name, a name with a post after it, a name alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.names import name_end, skip_titles
from communique.extract.persons.posts import Post, find_posts
from communique.extract.persons.words import Word


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named.

    `start` to `end` takes the post before the name in, `name` the words of the name alone; `post_range` is the post's
    range in the text. `title` is what stood before or after the name: "post", "honorific", "apposition" or "none".
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: tuple[str, ...]
    post: str | None
    post_range: tuple[int, int] | None
    title: str


@dataclass(frozen=True, slots=True)
class BlockWords:
    """A block's words with the parties named among them: `parties[i]` is the index after the party of word `i`, or 0."""

    words: list[Word]
    parties: list[int]
    taken: frozenset[int]


def mentions_in(block: BlockWords, text: str, lexicon: Lexicon, alone: frozenset[int]) -> list[Mention]:
    """Return the mentions of a block, in order; `alone` holds indexes of words that may begin a name without a title."""
    found: list[Mention] = []
    posts = find_posts(block.words, lexicon, block.parties)
    held = {index for post in posts for index in range(post.start, post.end)}
    for post in posts:
        found.extend(_of_post(block, text, lexicon, post))
    found.extend(_of_titles(block, lexicon, found, held))
    found.extend(_alone(block, lexicon, found, held, alone))
    return sorted(found, key=lambda m: (m.name_start, m.start))


def _of_post(block: BlockWords, text: str, lexicon: Lexicon, post: Post) -> Iterator[Mention]:
    words = block.words
    start = skip_titles(words, post.end, lexicon)
    if start < len(words) and words[start].text == "," and start + 1 < len(words):
        pass
    end = name_end(words, start, lexicon, block.taken)
    if end > start:
        if post.head.plural:
            yield from _shared(block, text, lexicon, post, start)
        elif not _embedded(words, end, lexicon):
            yield _mention(words, start, end, text, post, "post")
        return
    before = _name_before(block, lexicon, post.start)
    if before is not None:
        yield _mention(words, before[0], before[1], text, post, "apposition")
        return
    if end < len(words) and words[post.end : post.end + 1] and words[post.end].text == ",":
        start = skip_titles(words, post.end + 1, lexicon)
        end = name_end(words, start, lexicon, block.taken)
        closed = end < len(words) and words[end].text in {",", ".", ";", "and", ")"} or end == len(words)
        if end - start >= 2 and closed and not post.head.plural:
            yield _mention(words, start, end, text, post, "post")


def _shared(block: BlockWords, text: str, lexicon: Lexicon, post: Post, start: int) -> Iterator[Mention]:
    """Yield the persons who share a plural post: "Presidents A and B", "Prime Ministers A of X, B of Y, and C"."""
    words = block.words
    while True:
        start = skip_titles(words, start, lexicon)
        end = name_end(words, start, lexicon, block.taken)
        if end == start or _embedded(words, end, lexicon):
            return
        yield _mention(words, start, end, text, post, "post")
        end = _skip_party(block, end)
        after = end
        while after < len(words) and words[after].text in {",", "and", "&"}:
            after += 1
        if after == end:
            return
        start = after


def _skip_party(block: BlockWords, at: int) -> int:
    words = block.words
    if at + 1 < len(words) and words[at].text == "of":
        after = at + 2 if words[at + 1].text == "the" else at + 1
        if after < len(words) and block.parties[after]:
            return block.parties[after]
    return at


def _name_before(block: BlockWords, lexicon: Lexicon, at: int) -> tuple[int, int] | None:
    """Return the name that ends at the comma before a post at `at`: "X of Japan, the U.S. Deputy Secretary ..."."""
    words = block.words
    at -= 1
    while at > 0 and (words[at].text in {"the", "a", "an", "'s", "'"} or block.parties[at]):
        at -= 1
    if at <= 0 or words[at].text not in {",", "("}:
        return None
    end = at
    back = end - 1
    while back > 0 and (block.parties[back] or words[back].text == "the"):
        back -= 1
    if back < end - 1 and words[back].text == "of":
        end = back
    start = end
    while start > 0 and end - start < 7 and (words[start - 1].capital or words[start - 1].text in lexicon.particles):
        start -= 1
    if words[start - 1].text == "," and words[start].text in lexicon.suffixes:
        start -= 1
        while (
            start > 0 and end - start < 8 and (words[start - 1].capital or words[start - 1].text in lexicon.particles)
        ):
            start -= 1
    while start < end:
        if words[start].capital and name_end(words, start, lexicon, block.taken) == end and end - start >= 2:
            return start, end
        start += 1
    return None


def _of_titles(block: BlockWords, lexicon: Lexicon, found: Sequence[Mention], held: set[int]) -> Iterator[Mention]:
    words = block.words
    starts = {mention.name_start for mention in found}
    for at, word in enumerate(words):
        if at in held or word.text not in lexicon.honorifics and word.text not in lexicon.noble:
            continue
        if at > 0 and (words[at - 1].text in lexicon.honorifics or words[at - 1].text in lexicon.noble):
            continue
        start = skip_titles(words, at, lexicon)
        end = name_end(words, start, lexicon, block.taken)
        if end == start or words[start].start in starts or _embedded(words, end, lexicon):
            continue
        noble = words[start - 1].text in lexicon.noble
        first = start - 1 if noble else start
        yield Mention(
            words[at].start,
            words[end - 1].end,
            words[first].start,
            words[end - 1].end,
            tuple(w.text for w in words[first:end]),
            None,
            None,
            "honorific",
        )


def _alone(
    block: BlockWords, lexicon: Lexicon, found: Sequence[Mention], held: set[int], alone: frozenset[int]
) -> Iterator[Mention]:
    words = block.words
    ranges = [(m.start, m.end) for m in found]
    for at in sorted(alone):
        if at in held or any(a <= words[at].start < b for a, b in ranges):
            continue
        end = name_end(words, at, lexicon, block.taken)
        if end - at >= 2 and not _embedded(words, end, lexicon) and not any(i in held for i in range(at, end)):
            yield Mention(
                words[at].start,
                words[end - 1].end,
                words[at].start,
                words[end - 1].end,
                tuple(w.text for w in words[at:end]),
                None,
                None,
                "none",
            )


def _embedded(words: Sequence[Word], end: int, lexicon: Lexicon) -> bool:
    """Tell whether capitalised words go on after the name: it is part of the name of a thing."""
    return (
        end < len(words)
        and words[end].capital
        and (words[end].text in lexicon.never or words[end].text in lexicon.portfolio)
    )


def _mention(words: Sequence[Word], start: int, end: int, text: str, post: Post, title: str) -> Mention:
    name = tuple(w.text for w in words[start:end])
    first, last = words[post.start].start, words[post.end - 1].end
    written = text[first:last]
    if post.head.plural:
        many = text[words[post.head_start].start : words[post.head_start + len(post.head.words) - 1].end]
        written = written.replace(many, _one(post), 1)
    anchor_start = (
        first if title == "post" and first < words[start].start and not post.head.plural else words[start].start
    )
    return Mention(
        anchor_start, words[end - 1].end, words[start].start, words[end - 1].end, name, written, (first, last), title
    )


def _one(post: Post) -> str:
    return post.head.one
