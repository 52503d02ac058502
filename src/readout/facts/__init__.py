"""Reference facts and ontology: what the system knows before it reads a word."""

from readout.facts.checks import check_facts
from readout.facts.facts import Facts, load_facts
from readout.facts.ontology import CameoRow, EventTypeRow, Ontology, load_ontology
from readout.facts.overlay import Change, ChangeKind, digest_of, find_changes
from readout.facts.terms import Holder, Name, Organisation, State, Title

__all__ = [
    "CameoRow",
    "Change",
    "ChangeKind",
    "EventTypeRow",
    "Facts",
    "Holder",
    "Name",
    "Ontology",
    "Organisation",
    "State",
    "Title",
    "check_facts",
    "digest_of",
    "find_changes",
    "load_facts",
    "load_ontology",
]
