"""Posts among words: a head noun with what stands before it and what it is the head of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.persons.lexicon import Head, Lexicon
from communique.extract.persons.names import name_end, skip_titles
from communique.extract.words import Word

_LINKS = frozenset({"of", "for", "to", "on", "at", "in"})
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our"})
_AND = frozenset({"and", "&"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post's words: `start` to `end` (exclusive) index the block's words; `head_start` is where its head noun stands.

    `inner` is where a second post begins inside it whose holder may be named after it ("Head of Cabinet of European
    Commission President ..."), or -1.
    """

    start: int
    end: int
    head: Head
    head_start: int
    inner: int = -1

    @property
    def plain(self) -> bool:
        """Tell whether the post is its head noun alone."""
        return self.end - self.start == len(self.head.words)


@dataclass(frozen=True, slots=True)
class PostFinder:
    """Finds the posts among the words of one block.

    `parties[i]` is the index after the party's name that word `i` belongs to, or 0; `owners` the words that name a
    state before a post, and are no part of it.
    """

    words: Sequence[Word]
    parties: Sequence[int]
    owners: frozenset[int]
    lexicon: Lexicon

    def find(self) -> list[Post]:
        """Return the posts in order; a post inside another's complement is no post of its own."""
        found: list[Post] = []
        at = 0
        while at < len(self.words):
            head = None if self.parties[at] else self._head(at)
            if head is None or not self._stands(at, head):
                at += 1
                continue
            start = self._left(at, head, found[-1].end if found else 0)
            end, inner = self._right(at + len(head.words))
            found.append(Post(start, end, head, at, inner))
            at = end
        return self._joined(found)

    def _text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def _head(self, at: int) -> Head | None:
        """Return the longest head noun of posts that begins at `at`."""
        for head in self.lexicon.heads.get(self.words[at].text, ()):
            if all(self._text(at + n) == word for n, word in enumerate(head.words)):
                return head
        return None

    def _stands(self, at: int, head: Head) -> bool:
        after = at + len(head.words)
        if head.one == "Assistant" or head.one == "Member":
            return self._text(after) in _LINKS
        return not (head.rank and self._text(after).endswith("'s"))

    def _left(self, at: int, head: Head, floor: int) -> int:
        """Return where the words before the head begin that belong to the post."""
        begin, body = at, False
        while at > floor and self._goes_before(at, floor):
            at -= 1
            text = self.words[at].text
            body = body or text in self.lexicon.before_bare or (self.parties[at] > 0 and at not in self.owners)
            if not head.bare or text in self.lexicon.premodifiers or body:
                begin = at
            else:
                break
        return begin + 1 if self._text(begin) in _AND else begin

    def _goes_before(self, at: int, floor: int) -> bool:
        word, lexicon = self.words[at - 1], self.lexicon
        if self.parties[at - 1]:
            first = at - 1
            while self.parties[first - 1] == self.parties[at - 1] and first > 0:
                first -= 1
            lead = self._text(first - 2) if self._text(first - 1) in _DETERMINERS else self._text(first - 1)
            if at - 1 in self.owners:  # "Deputy U.S. Trade Representative"; "U.S. Ambassador" is the party's
                return self._text(first - 1) in lexicon.premodifiers
            return lead != "of" or first - 1 < floor
        if word.text in lexicon.premodifiers:
            return True
        if word.text in _AND:
            portfolios = self.words[at].text in lexicon.portfolio and self._text(at - 2) in lexicon.portfolio
            return portfolios and at - 2 >= floor and self._text(at - 3) not in _LINKS
        if not word.capital or word.initial or word.text in lexicon.honorifics or word.text in lexicon.suffixes:
            return False
        return word.text not in lexicon.never or word.text in lexicon.portfolio

    def _right(self, at: int) -> tuple[int, int]:
        """Return the index after what the head is head of ("of State", "for the Indo-Pacific at the ... (NSC)")."""
        inner = -1
        if self._text(at) in {"-elect", "-designate"}:
            at += 1
        while at < len(self.words):
            if self._bracketed(at):
                after = self._text(at + 3)
                if after in _LINKS or after[:1].isupper() or after == "":
                    at += 3
                    continue
                return at, inner
            if self._text(at) not in _LINKS:
                return at, inner
            after_link, inside = self._complement(at + 1)
            if after_link == at + 1:
                return at, inner
            inner = inside if inside >= 0 else inner
            at = after_link
        return at, inner

    def _bracketed(self, at: int) -> bool:
        return self._text(at) == "(" and self._text(at + 2) == ")" and self._text(at + 1).isupper()

    def _complement(self, start: int) -> tuple[int, int]:
        """Return the index after the capitalised words at `start`, and where a further post begins among them."""
        at = start + 1 if self._text(start) in _DETERMINERS else start
        first, inner = at, -1
        bare = at == start
        while at < len(self.words):
            if self.parties[at]:
                at = self._after_party(at)
                continue
            head = self._head(at)
            if head is not None and head.rank and self._named(at):
                break
            if head is not None and bare and not head.rank and self._named(at + len(head.words)):
                inner = self._left(at, head, first)
                at += len(head.words)
                break
            if self._text(at) in {",", "&", "and"} and at > first:
                goes_on = self._goes_on(at)
                if goes_on == at:
                    break
                at = goes_on
                continue
            if not self._of_complement(at, first):
                break
            at += 1
        return (start, -1) if at == first else (at, inner)

    def _of_complement(self, at: int, first: int) -> bool:
        word, lexicon = self.words[at], self.lexicon
        if not word.capital or word.text in lexicon.honorifics:
            return False
        if at == first or word.text in lexicon.portfolio or word.text in lexicon.things:
            return True
        if word.text in lexicon.never:
            return False
        goes_on = any(self._text(n) in lexicon.things for n in range(at + 1, self._run_end(at, 3)))
        if goes_on and word.text not in lexicon.given:  # "for the Los Angeles Declaration"
            return True
        after = self._text(at + 1)
        acronym = word.text.isupper() and len(word.text) > 1 and not (after[:1].isupper() and after[1:2].islower())
        # A further word that is no portfolio's belongs to the complement where no name can begin with it.
        return acronym or (
            self._text(at - 1) not in lexicon.portfolio and name_end(self.words, at, lexicon, frozenset()) == at
        )

    def _run_end(self, at: int, longest: int) -> int:
        end = at
        while end < len(self.words) and end - at <= longest and self.words[end].capital and not self.words[end].initial:
            end += 1
        return end

    def _goes_on(self, at: int) -> int:
        """Return the index after a comma or "and" between portfolios, or `at` where another thing begins."""
        after = at + 1
        if self._text(at) == "," and self._text(after) in _AND:
            after += 1
        if self._text(after) in {"the", "for", "of"}:
            after += 1
        if after >= len(self.words) or self.parties[after] or self._text(after) not in self.lexicon.portfolio:
            return at
        ahead = after
        while ahead < len(self.words) and self.words[ahead].capital:
            if self._head(ahead) is not None:
                return at
            ahead += 1
        return after

    def _named(self, at: int) -> bool:
        at = skip_titles(self.words, at, self.lexicon)
        return at < len(self.words) and name_end(self.words, at, self.lexicon, frozenset()) > at

    def _after_party(self, at: int) -> int:
        after = self.parties[at]
        if self._text(after) in {"'s", "'"} and self._text(after + 1)[:1].isupper():
            return after + 1
        return after

    def _joined(self, posts: list[Post]) -> list[Post]:
        """Join two posts of one holder: "Assistant to the President and National Security Advisor"."""
        out: list[Post] = []
        for post in posts:
            last = out[-1] if out else None
            if last is not None and self._one_holder(last, post):
                out[-1] = Post(last.start, post.end, post.head, post.head_start, post.inner)
            else:
                out.append(post)
        return out

    def _one_holder(self, first: Post, second: Post) -> bool:
        if first.head.plural or second.head.plural or first.inner >= 0:
            return False
        if second.start == first.end:
            return not second.head.rank or first.head.rank
        if second.start != first.end + 1 or self._text(first.end) not in _AND:
            return False
        if second.head.one in {"CEO", "Chief Executive Officer"}:
            return True
        if first.plain and self._text(first.start - 1) in {"the", "The"}:
            return False
        return not first.plain or not first.head.bare
