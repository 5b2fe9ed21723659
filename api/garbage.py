"""Collects garbage where most of it is made, so that requests seldom wait until all that lives is looked through."""

import gc

# New objects, before they are looked through; and how often, before those are that were left over.
YOUNG, TIMES = 10_000, 20
MIDDLE = 1


def settle() -> None:
    """What lives as long as the process does is not looked through at every full collection.

    A plan is made of thousands of objects in circles. Looked through as often as they are by default, most would be
    taken for what lives, and every twelfth plan call for a full collection.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, TIMES)


def collect_young() -> None:
    """Throws away what a plan was made of."""
    gc.collect(MIDDLE)
