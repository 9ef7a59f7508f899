"""What kind of commitment: specific, continuing, an assurance, or a scheduled meeting."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.assurance import is_assurance
from communique.extract.acts.deliverables import ensures_deed, names_deliverable, refrains
from communique.extract.acts.lexicon import AMOUNT, Lexicon
from communique.extract.acts.undertaking import GOING_ON, Undertaking, core_of, restates
from communique.extract.acts.verbs import prefixed_head

_WORKING = frozenset({"work", "seek", "take", "move"})
_WORKING_BODIES = frozenset({"group", "committee", "council", "force", "board", "commission", "panel", "minister"})
_INFINITIVE_REACH = 14
_LEGAL_STEPS = frozenset(
    {"accede", "accept", "adopt", "eliminate", "enact", "join", "prohibit", "ratify", "remove", "sign"}
)
_COUNTED = 30
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_LOOSE = frozenset({"action", "approach", "benefit", "effort", "measure", "outcome", "progress", "result"})
# What such a thing is called that is there already ("implement the plan").
_OLD = frozenset({"existing", "these", "those", "all", "our", "relevant"})
_NAMED_MEETING = frozenset({"look-forward", "look-forward-meeting", "welcome-meeting", "accept-invitation"})


def kind_of(undertaking: Undertaking, lexicon: Lexicon) -> str:
    """Return the kind of a commitment: the first of the four whose test it passes, else `continuing`."""
    if is_scheduled(undertaking, lexicon):
        return "scheduled"
    if is_assurance(undertaking, lexicon):
        return "assurance"
    return "specific" if is_specific(undertaking, lexicon) else "continuing"


def is_scheduled(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether a named meeting or exercise will be held: "hold the next round", "meet annually"."""
    words = lexicon.words
    meeting = undertaking.meeting or any(_is_meeting(token, words["meetings"]) for token in undertaking.words[:14])
    if undertaking.rule in ("welcome-meeting", "accept-invitation", "look-forward-meeting"):
        return True
    first = prefixed_head(undertaking.heads[0]).lemma_.lower() if undertaking.heads else ""
    if undertaking.rule in _NAMED_MEETING:
        return undertaking.meeting or (meeting and first in words["meeting_verbs"])
    if first == "continue":
        core = core_of(undertaking.heads[0], GOING_ON)
        return core.lemma_ in ("hold", "convene", "host") and _object_among(core, words["meetings"])
    subject = undertaking.subject
    if (
        subject is not None
        and _is_meeting(subject, words["meetings"])
        and first in ("take", "hold", "convene", "occur")
    ):
        return True
    if undertaking.heads and undertaking.heads[0].dep_ == "relcl" and first in ("host", "hold", "convene"):
        return True
    if first in ("instruct", "task", "direct") and _told_to_meet(undertaking.heads[0]):
        return True
    if first == "see" and undertaking.due is not None and _one_another(undertaking.heads[0]):
        return True
    for head in undertaking.heads:
        if head.lemma_.lower() in ("meet", "reconvene") and _gathers(head, words["meetings"]):
            regular = undertaking.due is not None or undertaking.recurrence is not None
            instructed = undertaking.rule.startswith("instruct")
            return meeting or regular or instructed or _is_working_body(subject)
    if first == "consult" and undertaking.recurrence is not None and _is_working_body(subject):
        return True
    if first == "include" and _object_among(undertaking.heads[0], words["meetings"]):
        return True
    if first not in words["meeting_verbs"] or _on_a_matter(undertaking):
        return False
    near = [token.lemma_.lower() for token in undertaking.words[:14]]
    if first in ("convene", "hold", "host") and "accountable" not in near and words["meetings"].intersection(near):
        return True
    return undertaking.meeting or _object_among(prefixed_head(undertaking.heads[0]), words["meetings"])


def _gathers(verb: Token, meetings: frozenset[str]) -> bool:
    """Tell whether to meet is to gather, and not to reach a goal or need ("meet the goals of the agreement")."""
    met = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    return met is None or _is_meeting(met, meetings) or met.ent_type_ in ("DATE", "PERSON")


