"""Keeps the search for garbage from holding up answers.

Python stops everything while it looks for objects that only hold each other. As it comes it looks after every 700 new
objects, and every few pages through all there are: with our libraries a tenth of a second and more, in the middle of
somebody's page. What is there when the program has started stays for ever and need not be looked at again, and what
comes is looked at in large portions: some megabytes more are held, and a pause is a few milliseconds.
"""

import gc

NEW_OBJECTS, YOUNG_PORTIONS, OLD_PORTIONS = 50_000, 20, 50


def shorten_pauses() -> None:
    """To be called when everything is loaded."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNG_PORTIONS, OLD_PORTIONS)
