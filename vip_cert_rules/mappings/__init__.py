"""Records made of what host systems hold (spreadsheets, databases, files): declared, not programmed."""
