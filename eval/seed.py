"""The seed: readout's own record of it, scored with record.py, and what the contract asks of it besides."""

from types import ModuleType

from eval.figures import Result
from eval.sets import Row


def score_seed(scorer: ModuleType, gold: Row, record: Row) -> Result:
    """The result of record.py, with `minister in one cluster` and `the call`, shares of what is asked.

    Args:
        scorer: The module record.py.
        gold: The hand-made record, with `id`.
        record: Readout's, as plain data.
    """
    result: Result = scorer.score([gold], [record])
    result["minister in one cluster"] = {"accuracy": least_together(scorer, gold, record)}
    checks = call_checks(scorer, gold, record)
    result["the call"] = {"accuracy": sum(checks.values()) / len(checks), "failed": failed(checks)}
    return result


def least_together(scorer: ModuleType, gold: Row, record: Row) -> float:
    """Of the participants of the call, the least share of the mentions of one that are in its best cluster."""
    text = record["document"]["text"]
    shares: list[float] = []
    for key in gold["engagements"][0]["participants"]:
        tally = scorer.Tally()
        actor = next(actor for actor in gold["actors"] if actor["key"] == key)
        scorer.score_actors(text, [actor], record["actors"], tally)
        together, _, apart = tally["mentions of a person in one cluster"]
        shares.append(together / (together + apart))
    return round(min(shares), 4)


def call_checks(scorer: ModuleType, gold: Row, record: Row) -> dict[str, bool]:
    """What is right about the one call of the seed, each with its name."""
    wanted = gold["engagements"][0]
    calls = [each for each in record["engagements"] if each["kind"] == wanted["kind"]]
    call = calls[0] if calls else {"participants": [], "initiator": None, "date": None, "accounts": []}
    wanted_actors, actors = ({actor["key"]: actor for actor in side["actors"]} for side in (gold, record))
    started = [call["initiator"]] if call["initiator"] else []
    return {
        "one call": len(calls) == 1,
        "participants": scorer.same_actors(wanted["participants"], call["participants"], wanted_actors, actors),
        "initiator": scorer.same_actors([wanted["initiator"]], started, wanted_actors, actors),
        "date": call["date"] == wanted["date"],
        "sides": {each["side"] for each in call["accounts"]} == {each["side"] for each in wanted["accounts"]},
    }


def failed(checks: dict[str, bool]) -> list[str]:
    return [name for name, right in checks.items() if not right]
