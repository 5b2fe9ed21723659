"""Identity numbers as there are: of divisions that are gone, residence permits, foreigners' permits old and new."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from tenants.clock import today
from tenants.identity_number import Holder, holder_of
from tenants.normal_form import normalize_number


def number(first: str, born: date, order: str = "002") -> str:
    digits = f"{first}{born:%Y%m%d}{order}"
    return digits + mod_11_2.calc_check_digit(digits)


BORN = date(2015, 5, 5)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("330106197001010027", Holder(date(1970, 1, 1), "FEMALE")),
        ("330281197801010020", Holder(date(1978, 1, 1), "FEMALE")),
        ("440524188001010022", Holder(date(1880, 1, 1), "FEMALE")),
        ("11010519491231002x", Holder(date(1949, 12, 31), "FEMALE")),
        # 临平 and 钱塘 are younger than those who are registered there.
        (number("330113", BORN), Holder(BORN, "FEMALE")),
        (number("330114", BORN, "003"), Holder(BORN, "MALE")),
        *((number(place, BORN), Holder(BORN, "FEMALE")) for place in ("810000", "820000", "830000", "933156")),
        ("CAN110180010112", Holder()),
        ("can110180010112", Holder()),
        ("CAN110180023012", None),
        ("CAN11011980010112", None),
        (" 3301 0619 7001 0100 27 ", Holder(date(1970, 1, 1), "FEMALE")),
        ("\uff13\uff13\uff10106197001010027", Holder(date(1970, 1, 1), "FEMALE")),
        ("330106197001010026", None),
        (number("330106", BORN).replace("0505", "0230"), None),
        (number("330106", date(2099, 1, 1)), None),
        (number("030106", BORN), None),
        ("33010619700101002", None),
        ("\u0663\u0663\u0660106197001010027", None),
        ("330106700101002", None),
        ("", None),
    ],
)
def test_what_a_number_says(text: str, holder: Holder | None) -> None:
    assert holder_of(normalize_number(text)) == holder


@given(st.text())
def test_any_other_text_is_none(text: str) -> None:
    assert holder_of(normalize_number(text)) is None


@given(st.integers(100000, 999999), st.dates(date(1900, 1, 1), today() - timedelta(days=1)), st.integers(0, 999))
def test_every_place_and_day_is_taken(place: int, born: date, order: int) -> None:
    found = holder_of(number(str(place), born, f"{order:03d}"))
    assert found == Holder(born, "MALE" if order % 2 else "FEMALE")
