"""What all tests share: the real record, assessed once, and how hypothesis looks for counter-examples."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from compliance.assessment import Assessment, assess
from compliance.finding import Entry
from compliance.intake.folder import Folder, read_folder

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).resolve().parent.parent
CHICAGO = ROOT / "data" / "chicago"
BROWSER = ROOT / "tests" / "browser"

settings.register_profile(
    "pilcrow", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("pilcrow")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/test_chicago.py --rewrite-golden` writes the golden file anew instead of comparing with it."""
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write tests/golden anew; then read the difference"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The fast ones first, those in a real browser last. In parallel these are spread among the others, file by file, so
    that none is left for the end while a process has nothing to do."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    slow = [path for path in files if BROWSER in path.parents]
    fast = [path for path in files if BROWSER not in path.parents]
    if "PYTEST_XDIST_WORKER" in os.environ:
        apart = len(fast) // (len(slow) + 1) or 1
        places = {path: n * apart for n, path in enumerate(slow)}
        order = sorted(files, key=lambda path: (places[path], 0) if path in places else (fast.index(path), 1))
    else:
        order = [*fast, *slow]
    items[:] = [item for path in order for item in files[path]]


@pytest.fixture(scope="session")
def chicago_folder() -> Folder:
    """The data folder of the real record."""
    return read_folder(CHICAGO)


@pytest.fixture(scope="session")
def chicago(chicago_folder: Folder) -> Assessment:
    """The real record with everything known, assessed to two years after its release."""
    entries = [Entry(number, record) for number, record in enumerate(chicago_folder.evidence, 1)]
    released = chicago_folder.release.release
    return assess(chicago_folder.catalogue, entries, date(released.year + 2, released.month, released.day))
