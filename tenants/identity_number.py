"""Identity numbers of residents, of residence permits and of foreigners' permits, and what they say of their holder.

The first six digits of a number are where its holder was first registered, under divisions that may be gone: they are
not looked up.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from stdnum.iso7064 import mod_11_2

from tenants.clock import SHANGHAI

# A foreigner's permit of today begins with a 9; one of before has the country in letters, and two digits of the year.
NUMBER = re.compile(r"[1-9][0-9]{5}(?P<day>[0-9]{8})[0-9]{2}(?P<sex>[0-9])[0-9X]")
FORMER_PERMIT = re.compile(r"[A-Z]{3}[0-9]{4}(?P<day>[0-9]{6})[0-9]{2}")
OLDEST = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Holder:
    """What a number says of whoever holds it: nothing where it is None."""

    birth_date: date | None = None
    sex: str | None = None


def holder_of(number: str) -> Holder | None:
    """The holder of a number in its normal form; None if it is no identity number."""
    if found := NUMBER.fullmatch(number):
        born = day_in(found["day"])
        sex = "MALE" if int(found["sex"]) % 2 else "FEMALE"
        return Holder(born, sex) if born and mod_11_2.is_valid(number) else None
    found = FORMER_PERMIT.fullmatch(number)
    if found and any(day_in(century + found["day"]) for century in ("19", "20")):
        return Holder()
    return None


def day_in(digits: str) -> date | None:
    """The day of birth in eight digits, if there was such a day."""
    try:
        day = datetime.strptime(digits, "%Y%m%d").replace(tzinfo=SHANGHAI).date()
    except ValueError:
        return None
    return day if OLDEST <= day <= datetime.now(SHANGHAI).date() else None
