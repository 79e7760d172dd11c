"""What the pages cost a reader, over what the same costs in a bare application of two pages, measured in the same run.

Machines differ, so what is judged is the ratio of the two: it may be that of the bar, in milliseconds or bytes, to what such
an application took where the bars were set.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from compliance.access.trial import PARTS
from dashboard.views import PAGES
from tests.bench import browsing, cities
from tests.bench.cities import Founded
from tests.bench.figures import Figure
from tests.bench.readers import Reader
from tests.bench.sites import Site, bare, ours

RERUNS, STARTS, LOADS = 7, 3, 3
READERS, SECONDS_OF_READING, THINKING = 50, 30, (4.0, 8.0)
MOST_PER_READER = 512
"""KiB."""
BARE = ("", "method")
"""The two pages of the bare application; our site sends a browser only to pages of which it has the address."""
PAUSE = 0.1
"""Seconds. Streamlit ends a run after all of it was sent, and who clicks sooner waits for that."""
PUBLIC = tuple(key for key, page in PAGES.items() if page.opens_to(()))


def figures(medium: Founded) -> Iterator[Callable[[], Figure]]:
    """Every figure of the pages over a city of size M, to be asked for in this order."""
    with tempfile.TemporaryDirectory() as name, cities.on_sqlite(cities.S) as small:
        folder = Path(name)
        yield partial(starting, medium, folder)
        with ours(small) as site:
            site.settle()
            of_small = reruns(site, "")
        with ours(small, "--as", "monitor") as site:
            of_small |= reruns_of_roles(site)
        with ours(medium, "--as", "monitor") as site:
            of_roles = reruns_of_roles(site)
        with ours(medium) as site, bare(folder) as plain:
            plain.settle()
            site.settle()
            of_medium = reruns(site, "") | of_roles
            yield from _of_reruns(of_medium, of_small, reruns(plain, "", BARE))
            yield from _in_a_browser(site, plain)
            yield from _of_many(site, plain)


def starting(city: Founded, folder: Path) -> Figure:
    """From the start until it answers, with a store of size M."""
    pairs = []
    for _ in range(STARTS):
        with ours(city) as site:
            mine = site.seconds_to_start
        with bare(folder) as plain:
            pairs.append((mine, plain.seconds_to_start))
    return _judged("start to healthy, store of size M present", 2.5 / 1.45, *zip(*pairs, strict=True))


def reruns(site: Site, part: str, pages: Sequence[str] = PUBLIC) -> dict[str, list[float]]:
    """How long each page takes when it is asked for again, by the page."""
    found = {}
    address = {"as": part} if part else {}
    with Reader(site.port) as reader:
        for page in pages:
            for _ in range(2):
                reader.opens(page, **address)
            found[page] = []
            for _ in range(RERUNS):
                time.sleep(PAUSE)
                found[page].append(reader.opens(page, **address))
        if reader.errors:
            raise SystemExit(f"a page failed: {reader.errors[0]}")
    return found


def reruns_of_roles(site: Site) -> dict[str, list[float]]:
    """The same of the pages that are not everybody's, each as somebody whose it is."""
    found: dict[str, list[float]] = {}
    site.settle()
    for key, page in PAGES.items():
        part = next((part for part in PARTS if part in page.roles), None)
        if part is not None:
            found |= reruns(site, part, [key])
    return found


Times = Mapping[str, Sequence[float]]


def _of_reruns(of_medium: Times, of_small: Times, of_bare: Times) -> Iterator[Callable[[], Figure]]:
    mine = {page: median(times) for page, times in of_medium.items()}
    less = {page: median(times) for page, times in of_small.items()}
    theirs = [median(times) for times in of_bare.values()]
    for page, seconds in sorted(mine.items(), key=lambda item: item[1]):
        yield partial(_judged, f"rerun of {page}, size M", None, [seconds], [max(theirs)])
    worst = max(mine, key=lambda page: mine[page])
    yield partial(_judged, "rerun, median page, size M", 40 / 18, [median(mine.values())], [max(theirs)])
    yield partial(_judged, f"rerun, worst page ({worst}), size M", 120 / 18, [mine[worst]], [max(theirs)])
    yield partial(Figure, "rerun, median page: M / S", median(mine[p] / less[p] for p in mine), 2.0,
                  median(mine.values()), median(less.values()))  # fmt: skip
    yield partial(Figure, "rerun, worst page: M / S", max(mine.values()) / max(less.values()), 2.0,
                  max(mine.values()), max(less.values()))  # fmt: skip


