"""The measurement of a broadcast, compared with a calculator called for each row. Run: python bench/preflight.py [ROWS [ROUNDS]]

The peers: npm's sms-segments-calculator (Twilio's), which is looked for in ./node_modules and in NODE_PATH, on the first
rows of the same list with the same texts; and Jinja rendering each row, followed by our own measure.
"""

from __future__ import annotations

import csv
import os
import subprocess
from itertools import islice
from pathlib import Path

import lists

SAMPLE = 20_000
_NODE = """
const { SegmentedMessage } = require('sms-segments-calculator');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
for (const text of texts.slice(0, 2000)) new SegmentedMessage(text).segmentsCount;
const start = process.cpuUsage();
let segments = 0;
for (const text of texts) segments += new SegmentedMessage(text).segmentsCount;
const used = process.cpuUsage(start);
console.log(JSON.stringify([(used.user + used.system) / 1e6, segments]));
"""


def base(path: Path) -> None:
    """Everything: numbers, duplicates, rendering, segments, causes, substitution."""
    from smslint.broadcast.count import count as preflight
    from smslint.broadcast.fill import compile_template
    from smslint.broadcast.plan import Plan, substitutes
    from smslint.dialects import parse
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import open_list

    with open_list(path) as found:
        program = compile_template(parse(lists.TEMPLATE, "jinja"), found.columns, dialect="jinja")
        preflight(found, Plan(program, Policy(), substitute=substitutes()))


def bulk(path: Path) -> None:
    """Arrow batches: numbers classified, messages measured."""
    import pyarrow as pa
    import pyarrow.csv as reader

    from smslint import arrow

    columns = ["first_name", "phone", "city", "order_id"]
    for batch in reader.open_csv(
        path,
        read_options=reader.ReadOptions(block_size=8 << 20),
        convert_options=reader.ConvertOptions(column_types={name: pa.string() for name in columns}),
    ):
        arrow.classify(batch, "phone")
        arrow.measure(batch, lists.TEMPLATE, dialect="jinja")


def jinja(path: Path) -> int:
    """Jinja for each row, and our measure of one text."""
    import jinja2

    from smslint.text.segmentation import segment

    template = jinja2.Template(lists.TEMPLATE)
    with path.open(newline="", encoding="utf-8") as file:
        return sum(segment(template.render(row)).count > 0 for row in islice(csv.DictReader(file), SAMPLE))


def twilio(path: Path) -> list[float]:
    """Twilio's calculator on texts that are already rendered. It measures its own time; its start is not counted."""
    import json

    with path.open(newline="", encoding="utf-8") as file:
        texts = [_rendered(row) for row in islice(csv.DictReader(file), SAMPLE)]
    environment = {**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", str(Path("node_modules").resolve()))}
    done = subprocess.run(
        ["node", "-e", _NODE], input=json.dumps(texts), capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise SystemExit("node or npm's sms-segments-calculator is not installed")
    return [SAMPLE, json.loads(done.stdout)[0]]


def _rendered(row: dict[str, str]) -> str:
    text = lists.TEMPLATE
    for name, value in row.items():
        text = text.replace("{{ " + name + " }}", value)
    return text


ENGINES = {
    "Twilio's calculator, each row": twilio,
    "Jinja and segment(), each row": jinja,
    "smslint preflight": base,
    "smslint.arrow: classify and measure": bulk,
}
BASE = {
    "smslint preflight": "Twilio's calculator, each row",
    "smslint.arrow: classify and measure": "Twilio's calculator, each row",
}

if __name__ == "__main__":
    lists.main(ENGINES, __doc__, BASE)
