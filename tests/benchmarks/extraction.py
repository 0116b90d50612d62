"""How fast quotes are found, beside spaCy's bare tokenizer and textacy: part of `make bench`.

    python tests/benchmarks/extraction.py [--peer] [--memory]

Prints, as medians of five runs taken in turn: whole articles in this process against the tokenizer on the same text,
and against textacy's direct quotations (paragraph by paragraph, with the parser that QuoteDesk ships); then the
throughput of `extract --jsonl` with two workers against one, start and all, beside what the machine gives two such
commands that know nothing of each other. `--memory` sends 100,000 documents through the command and prints what it
holds. textacy runs in an environment of its own, .scratch/peer, which `--peer` makes; without it that
line is left out. Texts are the annotated news beside the repository, or the sample articles where there is none.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

import spacy

from quotedesk import reading
from quotedesk.engine import Engine
from quotedesk.paths import RESOURCES, SEEDS

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "polnear.dev.jsonl.gz"
PEER = ROOT / ".scratch" / "peer" / "bin" / "python"
TEXTACY = "textacy==0.13.0"
RUNS = 5
TIMES = 24
DOCUMENTS = 100_000
TIMED_BY_PEER = """
import sys, time, json, spacy
from textacy.extract import direct_quotations
texts = json.loads(sys.stdin.readline())
nlp = spacy.load(sys.argv[1], exclude=["vocab", "tokenizer"])
for _ in sys.stdin:
    begun = time.perf_counter()
    for text in texts:
        for paragraph in text.split("\\n"):
            doc = nlp(paragraph)
            try:
                list(direct_quotations(doc))
            except ValueError:  # odd marks: it refuses the paragraph
                pass
    print(time.perf_counter() - begun, flush=True)
