"""docs/adding-a-kind.md, followed to the letter in a copy of the project: all that the page promises is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/adding-a-kind.md").read_text()
COPIED = ("api", "docs", "migrations", "schema", "tenants", "tests")
LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "built", ".hypothesis")
REVISION = '''"""Vehicles."""

from migrations.sql import run_beside

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    run_beside(__file__)
'''
# Its table and row security, who sees and changes it, its history, its figures, its types, queries and mutations.
PROVEN = (
    *("vehicle", "test_classes", "so_does_a_list", "every_field_and_mutation", "each_layer", "tables_columns"),
    *("every_act_can_happen", "every_order_is_done", "an_order_is_done", "no_row_out_of_reach"),
)
SELECTED = " or ".join(PROVEN).replace("an_order_is_done", "(an_order_is_done and CASEWORKER)")
TESTS = ("tests/isolation", "tests/migrations", "tests/tenants", "tests/schema/engine/test_against_graphql_core.py")

pytestmark = pytest.mark.long


def block(language: str, number: int = 0) -> str:
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return blocks[number]


def change(path: Path, text: str, changed: str) -> None:
    before = path.read_text()
    assert text in before, f"{path.name} has no {text}"
    path.write_text(before.replace(text, changed, 1))


def follow_the_page(copy: Path) -> None:
    (copy / "tenants/records/vehicle.py").write_text(block("python"))
    kinds = copy / "tenants/records/kinds.py"
    change(kinds, "# Of people", "from tenants.records.vehicle import VEHICLE\n\n# Of people")
    kinds.write_text(re.sub(r"(WORK: .*?)\)$", r"\1, VEHICLE)", kinds.read_text(), count=1, flags=re.MULTILINE))
    change(copy / "tenants/access/policy.csv", "\ng, ", f"\n{block('csv')}g, ")
    revisions = sorted(path.stem for path in (copy / "migrations/versions").glob("[0-9]*.py"))
    before, revision = "_".join(revisions[-1].split("_")[:2]), "29991231_01"
    (copy / f"migrations/versions/{revision}_vehicles.sql").write_text(block("sql"))
    (copy / f"migrations/versions/{revision}_vehicles.py").write_text(REVISION.format(revision=revision, before=before))
    shares = copy / "migrations/repeatable/30_shares.sql"
    shares.write_text(shares.read_text() + "\n" + block("sql", 1))
    change(copy / "tests/isolation/roles.py", '"venue"', f'"venue", *{block("python", 1).strip()}')
    # As few histories as have every act in them: more are lived through in the project itself.
    change(copy / "tests/tenants/statistics/test_histories.py", "MOST, LEAST = 8, 8", "MOST, LEAST = 8, 1")
    change(
        copy / "tests/tenants/statistics/recount.py",
        '        "pairings": ',
        f'        {block("python", 2).strip()}\n        "pairings": ',
    )


def test_a_kind_added_by_the_page_has_all_that_it_promises(tmp_path: Path) -> None:
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "Makefile", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    follow_the_page(tmp_path)
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", "-vv", "-k", SELECTED, *TESTS],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    passed = [line.lower() for line in done.stdout.splitlines() if " PASSED " in line]
    assert [name for name in PROVEN if not any(name in line for line in passed)] == []
