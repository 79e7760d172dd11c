"""Imports run one way: dashboard to compliance, and within it from the command down to sentences and days."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = [
    {"kept", "on_demand", "remembered", "sentences", "settings", "undisturbed"},
    {"days"},
    {"timeline"},
    {"asks", "outcomes", "evidence", "reading"},
    {"stored", "tally"},
    {"dated"},
    {"rules"},
    {"paragraphs", "parameters", "examples"},
    {"catalogue"},
    {
        "catalogue_schema",
        "contributions",
        "finding",
        "determinations",
        "ladder",
        "methodology",
        "reporting_periods",
        "sustainment",
        "windows",
    },
    {"arrivals", "events", "fitting", "report_points", "rows", "world"},
    {"reckoning"},
    {"next_act", "withheld"},
    {"history", "sustained"},
    {"assessment", "needed", "turning"},
    {"per_assessment"},
    {"changes", "differences", "due_next", "next_moves", "obligation_list"},
    {"chronicle", "data_health", "engagement"},
    {"coverage", "example_runs", "goalposts", "period_review"},
    {"record"},
    {"access"},
    {"example", "intake", "review_queue", "sample_drawer"},
    {
        "as_json",
        "asking",
        "editions",
        "json_differences",
        "json_fields",
        "json_objects",
        "json_productions",
        "lines",
        "open_items",
        "printing",
        "productions",
        "voices",
    },
    {"commands"},
    {"cli"},
]
"""The rooms of `compliance`, lowest first: each may import from lower ones and from its own layer."""

WEB = {"dashboard", "streamlit", "plotly", "pandas", "starlette", "uvicorn"}
DATABASE = {"sqlalchemy", "sqlmodel", "sqlite3"}


def modules(package: str) -> list[str]:
    """Every module of a package, by its full name."""
    files = (ROOT / package).rglob("*.py")
    return sorted(
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files
    )


@cache
def imports(module: str) -> frozenset[str]:
    """The modules that one imports anywhere in it; of `from package import name` the name too, where it is a module."""
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively; write the module's whole name"
            assert node.module
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            own = {part for part in parts if _is_module(part)}
            found |= own if own == parts else own | {node.module}
    return frozenset(found)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def room(module: str) -> str:
    """The room of `compliance` in which a module stands."""
    return module.split(".")[1]


def within(module: str, *names: str) -> bool:
    """Whether a module is one of these or inside one of them."""
    return any(module == name or module.startswith(f"{name}.") for name in names)


COMPLIANCE = [module for module in modules("compliance") if module != "compliance"]


def test_every_room_has_its_layer() -> None:
    assert {room(module) for module in COMPLIANCE} == set().union(*LAYERS)


@pytest.mark.parametrize("module", COMPLIANCE)
def test_no_arrow_points_upwards(module: str) -> None:
    layer = {name: height for height, names in enumerate(LAYERS) for name in names}
    up = [
        i
        for i in imports(module)
        if within(i, "compliance") and i != "compliance" and layer[room(i)] > layer[room(module)]
    ]
    assert up == []


@pytest.mark.parametrize("package", ["compliance", "dashboard"])
def test_imports_make_no_circle(package: str) -> None:
    graph = {
        module: {i for i in imports(module) if within(i, package)} - {module} for module in modules(package)
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' imports '.join(reversed(error.args[1]))}")


@pytest.mark.parametrize("module", COMPLIANCE)
def test_the_domain_knows_no_web(module: str) -> None:
    web = {i for i in imports(module) if within(i, *WEB)}
    # `pilcrow serve` starts the dashboard; the test below holds that no other command loads it.
    assert web <= ({"dashboard.server"} if module == "compliance.commands.serving" else set())


def test_no_command_but_serve_loads_the_web() -> None:
    look = f"import sys, compliance.cli; print([m for m in {sorted(WEB)} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_only_the_door_reaches_the_record() -> None:
    reaching = {
        m
        for m in COMPLIANCE
        if room(m) != "record" and any(within(i, "compliance.record") for i in imports(m))
    }
    assert {room(m) for m in reaching} == {"access"}


def test_only_the_record_speaks_to_the_database() -> None:
    speaking = {m for m in COMPLIANCE if any(within(i, *DATABASE) for i in imports(m))}
    assert speaking
    assert {room(m) for m in speaking} == {"record"}


def test_the_assessment_takes_rows_and_never_a_store() -> None:
    seen, ahead = set(), ["compliance.assessment"]
    while ahead:
        module = ahead.pop()
        seen.add(module)
        ahead += [i for i in imports(module) if i in COMPLIANCE and i not in seen]
    assert not [module for module in seen if within(module, "compliance.record", "compliance.access")]


@pytest.mark.parametrize("module", modules("dashboard"))
def test_a_page_asks_the_door_and_holds_no_rule_and_no_sql(module: str) -> None:
    # Forms and tables are read by the domain; a page loads no folder.
    loading = ("compliance.intake.folder", "compliance.intake.loading", "compliance.intake.matrix")
    inside = {i for i in imports(module) if within(i, "compliance.record", *loading, *DATABASE)}
    rules = {i for i in imports(module) if i.startswith("compliance.rules.")}
    assert not inside | rules


def test_nothing_about_one_city_stands_in_code() -> None:
    files = [f for package in ("compliance", "dashboard") for f in (ROOT / package).rglob("*.py")]
    named = [
        f"{f.relative_to(ROOT)}: {word}"
        for f in files
        for word in ("S04-01-02", "sro-", "CPD")
        if word in code_of(f)
    ]
    assert named == []


def code_of(file: Path) -> str:
    """A file's code, without the examples in its comments and explanations."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not _explains(part)] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


def _explains(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
