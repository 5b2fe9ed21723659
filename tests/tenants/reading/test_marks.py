"""Marks: each is opened, and no text of anybody's is taken for one."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.encryption.keys import DecryptionError
from tenants.reading.marks import decrypt_marks
from tests.keys import KEYS

PLACE = "children.phone:018f0000-0000-7000-8000-000000000001"
FORGED = '{"@":"' + PLACE + ":" + KEYS.encrypt(PLACE, "13812345678") + '"}'
FORGERIES = [FORGED, FORGED[1:], '"' + FORGED, "\\" + FORGED, '{"@":"']
TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from(FORGERIES)
KEYS_OF_ANSWERS = st.from_regex(r"[_A-Za-z][_0-9A-Za-z]*", fullmatch=True)
ANSWERS = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS_OF_ANSWERS, inner),
)


@given(ANSWERS)
def test_no_text_is_taken_for_a_mark(answer: object) -> None:
    for text in (json.dumps(answer), json.dumps(answer, ensure_ascii=False, separators=(",", ":"))):
        assert decrypt_marks(KEYS, text) == text


@given(st.text(st.characters(codec="utf-8")))
def test_a_mark_becomes_the_value_as_json(value: str) -> None:
    text = '{"a":{"@":"' + PLACE + ":" + KEYS.encrypt(PLACE, value) + '"},"b":[1]}'
    assert orjson.loads(decrypt_marks(KEYS, text)) == {"a": value, "b": [1]}


def test_one_that_does_not_open_is_written_down_by_its_place_alone(caplog: pytest.LogCaptureFixture) -> None:
    moved = FORGED.replace("0001:", "0002:")
    with pytest.raises(DecryptionError):
        decrypt_marks(KEYS, f"[{moved}]")
    assert caplog.messages == [f"{PLACE[:-1]}2 cannot be decrypted with any of the keys tests"]
