"""The interface of everything that has an id."""

import strawberry


@strawberry.interface(description="Anything with an id. Ids are opaque and never change.")
class Node:
    id: strawberry.ID = strawberry.field(description="Its id, of which there is one in all the API.")
