"""The interface of everything that has an id."""

import strawberry


@strawberry.interface(description="Anything with an id. An id is opaque, and never changes.")
class Node:
    id: strawberry.ID
