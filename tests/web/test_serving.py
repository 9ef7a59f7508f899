"""Serving in several processes: they share the tokens of forms, what was decided, and the drafts that wait."""

import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest


@pytest.fixture
def address(filled, tmp_path):
    """A room that two processes serve, over a copy of the shelf."""
    place = tmp_path / "copy.db"
    place.write_bytes(filled[0].read_bytes())
    command = [sys.executable, "-m", "communique", "serve", "--port", "0", "--workers", "2"]
    process = subprocess.Popen([*command, "--register", str(place)], stdout=subprocess.PIPE, text=True)
    try:
        yield re.search(r"http://\S+/", process.stdout.readline())[0]
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
        process.stdout.close()
    assert code == 0


def test_a_form_of_one_process_is_taken_by_another_and_its_draft_shown(address):
    with httpx.Client(timeout=60) as first:
        token = re.search(r'name="token" value="(\w+)"', first.get(f"{address}add").text)[1]
        visit = dict(first.cookies)
    for number in range(4):  # each comes on a connection of its own, which either process may take
        with httpx.Client(timeout=60, cookies=visit) as other:
            given = {"url": f"http://127.0.0.1/{number}"}  # refused before anything is fetched
            answer = other.post(f"{address}add.json", json=given, headers={"X-CSRF-Token": token})
        assert answer.status_code == 200, answer.text
        for _ in range(2):
            with httpx.Client(timeout=60, cookies=visit) as other:
                assert other.get(f"{address}{answer.json()['page'][1:]}.json").status_code == 200


def test_an_answer_in_two_parts_waits_for_no_word_on_the_first():
    from communique.cli.serve import _listen

    with _listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