def _told_to_meet(verb: Token) -> bool:
    """Tell whether a body is told to meet ("to instruct the group to reconvene")."""
    return any(child.dep_ in ("xcomp", "ccomp") and child.lemma_ in ("meet", "reconvene") for child in verb.rights)


def _one_another(verb: Token) -> bool:
    """Tell whether the speakers see each other again, which is to meet."""
    near = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]
    return near in (["one", "another"], ["each", "other"])


def _is_working_body(subject: Token | None) -> bool:
    return subject is not None and subject.lemma_.lower() in _WORKING_BODIES


def _on_a_matter(undertaking: Undertaking) -> bool:
    """Tell whether talks are held for a purpose and are no named meeting: "hold consultations to address barriers"."""
    if undertaking.meeting or undertaking.due is not None or undertaking.recurrence is not None:
        return False
    head = undertaking.heads[0]
    held = next((child for child in head.rights if child.dep_ == "dobj"), None)
    if held is None or held.lower_ not in ("consultations", "discussions", "talks", "negotiations", "meetings"):
        return False
    plain = not any(child.dep_ in ("amod", "compound", "det", "poss") for child in held.lefts)
    return plain and held.i + 1 < len(held.doc) and held.nbor().lower_ in ("to", "on", "about")


def is_specific(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether it names what could later be checked: a time, an amount, the making of a definite thing."""
    words = lexicon.words
    head = undertaking.heads[0] if undertaking.heads else None
    first = "" if head is None else head.lemma_.lower()
    if head is not None and first == "work":
        core = core_of(head, _WORKING).lemma_.lower()
        first = core if core in words["finishing_verbs"] or core in words["ruling_verbs"] else first
    if any(token.lower_ in AMOUNT for token in undertaking.words) or any(
        _is_count(token) for token in undertaking.words[:_COUNTED]
    ):
        return True
    own = not undertaking.rule.startswith("bullet") or undertaking.dated
    dated = own and undertaking.due is not None and not undertaking.due.interval.vague
    if dated and first == "work":
        aim = _worked_towards(head, first)
        first = first if aim in words["continuing_verbs"] else aim
    if dated and first not in words["general_verbs"]:
        return True
    if undertaking.rule.startswith(("instruct", "offer-given")):
        return True
    if undertaking.rule == "look-forward":
        return first in words["finishing_verbs"]  # "look forward to establishing ties", unlike "to signing the pact"
    if _by_means(undertaking, lexicon) or _on_trade(undertaking, first, lexicon):
        return True
    if names_deliverable(undertaking, lexicon) or refrains(undertaking, lexicon) or ensures_deed(undertaking, lexicon):
        return True
    anew = first != "continue" and not restates(undertaking)
    if anew and any(_brings_about(verb, lexicon) for verb in undertaking.heads):
        return True
    if first in ("consist", "comprise", "focus") and any(token.like_num for token in undertaking.words[1:5]):
        return True  # "will focus on four pillars"
    if first == "be" and head is not None and any(child.lower_ == "open" for child in head.rights):
        return undertaking.subject is not None and undertaking.subject.pos_ == "NOUN"  # "tenders will be open to all"
    if first == "identify":
        return _definite(head, lexicon)
    if first == "join" and head is not None and any(c.dep_ == "dobj" and c.pos_ == "PROPN" for c in head.rights):
        return True
    if first == "lead" and undertaking.subject is not None and undertaking.subject.lower_ == "we":
        return False
    if not restates(undertaking) and head is not None and _makes_thing(head, first, lexicon):
        return True
    if any(other.lemma_.lower() in _LEGAL_STEPS for other in undertaking.heads[1:]) and not restates(undertaking):
        return True  # "address barriers to X; eliminate the licences for Y"
    if first in words["continuing_verbs"] and (first != "stand" or _stays_general(undertaking, head, lexicon)):
        return False
    if restates(undertaking):
        pledged = undertaking.rule == "committed-to" and first in (
            "negotiate",
            "present",
            "submit",
            "launch",
            "establish",
        )
        return first in words["finishing_verbs"] or (pledged and head is not None and head.tag_ == "VB")
    return first in words["specific_verbs"] and not _stays_general(undertaking, head, lexicon)


def _brings_about(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb, or the one it works for, brings about what is there or not: "work with X to sign a pact"."""
    verbs = [verb, *(child for child in verb.rights if child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB")]
    words = lexicon.words
    for doing in verbs:
        made = next((child for child in doing.rights if child.dep_ == "dobj"), None)
        brings = doing.lemma_.lower() in words["bringing_verbs"]
        if made is None or not brings:
            continue
        if made.lemma_.lower() in words["checkable_things"] and not any(c.lower_ in _OLD for c in made.lefts):
            return True
    return False


def _is_count(token: Token) -> bool:
    """Tell whether a number in figures counts something: "at least 15 bcm", "5,000 students", "1.5 degrees"."""
    if not token.text.replace(",", "").replace(".", "").isdigit() or token.i + 1 >= len(token.doc):
        return False
    named = token.nbor().tag_ in ("NNP", "NNPS") or (token.i > 0 and token.nbor(-1).tag_ in ("NNP", "NNPS", "HYPH"))
    year = len(token) == 4 and token.text.isdigit()
    after = token.nbor()
    counted = after.tag_ in ("NN", "NNS", "JJ") and len(after) > 1 and after.is_lower and after.lower_ not in _ORDINALS
    return counted and not named and not year and token.ent_type_ not in ("DATE", "TIME", "LAW", "ORDINAL")


def _worked_towards(head: Token | None, first: str) -> str:
    """Return the verb that a work is for: "work with companies to pool demand by 2025" -> pool."""
    if head is None:
        return first
    for token in head.doc[head.i + 1 : min(head.sent.end - 1, head.i + _INFINITIVE_REACH)]:
        if token.tag_ == "TO" and token.nbor().tag_ == "VB":
            return str(token.nbor().lemma_.lower())
    return first


def _makes_thing(head: Token, first: str, lexicon: Lexicon) -> bool:
    """Tell whether a definite thing is built, counted or worked on: "build a website", "work on a framework for"."""
    words = lexicon.words
    made = next((child for child in head.rights if child.dep_ == "dobj"), None)
    if first == "build":
        return made is not None and made.lemma_.lower() in words["things"]
    if first in ("increase", "expand", "raise", "reduce"):
        return made is not None and made.lemma_ == "number"
    if first == "move":
        near = head.doc[head.i + 1 : min(len(head.doc), head.i + _INFINITIVE_REACH)]
        return head.nbor().lower_ == "forward" and any(
            token.lemma_.lower() in ("treaty", "ratification") for token in near
        )
    if first == "enforce":
        return made is not None and any(token.tag_ == "NNP" and token.i > head.i for token in made.subtree)
    if first != "work":
        return False
    on = head.nbor() if head.i + 1 < len(head.doc) else head
    made = next((child for child in on.rights if child.dep_ == "pobj"), None) if on.lower_ == "on" else None
    new = made is not None and any(child.lower_ in ("a", "an", "new") for child in made.lefts)
    return new and made is not None and made.lemma_.lower() in words["documents"] | words["deals"]


def _is_meeting(token: Token, meetings: frozenset[str]) -> bool:
    """Tell whether a word names a kind of meeting; names keep their plural as lemma."""
    return token.lemma_.lower() in meetings or token.lower_.removesuffix("s") in meetings


def _stays_general(undertaking: Undertaking, head: Token | None, lexicon: Lexicon) -> bool:
    """Tell whether a verb of making makes nothing definite: "develop a relationship", "adopt and maintain levels"."""
    if head is None:
        return False
    near = [token.lower_ for token in head.doc[head.i + 1 : head.i + 4]]
    if near[:2] == ["and", "maintain"] or (head.lemma_ == "contribute" and near[:1] == ["to"]):
        return True  # "contribute to stability", unlike a sum that is counted
    if head.lemma_ == "hold" and _to_account(head):
        return True
    if head.lemma_ == "establish":
        made = next((child for child in head.rights if child.dep_ == "dobj"), None)
        return made is not None and made.lemma_.lower() in lexicon.words["intangibles"]
    if head.lemma_ == "determine" and head.tag_ != "VBN":
        return True  # "determine how to", unlike "shall be determined by"
    if head.lemma_ == "stand":
        return near[:1] != ["up"]
    if head.lemma_ in ("deliver", "implement"):
        got = next((child for child in head.rights if child.dep_ == "dobj"), None)
        pointed = got is not None and any(child.lower_ in ("the", "these", "those") for child in got.lefts)
        return got is not None and got.lemma_.lower() in _LOOSE and not pointed
    return head.lemma_ in ("develop", "adopt", "prepare") and not _definite(head, lexicon)


def _to_account(verb: Token) -> bool:
    """Tell whether somebody is held accountable: "hold the perpetrators to account", "hold the regime responsible"."""
    near = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _INFINITIVE_REACH)]
    return any(token.lower_ in ("accountable", "responsible", "account") for token in near)


def _definite(head: Token | None, lexicon: Lexicon) -> bool:
    """Tell whether the object of a verb, or of the verbs joined to it, is a definite thing: "a common standard"."""
    if head is None:
        return False
    verbs = [head, *(child for child in head.rights if child.dep_ == "conj" and child.i - head.i <= 3)]
    made = next((child for verb in verbs for child in verb.rights if child.dep_ == "dobj"), None)
    if made is None:
        return False
    words, lemma = lexicon.words, made.lemma_.lower()
    if any(lemma in words[table] for table in ("deals", "documents", "things")):
        return True
    named = any(child.lower_ in ("a", "an", "the") for child in made.lefts)
    return named and lemma not in words["generalities"]


def _by_means(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether the means are named, and can be checked: "address barriers by accepting vehicles built to"."""
    words = undertaking.words
    if restates(undertaking):
        return False
    for number, token in enumerate(words[:-1]):
        if token.lower_ == "including" and undertaking.rule.startswith(("promise", "concur")):
            # "commits to protect labor rights, including: adopting a ban", "to address barriers, including addressing"
            doing = next((after for after in words[number + 1 : number + 3] if after.tag_ == "VBG"), None)
            if doing is not None and (doing.lemma_.lower() in _LEGAL_STEPS or words[0].lemma_ == "address"):
                return True
        if token.lower_ != "by":
            continue
        doing = next((after for after in words[number + 1 : number + 4] if after.tag_ == "VBG"), None)
        lemma = "" if doing is None else doing.lemma_.lower()
        if lemma in lexicon.words["finishing_verbs"] or lemma in lexicon.words["specific_verbs"]:
            return doing is not None and (
                lemma not in ("use", "have", "provide", "set", "implement", "develop", "prepare", "monitor")
            )
    return False


def _on_trade(undertaking: Undertaking, first: str, lexicon: Lexicon) -> bool:
    """Tell whether a barrier or rule of trade is dealt with: "address non-tariff barriers", "support a moratorium"."""
    near = undertaking.words[:9]
    if first in ("", "provide") and any(t.lower_ == "access" and t.nbor(-1).lower_ == "market" for t in near[1:]):
        return True
    dealt = first in ("address", "undertake", "support", "lower", "remove", "take", "streamline", "commit", "")
    return dealt and any(
        token.lemma_.lower() in lexicon.words["trade_measures"] and token.nbor(-1).text != "-" for token in near
    )  # "non-tariff barriers" are no measure that is named


def _object_among(verb: Token, nouns: frozenset[str]) -> bool:
    """Tell whether the object of a verb is one of the nouns, or is called so ("a meeting of", "the second round")."""
    for child in verb.rights:
        mods = [*child.lefts, *(mod for mod in child.rights if mod.dep_ == "amod")]  # "a business roundtable"
        called = child.lemma_.lower() in nouns or any(mod.lemma_.lower() in nouns for mod in mods)
        if called and child.dep_ in ("dobj", "attr", "pobj", "nsubjpass", "conj"):
            return True
    return verb.dep_ in ("ROOT", "conj") and any(
        child.dep_ == "nsubjpass" and child.lemma_.lower() in nouns for child in verb.lefts
    )
