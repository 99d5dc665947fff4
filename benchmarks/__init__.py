"""How fast the program is, measured beside its peers in one run: `python -m benchmarks`."""
