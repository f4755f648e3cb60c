"""Settings in YAML, read with the fast loader."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from smslint.settings import Node
from smslint.settings_file.limits import LARGEST, MOST, at, bounded
from smslint.settings_file.yaml_numbers import SurprisingNumberError, careful
from smslint.settings_file.yaml_places import KINDS, UNREADABLE, endless, refused, repeated
from smslint.wording import kind_of, shown

if TYPE_CHECKING:
    import yaml

    from smslint.errors import SmslintError
    from smslint.settings_file.reading import FileOrigin


def parse_yaml(text: str, origin: FileOrigin, *, empty: bool = True, wanted: str = "must be a mapping") -> Node:
    """The settings in a YAML text.

    :param wanted: what the error says of a text that is something else.

    :raises SmslintError: with the line, for invalid YAML, a duplicate key, or aliases that never end.
    """
    import yaml

    if len(text) > LARGEST:
        raise origin.error(f"{origin.name}: is too large for a settings file")
    try:
        value, doubtful = load(text)
    except yaml.YAMLError as error:
        raise origin.error(_not_yaml(error, text, origin)) from None
    except UNREADABLE as error:
        raise _unreadable(error, text, origin) from None
    if value is None and empty:
        value = {}
    if not isinstance(value, dict):
        raise origin.error(f"{origin.name}:{origin.first}: {wanted}, not {kind_of(value)}")
    bounded(value, origin, text)
    if doubtful and (twice := repeated(text)) is not None:
        at, before = twice.line + origin.first, twice.before + origin.first
        raise origin.error(
            f"{origin.name}:{at}: {twice.name}: duplicate key, first used on line {before}; YAML would ignore the first"
        )
    return Node(origin, value)


def load(text: str) -> tuple[Any, bool]:
    """The content of a YAML text, and whether there may be a duplicate key: :func:`repeated` decides.

    :raises yaml.YAMLError: for invalid YAML; a value that is invalid for its tag raises Python's own error.
    """
    loader = _loader()(text)
    try:
        return loader.get_single_data(), loader.doubtful
    finally:
        loader.dispose()


@cache
def _loader() -> Any:
    """The fast loader, which also notes possible duplicate keys and refuses merges that multiply without end."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        doubtful = False
        merged = 0

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            pairs = len(node.value)
            value: dict[Any, Any] = super().construct_mapping(node, deep=deep)
            self.doubtful = self.doubtful or len(value) < pairs or len(node.value) != pairs
            return value

        def flatten_mapping(self, node: yaml.MappingNode) -> None:
            # Counted before they are merged, all of the file together: mappings merged into each other need the square of their number.
            for each in _merged(node):
                self.flatten_mapping(each)
                self.merged += len(each.value)
                if self.merged > MOST:
                    raise OverflowError("too many merged keys")
            super().flatten_mapping(node)

    careful(Loader)
    return Loader


def _merged(node: yaml.MappingNode) -> list[yaml.MappingNode]:
    """The mappings that are merged into one by ``<<``, each as often as it is named."""
    import yaml

    named = [value for key, value in node.value if key.tag == "tag:yaml.org,2002:merge"]
    parts = [part for value in named for part in (value.value if isinstance(value, yaml.SequenceNode) else [value])]
    return [part for part in parts if isinstance(part, yaml.MappingNode)]


def _not_yaml(error: yaml.YAMLError, text: str, origin: FileOrigin) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:  # a character that YAML does not allow, at a byte of the text
        line = text.encode().count(b"\n", 0, getattr(error, "position", 0) or 0) + origin.first
        return f"{origin.name}:{line}: is not YAML: {problem}"
    lines = text.split("\n")
    row = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        problem = "this line starts with a tab; YAML must be indented with spaces"
    return f"{origin.name}{origin.mark(mark.line + origin.first, mark.column + 1)}: is not YAML: {problem}"


def _unreadable(error: Exception, text: str, origin: FileOrigin) -> SmslintError:
    """The error for a YAML text with a value that Python cannot create: the date 2026-99-99, or 5,000 nested lists."""
    if isinstance(error, OverflowError):
        line, way = endless(text, MOST)
        return at(origin, line, way, f"is not YAML: {error}")
    line, way, node = refused(text)
    if isinstance(error, SurprisingNumberError):
        return at(origin, line, way, str(error))
    if node is None:
        return at(origin, line, way, "is not YAML: it is nested too deeply")
    if "digits" in str(error):
        return at(origin, line, way, "is not YAML: a number has too many digits")
    kind = KINDS.get(node.tag.rpartition(":")[2], "a value of its type")
    return at(origin, line, way, f"is not YAML: {shown(node.value)} is not {kind}; text must be in quotes")
