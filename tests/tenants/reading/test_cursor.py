"""A cursor is read back as the place it was made of, and as nothing else."""

import base64
import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import BigInteger, Date, DateTime, Integer, Uuid
from sqlalchemy.types import TypeEngine

from tenants.database.compiling import compile_statement
from tenants.errors import BadRequest
from tenants.reading.cursor import cursor_of, decoder_of
from tenants.reading.json import literal
from tenants.reading.order import ChineseOrder, Whole

ID = UUID("018f0000-0000-7000-8000-000000000001")


def cursor(*parts: object) -> str:
    return base64.b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    ("type_", "written", "value"),
    [
        (Uuid(), str(ID), ID),
        (Date(), "2024-06-30", date(2024, 6, 30)),
        (ChineseOrder(), 'O\'Brien "王"\\\n', 'O\'Brien "王"\\\n'),
        (ChineseOrder(), "", ""),
        (Whole(), "-12550", -12550),
        (Integer(), "0", 0),
        (DateTime(timezone=True), "2024-06-30 23:59:59.12+00", datetime(2024, 6, 30, 23, 59, 59, 120000, UTC)),
        (BigInteger(), "330127100201", 330127100201),
    ],
)
def test_each_type_of_column_is_read_back(type_: TypeEngine[object], written: str, value: object) -> None:
    assert decoder_of("X_ASC", 0, 2, type_)(cursor("X_ASC", written, str(ID))) == value
    assert decoder_of("X_ASC", 1, 2, Uuid())(cursor("X_ASC", written, str(ID))) == ID


@pytest.mark.parametrize("text", [cursor("X_DESC", str(ID)), cursor("X_ASC"), cursor("X_ASC", 5), cursor("X_ASC", "x")])
def test_anything_else_is_a_bad_cursor(text: str) -> None:
    with pytest.raises(BadRequest, match="BAD_CURSOR"):
        decoder_of("X_ASC", 0, 1, Uuid())(text)


def test_it_is_made_in_one_line_of_base64() -> None:
    """PostgreSQL breaks base64 at 76 characters, which a strict reader refuses."""
    text = compile_statement(cursor_of("NAME_ASC", [literal("x" * 100)])).text
    assert text.startswith("translate(encode(convert_to(CAST(json_build_array('NAME_ASC', ")
    assert text.endswith(", '\n', '')")
