"""What an act carries beside its class: quote, actors, kind, references, and the words that explain it."""

from datetime import date

import pytest

from communique import extract
from communique.extract.acts.lexicon import load_lexicon
from communique.extract.acts.why import why
from communique.model.act import CLASSES, KINDS
from communique.read import from_text

LEAD = "The leaders of Japan, the Republic of Korea, and the United States met in Seoul.\n\n"


def _acts(nlp, text):
    record = extract(from_text(LEAD + text, on=date(2024, 9, 10)), nlp=nlp)
    return [act for act in record.acts if act.anchor.start >= len(LEAD)]


def test_a_quote_runs_from_its_own_subject_to_the_end_of_its_content(nlp):
    text = "Earlier today, Japan condemned the launch, and the Republic of Korea called for restraint."
    assert [act.anchor.quote for act in _acts(nlp, text)] == [
        "Japan condemned the launch",
        "the Republic of Korea called for restraint",
    ]


def test_a_quote_starts_at_the_trigger_where_the_subject_is_shared(nlp):
    first, second = _acts(nlp, "They welcomed the accord and pledged to implement it.")
    assert first.anchor.quote == "They welcomed the accord"
    assert second.anchor.quote == "pledged to implement it"


def test_every_act_lies_in_the_text_and_covers_its_trigger(nlp):
    for act in _acts(
        nlp, "We will train crews, share data and publish a report by May 2025, and we urge others to join."
    ):
        assert act.anchor.covers(act.trigger)
        assert all(act.anchor.covers(action) for action in act.actions)
        assert act.cls in CLASSES
        assert act.kind is None or act.kind in KINDS
        assert act.origin.endswith("/1")
        assert act.why.startswith(act.cls)


def test_acts_are_numbered_in_the_order_of_the_text(nlp):
    acts = _acts(nlp, "We welcome the truce. We condemn the attack. We will send aid.")
    assert [act.id for act in acts] == ["a2", "a3", "a4"]
    assert [act.trigger.start for act in acts] == sorted(act.trigger.start for act in acts)


def test_an_act_names_the_instruments_inside_it(nlp):
    record = extract(
        from_text(LEAD + "We reaffirm our commitment to the Paris Agreement.", on=date(2024, 9, 10)), nlp=nlp
    )
    named = {thing.id for thing in record.instruments}
    assert named
    assert set(record.acts[-1].refers_to) <= named
    assert record.acts[-1].refers_to


def test_only_commitments_have_a_kind_and_actions(nlp):
    for act in _acts(nlp, "We condemn the attack. We welcome the truce. We will send aid."):
        assert (act.kind is not None) == (act.cls == "commitment")
        assert bool(act.actions) == (act.cls == "commitment")


def test_a_text_without_sentences_has_no_acts(nlp):
    assert extract(from_text("Annex\n\n* * *\n", on=None), nlp=nlp).acts == ()


def test_the_lexicon_gives_every_verb_a_class_and_a_strength():
    lexicon = load_lexicon()
    for verb in lexicon.verbs.values():
        assert verb.cls in CLASSES, verb.lemma
        assert 0 <= verb.strength <= 3, verb.lemma
    for lemma in ("commit", "pledge", "agree"):
        assert lexicon.verbs[lemma].strength == 3
    for lemma in ("condemn", "recall", "note"):
        assert lexicon.verbs[lemma].strength == 0


def test_every_frame_of_the_lexicon_is_a_class_or_a_rule():
    from communique.extract.acts.frames import FRAMES

    for verb in load_lexicon().verbs.values():
        for frame, answer in verb.frames.items():
            assert answer in CLASSES or answer in FRAMES, (verb.lemma, frame, answer)


def test_rules_explain_themselves():
    from communique.extract.acts.classify import RULES
    from communique.extract.acts.frames import FRAMES

    assert why.__doc__
    for rule in (*RULES, *FRAMES.values()):
        assert rule.__doc__, rule.__name__


@pytest.mark.parametrize("text", ["", "Signed.", "We", "- ", "1.", "We will", "They condemned and", "of the to and."])
def test_scraps_of_text_are_read_without_an_error(nlp, text):
    extract(from_text(LEAD + text, on=date(2024, 9, 10)), nlp=nlp)
