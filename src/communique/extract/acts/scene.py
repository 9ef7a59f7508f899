"""Scene and verdict: what a rule sees of a clause, and what it says the clause does."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.clauses import Clause
from communique.extract.acts.content import Complement
from communique.extract.acts.lexicon import Lexicon

OWN = frozenset({"our", "their", "its", "his", "her", "my"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule sees of a clause.

    `end` is the index after its last token. `speaking` tells whether its subject is of the speakers, `body` whether it
    is a body or people of theirs ("the working group", "our experts"), `party` whether it is a party at all; `earlier`
    whether its own time lies well before the document's date. `mine` are the token indices in the clause that name a
    speaker ("Japan's" where Japan speaks), `selves` those that name the very subject.
    """

    clause: Clause
    end: int
    speaking: bool
    body: bool
    party: bool
    earlier: bool
    mine: frozenset[int]
    selves: frozenset[int]
    complement: Complement
    lexicon: Lexicon

    @property
    def lemma(self) -> str:
        """The lemma of the clause's verb, in lower case; of "re-committed", whose parts the tagger takes for others."""
        head = self.clause.head
        lemma = str(head.lemma_.lower())
        if head.is_upper and lemma not in self.lexicon.verbs:
            verb = self.lexicon.participles.get(head.lower_)  # a preamble in capitals ("RECOGNISING ...")
            return lemma if verb is None else verb.lemma
        if lemma in self.lexicon.verbs or not lemma.endswith("ed") or head.i < 2 or head.nbor(-1).text != "-":
            return lemma
        stems = (lemma[:-1], lemma[:-2], lemma[:-3])
        return next((stem for stem in stems if stem in self.lexicon.verbs), lemma)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause does: class, trigger word, strength, the rule's name, and the word that decided beside the verb."""

    cls: str
    trigger: Token
    strength: int
    rule: str
    by: Token | None = None


def possessed(noun: Token, by: frozenset[str] = OWN) -> bool:
    """Tell whether one of the words owns a noun ("their commitment", "our three countries' aim")."""
    for child in noun.lefts:
        if child.lower_ in by or (child.dep_ == "poss" and any(grand.lower_ in by for grand in child.lefts)):
            return True
    return False
