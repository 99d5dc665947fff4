"""What runs: it knows everything, and nothing knows it."""
