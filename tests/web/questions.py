"""Questions that a machine makes up from the API's description: whatever is asked within it, nothing fails."""

import random
from collections import Counter
from dataclasses import astuple

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from communique.register.deciding import proposal_states, state_of

NOT_SENT = {"user-agent", "authorization", "cookie"}
"""Headers that the client of a test sends as its own."""

HIGHEST = 30
"""Numbers of proposals and actions up to this one are asked for."""


class Known:
    """What a register holds, put into most of the cases: ids that are made up are kept nowhere."""

    def __init__(self, register, shelf):
        self.register = register
        self.keys = astuple(shelf)
        self._chance = random.Random(1)

    def put_into(self, case):
        """Put ids that are kept into a case, and how they stand now, so that a deed gets as far as it can."""
        if not case.path_parameters or self._chance.random() < 0.2:
            return
        places, body = case.path_parameters, case.body if isinstance(case.body, dict) else {}
        with self.register.view() as view:
            if "key" in places:
                places["key"] = self._chance.choice(self.keys)
                body |= {"seen": state_of(view.connection, places["key"])} if "seen" in body else {}
                body |= {name: self._chance.choice(self.keys) for name in ("act", "item", "other") if name in body}
            if "number" in places:
                number = places["number"] = self._chance.randint(1, HIGHEST)
                states = proposal_states(view.connection, [number])
                body |= {"seen": states.get(number, 1)} if "seen" in body else {}


def ask_all(client, app, known, examples):
    """Ask each operation so many times, of reads their pages too, and return how often each status came."""
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = app
    codes = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            known.put_into(case)
            sent = case.as_transport_kwargs(base_url=str(client.base_url))
            headers = {name: value for name, value in sent["headers"].items() if name.lower() not in NOT_SENT}
            given = {name: sent[name] for name in ("params", "json", "data", "content") if sent.get(name) is not None}
            pages = [sent["url"].replace(".json", "")] if sent["method"] == "GET" else []
            for url in (sent["url"], *pages):
                answer = client.request(sent["method"], url, headers=headers, **given)
                codes[answer.status_code] += 1
                assert answer.status_code < 500, (url, given, answer.text)

        ask()
    return codes
