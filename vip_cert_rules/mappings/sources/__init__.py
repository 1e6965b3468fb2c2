"""Where rows come from: every kind of input as tables with named columns."""
