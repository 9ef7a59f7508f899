"""Say in words why a clause was read as the act it is."""

from __future__ import annotations

from communique.extract.acts.clauses import Clause
from communique.extract.acts.lists import Bullet
from communique.extract.acts.scene import Verdict

# By the rule's name, else by its part after the first hyphen. `{t}` is the trigger, `{v}` the clause's verb, `{b}` the
# word that decided beside it.
_REASONS = {
    "will-of-speakers": "{t!r} says what the speakers or a body of theirs are going to do",
    "will-happen": "{t!r} tells what befalls the speakers, whatever they do",
    "will-ask": "{t!r} announces a call: {b!r}",
    "will-object": "{t!r} announces a disapproval: {b!r}",
    "need-to-act": "{t!r} states what the speakers need to do, and lists the actions",
    "going-to": "{t!r} forecasts what is going to happen",
    "come-in-support": "coming out in {t!r} of something approves it",
    "will-of-others": "{t!r} forecasts what others or things are going to do",
    "need-of-speakers": "{t!r} states what the speakers themselves need to do",
    "need-of-others": "{t!r} asks somebody else to act or to stop",
    "need-of-things": "{t!r} states how things ought to be, and asks nobody",
    "can-may": "{t!r} states what is possible",
    "cannot-accept": "{t!r} with {v!r} denied refuses something",
    "would-welcome": "{t!r} with {v!r} approves of what may come",
    "wish-to": "what the speakers wish to do they do by saying it: {t!r}",
    "earlier": "{t!r} tells an earlier act: the clause dates it well before the text",
    "committed-to": "the speakers are {b!r}",
    "planned": "{b!r} says that something is fixed for the future",
    "proud-of": "the speakers are {b!r}, which approves",
    "concerned": "the speakers are {b!r}, which disapproves",
    "unacceptable": "another's deed is called {b!r}",
    "obligated": "somebody else is {b!r} to act",
    "under-way": "{t!r} tells what is under way",
    "pleased-to": "what the speakers are {b!r} to do they do by saying it: {t!r}",
    "aim-is-to": "the speakers' own {b!r} is to do something",
    "commitment-is-firm": "the speakers' own {b!r} is called {t!r}",
    "stand-with-ally": "standing with {b!r} promises support",
    "time-to": "says that it is time for something to be done, which asks for it",
    "stand-with": "{t!r} takes a side",
    "stand-against": "{t!r} takes a side against something",
    "unchanged": "says that the {b!r} stands as it was",
    "is": "{t!r} says how something is: a view",
    "blame": "{t!r} tells another's deed with blame",
    "others-harm": "{t!r} weighs what others' deeds do",
    "others-show": "{t!r} says what something shows: a view",
    "others-show-commitment": "something shows the speakers' own {b!r}",
    "others-say": "{t!r} tells what a third party said or did",
    "others-present": "{t!r} says in the present what something does or is: a view",
    "has-been-established": "{t!r} reports that something has now been done",
    "are-bound": "{t!r} says how the speakers stand",
    "do-not-intend": "{t!r} is denied: the speakers have no such intention",
    "send-message-that": "a message is sent, and what it says decides",
    "do-not-accept": "{t!r} is denied",
    "event": "{t!r} tells what happened or is the case",
    "united-in": "what the speakers are joined in decides: {b!r}",
    "united-against": "the speakers are joined against something",
    "resolute-in": "the speakers hold on to {b!r}",
    "announce": "announcing does what it says",
    "agree-on-doing": "agreed on doing something: {b!r}",
    "agree-on-deal": "agreed on a thing that can be agreed: {b!r}",
    "agree-on": "agreed on a view: {b!r}",
    "endorse-document": "a document is endorsed: {b!r}",
    "create-body": "a body or instrument is made: {b!r}",
    "welcome-meeting": "welcomes holding a coming meeting, which undertakes it",
    "look-forward": "looks forward to the speakers' own work or meeting: {b!r}",
    "look-forward-meeting": "looks forward to a coming meeting: {b!r}",
    "look-forward-others": "looks forward to what others do: {b!r}",
    "look-forward-future": "looks forward to what may come",
    "look-to": "looks to doing something",
    "share-view-that": "shares a view and says which",
    "share-views": "tells that views or information were shared",
    "offer-invitation": "an invitation asks",
    "pay-tribute": "pays tribute",
    "accept-invitation": "accepting an invitation undertakes the visit",
    "reach-agreement": "an agreement was or was not reached: {b!r}",
    "have-view": "says what the speakers have a duty, right or interest in: {b!r}",
    "place-weight": "gives weight to something: {b!r}",
    "occasion-to": "was an occasion to do what {t!r} says",
    "take-opportunity-to": "takes the opportunity to do what {t!r} says",
    "take-note": "takes note",
    "continuing-to": "goes on with something, in a participle of its own",
    "continue-to-say": "continuing to say something says it: {t!r}",
    "continue-effort": "continues an effort: {b!r}",
    "-that": "{t!r}, and the clause that it brings decides: {b!r}",
    "-commitment": "{t!r} with the speakers' own {b!r}, which undertakes",
    "-endorsement": "{t!r} with {b!r}, which approves",
    "-objection": "{t!r} with {b!r}, which disapproves",
    "-call": "{t!r} with {b!r}, which asks",
    "-to": "{t!r} with an infinitive: {b!r}",
    "-object_to": "{t!r} with somebody and an infinitive: {b!r}",
}

_GROUPS = {
    "assert": "says that something is so or matters",
    "believe": "holds a view",
    "concur": "agrees",
    "promise": "undertakes",
    "intend": "states an intention",
    "instruct": "gives the speakers' own people work to do",
    "decide": "does something by being said, or reports it as done",
    "ask": "asks somebody to act or to stop",
    "object": "disapproves",
    "approve": "approves, thanks or sympathises",
    "tell": "tells what happened",
}


def why(clause: Clause, verdict: Verdict) -> str:
    """Return one sentence on what the rule saw, for people."""
    reason = _REASONS.get(verdict.rule) or next(
        (words for end, words in _REASONS.items() if end.startswith("-") and verdict.rule.endswith(end)), None
    )
    if reason is None:
        group = _GROUPS.get(verdict.rule.partition("-")[0], "does it")
        reason = "{t!r} " + group + (", here about {b!r}" if verdict.by is not None else "")
    by = verdict.by.text if verdict.by is not None else verdict.trigger.text
    said = reason.format(t=verdict.trigger.text, v=clause.head.text, b=by)
    mended = "; its place in the sentence shows it, the parser took it for something else" if clause.mended else ""
    return f"{verdict.cls}: {said}{mended}"


def why_bullet(bullet: Bullet) -> str:
    """Return one sentence on why a bullet is an act, for people."""
    if bullet.lead is None:
        return f"a bullet that opens with {bullet.trigger.text!r}, with no line above it that says what it does"
    lead = bullet.lead.act
    return f"{lead.cls}: a bullet does what the line above it does, there by {lead.trigger.quote!r}"
