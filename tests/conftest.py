"""Shared fixtures: the parser once a session, and the shared material where it is present."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def nlp():
    from communique.extract import load_parser

    return load_parser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared statements and gold; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared material at {SHARED}: clone beside it to run this test")
    return SHARED
