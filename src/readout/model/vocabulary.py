"""The closed sets of the record. The comment at each member is its line in the codebook."""

from enum import StrEnum


class ActorKind(StrEnum):
    PERSON = "person"  # somebody named, or known by office alone ("the foreign minister")
    STATE = "state"  # a state, also when a capital, a seat or a government stands for it
    ORGANISATION = "organisation"  # a ministry, an intergovernmental body, a company, an armed group
    GROUP = "group"  # people meant together without a name ("Afghan parties", "protesters")
    OFFICE = "office"  # an office as such, whoever holds it ("the presidency")


class Form(StrEnum):
    """How a statement reports its words."""

    DIRECT = "direct"  # all of the content is inside quotation marks
    INDIRECT = "indirect"  # none of it is
    MIXED = "mixed"  # some of it is


class Channel(StrEnum):
    """The way by which the words reached the reporter or the other side."""

    PHONE_CALL = "phone call"  # by telephone or video, in the call itself
    MEETING = "meeting"  # face to face, talks and visits included
    PRESS_CONFERENCE = "press conference"  # before the press, called or joint
    BRIEFING = "briefing"  # a spokesperson's regular or special briefing
    WRITTEN_STATEMENT = "written statement"  # a statement, communique, readout or press release
    SOCIAL_MEDIA = "social media"  # a post, whichever the network
    INTERVIEW = "interview"  # told one outlet
    SPEECH = "speech"  # an address, remarks at a ceremony or a rally
    LETTER = "letter"  # a letter, message, note or telegram
    PARLIAMENT = "parliament"  # said in a parliament or its committee
    LEAK = "leak"  # a leaked or unpublished document or recording


class SpeechAct(StrEnum):
    """What the speaker does with the words."""

    ASSERT = "assert"  # says that something is so
    REQUEST = "request"  # asks, urges, demands
    PROMISE = "promise"  # commits the speaker or the state
    OFFER = "offer"  # puts something at the other's choice
    THREATEN = "threaten"  # announces harm, mostly on a condition
    ACCUSE = "accuse"  # blames or condemns
    DENY = "deny"  # says that a charge or report is not so
    REJECT = "reject"  # refuses a demand, plan or idea
    PRAISE = "praise"  # speaks well of, welcomes
    THANK = "thank"  # thanks
    APOLOGISE = "apologise"  # says sorry for the speaker's side
    CONDOLE = "condole"  # shares grief
    CONGRATULATE = "congratulate"  # shares joy, wishes well
    WARN = "warn"  # points at a danger that is not of the speaker's making
    ANNOUNCE = "announce"  # makes a decision or a plan known
    QUESTION = "question"  # asks to be told


class EventType(StrEnum):
    """The sixteen types of PLOVER 2021; definitions in data/ontology/event_types.yaml."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Realis(StrEnum):
    ACTUAL = "actual"  # it happened, or is happening, as told; a verbal event once it is uttered
    NEGATED = "negated"  # told as not having happened
    HYPOTHETICAL = "hypothetical"  # conditional, possible, wished for, or called off
    FUTURE = "future"  # planned or expected
    HISTORICAL = "historical"  # background from well before the report


class EngagementKind(StrEnum):
    PHONE_CALL = "phone call"  # by telephone or video
    MEETING = "meeting"  # people meet once
    TALKS = "talks"  # negotiations, "held talks"
    VISIT = "visit"  # somebody travels to a country
    SUMMIT = "summit"  # called so, or heads of state or government in a group
    CONFERENCE = "conference"  # many delegations
    LETTER = "letter"  # a letter or message
    CEREMONY = "ceremony"  # a signing, a wreath laid


class Status(StrEnum):
    HELD = "held"  # past, or going on
    PLANNED = "planned"  # announced, expected
    POSTPONED = "postponed"  # put off
    CANCELLED = "cancelled"  # called off


class Role(StrEnum):
    MAIN = "main"  # the report tells it as (part of) its news
    BACKGROUND = "background"  # only mentioned


class TimeType(StrEnum):
    """The TIMEX3 types."""

    DATE = "DATE"  # a day or something longer on the calendar
    TIME = "TIME"  # a point within a day
    DURATION = "DURATION"  # a length
    SET = "SET"  # a repetition


class TimeKind(StrEnum):
    EXACT = "exact"  # one value of its grain
    APPROXIMATE = "approximate"  # "around", "early", "mid"
    RANGE = "range"  # from one value to another
    UNRESOLVED = "unresolved"  # the text does not tell which


class Strength(StrEnum):
    """How strongly an account puts a topic, weakest first."""

    RAISED = "raised"  # touched on, mentioned
    DISCUSSED = "discussed"  # talked about, exchanged views on
    STRESSED = "stressed"  # underscored, emphasised, reiterated
    AGREED = "agreed"  # agreed, welcomed together
    WARNED = "warned"  # warned, condemned, rejected
