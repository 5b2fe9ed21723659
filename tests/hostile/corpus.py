"""The hostile corpus: requests by name, each with what has to come back (the status, the code, and the limit met)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.hostile.documents import BOMBS, LONG, MALFORMED, TOO_LARGE
from tests.hostile.wire import JSON_HEADERS, Message

# Stands for another text at each try, so that no answer is one that was remembered.
ANEW = "ANEW"
ID = "00000000-0000-7000-8000-000000000000"
FIND = "query ($v: ChildFilter) { children(filter: $v) { totalCount } }"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One of them; what needs no session is sent without one, so that it is anybody's."""

    name: str
    wanted: str
    message: Message
    signed_in: bool = False

    def __str__(self) -> str:
        return self.name


def graphql(query: str, variables: object = None) -> Message:
    given = {"query": f"{query} #{ANEW}", **({"variables": variables} if variables is not None else {})}
    return Message(json.dumps(given).encode())


def raw(body: bytes | str) -> Message:
    return Message(body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body)


# What nobody is told who has not signed in.
MINE = "{ viewer { name } }"


def headers(query: str = "{ __typename }", **changed: str) -> Message:
    named = {name.replace("_", "-"): value for name, value in changed.items()}
    return Message(json.dumps({"query": query}).encode(), {**JSON_HEADERS, **named})


def documents() -> Iterator[Hostile]:
    for name, text in BOMBS.items():
        yield Hostile(f"bomb: {name}", "400 LIMIT_EXCEEDED", graphql(text), signed_in=True)
    for name, text in TOO_LARGE.items():
        yield Hostile(f"too large: {name}", "400 LIMIT_EXCEEDED", graphql(text))
    for name, text in MALFORMED.items():
        yield Hostile(f"malformed: {name}", "400 BAD_REQUEST", graphql(text))
    yield Hostile("a valid list of many", "401 UNAUTHENTICATED", graphql(LONG))


def variables() -> Iterator[Hostile]:
    refused = "400 BAD_REQUEST"
    given: Mapping[str, tuple[str, Any]] = {
        "a deep list": (refused, nested("[", "]", 200)),
        "a deep object": (refused, nested('{"a":', "}", 200, "1")),
        "a list of many": ("400 LIMIT_EXCEEDED values", json.dumps({"v": {"category": ["OTHER"] * 100_000}})),
        "an object of many": ("400 LIMIT_EXCEEDED values", json.dumps({"v": {f"k{n}": n for n in range(60_000)}})),
        "many variables": ("400 LIMIT_EXCEEDED values", json.dumps({f"v{n}": n for n in range(60_000)})),
        "a million characters": ("200", json.dumps({"v": {"nameContains": "a" * 900_000}})),
        "a number of many digits": (refused, '{"v": ' + "1" * 100_000 + "}"),
        "a number beyond all": (refused, '{"v": 1e400}'),
        "NaN": ("400 BAD_REQUEST", '{"v": NaN}'),
        "a key twice": (refused, '{"v": {"paired": true}, "v": 1}'),
        "a lone surrogate": ("400 BAD_REQUEST", '{"v": {"nameContains": "\\ud800"}}'),
        "a NUL": ("200 BAD_REQUEST", '{"v": {"nameContains": "\\u0000"}}'),
        "SQL": ("200", json.dumps({"v": {"nameContains": "'; drop table children; --"}})),
        "wildcards": ("200", json.dumps({"v": {"nameContains": "%_%_%_%_" * 50}})),
        "backslashes": ("200", json.dumps({"v": {"nameContains": "\\" * 5000}})),
        "an id of another tenant": ("200", json.dumps({"v": {"tenant": "120000000000"}})),
        "a prototype": (refused, '{"v": {"__proto__": {"a": 1}, "constructor": 1}}'),
    }
    for name, (wanted, text) in given.items():
        body = f'{{"query": {json.dumps(FIND + "#" + ANEW)}, "variables": {text}}}'
        yield Hostile(f"variables: {name}", wanted, raw(body), signed_in=True)


def nested(opening: str, closing: str, depth: int, inner: str = "") -> str:
    return '{"v": ' + opening * depth + inner + closing * depth + "}"


def arguments() -> Iterator[Hostile]:
    for name, value in {
        "a wrong cursor": "AAAA",
        "a cursor of SQL": "' or 1=1 --",
        "a cursor of a megabyte": "A" * 900_000,
        "a cursor of no text": "\ud800",
    }.items():
        text = f"query ($v: String) {{ children(after: $v) {{ totalCount }} }} #{ANEW}"
        body = json.dumps({"query": text, "variables": {"v": value}})
        wanted = "400 BAD_REQUEST" if name == "a cursor of no text" else "200 BAD_REQUEST"
        yield Hostile(f"cursor: {name}", wanted, raw(body), signed_in=True)
    for name, value in {
        "one of nothing": ID,
        "SQL": "' or 1=1 --",
        "a tenant's with more": "330127000000 or 1=1",
        "a megabyte": "1" * 900_000,
        "a NUL": "\0",
        "a path": "../../etc/passwd",
        "a lone surrogate": "\ud800",
    }.items():
        text = f"query ($v: ID!) {{ node(id: $v) {{ id }} child(id: $v) {{ id }} visit(id: $v) {{ id }} }} #{ANEW}"
        wanted = "400 BAD_REQUEST" if "surrogate" in name else "200"
        yield Hostile(
            f"id: {name}", wanted, raw(json.dumps({"query": text, "variables": {"v": value}})), signed_in=True
        )