def _in_a_browser(site: Site, plain: Site) -> Iterator[Callable[[], Figure]]:
    with browsing.chromium() as browser:
        pairs = [
            (browsing.loads(browser, site, "/", chart=True), browsing.loads(browser, plain, "/", chart=True))
            for _ in range(LOADS)
        ]
        no_chart = [
            browsing.loads(browser, each, path, chart=False)[0].received
            for each, path in ((site, "/method"), (plain, "/method"))
        ]
        for name, goal, which, what in (
            ("cold load, first heading", 1.5 / 1.0, 0, 0),
            ("cold load, first chart", 3.0 / 2.7, 0, 1),
            ("warm load, first heading", 0.45 / 0.33, 1, 0),
            ("warm load, first chart", 1.0 / 0.87, 1, 1),
        ):
            mine = [float(ours_[which][what]) for ours_, _ in pairs]
            theirs = [float(theirs_[which][what]) for _, theirs_ in pairs]
            yield partial(_judged, name, goal, mine, theirs)
        received = [(ours_[0].received / 1000, theirs_[0].received / 1000) for ours_, theirs_ in pairs]
        yield partial(_in_kilobytes, "bytes of a cold load with a chart", 3.0 / 2.9, *received[0])
        yield partial(_in_kilobytes, "bytes of a cold load without", 1.5 / 1.3, *(n / 1000 for n in no_chart))
        clicked = (
            browsing.clicks(browser, site, "/gaps", "Next"),
            browsing.clicks(browser, plain, "/", "Next"),
        )
        yield partial(_judged, "click to changed text, median", 60 / 43, *clicked)
        yield partial(_judged, "click to changed text, p95", 120 / 75, *([_p95(times)] for times in clicked))


def _of_many(site: Site, plain: Site) -> Iterator[Callable[[], Figure]]:
    before = site.memory()
    mine, more = many(site, PUBLIC)
    theirs, _ = many(plain, BARE)
    name = f"{READERS} readers, {THINKING[0]:.0f} to {THINKING[1]:.0f} s between clicks"
    yield partial(_judged, f"{name}, p95", 80 / 40, [_p95(mine)], [_p95(theirs)])
    yield partial(_judged, f"{name}, median", None, [median(mine)], [median(theirs)])
    each = max(more - before, 0) / READERS
    yield lambda: Figure("memory of a further reader / half a MiB", each / MOST_PER_READER, 1.0, each, MOST_PER_READER).in_unit("KiB")  # fmt: skip
    now = site.memory() / 1024, plain.memory() / 1024
    yield lambda: Figure("memory with size M loaded / bare", now[0] / now[1], None, *now).in_unit("MiB")


def many(site: Site, pages: Sequence[str]) -> tuple[list[float], float]:
    """Many readers at once, each with pauses: how long each click took, and the site's memory with all of them there."""

    def read(number: int) -> list[float]:
        chance, found = random.Random(number), []
        time.sleep(chance.uniform(0, THINKING[1]))
        with Reader(site.port) as reader:
            reader.opens("")
            while time.monotonic() < until:
                time.sleep(chance.uniform(*THINKING))
                found.append(reader.opens(chance.choice(pages)))
            ready.append(number)
            while len(ready) < READERS and time.monotonic() < until + THINKING[1] * 2:
                time.sleep(0.1)
            memory.append(site.memory())
        return found

    until, ready, memory = time.monotonic() + SECONDS_OF_READING, list[int](), list[float]()
    with ThreadPoolExecutor(READERS) as pool:
        times = [seconds for each in pool.map(read, range(READERS)) for seconds in each]
    return times, max(memory)


def _judged(name: str, goal: float | None, mine: Sequence[float], theirs: Sequence[float]) -> Figure:
    ours_, others = median(mine), median(theirs)
    return Figure(f"{name} / bare", ours_ / others, round(goal, 2) if goal else None, ours_, others)


def _in_kilobytes(name: str, goal: float, mine: float, theirs: float) -> Figure:
    return Figure(f"{name} / bare", mine / theirs, round(goal, 2), mine, theirs).in_unit("kB")


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]