"""


def news() -> list[str]:
    """The texts that are read."""
    if not NEWS.exists():
        return [reading.read_file(path).text for path in reading.expand([SEEDS / "articles"])]
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def install_peer() -> None:
    """Makes the peer's environment, or says why it cannot be made."""
    try:
        subprocess.run([sys.executable, "-m", "venv", str(PEER.parents[1])], check=True, capture_output=True)
        wanted = [TEXTACY, f"spacy=={version('spacy')}"]
        subprocess.run([str(PEER), "-m", "pip", "install", "--quiet", *wanted], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{TEXTACY} could not be installed into .scratch/peer, so it is left out ({error}).")


class Peer:
    """textacy in a process of its own, timed run by run; None where it cannot start."""

    def __init__(self, texts: list[str]) -> None:
        self.process = subprocess.Popen(
            [str(PEER), "-c", TIMED_BY_PEER, str(RESOURCES / "model")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._tell(json.dumps(texts))

    def run(self) -> float | None:
        """Seconds for all texts."""
        self._tell("")
        assert self.process.stdout is not None
        answer = self.process.stdout.readline()
        return float(answer) if answer else None

    def _tell(self, line: str) -> None:
        assert self.process.stdin is not None
        try:
            print(line, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            print(f"{TEXTACY} could not run in .scratch/peer.")

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()


def in_process(texts: list[str]) -> None:
    """Prints how long whole articles take here, against tokenizer and peer."""
    nlp, peer = spacy.blank("en"), Peer(texts) if PEER.exists() else None
    tokens: list[float] = []
    ours: list[float] = []
    theirs: list[float] = []
    with Engine() as engine:

        def find() -> None:
            for _ in engine.find(texts):
                pass

        find()
        for run in range(RUNS + 1):
            measured = seconds(lambda: [nlp.make_doc(text) for text in texts]), seconds(find), peer and peer.run()
            if run:
                tokens.append(measured[0])
                ours.append(measured[1])
                theirs += [measured[2]] if measured[2] else []
    if peer:
        peer.close()
    print(f"{len(texts)} articles, {sum(map(len, texts))} characters; medians of {RUNS} runs")
    print(f"spaCy's bare tokenizer                {median(tokens):8.3f} s")
    slower = median(b / a for a, b in zip(tokens, ours, strict=True))
    print(f"quotes and speakers                   {median(ours):8.3f} s   {slower:5.2f} times the tokenizer's")
    if theirs:
        faster = median(b / a for a, b in zip(ours, theirs, strict=False))
        print(f"textacy's direct quotations           {median(theirs):8.3f} s   {faster:5.2f} times ours")
    else:
        print("textacy's direct quotations           not measured (make bench PEER=1 installs it into .scratch/peer)")


def command(jobs: int) -> list[str]:
    """`quotedesk extract --jsonl`."""
    return [sys.executable, "-m", "ui", "extract", "--jsonl", "--jobs", str(jobs)]


def in_workers(texts: list[str]) -> None:
    """Prints the throughput of the command with one worker and with two."""
    lines = "".join(
        json.dumps({"id": f"{time}-{n}", "text": text}) + "\n" for time in range(TIMES) for n, text in enumerate(texts)
    ).encode()
    taken: dict[int, list[float]] = {1: [], 2: []}
    apart: list[float] = []
    for _ in range(RUNS):
        for jobs, runs in taken.items():
            runs.append(seconds(partial(subprocess.run, command(jobs), input=lines, stdout=subprocess.DEVNULL)))
        apart.append(seconds(partial(side_by_side, lines)))
    megabytes = len(lines) / 1e6
    print(f"the same articles {TIMES} times over, {TIMES * len(texts)} documents; start, reading and writing included")
    for jobs, runs in taken.items():
        print(
            f"extract --jsonl --jobs {jobs}              {median(runs):8.3f} s   {megabytes / median(runs):5.2f} MB/s"
        )
    faster = median(a / b for a, b in zip(taken[1], taken[2], strict=True))
    print(f"two workers against one                            {faster:5.2f} times as fast, on {os.cpu_count()} cores")
    most = median(2 * a / b for a, b in zip(taken[1], apart, strict=True))
    print(f"two commands with one worker each, at once         {most:5.2f} times as fast: what the machine gives")


def side_by_side(lines: bytes) -> None:
    """Runs the command with one worker twice at once."""
    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            threads.submit(subprocess.run, command(1), input=lines, stdout=subprocess.DEVNULL)


def documents() -> Iterator[str]:
    """Short articles, each with names and words that no other has."""
    for n in range(DOCUMENTS):
        name = "".join(chr(97 + int(digit)) for digit in str(n))
        text = (
            f"Anna {name.title()}ova met the council of {name.title()}ville on Monday.\n\n"
            f"“We will not wait for {name} any longer,” {name.title()}ova said, calling it a “lost {name}ing”.\n\n"
            "The council did not answer. A spokesman said that it would “think about it” in the spring."
        )
        yield json.dumps({"id": str(n), "text": text}) + "\n"


def memory() -> None:
    """Prints what the command holds after a tenth of the documents, after half, and near the end."""
    with subprocess.Popen(command(0), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        given, answers = process.stdin, process.stdout
        assert given is not None
        assert answers is not None

        def send() -> None:
            given.writelines(documents())
            given.close()

        threading.Thread(target=send, daemon=True).start()
        begun, held = time.perf_counter(), []
        for count, _ in enumerate(answers, 1):
            if count % (DOCUMENTS // 10) == 0 and count < DOCUMENTS:
                status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
                held.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    spent = time.perf_counter() - begun
    print(
        f"{DOCUMENTS} documents in {spent:.0f} s: {held[0]:.0f} MB held after a tenth, {held[4]:.0f} MB after half, "
        f"{held[-1]:.0f} MB near the end"
    )


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer", action="store_true", help="install textacy into .scratch/peer first")
    parser.add_argument("--memory", action="store_true", help="send 100,000 documents through the command")
    chosen = parser.parse_args()
    if chosen.peer and not PEER.exists():
        install_peer()
    texts = news()
    in_process(texts)
    in_workers(texts)
    if chosen.memory:
        memory()
    return 0


if __name__ == "__main__":
    sys.exit(main())
