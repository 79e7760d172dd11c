"""Two sites to measure in one run: ours over a fictional city, and a bare application of two pages served the same way."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.bench.cities import Founded
from tests.bench.readers import Reader

SECONDS_TO_SETTLE = 300
BARE = """
import random

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

rows = random.Random(1)


def first():
    st.title("First")
    st.selectbox("Which", ["One", "Two", "Three"])
    st.session_state.clicks = st.session_state.get("clicks", 0) + st.button("Next")
    st.write(f"Clicked {st.session_state.clicks} times")
    for column, name in zip(st.columns(4), "ABCD"):
        column.metric(name, rows.randrange(100))
    bars = [go.Bar(name=f"s{i}", x=list("abcd"), y=[rows.randrange(9) for _ in "abcd"]) for i in range(5)]
    st.plotly_chart(go.Figure(bars, {"barmode": "stack"}), theme=None)
    frame = pd.DataFrame({name: [rows.random() for _ in range(500)] for name in "abcdef"})
    st.dataframe(frame, column_config={"a": st.column_config.ProgressColumn()})


def second():
    st.title("Second")
    st.write("Text.")


st.navigation([st.Page(first, default=True), st.Page(second, url_path="method")], position="top").run()
"""
LAUNCH = "from pathlib import Path; from dashboard.server import *; serve(port={port}, site=make_app(Path({script!r})))"


class Site(NamedTuple):
    """A running site: its name, its port, its process, and after how many seconds it answered."""

    name: str
    port: int
    process: psutil.Process
    seconds_to_start: float

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    def memory(self) -> float:
        """How many KiB of memory its process takes."""
        return float(self.process.memory_info().rss) / 1024

    def settle(self) -> None:
        """Wait until it has answered once and has nothing more to do."""
        with Reader(self.port) as reader:
            reader.opens("")
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_TO_SETTLE:
            before = self.process.cpu_times().user
            time.sleep(1)
            if self.process.cpu_times().user - before < 0.1:
                return


@contextmanager
def ours(city: Founded, *options: str) -> Iterator[Site]:
    """Our site over a city; `options` are those of `pilcrow serve`."""
    environment = {"PILCROW_DATABASE": city.url, "PILCROW_FILES": str(city.files)}
    command = [str(Path(sys.executable).with_name("pilcrow")), "serve", *options]
    with _running(city.size.name, command, 8693, environment) as site:
        yield site


@contextmanager
def bare(folder: Path) -> Iterator[Site]:
    """The bare application, with the same headers, compressed files and frozen imports as ours."""
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    environment = {"PILCROW_DATABASE": f"sqlite:///{folder / 'none.db'}"}
    command = [sys.executable, "-c", LAUNCH.format(port=8694, script=str(script))]
    with _running("bare", command, 8694, environment) as site:
        yield site


@contextmanager
def _running(name: str, command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[Site]:
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} ended before it answered")
            time.sleep(0.005)
        yield Site(name, port, psutil.Process(process.pid), time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False
