"""How records look on a terminal."""
