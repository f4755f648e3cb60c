"""Messages per second: the fast path of ``segment`` compared with npm's counters and Go's warthog618/sms. Run: python bench/segment.py

The fast path is ``GSM7.measure``: encoding, units and segments as a tuple. Peers are installed into a temporary folder (``npm
install``, ``go get``); an unavailable one is skipped with the reason. Each peer is one process that runs on request, so
that rounds are interleaved and a busy machine affects all; a round is timed in CPU seconds (Go: wall clock) inside the
process that works, and figures are medians. Before the timing, the answers for a set of texts are compared, and every
difference is listed with its known reason.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from smslint.text.gsm7 import GSM7
from smslint.text.splitting import count

ROUNDS = 15
SECONDS = 0.1
"""The approximate length of a round: fast engines repeat the texts more often."""

TEXTS = {
    "140 GSM-7": [
        f"Your order {number:05} has shipped and arrives tomorrow between 9 and 11. Track it in the app; reply HELP for help, or"
        " STOP to end these messages."
        for number in range(200)
    ],
    "140 + emoji": [f"Your order {number:05} is here. ".ljust(139, "x") + "\U0001f600" for number in range(200)],
    "1,000 GSM-7": [(f"Order {number:05}: " + "all of it is on its way, " * 40)[:1000] for number in range(100)],
}  # fmt: skip

CYRILLIC = "ж"
ANSWERS = {
    "empty": "",
    "160": "a" * 160,
    "161": "a" * 161,
    "306": "a" * 306,
    "307": "a" * 307,
    "70 ucs-2": CYRILLIC * 70,
    "71 ucs-2": CYRILLIC * 71,
    "135 ucs-2": CYRILLIC * 135,
    "form feed": "\f" * 81,
    "] x 153": "]" * 153,
    "a x 152, euro, a x 152": "a" * 152 + "€" + "a" * 152,
    "a x 153, euro, a x 151": "a" * 153 + "€" + "a" * 151,
    "crlf": "a" * 80 + "\r\n" + "a" * 79,
    "emoji x 67": "\U0001f600" * 67,
    "a x 69, emoji": "a" * 69 + "\U0001f600",
    "pair over the edge": CYRILLIC * 66 + "\U0001f600" + CYRILLIC * 66,
    "family over the edge": CYRILLIC * 61
    + "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    + CYRILLIC * 62,
    "accent over the edge": CYRILLIC * 66 + "e\u0301" + CYRILLIC * 66,
    "c with cedilla": "ç" * 80,
    "backtick": "`" * 80,
    "curly quotes": "It’s “here”" + "x" * 80,
}
KNOWN = {
    ("sms-length", "empty"): "counts no segment; one message without units is valid",
    ("sms-length", "form feed"): "does not have the form feed, an extension character of two septets",
    ("sms-length", "] x 153"): "divides by 153, but an escape pair must not be split",
    ("sms-length", "a x 152, euro, a x 152"): "divides by 153, but an escape pair must not be split",
    ("sms-length", "emoji x 67"): "divides by 67, but a surrogate pair must not be split",
    ("sms-length", "pair over the edge"): "divides by 67, but a surrogate pair must not be split",
    ("warthog618/sms", "empty"): "gives no message for an empty text",
}
KEPT_WHOLE = "keeps grapheme clusters whole; smslint.text.splitting.count(text, 'graphemes') agrees"

NODE = """
const peers = {
  'sms-length': () => { const { count } = require('sms-length'); return text => count(text).messages; },
  'sms-segments-calculator': () => { const { SegmentedMessage } = require('sms-segments-calculator');
    return text => new SegmentedMessage(text).segmentsCount; },
};
const run = peers[process.argv[2]]();
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const { texts, times } = JSON.parse(line);
  const start = process.cpuUsage();
  let answers = [];
  for (let i = 0; i < times; i++) answers = texts.map(run);
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, answers }));
});
"""

GO = """
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/warthog618/sms"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<24)
	for {
		line, err := in.ReadBytes('\\n')
		if err != nil {
			return
		}
		var task struct {
			Texts []string
			Times int
		}
		json.Unmarshal(line, &task)
		answers := make([]int, len(task.Texts))
		start := time.Now()
		for i := 0; i < task.Times; i++ {
			for j, text := range task.Texts {
				parts, _ := sms.Encode([]byte(text))
				answers[j] = len(parts)
			}
		}
		seconds := time.Since(start).Seconds()
		out, _ := json.Marshal(map[string]interface{}{"seconds": seconds, "answers": answers})
		fmt.Println(string(out))
	}
}
"""


class Round(NamedTuple):
    """One run over some texts: messages per second, and the segments of each text."""

    rate: float
    answers: list[int]


class Peer:
    """A counter in a separate process."""

    def __init__(self, name: str, command: list[str], folder: Path) -> None:
        self.name = name
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, texts: list[str], times: int) -> Round:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"texts": texts, "times": times}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return Round(len(texts) * times / answer["seconds"], answer["answers"])

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)


class Ours:
    """The fast path, in this process."""

    name = "smslint"

    def run(self, texts: list[str], times: int) -> Round:
        answers: list[int] = []
        measure = GSM7.measure
        start = process_time()
        for _ in range(times):
            answers = [measure(text)[2] for text in texts]
        return Round(len(texts) * times / (process_time() - start), answers)

    def close(self) -> None: ...


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        peers = [*npm_peers(Path(name)), *go_peer(Path(name))]
        try:
            compare(peers)
            for title, texts in TEXTS.items():
                race(title, texts, [Ours(), *peers])
        finally:
            for peer in peers:
                peer.close()


def npm_peers(folder: Path) -> list[Peer]:
    names = ["sms-length@0.2.2", "sms-segments-calculator@1.3.0"]
    if not (shutil.which("node") and shutil.which("npm")):
        print("skipped: sms-length and sms-segments-calculator (no node or npm here)")
        return []
    if not attempt(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *names], folder, " and ".join(names)
    ):
        return []
    (folder / "peer.cjs").write_text(NODE, encoding="utf-8")
    return [Peer(each, ["node", "peer.cjs", each], folder) for each in (name.partition("@")[0] for name in names)]


def go_peer(folder: Path) -> list[Peer]:
    name = "warthog618/sms"
    if not shutil.which("go"):
        print(f"skipped: {name} (no Go here)")
        return []
    (folder / "main.go").write_text(GO, encoding="utf-8")
    for command in (
        ["go", "mod", "init", "bench"],
        ["go", "get", f"github.com/{name}"],
        ["go", "build", "-o", "peer", "main.go"],
    ):
        if not attempt(command, folder, name):
            return []
    return [Peer(name, [str(folder / "peer")], folder)]


def attempt(command: list[str], folder: Path, what: str) -> bool:
    """Whether a step of the installation of a peer worked; if not, print why it is skipped."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        print(f"skipped: {what} ({command[0]} took too long; is there a network?)")
        return False
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"skipped: {what} ({command[0]}: {reason[:120]})")
    return done.returncode == 0


