"""`circle tenants load`: nothing of a bad file is loaded, and every bad row is named."""

from pathlib import Path

import asyncpg
import pytest

from tests.api.command.conftest import Circle

CHILD = """insert into children (id, tenant_code, name, sex, birth_date, identified_on)
    values (gen_random_uuid(), 330100000000, 'c', 'MALE', '2015-01-01', '2024-01-01')"""


async def test_every_bad_row_is_named_and_nothing_is_loaded(
    circle: Circle, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    file = tmp_path / "tree.csv"
    file.write_text("33,浙江省\n3x,杭州市\n330127,\n", encoding="utf-8")
    done = circle("tenants", "load", str(file))
    assert done.returncode == 1
    assert "line 2: " in done.stderr
    assert "line 3: " in done.stderr
    assert await owner.fetchval("select count(*) from tenants") == 0


@pytest.mark.parametrize("content", [None, "33,浙江省\n".encode("gb18030")])
def test_a_file_that_is_no_text_or_not_there_is_named(circle: Circle, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.csv"
    if content:
        file.write_bytes(content)
    done = circle("tenants", "load", str(file))
    assert done.returncode == 2
    assert "x.csv" in done.stderr.replace("\n", "")


async def test_what_goes_on_is_handed_over_to_a_successor(
    circle: Circle, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    file = tmp_path / "tree.csv"
    file.write_text("33,浙江省\n3301,杭州市\n3302,宁波市\n", encoding="utf-8")
    assert circle("tenants", "load", str(file)).returncode == 0
    await owner.execute(CHILD)
    keeper = "select tenant_code from children"
    foreseen = circle("tenants", "succeed", "3301", "3302")
    assert "Would be: 1 files and 0 registrations handed over" in foreseen.stdout
    assert await owner.fetchval(keeper) == 330100000000
    for old, new in (("3301", "3309"), ("33x1", "3302")):
        assert circle("tenants", "succeed", old, new, "--confirm").returncode == 2
    assert circle("tenants", "succeed", "3301", "3302", "--on", "2024-06-01", "--confirm").returncode == 0
    assert await owner.fetchval(keeper) == 330200000000


async def test_what_would_close_is_confirmed_first(circle: Circle, owner: asyncpg.Connection, tmp_path: Path) -> None:
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    before.write_text("33,浙江省\n3301,杭州市\n3302,宁波市\n", encoding="utf-8")
    after.write_text("33,浙江省\n3301,杭州市\n", encoding="utf-8")
    assert circle("tenants", "load", str(before)).returncode == 0
    refused = circle("tenants", "load", str(after))
    assert (refused.returncode, "add --confirm" in refused.stderr) == (1, True)
    foreseen = circle("tenants", "load", str(after), "--dry-run")
    assert "1 closed, 0 reopened, 2 unchanged. Kept by what would close: no records." in foreseen.stdout
    assert await owner.fetchval("select count(*) from tenants where closed_on is null") == 3
    assert circle("tenants", "load", str(after), "--confirm").returncode == 0
    assert await owner.fetchval("select count(*) from tenants where closed_on is null") == 2
