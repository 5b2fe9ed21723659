"""Made-up people: names, identity numbers with a right check digit, phone numbers no network has."""

from datetime import date
from random import Random

from tenants.demo.drawing import happens, pick

SURNAMES = "陈王徐张吴周朱叶林李金胡郑何俞沈方章潘蒋余赵钱孙黄卢毛邵施童"
WOMENS_SYLLABLES = (
    "丽",
    "芳",
    "燕",
    "敏",
    "静",
    "霞",
    "红",
    "玲",
    "娟",
    "萍",
    "琴",
    "英",
    "慧",
    "洁",
    "雅",
    "云",
    "晓",
    "美",
)
GIRLS_SYLLABLES = (
    "雨",
    "欣",
    "怡",
    "涵",
    "梓",
    "诗",
    "语",
    "彤",
    "思",
    "可",
    "悦",
    "佳",
    "琪",
    "萱",
    "瑶",
    "妍",
    "忆",
    "晨",
)
BOYS_SYLLABLES = (
    "浩",
    "宇",
    "轩",
    "泽",
    "俊",
    "杰",
    "博",
    "文",
    "子",
    "睿",
    "天",
    "佑",
    "嘉",
    "铭",
    "辰",
    "航",
    "一",
    "鸣",
)

CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def draw_name(chance: Random, syllables: tuple[str, ...]) -> str:
    given = pick(chance, syllables) + (pick(chance, syllables) if happens(chance, 0.85) else "")
    return pick(chance, SURNAMES) + given


def draw_identity_number(chance: Random, county: int, born_on: date, *, female: bool) -> str:
    """Draw an 18-character identity number of a county: place, birth date, an even number for a woman, check digit."""
    order = 2 * int(chance.random() * 500) + (0 if female else 1)
    return with_check_digit(f"{county // 1_000_000}{born_on:%Y%m%d}{order:03d}")


def with_check_digit(digits: str) -> str:
    check = sum(weight * int(digit) for weight, digit in zip(CHECK_WEIGHTS, digits, strict=True)) % 11
    return digits + "10X98765432"[check]


def draw_phone(chance: Random) -> str:
    """Draw a mobile number under the prefix 154, which is given to no network, so that it is nobody's."""
    return f"154{int(chance.random() * 10**8):08d}"
