"""Evidence: one file for each kind, which says what a record of it holds and what makes it invalid.

A new kind is one new file here: the registry finds it.
"""

import importlib
import pkgutil

from compliance.evidence.record import Evidence, Source

__all__ = ["KINDS", "Evidence", "Source"]


def _kinds() -> dict[str, type[Evidence]]:
    found: dict[str, type[Evidence]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Evidence) and value is not Evidence:
                found[value.model_fields["kind"].default] = value
    return dict(sorted(found.items()))


KINDS: dict[str, type[Evidence]] = _kinds()
"""Every kind of evidence by its name."""
