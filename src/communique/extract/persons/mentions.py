"""Mentions of persons in one block: a post or title with a name, a name with a post after it, a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.names import embedded, name_end, skip_titles
from communique.extract.persons.posts import Post, PostFinder
from communique.extract.words import Word

# What may follow a name in a list of names behind their parties, and stand before its next party.
_ENDS = frozenset({",", ";", ")", "and", ".", ""})
_BETWEEN = frozenset({",", ";", ")", "and", "&", "of", "the"})
_OF_PARTY = re.compile(r" of (?:the )?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named.

    `start` to `end` takes a post or title before the name in; `name_start` to `name_end` is the name, `name` its
    words. `post_range` is the post's range in the text. `title` is what told the person: "post" (before the name),
    "apposition" (after it), "listed" (behind a party, under a post that several share), "honorific", "signature", or
    "known". `bare` marks a post of one head noun of which a state has one holder ("President"), `rank` a military rank.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: tuple[str, ...]
    title: str
    post: str | None = None
    post_range: tuple[int, int] | None = None
    bare: bool = False
    rank: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the mentions of one block.

    `parties[i]` is the index after the party's name that word `i` belongs to, or 0; `taken` the words in such names,
    `owners` those in names of states; `known` the indexes of words at which a name may begin that stands without title
    or post, with the index after it.
    """

    words: list[Word]
    parties: list[int]
    taken: frozenset[int]
    owners: frozenset[int]
    known: dict[int, int]
    text: str
    lexicon: Lexicon

    def mentions(self) -> list[Mention]:
        """Return the mentions of the block, in order."""
        posts = PostFinder(self.words, self.parties, self.owners, self.lexicon).find()
        found = [mention for post in posts for mention in self._of_post(post)]
        held = {index for post in posts for index in range(post.start, post.end)}
        found.extend(self._titled(held, {mention.name_start for mention in found}))
        found.extend(self._known(held, [(mention.start, mention.end) for mention in found]))
        return sorted(found, key=lambda mention: (mention.name_start, mention.start))

    def _text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def _name_end(self, start: int) -> int:
        return name_end(self.words, start, self.lexicon, self.taken)

    def _of_post(self, post: Post) -> Iterator[Mention]:
        if self._text(post.start - 1) in self.lexicon.ships:
            return
        start = skip_titles(self.words, post.end, self.lexicon)
        end = self._name_end(start)
        before = self._name_before(post.start)
        if end > start:
            if post.head.plural:
                yield from self._shared(post, start)
            elif not embedded(self.words, end, self.lexicon) and (end - start > 1 or self._closed(post)):
                if before is not None and post.inner >= 0:
                    yield self._mention(before[0], before[1], post.start, end, "apposition", post)
                    before = None
                yield self._mention(start, end, post.inner if post.inner >= 0 else post.start, post.end, "post", post)
        elif before is not None:
            yield self._mention(before[0], before[1], post.start, post.end, "apposition", post)
        elif post.head.plural:
            yield from self._each_of_party(post)
        elif self._text(post.end) == ",":
            start = skip_titles(self.words, post.end + 1, self.lexicon)
            end = self._name_end(start)
            closed = self._text(end) in {",", ".", ";", "and", ")", "*", ""} or self._text(end) in self.lexicon.no_part
            if end - start >= 2 and closed:
                yield self._mention(start, end, post.start, post.end, "post", post)

    def _closed(self, post: Post) -> bool:
        """Tell whether a post can end where it does, so that one word after it is a name ("Secretary of State X")."""
        last = self.words[post.end - 1]
        whole = post.end == post.head_start + len(post.head.words) or self.parties[post.end - 1] > 0
        return whole or last.text in self.lexicon.portfolio or last.text.isupper() or not last.text.isalpha()

    def _shared(self, post: Post, start: int) -> Iterator[Mention]:
        """Yield those who share a plural post: "Presidents A and B", "Prime Ministers A of X, B of Y, and C"."""
        while True:
            start = skip_titles(self.words, start, self.lexicon)
            end = self._name_end(start)
            if end == start or embedded(self.words, end, self.lexicon):
                return
            yield self._mention(start, end, post.start, post.end, "post", post)
            after = end = self._after_party(end)
            while self._text(after) in {",", "and", "&"}:
                after += 1
            if after == end:
                return
            start = after

    def _each_of_party(self, post: Post) -> Iterator[Mention]:
        """Yield those named behind their parties: "Ministers of A, X, of B, Y, and of C (Z)"."""
        party, at = post.end - 1, post.end
        while at > 0 and self.parties[party] == at and self._text(at) in {",", "(", ":"}:
            start = skip_titles(self.words, at + 1, self.lexicon)
            end = self._name_end(start)
            if end - start < 2 or self._text(end) not in _ENDS:
                return
            yield self._mention(start, end, post.start, post.end, "listed", post)
            after = end
            while self._text(after) in _BETWEEN:
                after += 1
            if after >= len(self.words) or not self.parties[after]:
                return
            at = self.parties[after]
            party = at - 1

    def _after_party(self, at: int) -> int:
        if self._text(at) == "of":
            after = at + 2 if self._text(at + 1) == "the" else at + 1
            if after < len(self.words) and self.parties[after]:
                return self.parties[after]
        return at

    def _name_before(self, at: int) -> tuple[int, int] | None:
        """Return the name before the comma or bracket before a post at `at` ("X of Japan, the U.S. Secretary ...")."""
        comma = at - 1
        while comma > 0 and (self._text(comma) in {"the", "a", "an", "'s", "'", "its"} or self.parties[comma]):
            comma -= 1
        if comma <= 0 or self._text(comma) not in {",", "("}:
            return None
        end = comma
        back = comma - 1
        while back > 0 and (self.parties[back] or self._text(back) == "the"):
            back -= 1
        if back < comma - 1 and self._text(back) == "of":
            end = back
        start = end
        while start > 0 and end - start < 9 and self._of_name(start - 1, end):
            start -= 1
        while start < end - 1:
            if self.words[start].capital and self._name_end(start) == end:
                return start, end
            start += 1
        return None

    def _of_name(self, at: int, end: int) -> bool:
        if self._text(at) == ",":
            return at + 2 == end and self._text(at + 1) in self.lexicon.suffixes
        return self.words[at].capital or self._text(at) in self.lexicon.particles

    def _titled(self, held: set[int], starts: set[int]) -> Iterator[Mention]:
        """Yield those with a title and no post: "Mr. A", "Sheikh B bin C", "Her Excellency D"."""
        at = 0
        while at < len(self.words):
            start = at if at in held else skip_titles(self.words, at, self.lexicon)
            if start == at:
                at += 1
                continue
            end = self._name_end(start)
            if end > start and self.words[start].start not in starts and not embedded(self.words, end, self.lexicon):
                first = start - 1 if self._text(start - 1) in self.lexicon.noble else start
                yield self._mention(first, end, at, first, "honorific")
            at = max(end, start)

    def _known(self, held: set[int], ranges: list[tuple[int, int]]) -> Iterator[Mention]:
        for start, end in sorted(self.known.items()):
            free = not any(index in held or index in self.taken for index in range(start, end))
            if free and not any(a < self.words[end - 1].end and self.words[start].start < b for a, b in ranges):
                yield self._mention(start, end, start, start, "known")

    def _mention(
        self, start: int, end: int, title_start: int, title_end: int, title: str, post: Post | None = None
    ) -> Mention:
        words = self.words
        first, last = words[start].start, words[end - 1].end
        name = tuple(word.text for word in words[start:end])
        if post is None:
            return Mention(min(first, words[title_start].start), last, first, last, name, title)
        span = words[title_start].start, words[title_end - 1].end
        if title == "listed":
            owner = post.end - 1
            while owner > post.start and self.parties[owner - 1] == post.end:
                owner -= 1
            cut = _OF_PARTY.search(self.text, span[0], words[owner].start)
            span = span[0], cut.start() if cut is not None else span[1]
        written = " ".join(self.text[span[0] : span[1]].split())
        if post.head.plural:
            head = " ".join(word.text for word in words[post.head_start : post.head_start + len(post.head.words)])
            written = written.replace(head, post.head.one, 1)
        begin = span[0] if title == "post" and not post.head.plural else first
        return Mention(
            begin,
            last,
            first,
            last,
            name,
            title,
            written,
            span,
            post.head.bare and post.plain and not post.head.rank,
            post.head.rank,
        )
