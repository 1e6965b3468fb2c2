"""What a change of rules does to whom: every person whose answer differs, through which clause, and when."""
