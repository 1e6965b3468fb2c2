"""What a verification looks for: one module for each kind of finding, or for several that are found alike."""
