"""Headed lists: "We commit to:" and its bullets, each of which does what the line above them does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.clauses import Clause
from communique.extract.acts.lexicon import Lexicon
from communique.extract.parse import ParsedSentence
from communique.extract.parties.find import mentions_in
from communique.model import Act, Due

_MARKUP = frozenset({"*", "**", "_", "#", "\u00ad", "\u200b", "<", ">", "u", "/", "b", "\u2022", "(", ")", "\u25cf"})
_LINKS = frozenset(
    {
        "",
        "to",
        "that",
        "by",
        "also",
        "jointly",
        "jointly to",
        "further",
        "on",
        "for",
        "each",
        "the following",
        "as follows",
    }
)
_CLOSING = re.compile(r"(?<![\s*_])(?:\s|[*_]|</\w{1,6}>)+$")  # from a run's start only, for lines of "____" are long
_NUMBERED = 3  # the length of "1. "; that of "- " is less
_LABEL_REACH = 14
_LABEL_LENGTH = 18
_SHORTEST = 4
_WHOM = 5
_NAMES = 12
_LETTERS = re.compile(r"[^\W\d_]+")
_FOLLOWING = frozenset({"following", "follows", "below"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The line that heads a list: the act it does, and whether that act is nothing without the list.

    What a lead of `principles` names is held, not done. A `lasting` lead ("... on the following areas.") heads what
    stands below the next headings too; a `pledged` one ends in a commitment ("an initiative to advance our
    commitments to:"), which its items spell out.
    """

    act: Act
    empty: bool
    level: int
    lasting: bool = False
    pledged: bool = False
    principles: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet that is no sentence of its own: its first content word, and the index after its last token."""

    trigger: Token
    first: int
    end: int
    lead: Lead | None


class Heading:
    """Which line heads the block being read; asked sentence by sentence, in the text's order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._leads: list[Lead] = []
        self._block = -1
        self._under_heading = False

    def reset(self) -> None:
        """Forget the lists: a heading stands between."""
        self._leads = [lead for lead in self._leads if lead.lasting]
        self._under_heading = True

    def due(self, sentence: ParsedSentence) -> Due | None:
        """Return the time that the line which heads a list item gives to it, None where it gives none."""
        if sentence.block.kind != "item" or not self._leads:
            return None
        return self._leads[-1].act.due

    def bullet(self, sentence: ParsedSentence, clauses: Sequence[Clause]) -> Bullet | None:
        """Return the bullet that opens with this sentence, None where it is a sentence of its own.

        A list goes on until the next block that is neither a list item nor opens with a bare verb.
        """
        level = sentence.block.level if sentence.block.kind == "item" else 0
        opening = bare_opening(sentence, self._lexicon)
        if sentence.block.start != self._block:
            self._block = sentence.block.start
            open_lead = self._leads and self._leads[-1].empty and not any(clause.own for clause in clauses)
            introduces, self._under_heading = self._under_heading, False
            if level == 0 and opening is None and not open_lead:
                # a paragraph right under a heading may introduce what the lasting lead announced
                self._leads = [lead for lead in self._leads if lead.lasting and introduces]
            else:
                self._leads = [lead for lead in self._leads if lead.level < max(level, 1)]
        lead = self._leads[-1] if self._leads else None
        if (sentence.number != 1 and not (level and opening is not None)) or (lead is None and level == 0):
            return None
        sentences = [clause for clause in clauses if clause.own and clause.form == "main"]
        if lead is not None and opening is None and sentence.block.kind == "item":
            sentences = [clause for clause in sentences if not clause.mended and not _only_describes(clause)]
        if opening is not None:
            sentences = [clause for clause in sentences if _parted(opening, clause)]
        if opening is None and (sentences or lead is None):
            return None
        if self._labels_the_rest(sentence, opening, sentences):
            return None
        trigger = opening if opening is not None else first_word(sentence)
        if trigger is None or (lead is None and self._is_label(sentence, opening)) or _is_short_title(sentence):
            return None
        if opening is None and _only_names_parties(sentence):
            return None
        end = sentence.span.end
        if sentences:
            label = label_end(sentence)
            if label is not None and (lead is None or opening is None or lead.act.cls in ("report", "affirmation")):
                return None  # a run-in heading, whose sentence is the act
            if label is None and self._is_preamble(trigger, sentences[0]):
                return None
            if label is None or label > sentences[0].head.i:
                return Bullet(trigger, trigger.i, end, lead) if trigger.dep_ == "ROOT" else None
            end = label
        return Bullet(trigger, trigger.i, end, lead)

    def _labels_the_rest(self, sentence: ParsedSentence, opening: Token | None, sentences: Sequence[Clause]) -> bool:
        """Tell whether an item opens with a title and a colon that its sentences follow ("Digital Trade:  We ...")."""
        text = bare_text(sentence.span.text)
        if sentences or not text.endswith(":") or sentence.offset + sentence.span.end_char >= sentence.block.end:
            return False
        words = [token for token in sentence.span if not _is_markup(token)]
        verbal = opening is not None and opening.tag_ in ("VB", "VBG")
        return not verbal and len(words) <= _SHORTEST and all(token.text[0].isupper() for token in words)

    def _is_preamble(self, trigger: Token, clause: Clause) -> bool:
        """Tell whether a list item opens with a participle of its main clause ("3. Recognizing A, they will B")."""
        verb = self._lexicon.verbs.get(trigger.lemma_.lower())
        builds = trigger.lower_ in ("building", "drawing") and trigger.nbor().lower_ in ("on", "upon")
        speaks = builds or (verb is not None and verb.participle and trigger.tag_ == "VBG")
        return speaks and clause.subject is not None and clause.subject.i < clause.head.i

    def _is_label(self, sentence: ParsedSentence, opening: Token | None) -> bool:
        """Tell whether a bullet without a lead only names what its further sentences treat, or states a purpose."""
        if opening is not None and opening.i > sentence.span.start and opening.nbor(-1).tag_ == "TO":
            return True
        words = [token for token in sentence.span if not _is_markup(token)]
        if len(words) < _SHORTEST:
            return True
        return len(sentence.span) <= _LABEL_LENGTH and sentence.offset + sentence.span.end_char < sentence.block.end

    def note(self, sentence: ParsedSentence, act: Act | None) -> None:
        """Take the last act of a sentence that ends in a colon as the lead of what follows."""
        if act is None:
            return
        colon = bare_text(sentence.span.text).endswith(":")
        level = sentence.block.level if sentence.block.kind == "item" else 0
        if colon:
            pledged, held = self._ends_in_pledge(sentence), _ends_in_principles(sentence)
            self._leads.append(Lead(act, leads_only(sentence, act), level, held, pledged, held))
        elif level == 0 and any(token.lower_ in _FOLLOWING for token in sentence.span[-8:]):
            self._leads.append(Lead(act, False, level, lasting=True))

    def _ends_in_pledge(self, sentence: ParsedSentence) -> bool:
        """Tell whether a line ends in the speakers' own commitment and the link to its list ("our commitments to:")."""
        near = [token for token in sentence.span if not _is_markup(token)][-5:]
        noun = next((token for token in reversed(near) if token.pos_ == "NOUN"), None)
        if noun is None or near[-1].lower_ not in ("to", "that") or noun.i < near[-1].i - 1:
            return False
        own = any(token.lower_ in ("our", "their") for token in sentence.span[: noun.i + 1])
        return own and self._lexicon.nouns.get(noun.lemma_.lower()) == "commitment"


