"""The same actor in many reports has one identity."""

import unicodedata
from hashlib import blake2b

from readout.model.record import Actor
from readout.model.vocabulary import ActorKind

LONGEST = 300  # characters of a name that tell it from others


def identity_of(actor: Actor) -> str:
    """`person:PAK-…` for somebody in the register, `state:PAK`, else kind, country and folded name.

    Two people of one name and country who are not in the register are one identity: names are all there is.
    """
    if actor.person:
        return f"person:{actor.person}"
    if actor.kind is ActorKind.STATE and actor.country:
        return f"state:{actor.country}"
    return f"{actor.kind}:{actor.country or ''}:{folded(actor.name)}"


def number_of(identity: str) -> int:
    """63 bits of the identity's hash: the same in every archive, with no look-up."""
    return int.from_bytes(blake2b(identity.encode(errors="surrogatepass"), digest_size=8).digest(), "big") >> 1


def folded(name: str) -> str:
    """A name in lower case, without accents, with single spaces; of a very long one the beginning."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())[:LONGEST]
