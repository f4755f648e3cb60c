"""Remove or rewrite national prefixes while the digits are read.

``phonenumbers.parse("+54 0 11 15 ...")`` runs the main region's ``national_prefix_for_parsing`` over the national digits and
removes or rewrites the match. That pattern prefers its first alternative and its longest repeat, so it runs like
Pike's matcher: a list of threads in order of preference. Each thread carries the classifier's node for the digits *it*
would write, so the rewrite rules (``9\\1`` in Argentina, ``\\2`` in Brazil) are a transducer that needs no second pass.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import PlanError
from smslint.numbers.metadata_pattern import Alternation, Digits, End, Group, Node, Repeat, Sequence, parse_pattern

if TYPE_CHECKING:
    from smslint.numbers.classifier import National
    from smslint.numbers.graph import Graph

_RULE = re.compile(r"(\d*)\\(\d)")


class Output(NamedTuple):
    """The digits written so far: the node of the classifier that they lead to, and how many they are."""

    node: int
    length: int


class _Thread(NamedTuple):
    place: int
    """The next instruction."""
    copying: bool
    """Whether it is inside the group that the rule keeps."""
    captured: bool
    """Whether the last group has matched, so that the rule applies; otherwise the prefix is only removed."""
    output: Output


class Stripping(NamedTuple):
    """A state: the threads that still run, best first, and the output of the best finished one."""

    threads: tuple[_Thread, ...]
    best: Output | None


class _Instruction(NamedTuple):
    name: str
    """``digit``, ``open``, ``close``, ``split``, ``jump``, ``end`` or ``match``."""
    value: int = 0
    """The mask, the group's number, or the preferred target."""
    other: int = 0
    """The other target of a split."""


class Stripper:
    """The prefix rule of one calling code, over the nodes of its classifier."""

    def __init__(self, pattern: str, rule: str | None, graph: Graph[National], root: int) -> None:
        parsed = parse_pattern(pattern)
        self._program: list[_Instruction] = []
        self._compile(parsed.node)
        self._program.append(_Instruction("match"))
        self._graph = graph
        self._root = root
        self._last_group = parsed.groups
        self._kept_group = 0
        literal = ""
        if rule:
            match = _RULE.fullmatch(rule)
            if match is None or int(match[2]) != parsed.groups:
                raise PlanError(f"cannot apply the rewrite rule {rule!r} of the prefix {pattern!r}")
            literal, self._kept_group = match[1], parsed.groups
        self._rewritten = Output(graph.walk(root, literal), len(literal))

    def start(self) -> Stripping:
        """Before the first digit."""
        threads: list[_Thread] = []
        self._follow(threads, set(), _Thread(0, copying=False, captured=False, output=self._rewritten))
        return self._settle(threads, None)

    def step(self, state: Stripping, digit: int) -> Stripping:
        """After one more digit."""
        best = state.best and Output(self._graph.step(state.best.node, digit), state.best.length + 1)
        threads: list[_Thread] = []
        seen: set[int] = set()
        for thread in state.threads:
            instruction = self._program[thread.place]
            if instruction.name != "digit" or not instruction.value >> digit & 1:
                continue
            output = thread.output
            if thread.copying:
                output = Output(self._graph.step(output.node, digit), output.length + 1)
            if self._follow(threads, seen, thread._replace(place=thread.place + 1, output=output)):
                break  # a match here is preferred to all later threads
        return self._settle(threads, best)

    def outcome(self, state: Stripping) -> Output | None:
        """The output if the digits end here; ``None`` if the prefix does not match."""
        for thread in state.threads:
            if self._program[thread.place].name == "end":
                finished: list[_Thread] = []
                if self._follow(finished, set(), thread, at_end=True):
                    return self._finish(finished[-1])
        return state.best

    def _settle(self, threads: list[_Thread], best: Output | None) -> Stripping:
        if threads and self._program[threads[-1].place].name == "match":
            best = self._finish(threads.pop())
        return Stripping(tuple(threads), best)

    def _finish(self, thread: _Thread) -> Output:
        """The rewritten digits, if any, and then the digits after the match."""
        return thread.output if self._kept_group and thread.captured else Output(self._root, 0)

    def _follow(self, threads: list[_Thread], seen: set[int], thread: _Thread, *, at_end: bool = False) -> bool:
        """Add the threads that are reached without a digit, best first; true once one has matched, because the others then lose."""
        place = thread.place
        if place in seen:
            return False
        seen.add(place)
        name, value, other = self._program[place]
        if name == "split":
            return self._follow(threads, seen, thread._replace(place=value), at_end=at_end) or self._follow(
                threads, seen, thread._replace(place=other), at_end=at_end
            )
        if name == "jump":
            return self._follow(threads, seen, thread._replace(place=value), at_end=at_end)
        if name == "open":
            inside = thread._replace(place=place + 1, copying=thread.copying or value == self._kept_group)
            return self._follow(threads, seen, inside, at_end=at_end)
        if name == "close":
            outside = thread._replace(
                place=place + 1,
                copying=thread.copying and value != self._kept_group,
                captured=thread.captured or value == self._last_group,
            )
            return self._follow(threads, seen, outside, at_end=at_end)
        if name == "end" and at_end:
            return self._follow(threads, seen, thread._replace(place=place + 1), at_end=True)
        threads.append(thread)  # waits for a digit, or at "$" for the end
        return name == "match"

    def _compile(self, tree: Node) -> None:
        """Instructions in the order of preference of a backtracking matcher."""
        program = self._program
        if isinstance(tree, Digits):
            program.append(_Instruction("digit", tree.mask))
        elif isinstance(tree, End):
            program.append(_Instruction("end"))
        elif isinstance(tree, Group):
            program.append(_Instruction("open", tree.number))
            self._compile(tree.item)
            program.append(_Instruction("close", tree.number))
        elif isinstance(tree, Sequence):
            for item in tree.items:
                self._compile(item)
        elif isinstance(tree, Alternation):
            self._compile_choice(tree)
        else:
            self._compile_repeat(tree)

    def _compile_choice(self, tree: Alternation) -> None:
        program = self._program
        jumps = []
        for arm in tree.arms[:-1]:
            split = len(program)
            program.append(_Instruction("split"))
            self._compile(arm)
            jumps.append(len(program))
            program.append(_Instruction("jump"))
            program[split] = _Instruction("split", split + 1, len(program))
        self._compile(tree.arms[-1])
        for jump in jumps:
            program[jump] = _Instruction("jump", len(program))

    def _compile_repeat(self, tree: Repeat) -> None:
        program = self._program
        for _ in range(tree.least):
            self._compile(tree.item)
        splits = []
        for _ in range(tree.most - tree.least):
            splits.append(len(program))
            program.append(_Instruction("split"))
            self._compile(tree.item)
        for split in splits:
            program[split] = _Instruction("split", split + 1, len(program))
