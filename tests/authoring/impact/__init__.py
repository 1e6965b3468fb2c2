"""What a change of rules does to whom."""
