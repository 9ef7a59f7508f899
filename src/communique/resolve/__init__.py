"""Tell which records speak of the same thing, and which later act bears on which earlier commitment.

Pure: no SQL, no clock, no file but packs and lexicons. What the register gives are `ItemSubject`s (meetings, exercises,
instruments, persons, organizations as one document speaks of them) and `ActSubject`s; what it gets are `Link`s:

- `blocks(subject) -> tuple[str, ...]`: cheap keys. Two subjects that share none are never compared: store them, look
  candidates up by them.
- `same(left, right, packs) -> Link | None`: of two items of one section, a link of kind `same` with score and reasons;
  None where they are not the same, or nothing speaks for it. The order of the two does not matter.
- `evidence(commitment, later, packs) -> list[Link]`: what each of the later (or same-day) acts, meetings and exercises
  does to a commitment: `restates`, `narrows`, `widens`, `weakens`, `progress`, `fulfils`, `supersedes`, `withdraws`,
  `contests`. Give all candidates of one commitment in one call: the rarity of words is counted over them.

A link at `SURE` or above may be taken by rule; below it is a proposal for a person's review; what is not worth a
person's time is not returned.
"""