def compare(peers: list[Peer]) -> None:
    """The answers compared; each difference with its known reason."""
    texts = list(ANSWERS.values())
    ours = Ours().run(texts, 1).answers
    print(f"\nanswers on {len(texts)} texts")
    for peer in peers:
        theirs = peer.run(texts, 1).answers
        different = [index for index, answer in enumerate(theirs) if answer != ours[index]]
        print(f"  {peer.name}: {len(texts) - len(different)} equal")
        for index in different:
            title, text = list(ANSWERS.items())[index]
            why = KNOWN.get((peer.name, title), "NOT EXPLAINED")
            if peer.name == "sms-segments-calculator" and count(text, "graphemes") == theirs[index]:
                why = KEPT_WHOLE
            print(f"    {title}: {theirs[index]}, ours {ours[index]}: {why}")


def race(title: str, texts: list[str], engines: list[Ours | Peer]) -> None:
    """Medians of interleaved rounds."""
    times = {}
    for engine in engines:
        engine.run(texts, 3)
        times[engine.name] = max(1, int(SECONDS * engine.run(texts, 3).rate / len(texts)))
    rates: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for _ in range(ROUNDS):
        for engine in engines:
            rates[engine.name].append(engine.run(texts, times[engine.name]).rate)
    ours = median(rates["smslint"])
    print(f"\n{title}, messages a second")
    for name, found in rates.items():
        ratio = "" if name == "smslint" else f"   smslint is {ours / median(found):,.1f} times as fast"
        print(f"  {name:<24} {median(found):>12,.0f}{ratio}")


if __name__ == "__main__":
    main()