def bare_text(text: str) -> str:
    """Return a text without the markup that closes it ("committed to:</u>")."""
    return _CLOSING.sub("", text)


def _ends_in_principles(sentence: ParsedSentence) -> bool:
    """Tell whether a line ends in the principles that its list names ("endorsing the following shared principles:")."""
    words = [token for token in sentence.span if not _is_markup(token)]
    return bool(words) and words[-1].lower_ in ("principles", "values")


def _only_describes(clause: Clause) -> bool:
    """Tell whether a clause only describes the noun that an item names ("- Networks that are open")."""
    return clause.subject is not None and clause.subject.lower_ in ("that", "which", "who")


def _is_short_title(sentence: ParsedSentence) -> bool:
    """Tell whether an item is only a title of two or three words ("Developing Capabilities"), with no stop after it."""
    words = [token for token in sentence.span if not _is_markup(token)]
    if _is_numbered_title(sentence, words):
        return True
    if not 1 < len(words) < _SHORTEST or not words[0].lower_.endswith("ing"):
        return False
    return all(token.text[0].isupper() for token in words) and sentence.span.text.rstrip()[-1:].isalpha()


def _only_names_parties(sentence: ParsedSentence) -> bool:
    """Tell whether an item is the names of parties and nothing else: it lists who, not what they do."""
    text = sentence.span.text
    if len(text.split()) > _NAMES:
        return False
    rest = text
    for mention in mentions_in(text, ()):
        rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    return rest != text and not set(_LETTERS.findall(rest.lower())) - {"the", "and"}


def _is_numbered_title(sentence: ParsedSentence, words: Sequence[Token]) -> bool:
    """Tell whether an item is a numbered title in capitals, with no stop ("2. Secure and Private by Design")."""
    if sentence.block.marker < _NUMBERED or sentence.span.text.rstrip()[-1:] in ".;,:":
        return False
    main = [token for token in words if token.pos_ not in ("ADP", "CCONJ", "DET", "PART", "AUX", "PRON", "SCONJ")]
    return len(main) > 1 and all(token.text[0].isupper() for token in main if token.text[0].isalpha())


