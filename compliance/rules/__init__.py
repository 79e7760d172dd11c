"""Rules, one file for each family. A rule maps evidence to asks and gives; a new rule is one class in its
family's file: the registry finds it."""

import importlib
import pkgutil

from compliance.rules.rule import Rule

__all__ = ["RULES", "Rule"]


def _rules() -> dict[str, type[Rule]]:
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Rule) and value is not Rule:
                found[value.name] = value
    return dict(sorted(found.items()))


RULES: dict[str, type[Rule]] = _rules()
"""Every rule by the name that a catalogue uses."""
