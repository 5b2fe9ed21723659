"""`circle tenants load`: nothing of a bad file is loaded, and every bad row is named."""

from pathlib import Path

import asyncpg
import pytest

from tests.api.command.conftest import Circle


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