def leads_only(sentence: ParsedSentence, act: Act) -> bool:
    """Tell whether nothing but "to" or "that" stands between an act's trigger and the list it heads."""
    after = bare_text(sentence.span.doc.text[act.trigger.end - sentence.offset : sentence.span.end_char])
    after = after.strip(" :*_").lower()
    asked = act.cls in ("call", "endorsement") and after.endswith(" to") and len(after.split()) <= _WHOM
    return after in _LINKS or asked


def bare_opening(sentence: ParsedSentence, lexicon: Lexicon) -> Token | None:
    """Return the verb with which a block opens without a subject ("Strengthening ties", "Launch a fund"), or None."""
    for token in sentence.span:
        if _is_markup(token) or token.tag_ in ("CC", "TO") or token.pos_ == "ADV":
            continue
        if _is_subject(token, lexicon):
            return None
        if token.tag_ in ("VB", "VBG"):
            return (
                None
                if any(child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i for child in token.lefts)
                else token
            )
        mistaken = token.tag_ in ("VBP", "NN", "NNP", "JJ") and token.lower_ in lexicon.words["bare_verbs"]
        return token if mistaken else None
    return None


def _is_subject(word: Token, lexicon: Lexicon) -> bool:
    """Tell whether a first word is, or modifies, the subject of a verb behind it ("Working groups will meet").

    The tagger takes nouns in lists for verbs; only a modal, or a verb that nothing else is taken for, shows a clause.
    """
    noun = word.head if word.dep_ in ("amod", "compound") and word.head.i > word.i else word
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass", "csubj", "csubjpass") or verb.i <= noun.i:
        return False
    sure = verb.lemma_ in ("require", "include", "depend") and verb.tag_ == "VBZ"
    # "Partner countries reaffirmed": a noun before a verb of saying in the past
    sure = sure or (word.pos_ in ("NOUN", "PROPN") and verb.tag_ == "VBD" and verb.lemma_.lower() in lexicon.verbs)
    # "Enhancing surveillance is critical to": what is done is the subject of a view
    sure = sure or (word.tag_ == "VBG" and word is noun and verb.lemma_ == "be" and verb.tag_ == "VBZ")
    return sure or any(child.tag_ == "MD" for child in verb.lefts)


def first_word(sentence: ParsedSentence) -> Token | None:
    """Return the first content word of a bullet: no markup, number, article, preposition or adverb."""
    for token in sentence.span:
        if not _is_markup(token) and token.tag_ not in ("DT", "TO", "CC", "IN", "PRP$") and token.pos_ != "ADV":
            return token
    return None


def without_openings(sentence: ParsedSentence, clauses: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of a list item without those that the parser made of the words of its opening gerund."""
    opening = bare_opening(sentence, lexicon) if sentence.block.kind == "item" else None
    if opening is None:
        return list(clauses)
    return [clause for clause in clauses if clause.form != "main" or not clause.own or _parted(opening, clause)]


def without_label(sentence: ParsedSentence, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a paragraph without those of a gerund that only labels it ("Reaching out: We ...")."""
    clauses = list(clauses)
    first = first_word(sentence)
    if sentence.block.kind == "item" or sentence.number != 1 or first is None or first.tag_ not in ("VBG", "NNP"):
        return clauses
    label = label_end(sentence)
    if label is None or not first.lower_.endswith("ing"):
        return clauses
    labelled = [clause for clause in clauses if clause.head.i > label]
    return labelled if any(clause.own for clause in labelled) else clauses


def _parted(opening: Token, clause: Clause) -> bool:
    """Tell whether a comma or colon parts an opening verb from a clause, which is then a sentence of its own."""
    first = clause.head.i if clause.subject is None else clause.subject.left_edge.i
    if clause.subject is not None and first <= opening.i < clause.subject.i:
        # the parser took the label into the subject ("Addressing piracy (AP): The leaders committed")
        first = clause.subject.i
    if clause.subject is not None and clause.subject.i == opening.i:
        return False
    return first < opening.i or any(token.lower_ in (",", ":", ".") for token in opening.doc[opening.i : first])


def label_end(sentence: ParsedSentence) -> int | None:
    """Return the index of the colon that ends a run-in heading ("Launch a group: Building on ..."), or None."""
    for token in sentence.span[:_LABEL_REACH]:
        if token.lower_ == ":" and token.i + 1 < sentence.span.end:
            return int(token.i)
    return None


def _is_markup(token: Token) -> bool:
    return token.is_space or token.lower_ in _MARKUP or token.is_punct or token.like_num