def bodies() -> Iterator[Hostile]:
    refused, ten = "400 BAD_REQUEST", 10_000_000
    query = b'{"query": "{ __typename }"'
    for name, wanted, message in (
        ("nothing", refused, raw("")),
        ("a batch", refused, raw(json.dumps([{"query": "{ __typename }"}] * 1000))),
        ("a batch of batches", refused, raw("[" * 1000 + "]" * 1000)),
        ("a text", refused, raw('"{ __typename }"')),
        ("null", refused, raw("null")),
        ("a byte order mark", refused, raw(b"\xef\xbb\xbf" + query + b"}")),
        ("UTF-16", refused, raw('{"query": "{ __typename }"}'.encode("utf-16"))),
        ("broken UTF-8", refused, raw(b'{"query": "\xff\xfe\xc0\x80"}')),
        ("a surrogate in UTF-8", refused, raw('{"query": "\ud800"}')),
        ("an escaped surrogate", refused, raw('{"query": "{ \\ud800 }"}')),
        ("a NUL", refused, raw(b"\0" * 1000)),
        ("JSON too deep", refused, raw('{"query": ' + "[" * 400_000)),
        ("objects too deep", refused, raw('{"a":' * 150_000)),
        ("a key twice", refused, raw('{"query": "{ __typename }", "query": "{"}')),
        ("a key many times", refused, raw("{" + '"a": 1, ' * 90_000 + '"b": 1}')),
        ("NaN", refused, raw(query + b', "variables": {"a": NaN}}')),
        ("an infinite number", refused, raw(query + b', "extensions": {"a": Infinity}}')),
        ("a number of many digits", refused, raw(query + b', "variables": ' + b"9" * 100_000 + b"}")),
        ("a query of an object", refused, raw('{"query": {"a": 1}}')),
        ("variables of a list", refused, raw(query + b', "variables": [1]}')),
        ("a name of an operation that is none", refused, raw(query + b', "operationName": "\'; drop"}')),
        (
            "a name of an operation of a megabyte",
            refused,
            raw(query + b', "operationName": "' + b"a" * 900_000 + b'"}'),
        ),
        ("white space alone", refused, raw(b" " * 999_999)),
        ("ten megabytes", "413", raw(b" " * ten)),
        ("ten megabytes in chunks", "413", Message(b" " * ten, chunked=True)),
        ("ten megabytes of variables", "413", raw(query + b', "variables": {"a": "' + b"a" * ten + b'"}}')),
        ("a length that is told and never comes", "413", Message(b"", length=10**15)),
        (
            "a length of many digits",
            "400",
            Message(b"", {**JSON_HEADERS, "content-length": "9" * 400}, chunked=True),
        ),
    ):
        yield Hostile(f"body: {name}", wanted, message)
    for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip", "x" * 5000):
        yield Hostile(f"body: compressed by {coding:.20}", "415", headers(content_encoding=coding))


def transports() -> Iterator[Hostile]:
    query = "/graphql?query=%7B__typename%7D"
    for method, path, wanted in (
        ("GET", query, "405"),
        ("HEAD", query, "405"),
        ("PUT", "/graphql", "405"),
        ("DELETE", "/graphql", "405"),
        ("TRACE", "/graphql", "405"),
        ("OPTIONS", "/graphql", "405"),
        ("POST", "/graphql/..%2f..%2fetc%2fpasswd", "404"),
        ("POST", "/%00", "404"),
        ("POST", "/" + "a" * 10_000, "404"),
    ):
        yield Hostile(f"{method} {path[:40]}", wanted, Message(b"{}", method=method, path=path))
    for content_type in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/plain; application/json",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/json; charset=" + "x" * 5000,
        "application/json, text/plain",
        "x" * 5000,
        "application/json" + "; a=b" * 1000,
        "",
    ):
        wanted = "200" if content_type.startswith("application/json; a=b") else "415"
        yield Hostile(f"content type {content_type[:45]}", wanted, headers(content_type=content_type))
    for accept, wanted in (
        ("text/html", "406"),
        ("application/json;q=0", "406"),
        ("*/*;q=nan", "406"),
        (",".join(f"a/b{n};q=0.{n}" for n in range(900)), "406"),
        (";q=" * 4000, "406"),
    ):
        yield Hostile(f"accept {accept[:45]}", wanted, headers(accept=accept))
    yield Hostile(
        "accept-language of many", "200", headers(accept_language=",".join(f"x{n};q=0.1" for n in range(900)))
    )
    for token in ("nonsense", "Bearer", "Bearer " + "x" * 9000, "Bearer ' or 1=1 --", "Basic YTpi", "Bearer \xff"):
        yield Hostile(f"authorization {token[:30]}", "401 UNAUTHENTICATED", headers(MINE, authorization=token))
    yield Hostile("a grant that is none", "200", headers(x_acting_grant="' or 1=1 --"))
    yield Hostile("a header of 100 kB", "431", headers(x_large="x" * 100_000))
    yield Hostile("a thousand headers", "431", headers(**{f"x_{n}": "y" * 60 for n in range(1000)}))
    yield Hostile("a path of 100 kB", "431", Message(b"{}", path="/" + "a" * 100_000))


def introspection() -> Iterator[Hostile]:
    for name, text in {
        "the schema": "{ __schema { types { name } } }",
        "a type": '{ __type(name: "Child") { fields { name } } }',
        "in a fragment": "{ ...F } fragment F on Query { __schema { queryType { name } } }",
        "in circles": "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "of a mutation": "mutation { __schema { types { name } } }",
    }.items():
        wanted = "400 BAD_REQUEST" if name in ("in circles", "of a mutation") else "401 UNAUTHENTICATED"
        yield Hostile(f"introspection: {name}", wanted, graphql(text))


CORPUS = (*documents(), *variables(), *arguments(), *bodies(), *transports(), *introspection())
