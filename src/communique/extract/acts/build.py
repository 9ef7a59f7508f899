"""Build the acts of a document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.extract.acts.actions import actions_of
from communique.extract.acts.classify import classify
from communique.extract.acts.clauses import Clause, find_clauses
from communique.extract.acts.content import complement_of
from communique.extract.acts.extent import ends, outer_start, quote_start, trim
from communique.extract.acts.kind import kind_of
from communique.extract.acts.lexicon import SAYING, Lexicon, load_lexicon
from communique.extract.acts.lists import Bullet, Heading, bare_text, leads_only, without_label, without_openings
from communique.extract.acts.mentions import Mentions
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.acts.silence import is_pointer, is_salutation, is_signature, is_source, is_title_label
from communique.extract.acts.subjects import Codes, Subjects
from communique.extract.acts.times import Times, tokens_of
from communique.extract.acts.undertaking import Undertaking
from communique.extract.acts.weigh import predicate_of
from communique.extract.acts.why import why, why_bullet
from communique.extract.context import Context
from communique.extract.parse import ParsedSentence
from communique.extract.parties.targets import target_of
from communique.model import Act, Anchor, Due

RULE_VERSION = "1"
_LONGEST_PLACE = 3
# "When the pact was first announced, we pledged": what a thing's beginning saw is long past.
_BEGINNINGS = frozenset({"first", "announce", "launch", "establish", "found", "create"})
_OPENINGS = frozenset({"at", "during", "in", "on"})
_OWN_WORDS = ("decide", "approve", "assert", "object", "ask")


def build_acts(context: Context) -> Iterator[Act]:
    """Yield the acts of the document, in the text's order."""
    lexicon = load_lexicon()
    builder = Builder(context, lexicon, Subjects.of(context, lexicon), Times.of(context), Mentions.of(context))
    heading = Heading(lexicon)
    number, bound = 0, False
    previous: Act | None = None
    label: Due | None = None
    for sentence in context.parsed.sentences:
        if sentence.block.kind == "heading":
            heading.reset()
            label = None
            continue
        clauses = find_clauses(sentence.span, lexicon)
        text = sentence.span.text
        closing = is_signature(text)
        if not any(clause.own for clause in clauses) and (closing or is_salutation(text)):
            clauses = []
        if is_pointer(text) or (is_source(text) and len(clauses) == 1):
            clauses = []
        if sentence.number == 1 and is_title_label(text) and not any(clause.own for clause in clauses):
            continue
        bullet = None if closing and not clauses else heading.bullet(sentence, clauses)
        clauses = without_label(sentence, without_openings(sentence, clauses, lexicon))
        acts: list[Act] = []
        if bullet is not None:
            acts.append(builder.of_bullet(sentence, bullet))
            clauses = [clause for clause in clauses if clause.own and clause.head.i >= bullet.end]
        bound = bound and sentence.number > 1
        acts += builder.of_clauses(sentence, clauses, bound)
        bound = builder.subjects.binds(sentence, clauses, bound)
        inherited = heading.due(sentence)
        heading.note(sentence, acts[-1] if acts else None)
        empty = acts and bare_text(sentence.span.text).endswith(":") and leads_only(sentence, acts[-1])
        if empty and acts[-1].cls != "report":
            acts.pop()
        acts = [builder.goes_on(sentence, act, previous) for act in acts]
        label = builder.times.label(sentence, bool(acts), label)
        acts = [replace(act, due=act.due or inherited or label) if act.cls == "commitment" else act for act in acts]
        previous = acts[-1] if acts else previous if sentence.number > 1 else None
        for act in acts:
            number += 1
            yield replace(act, id=f"a{number}")


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the acts of one document from clauses and bullets."""

    context: Context
    lexicon: Lexicon
    subjects: Subjects
    times: Times
    mentions: Mentions

    def of_clauses(self, sentence: ParsedSentence, clauses: Sequence[Clause], bound: bool) -> Iterator[Act]:
        """Yield the acts of a sentence's clauses; `bound` tells that "it" is a body of the speakers."""
        last = ends(clauses, sentence.span)
        retold = False
        whole: dict[int, Codes] = {}
        for place, found in enumerate(clauses):
            clause, codes = self.subjects.speaker(sentence, found)
            if codes is not None and clause.subject is not None:
                # a second verb has the whole list of the first ("A, B and C concur; and recognize that")
                codes = whole.setdefault(clause.subject.i, codes)
            agents = () if codes is not None else self.subjects.agents(sentence, clause)
            if agents and self._binds(clause):
                codes = agents
            if codes is None and self._opens_for_body(sentence, clause):
                codes = self.context.speakers
            renewed = clause.form == "participle" and codes is None and self._renews(clause, last[place])
            if clause.form in ("participle", "relative") and codes is None and not renewed:
                continue
            opening = outer_start(clause, clauses[place - 1] if place else None, sentence.span)
            scene = self._scene(sentence, clause, opening, last[place], codes)
            if codes is None and clause.subject is not None:
                if bound and clause.subject.lower_ == "it":
                    scene = replace(scene, body=True)
                doing = clause.subject.lemma_.lower() not in self.lexicon.words["abstract_bodies"]
                bound = bound or (scene.body and clause.form == "main" and doing)
            shared = not clause.own and clause.form == "main" and clause.past
            retold = scene.earlier or (retold and shared)
            if clause.form == "relative" and scene.earlier:
                continue  # "the law, which the President signed in 2021": only says which
            act = self._of_clause(sentence, replace(scene, earlier=retold), opening, codes)
            yield replace(act, actors=agents) if agents else act

    def _opens_for_body(self, sentence: ParsedSentence, clause: Clause) -> bool:
        """Tell whether a participle opens a sentence about the speakers' body ("Noting that A, the task force met")."""
        subject = clause.subject
        if clause.form != "participle" or subject is None or subject.i < clause.head.i:
            return False
        verb = self.lexicon.verbs.get(clause.head.lemma_.lower())
        return verb is not None and verb.group in SAYING and self.subjects.is_body(sentence, subject)

    def _renews(self, clause: Clause, end: int) -> bool:
        """Tell whether what things show is the speakers' commitment ("the talks were good, showing our resolve")."""
        noun = complement_of(clause.head, end).noun
        if clause.head.lemma_ not in self.lexicon.words["heart_verbs"] or noun is None:
            return False
        vowed = self.lexicon.nouns.get(noun.lemma_.lower()) == "commitment"
        return vowed and any(child.lower_ in ("our", "shared", "mutual", "joint") for child in noun.lefts)

    def _binds(self, clause: Clause) -> bool:
        """Tell whether what an agency or a capital says is said by its state: "will", or a verb of saying now.

        What an agency has decided or launched it did for itself, which is told.
        """
        verb = self.lexicon.verbs.get(clause.head.lemma_.lower())
        if clause.head.lemma_ in ("be", "remain") and clause.modal is None:
            # "the Treasury is committed to": so is its state
            word = predicate_of(clause.head, clause.head.sent.end)
            return word is not None and self.lexicon.adjectives.get(word.lower_) == "commitment"
        if clause.passive and clause.modal is None and not clause.past:
            return self.lexicon.adjectives.get(clause.head.lower_) == "commitment"
        if clause.modal is not None or verb is None:
            return clause.modal is not None
        return verb.group in SAYING and (verb.group != "decide" or not (clause.past or clause.perfect))

    def _scene(self, sentence: ParsedSentence, clause: Clause, opening: int, end: int, codes: Codes | None) -> Scene:
        subject, subjects = clause.subject, self.subjects
        first = clause.head.i
        return Scene(
            clause=clause,
            end=end,
            speaking=codes is not None,
            body=codes is None and subject is not None and subjects.is_body(sentence, subject),
            party=subject is not None and subjects.is_party(sentence, subject),
            earlier=self.times.earlier(sentence, clause, opening) or self._recalled(sentence, clause, opening),
            mine=subjects.named(sentence, first, end, self.context.speakers),
            selves=subjects.named(sentence, first, end, codes) if codes is not None else frozenset(),
            complement=complement_of(clause.head, end),
            lexicon=self.lexicon,
        )

    def _recalled(self, sentence: ParsedSentence, clause: Clause, opening: int) -> bool:
        """Tell whether a clause in the past opens with a meeting of long ago ("At the Camp David Summit, ...")."""
        doc = sentence.span.doc
        first = doc[opening]
        while first.i + 2 < clause.head.i and first.lower_ in ("in", "also") and first.nbor().lower_ == "addition":
            first = first.nbor(3) if first.nbor(2).lower_ == "," else first.nbor(2)
        subject = clause.head if clause.subject is None else clause.subject.left_edge
        if clause.past and first.lower_ == "when" and subject.i > first.i:
            return any(token.lemma_.lower() in _BEGINNINGS for token in doc[first.i : subject.i])
        if not clause.past or subject.i <= first.i or first.lower_ not in _OPENINGS:
            return False
        place = [token for token in doc[first.i + 1 : subject.i] if not token.is_punct]
        named = 0 < len(place) <= _LONGEST_PLACE and all(token.pos_ == "PROPN" for token in place)
        if named and first.lower_ in ("at", "in") and subject.nbor(-1).lower_ == ",":
            # "in Elmau, we agreed", said elsewhere
            return self.mentions.elsewhere(" ".join(token.text for token in place))
        return self.mentions.recalled(sentence.offset + first.idx, sentence.offset + subject.idx)

    def _of_clause(self, sentence: ParsedSentence, scene: Scene, opening: int, codes: Codes | None) -> Act:
        verdict = classify(scene)
        clause, doc = scene.clause, sentence.span.doc
        if verdict.rule == "occasion-to" and codes is None:
            # "the talks gave Japan an opportunity to reaffirm": Japan does
            codes = self.subjects.codes_in(sentence, clause.head.i, verdict.trigger.i) or None
        first = quote_start(clause, verdict.trigger)
        anchor = self.context.parsed.anchor_tokens(sentence, doc[first], doc[max(scene.end - 1, verdict.trigger.i)])
        act = Act(
            id="",
            anchor=anchor,
            trigger=self.context.parsed.anchor_tokens(sentence, verdict.trigger, verdict.trigger),
            cls=verdict.cls,
            actors=self._actors(sentence, scene, codes),
            strength=verdict.strength,
            refers_to=self.mentions.within(anchor.start, anchor.end),
            origin=f"{verdict.rule}/{RULE_VERSION}",
            why=why(clause, verdict),
        )
        if verdict.cls == "commitment":
            act = self._undertaken(sentence, scene, verdict, act, (opening, first))
        aimed = target_of(act.cls, act.kind, sentence, verdict.trigger, first, scene.end, self.subjects.actors)
        return replace(act, target=aimed)

    def _is_part(self, subject: Token | None, verb: Token) -> bool:
        """Tell whether only some of those who speak are the subject, none named ("several delegations supported")."""
        words = self.lexicon.words
        if subject is None or subject.lower_ not in words["part_nouns"] or subject.text[0].isupper():
            return False
        if any(token.lower_ == "including" for token in verb.doc[subject.i : verb.i]):
            return False
        return any(child.lower_ in words["part_words"] for child in subject.lefts if child.dep_ != "poss")

    def _actors(self, sentence: ParsedSentence, scene: Scene, codes: Codes | None) -> Codes:
        """Return who acts: the subject's codes, all the speakers where it has none, those met with where it meets."""
        if self._is_part(scene.clause.subject, scene.clause.head):
            return ()
        if codes is None:
            return self.context.speakers
        if scene.lemma == "meet" and scene.complement.frame == "with" and scene.clause.modal is None:
            met = self.subjects.codes_in(sentence, scene.clause.head.i, scene.end)
            return tuple(dict.fromkeys((*codes, *met)))
        return codes

    def _undertaken(
        self, sentence: ParsedSentence, scene: Scene, verdict: Verdict, act: Act, begin: tuple[int, int]
    ) -> Act:
        """Return the act with what belongs to commitments; `begin` are the tokens where its opening and quote begin."""
        doc = sentence.span.doc
        due, recurrence = self.times.due(sentence, *begin, act.anchor.end, scene.clause.head)
        done = actions_of(scene, verdict, tokens_of(sentence, due))
        start = done[0].first if done else verdict.trigger.i + 1
        undertaking = Undertaking(
            rule=verdict.rule,
            words=tuple(doc[start : scene.end]),
            heads=tuple(action.verb for action in done if action.verb is not None) or _verb_of(scene, verdict),
            due=due,
            recurrence=recurrence,
            allies=self.subjects.allies(sentence, start, scene.end, act.actors),
            meeting=self.mentions.planned(act.anchor.start, act.anchor.end),
            subject=scene.clause.subject,
        )
        anchors = (self.context.parsed.anchor_tokens(sentence, doc[a.first], doc[a.end - 1]) for a in done)
        kind = kind_of(undertaking, self.lexicon)
        return replace(act, kind=kind, actions=tuple(anchors), due=due, recurrence=recurrence)

    def goes_on(self, sentence: ParsedSentence, act: Act, previous: Act | None) -> Act:
        """Return an act that spells out the commitment before it ("This includes working ...") as one too."""
        if previous is None or previous.cls != "commitment" or act.cls not in ("report", "affirmation"):
            return act
        opening = act.anchor.quote.lower().split()[:6]
        doing = opening[:1] in (["this"], ["these"], ["such"]) and {"includes", "include", "entails"}.intersection(
            opening
        )
        place = act.trigger.end - sentence.offset
        following = next((token for token in sentence.span if token.idx >= place and not token.is_space), None)
        possible = act.trigger.quote.lower() in ("could", "can", "may", "might", "would")
        if not doing or possible or (act.cls == "report" and (following is None or following.tag_ != "VBG")):
            return act
        why_so = "commitment: it spells out what the commitment before it includes"
        return replace(
            act,
            cls="commitment",
            kind=previous.kind,
            actors=previous.actors,
            strength=previous.strength,
            origin=f"includes/{RULE_VERSION}",
            why=why_so,
        )

    def of_bullet(self, sentence: ParsedSentence, bullet: Bullet) -> Act:
        """Return the act of a bullet that is no sentence: that of the line which heads it, else of its own verb."""
        doc, lead = sentence.span.doc, bullet.lead
        end = trim(sentence.span, bullet.trigger.i + 1, bullet.end)
        anchor = self.context.parsed.anchor_tokens(sentence, doc[bullet.first], doc[end - 1])
        act = Act(
            id="",
            anchor=anchor,
            trigger=self.context.parsed.anchor_tokens(sentence, bullet.trigger, bullet.trigger),
            cls=self._class_of(bullet),
            actors=self.context.speakers if lead is None else lead.act.actors,
            strength=0 if lead is None else lead.act.strength,
            refers_to=self.mentions.within(anchor.start, anchor.end),
            origin=f"{'bullet' if lead is not None else 'bullet-alone'}/{RULE_VERSION}",
            why=why_bullet(bullet),
        )
        if act.cls == "commitment":
            act = self._listed(sentence, bullet, act, end)
        aimed = target_of(act.cls, act.kind, sentence, bullet.trigger, bullet.first, end, self.subjects.actors)
        return replace(act, target=aimed)

    def _class_of(self, bullet: Bullet) -> str:
        """Return the class of a bullet: its lead's, unless it opens with a participle that does an act of its own."""
        verb = self.lexicon.verbs.get(bullet.trigger.lemma_.lower())
        gerund = bullet.trigger.tag_ == "VBG"
        saying = verb is not None and verb.participle and gerund
        committing = verb is not None and verb.group in ("promise", "intend")
        lead = bullet.lead
        if lead is not None and lead.principles and not self._is_verb(bullet.trigger):
            return "affirmation"
        if lead is not None and (lead.empty or not saying):
            # "agreed to the following principles: Suspend the tariffs": what is to be done is undertaken
            agreed = lead.act.origin.startswith(("agree-on", "decide-on"))
            doing = (
                bullet.trigger.tag_ in ("VB", "VBG", "VBP") or bullet.trigger.lower_ in self.lexicon.words["bare_verbs"]
            )
            return "commitment" if (agreed and doing) or lead.pledged else lead.act.cls
        announced = verb is not None and verb.lemma == "announce"  # done by being said, whatever the list is of
        bound = lead is not None and lead.act.cls == "commitment" and not announced
        if bound and verb is not None and verb.group in ("ask", "decide"):
            return "commitment"
        if verb is not None and ((verb.group in _OWN_WORDS and (saying or verb.group == "decide")) or committing):
            return verb.cls
        return "report" if gerund else "commitment"

    def _is_verb(self, word: Token) -> bool:
        """Tell whether a bullet opens with a verb, which the tagger may take for a name ("Publish advisories")."""
        words = self.lexicon.words
        named = word.lower_ in words["bare_verbs"] or word.lower_ in words["specific_verbs"]
        return word.tag_ in ("VB", "VBG", "VBP") or (named and word.tag_ in ("NN", "NNP", "JJ"))

    def _listed(self, sentence: ParsedSentence, bullet: Bullet, act: Act, end: int) -> Act:
        """Return the act of a bullet with what belongs to commitments; it inherits what its lead says of the time."""
        due, recurrence = self.times.due(sentence, bullet.first, bullet.first, act.anchor.end, None)
        dated = due is not None
        if bullet.lead is not None:
            due, recurrence = due or bullet.lead.act.due, recurrence or bullet.lead.act.recurrence
        actions: tuple[Anchor, ...] = (act.anchor,)
        undertaking = Undertaking(
            rule=act.origin.partition("/")[0],
            words=tuple(sentence.span.doc[bullet.first : end]),
            heads=(bullet.trigger,) if self._is_verb(bullet.trigger) else (),
            due=due,
            recurrence=recurrence,
            allies=self.subjects.allies(sentence, bullet.first, end, act.actors),
            meeting=self.mentions.planned(act.anchor.start, act.anchor.end),
            dated=dated,
        )
        kind = kind_of(undertaking, self.lexicon)
        return replace(act, kind=kind, actions=actions, due=due, recurrence=recurrence)


def _verb_of(scene: Scene, verdict: Verdict) -> tuple[Token, ...]:
    """Return the verb of a modal clause whose phrase opens with something else ("will, among others, adopt")."""
    modal = scene.clause.modal
    return (scene.clause.head,) if modal is not None and verdict.trigger.i == modal.i else ()
