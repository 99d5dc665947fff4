"""Properties of the rules are searched without a stopwatch: a busy machine is no broken promise."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
