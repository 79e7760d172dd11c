"""Rules, one folder for each of the eight families. A rule maps evidence to asks and gives; a new rule is one class in a
file of its family: the registry finds it."""

import importlib
import pkgutil
from inspect import isabstract

from compliance.rules.rule import Rule

__all__ = ["RULES", "Rule"]


def _rules() -> dict[str, type[Rule]]:
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Rule) and not isabstract(value):
                found[value.name] = value
    return dict(sorted(found.items()))


RULES: dict[str, type[Rule]] = _rules()
"""Every rule by the name that a catalogue uses."""
