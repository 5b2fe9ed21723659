"""`circle person`: one line for what cannot be done, JSON for what is held, and an erasure that is told in numbers."""

import json
from uuid import uuid4

import asyncpg

from tenants.encryption.columns import encrypt_columns
from tenants.kinds.table import table_of
from tenants.records.child.kind import CHILD as CHILDREN
from tests.api.command.conftest import Circle
from tests.keys import KEYS

CHILD = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
    identified_on, on_file_on) values ($1, 330000000000, '张小明', 'MALE', '2015-05-05', 'ORPHAN', 'FEDERATION',
    '2024-01-01', '2024-01-01', '2024-01-02')"""


async def test_exporting_and_erasing(circle: Circle, owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    key = uuid4()
    await owner.execute(CHILD, key)
    phone = encrypt_columns(KEYS, table_of(CHILDREN), key, {"phone": "15487650000"})
    write = "update children set phone = $2, phone_hash = $3 where id = $1"
    await owner.execute(write, key, phone["phone"], phone["phone_hash"])
    done = circle("person", "export", "child", str(key), "--by", "李")
    assert json.loads(done.stdout)["file"][0]["name"] == "张小明"
    assert json.loads(done.stdout)["file"][0]["phone"] == "15487650000"

    erase = ("person", "erase", "child", str(key), "--by", "李", "--reason", "the guardian asked")
    refused = circle(*erase)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"circle: the file of CHILD {key} is open: close it first\n"
    await owner.execute("update children set closed_on = '2024-09-01', closed_reason = 'MOVED_OUT'")
    assert circle(*erase).stdout == "Erased: 3 values, 1 categorizations, 1 files.\n"
    assert circle("statistics", "verify").returncode == 0
    assert "张小明" not in circle("person", "export", "child", str(key), "--by", "李").stdout

    assert circle("person", "erase", "teacher", str(key), "--by", "李", "--reason", "x").returncode == 2
    assert circle("person", "erase", "child", str(key), "--by", "李").returncode == 2
