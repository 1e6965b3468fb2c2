"""Coverage of rule tests: which nodes came out which way, which bounds were met exactly, what decided a question."""
