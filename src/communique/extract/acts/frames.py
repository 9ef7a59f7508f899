"""What a verb of the lexicon does in its frame: the special frames, each with its reason."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.acts import welcomes
from communique.extract.acts.content import complement_of
from communique.extract.acts.deeds import (
    created,
    deed,
    implemented,
    lately,
    launched,
    lifted,
    provided,
    published,
)
from communique.extract.acts.lexicon import Verb
from communique.extract.acts.offers import extended, offered, paid
from communique.extract.acts.scene import OWN, Scene, Verdict, possessed
from communique.extract.acts.verbs import modal_of
from communique.extract.acts.vows import assured, brought, expected, given, had, kept, listed, made
from communique.extract.acts.weigh import content_class, noun_class, verb_class

# How far behind "ask" those who are asked may reach.
_ASKED = 9
_STRENGTH = {"commitment": 2, "endorsement": 1, "call": 1}


def by_frame(scene: Scene, verb: Verb) -> Verdict:
    """Return what the verb does with what follows it."""
    complement = scene.complement
    frame = complement.frame
    if complement.infinitive is not None and "object_to" in verb.frames:
        frame = "object_to"
    if verb.group == "ask" and frame == "object_to" and _own_people(scene):
        return Verdict("commitment", scene.clause.head, 3, "instruct-object_to", complement.noun)
    if verb.group == "ask" and _next_word(scene) in ("whether", "if", "how", "what", "why"):
        return Verdict("report", scene.clause.head, 0, "event", complement.head)
    answer = verb.frames.get(frame, verb.cls)
    special = FRAMES.get(answer)
    if special is not None:
        return special(scene, verb)
    strength = verb.strength if answer == verb.cls or answer == "commitment" else 0
    return Verdict(answer, scene.clause.head, strength, f"{verb.group}-{frame}", complement.head)


def weigh(scene: Scene, verb: Verb) -> Verdict:
    """Let the noun after the verb decide ("reaffirmed their commitment" undertakes, "their support" endorses)."""
    noun, head = scene.complement.noun, scene.clause.head
    if scene.complement.frame == "with":
        noun = _deciding_noun(scene) or noun
    if noun is None or scene.complement.frame == "ing":
        return Verdict(verb.cls, head, verb.strength, f"{verb.group}-{scene.complement.frame}", scene.complement.head)
    kind = noun_class(noun, scene)
    words = scene.lexicon.words
    if kind == "aim":
        kind = "commitment" if verb.lemma in words["pledging_verbs"] and _purposeful(noun, scene) else None
    own = possessed(noun) or any(child.i in scene.selves for child in noun.lefts)
    striving = noun.lemma_.lower() == "effort" and verb.lemma in ("confirm", "reaffirm", "reconfirm", "renew")
    if kind is None and own and striving and _purposeful(noun, scene):
        kind = "commitment"  # "confirm their joint effort to"
    if kind == "commitment" and verb.lemma in words["observing_verbs"] and not own:
        kind = None
    if kind == "call" and verb.lemma not in words["pledging_verbs"] and not verb.light:
        kind = None
    trigger = noun if verb.light else head
    if kind not in ("commitment", "endorsement", "objection", "call"):
        return Verdict(verb.cls, trigger, verb.strength, f"{verb.group}-np", noun)
    return Verdict(kind, trigger, _STRENGTH.get(kind, 0), f"{verb.group}-{kind}", noun)


def content(scene: Scene, verb: Verb) -> Verdict:
    """Let the clause after "that" decide: what it undertakes, asks or condemns is done by saying so."""
    inner = scene.complement.head
    found = None if inner is None else content_class(inner, scene)
    if found == "commitment" and verb.lemma in ("note", "recall", "recognize", "recognise", "acknowledge"):
        found = None
    cls = verb.cls if found is None else found
    strength = 2 if cls == "commitment" else 0
    return Verdict(cls, scene.clause.head, strength, f"{verb.group}-that", inner)


def announced(scene: Scene, verb: Verb) -> Verdict:
    """Let "announced their intention to" and "announced that they will" undertake; else to announce decides."""
    verdict = content(scene, verb) if scene.complement.frame == "that" else weigh(scene, verb)
    inner = scene.complement.head
    if lately(scene):
        return Verdict("report", scene.clause.head, 0, "event", inner)
    if scene.complement.frame == "that" and inner is not None and _done_before(inner, scene):
        return Verdict("report", scene.clause.head, 0, "announce-done", inner)
    if scene.complement.frame == "that" and inner is not None and _ahead(inner, scene):
        return Verdict("commitment", scene.clause.head, 2, "announce-that", inner)
    noun = scene.complement.noun
    made = (
        noun is not None and noun.lemma_ == "plan" and any(child.lower_ in ("a", "an", "the") for child in noun.lefts)
    )
    if verdict.cls == "commitment" and not made:
        return verdict
    return Verdict("decision", scene.clause.head, 3, "announce", scene.complement.head)


def declared(scene: Scene, verb: Verb) -> Verdict:
    """Let "declare our intention to", "declare our opposition to" do what the noun does; else to declare decides."""
    verdict = weigh(scene, verb)
    if verdict.cls != verb.cls:
        return verdict
    return Verdict("decision", scene.clause.head, 3, f"{verb.group}-np", scene.complement.noun)


def _done_before(inner: Token, scene: Scene) -> bool:
    """Tell whether an announced deed was done before: "that it had transferred two ships"; agreeing decides still."""
    entry = scene.lexicon.verbs.get(inner.lemma_.lower())
    if entry is not None and entry.group in ("decide", "concur", "promise"):
        return False
    had = any(child.dep_ == "aux" and child.lower_ == "had" for child in inner.lefts)
    return inner.tag_ in ("VBN", "VBD") and had


def announces_ahead(verb: Token, scene: Scene) -> bool:
    """Tell whether a verb of announcing has a clause that looks ahead ("are pleased to announce that we will host")."""
    complement = complement_of(verb, scene.end)
    return complement.frame == "that" and complement.head is not None and _ahead(complement.head, scene)


def _ahead(inner: Token, scene: Scene) -> bool:
    """Tell whether an announced clause looks ahead: "that the bank intends to", "that it will"."""
    modal = modal_of(inner)
    entry = scene.lexicon.verbs.get(inner.lemma_.lower())
    if modal is not None:
        return modal.lower_ == "will"
    return entry is not None and entry.group == "intend"


def agreed(scene: Scene, verb: Verb) -> Verdict:
    """Tell "agreed on a plan" (decides) from "agreed on the need" (asserts) and "agreed on holding" (undertakes)."""
    noun, trigger = scene.complement.noun, scene.clause.head
    doing = noun is not None and (
        noun.lemma_.lower() in scene.lexicon.words["doings"]
        or (
            noun.lemma_.lower() in ("principle", "commitment", "priority", "goal")
            and any(token.lower_ == "following" for token in noun.lefts)
        )
    )
    if noun is not None and (noun.tag_ == "VBG" or doing):
        return Verdict("commitment", trigger, 3, "agree-on-doing", noun)
    viewed = verb.lemma == "concur" and noun is not None and noun.lemma_ == "principle"
    if noun is not None and noun.lemma_.lower() in scene.lexicon.words["deals"] and not viewed:
        return Verdict("decision", trigger, 3, "agree-on-deal", noun)
    return Verdict("affirmation", trigger, 0, "agree-on", noun)


def recalled(scene: Scene, verb: Verb) -> Verdict:
    """Let what is recalled decide, but for a commitment, which was made before."""
    verdict = weigh(scene, verb)
    if verdict.cls != "commitment":
        return verdict
    return Verdict("affirmation", scene.clause.head, 0, "assert-np", scene.complement.noun)


def endorsed(scene: Scene, verb: Verb) -> Verdict:
    """Tell the endorsing of a document (a decision) from approval."""
    noun = scene.complement.noun
    if noun is not None and noun.lemma_.lower() in scene.lexicon.words["documents"]:
        return Verdict("decision", scene.clause.head, 3, "endorse-document", noun)
    return Verdict("endorsement", scene.clause.head, 1, "approve-np", noun)


def forward(scene: Scene, verb: Verb) -> Verdict:
    """Tell whose work is looked forward to: one's own is undertaken, another's endorsed, the future affirmed."""
    noun, trigger = scene.complement.noun, scene.clause.head
    following = [token.lower_ for token in trigger.doc[trigger.i + 1 : min(scene.end, trigger.i + 3)]]
    if "forward" not in following:
        if noun is not None and noun.lemma_.lower() in scene.lexicon.words["prospects"]:
            return Verdict("affirmation", trigger, 0, "look-forward-future", noun)
        if scene.complement.frame == "to":
            return Verdict("commitment", trigger, 1, "look-to", scene.complement.head)
        return Verdict("report", trigger, 0, "event", noun)
    if noun is None:
        return Verdict("commitment", trigger, 1, "look-forward", noun)
    if noun.lemma_.lower() in scene.lexicon.words["prospects"]:
        return Verdict("affirmation", trigger, 0, "look-forward-future", noun)
    if noun.tag_ == "VBG" and not any(child.dep_ == "poss" for child in noun.lefts):
        return Verdict("commitment", trigger, 1, "look-forward", noun)
    words = scene.lexicon.words
    if _hosted_by_others(noun, scene):
        return Verdict("endorsement", trigger, 0, "look-forward-others", noun)
    if any(token.lemma_.lower() in words["meetings"] for token in _phrase(noun, scene)):
        return Verdict("commitment", trigger, 1, "look-forward-meeting", noun)
    if any(child.dep_ == "poss" and child.lower_ not in OWN for child in noun.lefts):
        return Verdict("endorsement", trigger, 0, "look-forward-others", noun)
    if noun.lemma_.lower() in words["deeds"] and _done_by_others(noun, scene):
        return Verdict("endorsement", trigger, 0, "look-forward-others", noun)
    return Verdict("commitment", trigger, 1, "look-forward", noun)


def _hosted_by_others(noun: Token, scene: Scene) -> bool:
    """Tell whether somebody else is to host what is looked forward to ("Italy's hosting of the talks")."""
    if noun.lemma_.lower() not in ("host", "hosting") or noun.tag_ not in ("VBG", "NN"):
        hosting = next((child for child in noun.rights if child.dep_ == "acl" and child.tag_ == "VBG"), None)
        named = hosting is not None and hosting.lemma_ == "host" and noun.pos_ == "PROPN"
        return named and hosting is not None and hosting.i == noun.i + 1 and noun.i not in scene.mine
    owners = [child for child in noun.lefts if child.dep_ in ("poss", "nsubj")]
    return any(owner.pos_ == "PROPN" and owner.i not in scene.mine for owner in owners)


def shared(scene: Scene, verb: Verb) -> Verdict:
    """Tell "shared the view that" (asserts) from "shared views on" (tells) and "share the concern" (objects)."""
    noun = scene.complement.noun
    if noun is None:
        return Verdict("report", scene.clause.head, 0, "event", noun)
    kind = noun_class(noun, scene)
    if kind == "report":
        that = noun.i + 1 < scene.end and noun.nbor().lower_ == "that"
        return Verdict("affirmation" if that else "report", noun, 0, "share-view-that" if that else "share-views", noun)
    if kind in ("commitment", "objection", "endorsement"):
        return Verdict(kind, noun, 2 if kind == "commitment" else 0, f"share-{kind}", noun)
    after = [token.lower_ for token in noun.doc[noun.i + 1 : min(scene.end, noun.i + 3)]]
    if kind == "aim" and (after[:1] == ["to"] or (after[:1] == ["of"] and after[1:2] and after[1].endswith("ing"))):
        return Verdict("commitment", noun, 2, "share-commitment", noun)
    if noun.lemma_.lower() in ("effort", "work", "task", "history", "border"):
        return Verdict("report", scene.clause.head, 0, "event", noun)
    return Verdict("affirmation", noun, 0, "share-np", noun)


def sent(scene: Scene, verb: Verb) -> Verdict:
    """Let "send a message that" do what the message says."""
    noun = scene.complement.noun
    if noun is None or noun.lemma_.lower() not in ("message", "signal"):
        return Verdict("report", scene.clause.head, 0, "event", noun)
    that = next((token for token in noun.doc[noun.i + 1 : scene.end] if token.lower_ == "that"), None)
    inner = None if that is None else that.head if that.head.i > that.i else None
    cls = None if inner is None else content_class(inner, scene)
    return Verdict(cls or "affirmation", noun, 0 if cls is None else 2, "send-message-that", inner)


def accepted(scene: Scene, verb: Verb) -> Verdict:
    """Let the acceptance of an invitation undertake the visit."""
    noun = scene.complement.noun
    if noun is not None and noun.lemma_.lower() == "invitation":
        return Verdict("commitment", scene.clause.head, 3, "accept-invitation", noun)
    return Verdict("affirmation", scene.clause.head, 0, "assert-np", noun)


def reached(scene: Scene, verb: Verb) -> Verdict:
    """Let an agreement that is reached or concluded decide."""
    noun = scene.complement.noun
    deal = noun is not None and noun.lemma_.lower() in scene.lexicon.words["agreements"]
    deal = deal and not (verb.lemma == "achieve" and noun is not None and noun.lemma_ == "understanding")
    return Verdict("decision" if deal else "report", scene.clause.head, 3 if deal else 0, "reach-agreement", noun)


def raised(scene: Scene, verb: Verb) -> Verdict:
    """Let what is raised or reinforced decide: a commitment, a concern, an importance; else tell."""
    noun, head = scene.complement.noun, scene.clause.head
    kind = noun_class(noun, scene)
    if kind in ("commitment", "objection", "endorsement"):
        return Verdict(kind, head, _STRENGTH.get(kind, 0), f"raise-{kind}", noun)
    weighty = noun is not None and noun.lemma_.lower() in scene.lexicon.words["weights"]
    return Verdict("affirmation" if weighty else "report", head, 0, "place-weight" if weighty else "event", noun)


def placed(scene: Scene, verb: Verb) -> Verdict:
    """Let "place emphasis on", "attach importance to" assert."""
    noun = scene.complement.noun
    weight = noun is not None and noun.lemma_.lower() in (
        "emphasis",
        "importance",
        "priority",
        "value",
        "weight",
        "premium",
    )
    return Verdict(
        "affirmation" if weight else "report", scene.clause.head, 0, "place-weight" if weight else "event", noun
    )


def took(scene: Scene, verb: Verb) -> Verdict:
    """Let "take this opportunity to announce" do what its infinitive does."""
    inner = scene.complement.infinitive or (scene.complement.head if scene.complement.frame == "to" else None)
    noun = scene.complement.noun
    if inner is not None and noun is not None and noun.lemma_.lower() in ("opportunity", "occasion", "moment"):
        cls = verb_class(inner, scene)
        if cls is not None:
            return Verdict(cls, inner, 0, "take-opportunity-to", inner)
    if noun is not None and noun.lemma_.lower() in ("note", "pride", "view", "stock"):
        cls = {"note": "affirmation", "pride": "endorsement", "view": "affirmation"}.get(noun.lemma_.lower(), "report")
        return Verdict(cls, scene.clause.head, 0, "take-note", noun)
    doc, i = scene.clause.head.doc, scene.clause.head.i
    held = any(token.lower_ == "as" and "priority" in doc[token.i : token.i + 5].text for token in doc[i : scene.end])
    if held:
        return Verdict("affirmation", scene.clause.head, 0, "place-weight", noun)  # "take the crisis as a priority"
    return Verdict("report", scene.clause.head, 0, "event", noun)


def continued(scene: Scene, verb: Verb) -> Verdict:
    """Let "continue to call for" do what its infinitive does; with effort it undertakes, else it tells."""
    trigger = scene.clause.head
    inner = scene.complement.head
    if scene.clause.form == "participle":
        return Verdict("commitment", trigger, 2, "continuing-to", inner)
    if inner is not None:
        entry = scene.lexicon.verbs.get(inner.lemma_.lower())
        cls = verb_class(inner, scene)
        if (
            cls is not None
            and entry is not None
            and entry.group in ("ask", "object", "approve", "assert", "promise", "intend", "believe")
        ):
            if (
                entry.lemma == "stand"
                and inner.i + 1 < scene.end
                and inner.nbor().lower_ in ("with", "by", "alongside")
            ):
                return Verdict("endorsement", inner, 1, "stand-with", inner)
            noun = complement_of(inner, scene.end).noun if entry.light else None
            return Verdict(cls, inner if noun is None else noun, 0, "continue-to-say", inner)
        made = complement_of(inner, scene.end).noun
        progress = made is not None and made.lemma_.lower() in ("progress", "headway", "stride", "contribution")
        if inner.lemma_ in scene.lexicon.words["effort_verbs"] and not scene.clause.past and not progress:
            return Verdict("commitment", trigger, 2, "continue-effort", inner)
    return Verdict("report", trigger, 0, "event", inner)


FRAMES: dict[str, Callable[[Scene, Verb], Verdict]] = {
    "weigh": weigh,
    "content": content,
    "announced": announced,
    "declared": declared,
    "agreed": agreed,
    "endorsed": endorsed,
    "recalled": recalled,
    "created": created,
    "launched": launched,
    "implemented": implemented,
    "welcomed": welcomes.welcomed,
    "forward": forward,
    "shared": shared,
    "offered": offered,
    "expected": expected,
    "extended": extended,
    "paid": paid,
    "deed": deed,
    "published": published,
    "lifted": lifted,
    "sent": sent,
    "accepted": accepted,
    "reached": reached,
    "concluded": reached,
    "raised": raised,
    "provided": provided,
    "assured": assured,
    "brought": brought,
    "given": given,
    "listed": listed,
    "had": had,
    "made": made,
    "kept": kept,
    "placed": placed,
    "took": took,
    "continued": continued,
}


def _own_people(scene: Scene) -> bool:
    """Tell whether the speakers ask their own people, who do as they are told ("asked their envoys to")."""
    noun, words = scene.complement.noun, scene.lexicon.words
    if noun is None or scene.lemma not in ("ask", "request"):
        return False
    doc, start = noun.doc, scene.clause.head.i + 1
    to = next((i for i in range(start, min(scene.end, start + _ASKED)) if doc[i].tag_ == "TO"), noun.i + 1)
    asked = list(doc[start:to])  # "our Foreign and other relevant Ministers"
    known = bool(asked) and any(asked[-1].lemma_.lower() in words[table] for table in ("own_bodies", "own_people"))
    if known and len(asked) == 1 and asked[0].lower_ == "ministers":
        return True
    return known and any(t.lower_ in ("our", "their", "relevant", "respective", "responsible") for t in asked[:-1])


def _deciding_noun(scene: Scene) -> Token | None:
    """Return the first word after "note with" that decides ("with deep appreciation X's role"), or None."""
    doc, i = scene.clause.head.doc, scene.clause.head.i
    near = doc[i + 1 : min(scene.end, i + 6)]
    return next((token for token in near if noun_class(token, scene) in ("endorsement", "objection")), None)


def _next_word(scene: Scene) -> str:
    head = scene.clause.head
    return head.nbor().lower_ if head.i + 1 < scene.end else ""


def _done_by_others(noun: Token, scene: Scene) -> bool:
    """Tell whether a deed is given to somebody else: "action by the parliament"."""
    doc = noun.doc
    by = next((i for i in range(noun.i + 1, min(scene.end - 1, noun.i + 4)) if doc[i].lower_ == "by"), None)
    return by is not None and not any(i in scene.mine for i in range(by + 1, min(scene.end, by + 5)))


def _purposeful(noun: Token, scene: Scene) -> bool:
    """Tell whether an aim says what is to be done: "plans to", "our goal of achieving"."""
    after = [token.lower_ for token in noun.doc[noun.i + 1 : min(scene.end, noun.i + 2)]]
    return "to" in after or (possessed(noun) and after[:1] in (["of"], ["for"], ["to"]))


def _phrase(noun: Token, scene: Scene) -> list[Token]:
    """Return the noun phrase of `noun` up to its own complements, with the nouns of "hosting of X"."""
    reach = noun.i + 1
    while (
        reach < scene.end
        and reach < noun.i + 5
        and noun.doc[reach].lower_ not in ("to", "that", "which", ",", ";", "and")
    ):
        reach += 1
    return list(noun.doc[noun.left_edge.i : reach])
