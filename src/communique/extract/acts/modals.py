"""What modals do: "will" undertakes or forecasts, "must" asks or states a need, "can" and "may" state a view."""

from __future__ import annotations

from communique.extract.acts.binding import binds
from communique.extract.acts.denied import negated
from communique.extract.acts.others import is_ours
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.acts.weigh import content_class, verb_class

_WILL = frozenset({"will", "shall", "'ll", "wo", "sha"})
_NEED = frozenset({"must", "should", "ought", "need"})
_LISTED = 12
_MIND = frozenset({"know", "understand", "remember"})
# Who is asked, named by no more than this: "allies should continue".
_AT_LARGE = frozenset({"allies", "partners", "states", "nations", "countries", "governments", "parties", "members"})


def exhortation(scene: Scene) -> Verdict | None:
    """Let "let us end this war" ask."""
    if scene.clause.head.lower_ != "let":
        return None
    return Verdict("call", scene.clause.head, 1, "let-us", scene.complement.head)


def will_clause(scene: Scene) -> Verdict | None:
    """Let "will" of the speakers or their own body undertake, of things and others forecast."""
    modal = scene.clause.modal
    words = scene.lexicon.words
    if modal is None or modal.lower_ not in _WILL:
        return None
    binding = modal.lower_ == "shall" and not scene.party
    if scene.speaking and scene.lemma in words["befalling_verbs"]:
        return Verdict("affirmation", modal, 0, "will-happen", scene.clause.head)
    saying = scene.lexicon.verbs.get(scene.lemma)
    if scene.speaking and saying is not None and scene.lemma in words["future_speech"]:
        return Verdict(saying.cls, modal, saying.strength, f"will-{saying.group}", scene.clause.head)
    if scene.speaking or binding or binds(scene):
        return Verdict(
            "commitment", modal, 2 if scene.lemma == "continue" else 3, "will-of-speakers", scene.clause.head
        )
    return Verdict("affirmation", modal, 0, "will-of-others", scene.clause.head)


def need_clause(scene: Scene) -> Verdict | None:
    """Let "must" and "should" ask others to act or to stop; of the speakers and of things they state a need."""
    modal = scene.clause.modal
    if modal is None or modal.lower_ not in _NEED:
        return None
    if scene.speaking and _by_actions(scene):
        return Verdict("commitment", modal, 2, "need-to-act", scene.clause.head)
    subject = scene.clause.subject
    at_large = subject is not None and subject.lower_ in _AT_LARGE and not any(subject.lefts)
    if (scene.speaking and not at_large) or scene.lemma in _MIND or (is_ours(scene) and not scene.body):
        return Verdict("affirmation", modal, 0, "need-of-speakers", scene.clause.head)
    words = scene.lexicon.words
    if modal.lower_ == "should" and not scene.clause.passive and _is_state(scene):
        return Verdict("affirmation", modal, 0, "need-of-things", scene.clause.head)
    actor = at_large or scene.party or (subject is not None and subject.lemma_.lower() in words["addressees"])
    demanded = scene.clause.passive and modal.lower_ == "must" and scene.lemma not in words["condition_verbs"]
    stopped = scene.lemma in words["stopping_verbs"] or demanded
    if actor or stopped:
        return Verdict("call", modal, 2 if modal.lower_ == "must" else 1, "need-of-others", scene.clause.head)
    return Verdict("affirmation", modal, 0, "need-of-things", scene.clause.head)


def wish_clause(scene: Scene) -> Verdict | None:
    """Let "would like to thank", "wish to express" do what their infinitive does."""
    modal = scene.clause.modal
    if scene.lemma not in scene.lexicon.words["sayable"] or (modal is not None and modal.lower_ not in ("would", "'d")):
        return None
    inner = scene.complement.head if scene.complement.frame == "to" else None
    cls = None if inner is None else verb_class(inner, scene)
    if inner is None or cls is None or not scene.speaking:
        return None
    return Verdict(cls, inner, 0, "wish-to", inner)


def other_modal(scene: Scene) -> Verdict | None:
    """Let "can", "may", "would" state a view of what is possible."""
    modal = scene.clause.modal
    if modal is None:
        return None
    if (
        modal.lower_ in ("can", "ca", "could")
        and negated(scene)
        and scene.lemma in ("accept", "tolerate", "allow", "permit")
    ):
        return Verdict("objection", modal, 0, "cannot-accept", scene.clause.head)
    if modal.lower_ in ("can", "ca") and negated(scene) and scene.lemma in scene.lexicon.words["breaking_verbs"]:
        return Verdict("objection", modal, 0, "cannot-break", scene.clause.head)
    subject = scene.clause.subject
    if subject is not None and subject.tag_ != "PRP" and _assures(scene):
        return Verdict("commitment", modal, 2, "can-be-confident", scene.clause.head)
    verb = scene.lexicon.verbs.get(scene.lemma)
    if scene.speaking and verb is not None and verb.group == "approve" and modal.lower_ in ("would", "'d"):
        return Verdict("endorsement", modal, 0, "would-welcome", scene.clause.head)
    return Verdict("affirmation", modal, 0, "can-may", scene.clause.head)


def _is_state(scene: Scene) -> bool:
    """Tell whether others should have or be able to do something, which nobody asks of them."""
    near = [token.lower_ for token in scene.clause.head.rights]
    return scene.lemma == "have" or (scene.lemma == "be" and ("able" in near or "free" in near))


def _assures(scene: Scene) -> bool:
    """Tell whether others "can be confident that we will": what the speakers will do is undertaken."""
    doc, i = scene.clause.head.doc, scene.clause.head.i
    near = [token for token in doc[i : min(scene.end - 1, i + 3)] if token.lower_ in ("confident", "assured", "sure")]
    if not near or near[0].nbor().lower_ != "that":
        return False
    inner = next((token for token in doc[near[0].i + 2 : scene.end] if token.lower_ in ("will", "shall")), None)
    return inner is not None and content_class(inner.head if inner.dep_ == "aux" else inner, scene) == "commitment"


def _by_actions(scene: Scene) -> bool:
    """Tell whether a clause goes on to list what is to be done: "must do more through the following actions"."""
    doc, doings = scene.clause.head.doc, scene.lexicon.words["doings"]
    near = doc[max(scene.clause.head.i, scene.end - _LISTED) : scene.end]
    return any(
        token.lower_ == "following" and any(after.lower_ in doings for after in doc[token.i + 1 : token.i + 4])
        for token in near
    )
