"""Measures what a record costs, and prints it against the targets.

    python -m bench.speed            everything; some minutes
    python -m bench.speed --quick    without the documents of many lengths

On one thread: words a second of the whole record against spaCy alone on the same texts, the stages apart, the time to
start, peak memory, and one document of 1,000, 10,000 and 100,000 words. Exit status 0, whatever the figures.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.measures import LENGTHS, Figures

ROOT = Path(__file__).resolve().parents[1]
ONE_THREAD = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
ROUNDS = 3  # the best counts; spaCy and the record take turns, so that both meet the same machine
LEAST_SHARE = 0.4  # of the speed of spaCy alone
MOST_SECONDS = 3.0  # to a loaded reader
MOST_MEGABYTES = 900


def main(arguments: list[str] | None = None) -> int:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m bench.speed", description=__doc__, formatter_class=plain)
    options.add_argument("--quick", action="store_true", help="without the documents of many lengths")
    args = options.parse_args(arguments)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, one thread, seconds of processor time\n")
    bare, record = compare_speed()
    print_speed(bare, record)
    print_start()
    if not args.quick:
        print_lengths()
    return 0


def compare_speed() -> tuple[Figures, Figures]:
    """The best round of spaCy alone and of the whole record."""
    rounds = [(measured("bare"), measured("record")) for _ in range(ROUNDS)]
    bare, record = (max(runs, key=lambda run: run["words a second"]) for runs in zip(*rounds, strict=True))
    return bare, record


def print_speed(bare: Figures, record: Figures) -> None:
    alone, whole, memory = bare["words a second"], record["words a second"], record["peak megabytes"]
    share = whole / alone
    print(f"{record['words']:,.0f} words of the examples, the best of {ROUNDS} rounds")
    print(f"  spaCy alone, as it ships   {alone:8,.0f} words a second")
    print(f"  the whole record           {whole:8,.0f} words a second")
    print(f"  share of spaCy alone       {share:8.3f} {against(share >= LEAST_SHARE, f'at least {LEAST_SHARE}')}")
    print(f"  peak memory in MB          {memory:8.0f} {against(memory < MOST_MEGABYTES, f'under {MOST_MEGABYTES}')}")
    print(f"\nmicroseconds a word, by stage (spaCy alone: {1e6 / alone:.0f})")
    stages = {name.removeprefix("stage "): spent for name, spent in record.items() if name.startswith("stage ")}
    for name, spent in sorted(stages.items(), key=lambda row: -row[1]):
        print(f"  {name:30} {spent:6.1f}")


def print_start() -> None:
    start = min((measured("start") for _ in range(ROUNDS)), key=lambda run: run["load"])
    told = against(start["load"] < MOST_SECONDS, f"under {MOST_SECONDS}")
    print("\nseconds to start, by the clock (and of processor time)")
    print(f"  a loaded reader            {start['load']:8.2f} ({start['load cpu']:.2f}) {told}")
    print(f"  and the first record       {start['first record']:8.2f} ({start['first record cpu']:.2f})")
    print(f"  readout --help             {min(seconds_of_help() for _ in range(ROUNDS)):8.2f}")


def print_lengths() -> None:
    print("\none document of so many words: words a second, microseconds a word, MB")
    for words in LENGTHS:
        run = measured(f"length-{words}")
        speed = run["words a second"]
        print(f"  {run['words']:8,.0f} {speed:8,.0f} {1e6 / speed:8.0f} {run['peak megabytes']:8.0f}", flush=True)


def measured(name: str) -> Figures:
    """The result of one of the measures, made on one thread in a process of its own."""
    command = [sys.executable, "-m", "bench.measures", name]
    run = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{run.stderr}")
    figures: Figures = json.loads(run.stdout)
    return figures


def seconds_of_help() -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "readout", "--help"]
    subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - begun


def environment() -> dict[str, str]:
    return {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}


def against(reached: bool, target: str) -> str:
    return f"(target: {target}{'' if reached else '; MISSED'})"


if __name__ == "__main__":
    sys.exit(main())
