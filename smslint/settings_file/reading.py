"""A settings file: its text, its settings, and where each of them is written."""

from __future__ import annotations

from errno import EFBIG, EINVAL
from stat import S_ISREG
from typing import TYPE_CHECKING

from smslint.errors import SmslintError
from smslint.settings import Origin
from smslint.settings_file.limits import LARGEST

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.settings import Key, Node


class FileOrigin(Origin):
    """A settings file, or the part of a file that contains settings.

    :param name: its name in errors.
    :param text: its text if already known; otherwise the file is read again to find a line.
    :param above: the keys above the settings in the file: ``("tool", "smslint")`` in a ``pyproject.toml``.
    :param first: the line of the file where the text starts: front matter starts on the second line.
    :param outside: whether it is outside of the project that names it: then errors show its name and the line only.
    """

    def __init__(
        self, name: str, file: Path, text: str | None = None, above: tuple[Key, ...] = (), first: int = 1,
        *, outside: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(name)
        self._file, self.text, self.above, self.first, self._outside = file, text, above, first, outside

    def error(self, text: str) -> SmslintError:
        """The exception for these settings."""
        if self._outside:
            from smslint.outside import unquoted

            text = unquoted(text, self.name, f"see smslint config show --config {self._file} FILE")
        return super().error(text)

    @property
    def file(self) -> Path:
        """The file."""
        return self._file

    @property
    def toml(self) -> bool:
        """Whether it is TOML, by its suffix; else it is YAML."""
        return self._file.suffix == ".toml"

    def line(self, keys: tuple[Key, ...]) -> int | None:
        """The line (from 1) of the deepest part of a key path that exists; ``None`` if the file can no longer be read."""
        way = (*self.above, *keys)
        try:
            text = text_of(self)
        except SmslintError:  # the file was changed meanwhile: the original error matters more
            return None
        if self.toml:
            from smslint.settings_file import toml_file

            return toml_file.line_of(text, way)
        from smslint.settings_file import yaml_places

        line = yaml_places.line_of(text, way)
        return None if line is None else self.first - 1 + line

    def written(self, keys: tuple[Key, ...]) -> str | None:
        """A scalar of a YAML file as it is written, if it has no quotes; else ``None``."""
        if self.toml:
            return None
        from smslint.settings_file.yaml_places import written

        try:
            return written(text_of(self), (*self.above, *keys))
        except SmslintError:
            return None


def read(origin: FileOrigin, *, empty: bool = True) -> Node:
    """The settings of a file, by its suffix: TOML for ``.toml``, else YAML.

    :param empty: whether an empty file means no settings; otherwise it is an error.

    :raises SmslintError: of the origin's type, if the file is absent or invalid.
    """
    text = text_of(origin)
    if origin.toml:
        from smslint.settings_file.toml_file import parse_toml

        return parse_toml(text, origin)
    from smslint.settings_file.yaml_file import parse_yaml

    return parse_yaml(text, origin, empty=empty)


def bytes_of(path: Path) -> bytes:
    """The bytes of a settings file that nobody named: found in a folder, where a link may lead to a device.

    :raises OSError: if it cannot be read, is not a regular file, or is too large.
    """
    found = path.stat()
    if not S_ISREG(found.st_mode):
        raise OSError(EINVAL, "it is not a file")
    with path.open("rb", buffering=0) as file:
        data = file.read(min(found.st_size, LARGEST) + 1)  # Python makes room for as much as it is asked for
    if len(data) > LARGEST:
        raise OSError(EFBIG, "it is too large for a settings file")
    return data


def text_of(origin: FileOrigin) -> str:
    """The text of an origin's file.

    :raises SmslintError: if it cannot be read.
    """
    if origin.text is not None:
        return origin.text
    try:
        with origin.file.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise origin.error(f"{origin.name}: is too large for a settings file")
    except OSError as error:
        raise origin.error(f"{origin.name}: cannot be read: {error.strerror or error}") from None
    return decoded(data, origin)


def decoded(data: bytes, origin: Origin) -> str:
    """The text of a settings file, with ``\\n`` at the end of each line.

    :raises SmslintError: with the line of a byte that is not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line, byte = before.count(b"\n") + 1, error.object[error.start]
        raise origin.error(f"{origin.name}:{line}: is not UTF-8: the byte 0x{byte:02x} is invalid here") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
