"""Tell which records speak of the same thing, and which later act bears on which earlier commitment.

Pure: no SQL, no clock, no file but packs and lexicons. What the register gives are `ItemSubject`s (meetings, exercises,
instruments, persons, organizations as one document speaks of them) and `ActSubject`s; what it gets are `Link`s:

- `Known.of(packs)`: the packs, read once; pass it wherever `packs` is asked for when there is more than one call.
- `blocks(subject, packs) -> tuple[str, ...]`: cheap keys, the same on every run. Two subjects that share none are never
  compared: store them, look candidates up by them. An item has about 5, an act about 15; an act's keys that begin with
  `a|=` name a thing (one shared is enough to compare), the others are words of its framework (compare where two are
  shared).
- `event_blocks(item, packs)`: the act keys by which a meeting or exercise held finds what may have promised it.
- `same(left, right, packs) -> Link | None`: of two items of one section in two documents, a link of kind `same` with
  score and reasons; None where they are two, or nothing speaks for one. The order of the two does not matter.
  `against(left, right, packs)` says why two are two.
- `evidence(commitment, later, packs) -> list[Link]`: what each of the later (or same-day) acts, meetings and exercises
  does to a commitment: `restates`, `narrows`, `widens`, `weakens`, `progress`, `fulfils`, `supersedes`, `withdraws`,
  `contests`. Give all candidates of one commitment in one call: the rarity of words is counted over them. Candidates
  may be too many; earlier ones and those of the commitment's own document are passed over.
- `held_by_others(words, trigger, speakers, packs)`: which states, none of them a speaker, hold the meeting that a
  clause looks forward to: such a clause is nothing that the speakers could fail to keep.

A link at `SURE` or above may be taken by rule; below it is a proposal for a person's review; what is not worth a
person's time is not returned.
"""

from communique.resolve.blocking import blocks, event_blocks
from communique.resolve.evidence import evidence
from communique.resolve.known import Known
from communique.resolve.link import EVIDENCE, POSSIBLE, RELATIONS, SAME, SURE, Link
from communique.resolve.others import held_by_others
from communique.resolve.same import against, same
from communique.resolve.subject import ActSubject, ItemSubject, Reference, Setting, Subject

__all__ = [
    "EVIDENCE",
    "POSSIBLE",
    "RELATIONS",
    "SAME",
    "SURE",
    "ActSubject",
    "ItemSubject",
    "Known",
    "Link",
    "Reference",
    "Setting",
    "Subject",
    "against",
    "blocks",
    "event_blocks",
    "evidence",
    "held_by_others",
    "same",
]
