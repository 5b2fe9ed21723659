"""What a run may be told: the only reader of the environment in here."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent
DATA = HERE / ".data"
RESULTS = HERE / "results"
WRITES_A_SECOND = 64


@dataclass(frozen=True, slots=True)
class Parameters:
    """How much is measured. `seconds` is how long one side is under load in one round."""

    quick: bool
    scales: tuple[int, ...]
    rounds: int
    seconds: float
    connections: tuple[int, ...]
    sides: tuple[str, ...]
    works: tuple[str, ...]
    crowd: int
    extras: bool

    @classmethod
    def from_environment(cls) -> Self:
        quick = os.environ.get("QUICK", "") not in {"", "0"}
        return cls(
            quick=quick,
            scales=tuple(map(int, given("SCALES", "1"))),
            rounds=int(os.environ.get("ROUNDS") or (3 if quick else 7)),
            seconds=float(os.environ.get("SECONDS") or (0.6 if quick else 2)),
            connections=tuple(map(int, given("CONNECTIONS", "8" if quick else "1,8,64"))),
            sides=tuple(given("SIDES", "")),
            works=tuple(given("WORKS", "")),
            crowd=int(os.environ.get("CROWD") or 2000),
            extras=os.environ.get("EXTRAS", "1") != "0",
        )


def given(name: str, default: str) -> list[str]:
    """The values of a variable, apart by commas or spaces."""
    return (os.environ.get(name) or default).replace(",", " ").split()
