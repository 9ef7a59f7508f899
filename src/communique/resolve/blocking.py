"""Blocks: cheap keys by which the register finds what may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from communique.packs import Pack, load_packs
from communique.resolve import meetings
from communique.resolve.happenings import held_of, wanted_of
from communique.resolve.known import Known
from communique.resolve.named import named_of, promise_keys, term_keys
from communique.resolve.same import item_blocks, known_of
from communique.resolve.subject import ActSubject, ItemSubject, circle_of
from communique.resolve.terms import terms_of
from communique.resolve.words import words_of

TERMS = 14
"""Terms of an act that become keys: the longest first, which are the rarer ones."""


def blocks(subject: ItemSubject | ActSubject, packs: Sequence[Pack] | Known | None = None) -> tuple[str, ...]:
    """Return the keys of a subject, without repetition, in a fixed order; default packs are those that ship."""
    known = _shipped() if packs is None else known_of(packs)
    return item_blocks(subject, known) if isinstance(subject, ItemSubject) else _act_blocks(subject, known)


@lru_cache(maxsize=1)
def _shipped() -> Known:
    return Known.of(load_packs())


def event_blocks(item: ItemSubject, packs: Sequence[Pack] | Known) -> tuple[str, ...]:
    """Return the keys by which a meeting or exercise finds the commitments that it may answer.

    A meeting of which no pack knows has besides the words of its name, as acts have those of their clauses.
    """
    known = known_of(packs)
    held = held_of(item, known)
    keys = [f"a|={item.entity or item.key}"]
    if held is not None and held.key is not None:
        keys.append(f"a|={item.section[0]}:{held.key}")
    if held is not None and item.section == "meeting":
        keys += term_keys(circle_of(item.document), meetings.view_of(item, known))
    return tuple(keys)


def _act_blocks(act: ActSubject, known: Known) -> tuple[str, ...]:
    """Return `a|=` keys of what the act names, and keys of its framework with its content terms.

    A promise to meet is found by the series that it means, named or not ("our leaders will meet annually").
    """
    keys = [f"a|={ref.entity}" for ref in act.refers_to]
    wanted = wanted_of(act, known) if act.cls == "commitment" else None
    if wanted is not None:
        keys += [f"a|=m:{key}" for key in sorted(wanted.meetings)] + [f"a|=e:{key}" for key in sorted(wanted.exercises)]
    for section, found in sorted(known.named_in(words_of(act.words)).items()):
        keys += [f"a|={section[0]}:{key}" for key in sorted(found)]
    if act.kind == "assurance":
        keys += [f"a|=s:{actor}>{state}" for actor in sorted(act.actors) for state in sorted(act.target)]
    terms = terms_of(" ".join((act.words, *act.actions)))
    chosen = sorted(terms, key=lambda term: (-len(term), term))[:TERMS]
    framework = circle_of(act.document)
    keys += promise_keys(framework, named_of(act, known))
    keys += [f"a|{framework}|{term}" for term in sorted(chosen)]
    if act.cls == "commitment" and act.due_latest is not None:
        keys.append(f"a|{framework}|due {act.due_latest.isoformat()}")
    return tuple(dict.fromkeys(keys))
