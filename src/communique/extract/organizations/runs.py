"""Bodies' names by their shape: a head noun with the capitalised words before it and what it is the head of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.extract.organizations.lexicon import Bodies, Head
from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.words import Word

_JOINTS = frozenset({"-", "–", "/"})
_LINKS = frozenset({"of", "for", "on", "against", "to"})
_AND = frozenset({"and", "&"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Span:
    """A body's name among a block's words: `start` to `end` (exclusive), and the head it was told by.

    `shape` is the name's own part: from `start` to the end of the head, without what follows "of" or "for".
    """

    start: int
    end: int
    head: str
    head_end: int


@dataclass(frozen=True, slots=True)
class Runs:
    """Reads the names of bodies in one block.

    `blocked` holds the indexes of words of persons' names; `parties[i]` the index after the state's name that word
    `i` belongs to, or 0; `known` the index after the known body's name that begins at an index; `pos` the parser's part of speech of the word at an offset.
    """

    words: Sequence[Word]
    bodies: Bodies
    lexicon: Lexicon
    blocked: frozenset[int]
    parties: Sequence[int]
    known: Mapping[int, int]
    pos: Mapping[int, str]

    def find(self) -> list[Span]:
        """Return the names with a capitalised head, in order, none inside another."""
        found: list[Span] = []
        at = 0
        while at < len(self.words):
            head = self._head(at)
            if head is None:
                at += 1
                continue
            span = self._span(at, head, found[-1].end if found else 0)
            if span is None:
                at += len(head.words)
            else:
                found.append(span)
                at = max(span.end, at + 1)
        return found

    def _text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def _head(self, at: int) -> Head | None:
        if at in self.blocked:
            return None
        for head in self.bodies.heads.get(self.words[at].text, ()):
            if all(self._text(at + n) == word for n, word in enumerate(head.words)):
                return head
        return None

    def _span(self, at: int, head: Head, floor: int) -> Span | None:
        start = self._left(at, floor)
        head_at, head, fits = self._last_head(at, head)
        if not fits:
            return None
        head_end = head_at + len(head.words)
        end = self._right(head_end, head)
        before = [self.words[n].text for n in range(start, head_at) if self.words[n].capital]
        if not self._names(head, before, end > head_end, start, end):
            return None
        return Span(start, end, head.one, head_end)

    def _last_head(self, at: int, head: Head) -> tuple[int, Head, bool]:
        """Return the last head of the capitalised run, and whether the run does not go on into an instrument's name."""
        ahead = at + len(head.words)
        for ahead in range(at + len(head.words), min(at + len(head.words) + 4, len(self.words))):
            word = self.words[ahead]
            if not word.capital or ahead in self.blocked or self.parties[ahead] or word.text in self.bodies.occasions:
                break
            further = self._head(ahead)
            if further is not None:
                return self._last_head(ahead, further)
            if word.text in self.bodies.instruments:
                return at, head, False
            if word.text in self.lexicon.heads:
                break
        return at, head, True

    def _left(self, at: int, floor: int) -> int:
        """Return where the capitalised words before a head begin."""
        listed = False
        while at > floor:
            before = at - 1
            word = self.words[before]
            if before in self.blocked:
                break
            if word.text in _JOINTS and before > floor and self._joined(before):
                at = before
            elif word.text in _AND and self._crosses(before, floor):
                at, listed = before, True
            elif word.text == "," and (listed or self._text(at) in _AND) and self._crosses(before, floor):
                at = before
            elif self._capital(before):
                at = before
            else:
                break
        while at < len(self.words) and self._text(at) in _AND | _JOINTS | {","}:
            at += 1
        return at

    def _capital(self, at: int) -> bool:
        word = self.words[at]
        if not word.capital or word.text in self.lexicon.honorifics:
            return False
        if word.text in self.bodies.stops:
            return False
        return self.pos.get(word.start) not in {"VERB", "AUX", "DET", "PRON", "SCONJ", "ADP", "ADV"} or not self._opens(
            at
        )

    def _opens(self, at: int) -> bool:
        return at == 0 or self._text(at - 1) in {".", ":", ";", "(", '"'}

    def _joined(self, at: int) -> bool:
        close = self.words[at - 1].end == self.words[at].start and self.words[at].end == self.words[at + 1].start
        return close and (self.words[at - 1].capital or self.words[at - 1].text.isdigit())

    def _crosses(self, at: int, floor: int) -> bool:
        """Tell whether "and" or a comma at `at` joins words of one name ("Trade and Technology Council")."""
        if self._text(at - 1) == ",":  # "Foreign, Commonwealth, and Development Office"
            at -= 1
        start = at
        while start > floor and self.words[start - 1].capital and start - 1 not in self.blocked:
            start -= 1
        texts = [self.words[n].text for n in range(start, at)]
        if not texts or len(texts) > 4 or self.parties[at - 1] or texts[-1].isupper():
            return False
        if any(self._head(n) is not None or n in self.known for n in range(start, at)):
            return False
        if texts[-1] in self.bodies.instruments | self.bodies.occasions | self.bodies.stops:
            return False
        lead = self._text(start - 1)
        portfolio = texts[-1] in self.lexicon.portfolio
        if self._text(at) == ",":
            return portfolio and len(texts) == 1 and lead in {"the", ",", "'s", "of"}
        return lead not in _LINKS and (portfolio or (lead in {"the", "-", "'s", "–"} and len(texts) <= 2))

    def _right(self, at: int, head: Head) -> int:
        """Return the index after what a head is head of ("of Foreign Affairs", "on climate change", "153")."""
        if self._text(at).isdigit() and head.one in {"Task Force", "Fleet", "Group"}:
            at += 1
        while self._text(at) in _LINKS:
            after = self._complement(at + 1)
            if (
                after == at + 1
                and head.one.endswith(("Group", "Force", "Taskforce", "Committee", "Panel"))
                and self._text(at) == "on"
            ):
                after = self._subject(at + 1)
            if after == at + 1:
                break
            if self._text(at) in {"to", "on"} and self._text(after - 1).isdigit():
                break
            at = after
        return at

    def _subject(self, at: int) -> int:
        """Return the index after the nouns and adjectives in small letters that begin at `at`."""
        start = at
        while at < len(self.words) and at - start < 7:
            pos = self.pos.get(self.words[at].start)
            if pos not in _NOUNS and not (at > start and self._text(at) in {"and", "-", "of"}):
                break
            at += 1
        while at > start and self._text(at - 1) in {"and", "-", "of"}:
            at -= 1
        return at

    def _complement(self, start: int) -> int:
        at = start + 1 if self._text(start) == "the" else start
        first = at
        while at < len(self.words):
            text = self._text(at)
            if self.known.get(at, 0) > at:
                at = self.known[at]
                continue
            if at > first and (text in _AND or text == ","):
                after = at + 2 if self._text(at + 1) in _AND else at + 1
                if not self._goes_on(at, after):
                    break
                at = after
            elif text in _JOINTS and at > first and at + 1 < len(self.words) and self._joined(at):
                at += 1
            elif self.words[at].capital and at not in self.blocked and not self._opens(at):
                if (
                    text in self.lexicon.honorifics
                    or text in self.lexicon.never - self.lexicon.portfolio - self.lexicon.things
                ):
                    break
                at += 1
            else:
                break
        return start if at == first else at

    def _goes_on(self, at: int, after: int) -> bool:
        """Tell whether the name goes on after "and" or a comma: no other body, party or person follows."""
        if after >= len(self.words) or not self.words[after].capital or after in self.blocked or self.parties[after]:
            return False
        end = after
        while end < len(self.words) and self.words[end].capital:
            if self._head(end) is not None:
                return False
            end += 1
        if self._text(end) in {"'s", "'"} or (self.words[after].text.isupper() and len(self.words[after].text) < 7):
            return False
        if self._text(at) == ",":
            listed = self._text(at + 1) in _AND or self._text(end) in _AND | {","}
            return listed and self.words[after].text in self.lexicon.portfolio
        return True

    def _names(self, head: Head, before: list[str], complement: bool, start: int, end: int) -> bool:
        """Tell whether what stands around a head makes a name of it."""
        phrase = " ".join(word.text for word in self.words[start:end]).lower()
        own = " ".join([*before, *head.words]).lower()
        if phrase in self.bodies.never or any(own.endswith(never) for never in self.bodies.never if " " in never):
            return False
        if not before and not complement:
            return False
        needed = self.bodies.needed.get(head.one)
        if needed is not None and not needed & set(before):
            return False
        occasional = self.bodies.occasional.get(head.one)
        if occasional is not None:
            return not occasional & set(before) and (len(before) > 1 or complement) and not self._occasion(start, end)
        if head.one == "Alliance" or head.one == "Administration":
            return complement or (len(before) > 1 and not any(self.parties[n] for n in range(start, end)))
        if head.one in {"Group", "Union", "Bank", "Board", "Court", "Assembly", "Congress"} and not before:
            return complement and self._text(end - 1) != "Seven"
        return head.strong or complement or len(before) > 1

    def _occasion(self, start: int, end: int) -> bool:
        near = [word.text.lower() for word in self.words[max(0, start - 4) : start]]
        verbs = self.bodies.occasion_verbs
        if any(
            word in verbs or word.rstrip("d").rstrip("e") in verbs or word.removesuffix("d") in verbs for word in near
        ):
            return True
        if {
            "inaugural",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "next",
            "annual",
            "upcoming",
            "last",
            "held",
        } & set(near):
            return True
        return self._text(end) in {"on", "in", "at", "was", "held", "will"}
