"""Code acts as event data: who did what to whom, by PLOVER."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.context import Context
from communique.extract.plover.code import Coder
from communique.extract.plover.lexicon import load_lexicon
from communique.extract.plover.who import Who
from communique.model import Act

__all__ = ["code_acts"]


def code_acts(context: Context, acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the acts, each with its PLOVER event (None where it is none of PLOVER's); nothing else changes."""
    if not acts:
        return ()
    lexicon = load_lexicon()
    coder = Coder(Who.of(context, lexicon), lexicon)
    sentences = context.parsed.sentences
    starts = [sentence.start for sentence in sentences]
    return tuple(
        replace(act, plover=coder.event(act, sentences[bisect_right(starts, act.trigger.start) - 1])) for act in acts
    )
