"""Words: days, terms and names as people read them, on a page and in the terminal alike."""
