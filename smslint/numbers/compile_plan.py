"""Compile the metadata of ``phonenumbers`` into one automaton over the digits after the ``+``.

``python -m smslint.numbers.compile_plan`` verifies and writes the plan that ships with the package; the same
code builds it into the user's cache when a newer ``phonenumbers`` is installed. A run that has a plan never imports this.
"""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from smslint.errors import PlanError
from smslint.numbers import label as answers
from smslint.numbers.classifier import Classifier
from smslint.numbers.graph import DIGITS, Graph
from smslint.numbers.label import MAX_DIGITS, MIN_DIGITS, MIN_NATIONAL_DIGITS, Label
from smslint.numbers.oracle import version
from smslint.numbers.planfile import PlanData, pack
from smslint.numbers.prefix import Stripper, Stripping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.numbers.prefix import Output

SHIPPED = Path(__file__).with_name("plan.bin")

_NO_PREFIX = Stripping((), None)


class _Country:
    """The automaton of the digits after one calling code, including prefixes and the shape rule."""

    def __init__(self, calling_code: int, out: Graph[Label]) -> None:
        self._classifier = Classifier(calling_code)
        self._graph = self._classifier.graph
        self._out = out
        self._code_digits = len(str(calling_code))
        self._built: dict[tuple[int, Stripping, int], int] = {}
        main = self._classifier.main
        self.prefix = main.national_prefix_for_parsing or ""
        self.rule = main.national_prefix_transform_rule or ""
        self._stripper = Stripper(self.prefix, self.rule, self._graph, self._classifier.root) if self.prefix else None
        stripping = self._stripper.start() if self._stripper else _NO_PREFIX
        self.root = self._build(self._classifier.root, stripping, 0)

    def _build(self, node: int, stripping: Stripping, length: int) -> int:
        """The state after ``length`` national digits that lead to ``node`` in the classifier."""
        key = (node, stripping, length)
        state = self._built.get(key)
        if state is None:
            state = self._built[key] = self._out.add(
                self._label(node, stripping, length), self._children(node, stripping, length)
            )
        return state

    def _children(self, node: int, stripping: Stripping, length: int) -> tuple[int, ...]:
        if self._code_digits + length == MAX_DIGITS:
            return (self._out.add(answers.TOO_LONG, None),) * len(DIGITS)
        children = []
        for digit in DIGITS:
            after = self._stripper.step(stripping, digit) if self._stripper else stripping
            children.append(self._build(self._graph.step(node, digit), after, length + 1))
        return tuple(children)

    def _label(self, node: int, stripping: Stripping, length: int) -> Label:
        if length < MIN_NATIONAL_DIGITS:
            return answers.TOO_SHORT if self._code_digits + length >= MIN_DIGITS else answers.NOT_A_NUMBER
        national = self._graph.label(node)
        canonical = True
        output = self._stripper.outcome(stripping) if self._stripper else None
        if output is not None and self._strips(node, output):
            national = self._graph.label(output.node)
            # A rule that changes anything writes fewer or more digits than it reads, so the length decides.
            canonical = output.length == length
        return Label("", national.region, national.type, canonical, national.length, national.zones)

    def _strips(self, node: int, output: Output) -> bool:
        """The library's two conditions: the rest is viable if the whole was, and it is long enough to be a number."""
        stripped = self._graph.label(output.node)
        viable = stripped.viable or not self._graph.label(node).viable
        return viable and stripped.length in {"possible", "too_long"}

    @property
    def line(self) -> str:
        """The plan's line for this calling code."""
        classifier = self._classifier
        return "\t".join((str(classifier.code), " ".join(classifier.regions), self.prefix, self.rule))


def compile_plan() -> PlanData:
    """Build the whole plan from the installed metadata: about a second, unverified."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 10_000))
    graph: Graph[Label] = Graph()
    countries = {str(code): _Country(code, graph) for code in sorted(COUNTRY_CODE_TO_REGION_CODE)}
    roots = {code: country.root for code, country in countries.items()}
    root = _join(graph, roots)
    return _number(graph, root, [country.line for country in countries.values()])


def _join(graph: Graph[Label], roots: dict[str, int]) -> int:
    """A tree of the calling codes above their automata."""
    unassigned = [graph.add(answers.TOO_LONG, None)]  # by the number of digits that may still follow

    def dead(length: int) -> int:
        while len(unassigned) <= MAX_DIGITS - length + 1:
            digits = MAX_DIGITS - len(unassigned) + 1
            unassigned.append(graph.add(_too_few(digits), (unassigned[-1],) * len(DIGITS)))
        return unassigned[MAX_DIGITS - length + 1]

    def node(prefix: str) -> int:
        if prefix in roots:
            return roots[prefix]
        if not any(code.startswith(prefix) for code in roots):
            return dead(len(prefix))
        return graph.add(_too_few(len(prefix)), tuple(node(f"{prefix}{digit}") for digit in DIGITS))

    return node("")


def _too_few(length: int) -> Label:
    return answers.UNASSIGNED if length >= MIN_DIGITS else answers.NOT_A_NUMBER


def _number(graph: Graph[Label], root: int, codes: Sequence[str]) -> PlanData:
    """Number the reachable states breadth first, so that the states of short prefixes are close together."""
    order = [root]
    place = {root: 0}
    for node in order:
        for child in graph.children(node) or ():
            if child not in place:
                place[child] = len(order)
                order.append(child)
    label_ids: dict[Label, int] = {answers.NOT_E164: 0}
    zone_ids: dict[tuple[str, ...], int] = {(): 0}
    following: list[int] = []
    label_of: list[int] = []
    for node in order:
        children = graph.children(node)
        following.extend(place[child] for child in children or (node,) * len(DIGITS))
        label = graph.label(node)
        zone_ids.setdefault(label.zones, len(zone_ids))
        label_of.append(label_ids.setdefault(label, len(label_ids)))
    if len(order) + len(label_ids) >= 1 << 16:
        raise PlanError(f"{len(order)} states and {len(label_ids)} labels do not fit 16 bits")
    return PlanData(
        version(),
        memoryview(array("H", following)),
        memoryview(array("H", label_of)),
        tuple(_line(label, zone_ids[label.zones]) for label in label_ids),
        tuple(" ".join(zones) for zones in zone_ids),
        tuple(codes),
    )


def _line(label: Label, zone_set: int) -> str:
    fields = (label.error, label.region or "", label.type, str(int(label.canonical)), label.length, str(zone_set))
    return "\t".join(fields)


def main(arguments: Sequence[str] = ()) -> int:
    """Compile, verify and write the plan; with ``--check`` only say whether the shipped one is up to date."""
    from smslint.numbers.plan import Plan
    from smslint.numbers.verify import disagreements

    plan = Plan(data := compile_plan(), "shipped")
    wrong = disagreements(plan)
    if wrong:
        sys.stderr.write(f"{len(wrong)} answers differ from phonenumbers {data.metadata_version}; the first:\n")
        sys.stderr.writelines(f"  {line}\n" for line in wrong[:10])
        return 1
    blob = pack(data)
    if "--check" in arguments:
        current = SHIPPED.is_file() and Plan.read(SHIPPED.read_bytes(), "shipped").same_answers(plan)
        sys.stdout.write("up to date\n" if current else "out of date: run python -m smslint.numbers.compile_plan\n")
        return 0 if current else 1
    SHIPPED.write_bytes(blob)
    sys.stdout.write(
        f"{SHIPPED.name}: phonenumbers {data.metadata_version}, {len(data.label_of):,} states, "
        f"{len(data.labels):,} labels, {len(data.zones):,} zone sets, {len(blob):,} bytes\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
