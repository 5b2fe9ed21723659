"""Orders of names, of amounts and of what may be empty, each along an index."""

from pathlib import Path

from migrations.sql import run_beside

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    run_beside(str(Path(__file__).with_name("0028_chinese_order.sql")))
    run_beside(__file__)
