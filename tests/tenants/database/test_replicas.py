"""Which replica is read from: one that follows the primary, and is not too late."""

from datetime import UTC, datetime, timedelta

import pytest

from tenants.database.connecting import PATIENCE
from tenants.database.replicas import ASTRAY, BEHIND, FOLLOWS, FOREIGN, LAG, PROMOTED, Primary, Replicas, Seen

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
STOOD, STANDS = Primary(100, NOW - timedelta(seconds=1), 7), Primary(200, NOW, 7)
REPLICA, NO_REPLICA = True, False
LONG_AGO = NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (Seen(REPLICA, 150, NOW, 7), FOLLOWS),
        # Nothing was written for long, or nothing since it started.
        (Seen(REPLICA, 100, LONG_AGO, 7), FOLLOWS),
        (Seen(REPLICA, 100, None, 7), FOLLOWS),
        (Seen(REPLICA, 99, NOW - LAG, 7), FOLLOWS),
        (Seen(REPLICA, 99, NOW - LAG - timedelta(seconds=1), 7), BEHIND),
        (Seen(REPLICA, 99, None, 7), BEHIND),
        # After a failover that it did not follow.
        (Seen(REPLICA, 201, NOW, 7), ASTRAY),
        (Seen(NO_REPLICA, 150, NOW, 7), PROMOTED),
        (Seen(NO_REPLICA, None, None, 7), PROMOTED),
        (Seen(REPLICA, 150, NOW, 8), FOREIGN),
    ],
)
def test_how_it_stands_follows_from_the_log(seen: Seen, said: str) -> None:
    assert Replicas([], 1, PATIENCE).judged(seen, STOOD, STANDS) == said
