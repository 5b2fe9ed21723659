"""The API's spelling of a name: camelCase outside, snake_case inside."""


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
