"""How fast the kiosk is, beside the least that Textual and SQLite can do."""
