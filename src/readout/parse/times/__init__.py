"""Time expressions: where a text says when, and which days of the calendar that means."""

from readout.parse.times.find import find_times

__all__ = ["find_times"]
