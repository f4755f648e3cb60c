"""What a PHP file says about its variables and functions in all, before it is parsed: who may change a variable behind its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.php_lexing import Tokens

_BY_REFERENCE: Final = {
    **dict.fromkeys(word_set("preg_match preg_match_all similar_text sscanf fscanf"), (2,)),
    **dict.fromkeys(word_set("str_replace str_ireplace"), (3,)),
    **dict.fromkeys(word_set("preg_replace preg_replace_callback"), (4,)),
    **dict.fromkeys(word_set("exec openssl_sign mb_convert_variables"), (1,)),
    **dict.fromkeys(word_set("settype array_walk array_multisort sort rsort usort uasort uksort ksort krsort asort arsort shuffle array_splice array_pop array_shift"), (0,)),
}  # fmt: skip
"""Functions that change what they are given, from this argument on."""
_OPERANDS: Final = frozenset({"variable", "text", "other", ")", "]"})
"""What is before an ``&`` that is no reference."""


class References:
    """Variables that have other names, and parameters that are such names."""

    def __init__(self, tokens: Tokens) -> None:
        self.parents: dict[str, str] = {}
        """The class that each class extends."""
        self._tokens = tokens
        self._parameters: dict[str, tuple[int, ...]] = {}
        self._constants: dict[str, set[str]] = {}
        """The constants and static attributes of each class."""
        self._doubts: dict[int, set[str]] = {-1: set()}
        self._classes: list[tuple[int, int, str]] = []
        self._find()

    def changed(self, name: str, *, method: bool) -> tuple[int, ...]:
        """The places of the arguments that a function may change; more than the last of them, too."""
        if name in self._parameters:
            return self._parameters[name]
        return () if method else _BY_REFERENCE.get(name.lower(), ())

    def doubted(self, function: int) -> frozenset[str]:
        """The variables of a function that something else may change.

        :param function: the number of the token with its name; -1 for what is outside of all.
        """
        return frozenset(self._doubts.get(function, ()))

    def has(self, names: Names) -> bool:
        """Whether a class has a constant or a static attribute, as far as this file shows."""
        owner = names[-2]
        known = self._constants.get(owner)
        for _ in range(len(self.parents) + 1):
            if known is None or names[-1] in known:
                return True
            owner = self.parents.get(owner, "")
            if not owner:
                return False
            known = self._constants.get(owner)
        return True

    def _find(self) -> None:
        every = self._tokens.all
        inside: list[tuple[int, int]] = []
        for at, (kind, text, _, _) in enumerate(every[:-1]):
            while inside and inside[-1][1] <= at:
                inside.pop()
            function = inside[-1][0] if inside else -1
            following = every[at + 1]
            if kind == "name":
                word = text.lower()
                if word == "function":
                    if (found := self._named(at)) is not None:
                        inside.append(found)
                elif word in {"global", "static"} and following.kind == "variable":
                    self._declared(at + 1, function, outside=word == "global")
                elif word in {"class", "trait", "interface", "enum"} and following.kind == "name":
                    self._class(at + 1)
                elif (word == "const" or (word == "case" and function == -1)) and self._classes:
                    self._constant(at + 1)
            elif kind == "&" and following.kind == "variable":
                self._reference(at, function)
            elif kind == "variable" and text == "$GLOBALS" and following.kind == "[":
                key = every[min(at + 2, len(every) - 1)]
                self._doubts[-1].add(self._tokens.source[key.start + 1 : key.end - 1])
            elif (kind == "variable" and at and every[at - 1].text.lower() == "static") or (
                kind == "variable" and self._classes and function == -1
            ):
                self._known_in(at).add(text[1:])

    def _named(self, at: int) -> tuple[int, int] | None:
        """A function with a name: where its body is; ``None`` for a function without one, or without a body."""
        every = self._tokens.all
        at += 1
        if every[at].kind == "&":
            at += 1
        if every[at].kind != "name" or at + 1 >= len(every) or every[at + 1].kind != "(":
            return None
        close = self._tokens.pairs.get(at + 1, at + 1)
        place, changed, depth = 0, [], 0
        for number in range(at + 2, min(close, len(every))):
            kind = every[number].kind
            depth += (kind in {"(", "[", "{"}) - (kind in {")", "]", "}"})
            if kind == "," and not depth:
                place += 1
            elif kind == "&" and every[min(number + 1, len(every) - 1)].kind in {"variable", "..."}:
                changed.append(place)
        if changed:
            self._parameters[every[at].text] = tuple(changed)
        body = close
        while body < len(every) - 1 and every[body].kind not in {"{", ";"}:
            body += 1
        if every[min(body, len(every) - 1)].kind != "{":
            return None
        return (at, self._tokens.pairs.get(body, len(every)))

    def _declared(self, at: int, function: int, *, outside: bool) -> None:
        """``global $a, $b`` and ``static $a = 1``."""
        every = self._tokens.all
        while every[at].kind not in {";", "", "{", "}", "("}:
            if every[at].kind == "variable":
                self._doubt(function, every[at].text)
                if outside:
                    self._doubt(-1, every[at].text)
            at += 1

    def _doubt(self, function: int, variable: str) -> None:
        self._doubts.setdefault(function, set()).add(variable[1:])

    def _reference(self, at: int, function: int) -> None:
        every = self._tokens.all
        before = every[at - 1] if at else every[-1]
        if before.kind in _OPERANDS:
            return
        self._doubt(function, every[at + 1].text)
        if before.kind == "=" and every[at - 2].kind == "variable":
            self._doubt(function, every[at - 2].text)
        elif before.kind == "=>" or before.text.lower() == "as":
            for number in range(at - 1, max(at - 12, 0), -1):  # foreach ($list as &$item)
                if every[number].kind == "(":
                    break
                if every[number].kind == "variable":
                    self._doubt(function, every[number].text)

    def _class(self, at: int) -> None:
        every = self._tokens.all
        name, end = every[at].text, at
        while end < len(every) - 1 and every[end].kind not in {"{", ";"}:
            if every[end].text.lower() == "extends":
                self.parents[name] = every[end + 1].text.rpartition("\\")[2]
            end += 1
        self._constants.setdefault(name, set())
        self._classes.append((end, self._tokens.pairs.get(end, len(every)), name))

    def _known_in(self, at: int) -> set[str]:
        """The constants of the class around a token."""
        for begin, end, name in reversed(self._classes):
            if begin <= at < end:
                return self._constants[name]
        return set()

    def _constant(self, at: int) -> None:
        """The names of constants: each is before an equals sign."""
        every = self._tokens.all
        known = self._known_in(at)
        while every[at].kind not in {";", ""}:
            if every[at].kind == "=" and every[at - 1].kind == "name":
                known.add(every[at - 1].text)
            at = max(at + 1, self._tokens.pairs.get(at, 0))
