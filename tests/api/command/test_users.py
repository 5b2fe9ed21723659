"""`circle users` and `circle token`: from adding a user to a token, and one line for each mistake."""

from pathlib import Path

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from tenants.accounts.tokens import hash_code, hash_token
from tenants.accounts.totp import make_secret
from tenants.administration.operator import add_user
from tenants.encryption.columns import associated_data
from tests.api.command.conftest import Circle
from tests.callers import is_hash_of
from tests.keys import KEYS

TREE = "33,浙江省\n3301,杭州市\n330127,淳安县\n"


async def test_a_user_is_added_granted_listed_and_given_a_token(
    circle: Circle, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    file = tmp_path / "tree.csv"
    file.write_text(TREE, encoding="utf-8")
    loaded = circle("tenants", "load", str(file))
    assert loaded.stdout == "3 added, 0 renamed, 0 closed, 0 reopened, 0 unchanged.\n"
    assert circle("users", "add", "worker", "--password-stdin", given="correct horse\n").returncode == 0
    kept = await owner.fetchval("select password_hash from users where name = 'worker'")
    assert is_hash_of("correct horse", kept)
    # RFC 9106's second recommendation: 64 MiB, three passes, four lanes.
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert circle("users", "grant", "worker", "caseworker", "330127", "--until", "2099-01-01").returncode == 0
    assert circle("users", "list").stdout == "worker: CASEWORKER 330127000000 淳安县\n"
    until = await owner.fetchval("select until_at::text from grants")
    assert until == "2098-12-31 16:00:00+00"
    token = circle("token", "worker").stdout
    assert await owner.fetchval("select user_name from live_session($1)", hash_token(token.strip())) == "worker"
    assert circle("users", "revoke", "worker", "CASEWORKER", "330127").returncode == 0
    assert circle("users", "list").stdout == "worker: no grants\n"
    assert circle("users", "revoke", "worker").returncode == 0
    assert await owner.fetchval("select count(*) from live_session($1)", hash_token(token.strip())) == 0


async def test_the_second_factor_of_a_user_who_lost_it_is_reset(circle: Circle, owner: asyncpg.Connection) -> None:
    await add_user(owner, "worker", None)
    none = circle("users", "reset-second-factor", "worker")
    assert (none.returncode, none.stderr) == (1, "circle: worker has no second factor\n")
    key, user = uuid7(), await owner.fetchval("select id from users")
    encrypted = KEYS.encrypt(associated_data("second_factors", "secret", key), make_secret())
    await owner.execute("insert into second_factors values ($1, $2, $3, now(), now())", key, user, encrypted)
    token = circle("token", "worker").stdout
    done = circle("users", "reset-second-factor", "worker")
    assert (done.returncode, done.stderr) == (0, "")
    kept = "select enrolment_hash from users where name = 'worker'"
    assert await owner.fetchval(kept) == hash_code(done.stdout.strip())
    again = circle("users", "enrol", "worker")
    assert again.stdout != done.stdout
    assert await owner.fetchval(kept) == hash_code(again.stdout.strip())
    assert await owner.fetchval("select count(*) from second_factors") == 0
    assert await owner.fetchval("select count(*) from live_session($1)", hash_token(token.strip())) == 0
    assert await owner.fetchval("select array_agg(kind order by id desc) from account_events") == [
        *("ENROLMENT_CODE_GIVEN", "ENROLMENT_CODE_GIVEN", "SECOND_FACTOR_RESET", "SIGNED_IN")
    ]


async def test_an_identity_is_unlinked_and_every_session_ends(circle: Circle, owner: asyncpg.Connection) -> None:
    await add_user(owner, "worker", None)
    none = circle("users", "unlink-identity", "worker")
    assert (none.returncode, none.stderr) == (1, "circle: worker has no identity at a provider\n")
    linked = "insert into identities (user_id, issuer, subject) select id, 'https://id.example', 'w' from users"
    await owner.execute(linked)
    token = circle("token", "worker").stdout
    done = circle("users", "unlink-identity", "worker")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert await owner.fetchval("select count(*) from identities") == 0
    assert await owner.fetchval("select count(*) from live_session($1)", hash_token(token.strip())) == 0
    assert await owner.fetchval("select kind from account_events order by id desc limit 1") == "IDENTITY_UNLINKED"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("token nobody", "circle: there is no user nobody"),
        ("users revoke nobody", "circle: there is no user nobody"),
        ("users unlink-identity nobody", "circle: there is no user nobody"),
        ("users enrol nobody", "circle: there is no user nobody"),
        ("users reset-second-factor nobody", "circle: there is no user nobody"),
        ("users add x --password short", "circle: a password has at least 10 characters"),
    ],
)
def test_a_mistake_is_one_line(circle: Circle, arguments: str, line: str) -> None:
    done = circle(*arguments.split())
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{line}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("users grant x ANALYST 3", "has 1 digits, not 2, 4, 6, 9 or 12"),
        ("users grant x ANALYST 33 --until soon", "'soon' does not match"),
        ("users revoke x ANALYST", "a grant is named by ROLE and CODE"),
    ],
)
def test_a_wrong_usage_names_what_is_wrong(circle: Circle, arguments: str, words: str) -> None:
    done = circle(*arguments.split())
    assert done.returncode == 2
    assert words in done.stderr
