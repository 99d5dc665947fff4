"""Bare echo bots, each as its framework's first example writes it: what a full check-in is compared with."""
