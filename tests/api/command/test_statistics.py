"""`circle statistics`: exit 0 while the rollups agree with the records, 1 with every difference named."""

import asyncpg

from tests.api.command.conftest import Circle


async def test_folding_and_verifying(circle: Circle, owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await owner.execute("insert into statistics_deltas values (330000000000, 'visits', '', '2024-05-01', 3)")
    assert circle("statistics", "fold").stdout == "1 changes folded.\n"
    done = circle("statistics", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "330000000000 visits 2024-05: rolled up 3, recounted 0\n"
    await owner.execute("delete from statistics_rollups")
    assert circle("statistics", "verify").returncode == 0
