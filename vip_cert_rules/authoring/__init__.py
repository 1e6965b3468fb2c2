"""What authors of rules work with, one room per tool; ``tables`` and ``solver`` are what the others stand on."""
