"""A process that keeps records until it is killed: says each key after it is kept. Arguments: register, first, last."""

import sys
from datetime import date

from communique.model import Act, Anchor, Organization, Record, Sentence
from communique.read import from_text
from communique.register import open_register
from communique.register.rows import prepare

ACTS, BODIES = 12, 5


def make(number):
    """Return a record with a fixed number of acts and bodies."""
    words = [f"They agreed to do thing {number}-{index}." for index in range(ACTS)]
    text = f"Statement {number}\n\n" + " ".join(words) + f" The Joint Office {number} met."
    acts = []
    for index, sentence in enumerate(words):
        start = text.index(sentence)
        anchor = Anchor.of(text, start, start + len(sentence))
        acts.append(
            Act(f"a{index}", anchor, Anchor.of(text, start + 5, start + 11), "commitment", ("KOR", "USA"), origin="x/1")
        )
    office = text.index("Joint Office")
    bodies = [
        Organization(f"o{index}", Anchor.of(text, office + index, office + 12), (), "Joint Office", origin="x/1")
        for index in range(BODIES)
    ]
    document = from_text(text, on=date(2024, 1, 1), path=f"/statements/{number}.txt")
    sentences = (Sentence(Anchor.of(text, 0, len(text)), "act", 1, 1),)
    return Record(document, sentences, tuple(acts), organizations=tuple(bodies))


def main():
    register = open_register(sys.argv[1], create=True)
    first, last = int(sys.argv[2]), int(sys.argv[3])
    print("ready", flush=True)
    for start in range(first, last, 4):
        batch = [prepare(make(number)) for number in range(start, min(last, start + 4))]
        kept = register.write(lambda writer, b=batch: [writer.keep(record) for record in b])
        print(*(one.key for one in kept), flush=True)


if __name__ == "__main__":
    main()
