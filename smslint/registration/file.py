"""``registration.yaml``: a brand and its campaigns, with the place of each text, in this file or in one that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.outside import is_outside
from smslint.project.placing import Place
from smslint.project.reading import bytes_of
from smslint.real_paths import is_file
from smslint.records import NamedTuple
from smslint.rules.campaign import Brand, Campaign, Registered, make_brand, make_campaign
from smslint.rules.subject import Subject
from smslint.settings import Node
from smslint.settings_file import reading
from smslint.sources.options import Options
from smslint.sources.registry import read as read_source
from smslint.span import LineIndex
from smslint.text.tree import Literal
from smslint.vocabulary import REGISTRATION
from smslint.wording import nearest, shown

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.project.config import Config
    from smslint.project.files import Chooser, Target
    from smslint.project.run import Runner
    from smslint.settings import Key
    from smslint.sources.message import Message

_TEXTS: Final[Mapping[tuple[str, ...], str]] = {
    ("description",): "description",
    ("flow",): "flow",
    ("opt_in", "confirmation"): "confirmation",
    ("help", "reply"): "help",
    ("stop", "reply"): "stop",
}
"""The keys of a campaign's texts, and the field that each is."""


class Text(NamedTuple):
    """One text of a registration, and where it is written."""

    registered: Registered
    key: str
    """Its key path in the file: ``campaigns.0.flow``."""
    message: Message
    place: Place
    subject: Subject


class Registration(NamedTuple):
    """A registration file that was read."""

    path: Path
    brand: Brand
    campaigns: tuple[Campaign, ...]
    texts: tuple[Text, ...]
    """In the order of the file, also those that stand in other files."""
    files: int
    """How many files were read."""
    privacy: str = ""
    terms: str = ""
    """The addresses of the privacy policy and of the terms."""


class _Found(NamedTuple):
    """A text before its campaign is known."""

    message: Message
    place: Place
    subject: Subject

    @property
    def text(self) -> str:
        """The text as a form takes it: the first rendering of a template, with its variables in brackets."""
        if self.subject.one_literal:
            return self.message.body
        leaves = self.subject.renderings[0].leaves
        return "".join(leaf.text if isinstance(leaf, Literal) else f"[{leaf.name}]" for leaf in leaves)


def read_registration(path: Path, chooser: Chooser, runner: Runner, text: str | None = None) -> Registration:
    """A registration with its texts.

    :param text: what an editor has in place of the file, with a line feed at the end of each line.
    :raises ConfigError: names file, line and key: an unknown key, a value of a wrong type, a file that cannot be read.
    """
    reader = _Reader(path, chooser, runner, text)
    top = reader.top.only(("brand", "privacy", "terms", "campaigns"), ("brand", "campaigns"))
    brand = make_brand(top.child("brand", "{name: Acme}"))
    if not brand.name:
        top.fail("'name' is missing", "brand")
    policies = {key: _policy(top, key) for key in ("privacy", "terms")}
    campaigns: list[Campaign] = []
    texts: list[Text] = []
    for at, node in enumerate(top.children("campaigns", "{name: orders}")):
        filled, found = reader.filled(node)
        campaign = make_campaign(filled)
        if not campaign.name:
            node.fail("'name' is missing")
        twice = next((number for number, each in enumerate(campaigns) if each.name == campaign.name), None)
        if twice is not None:
            line = reader.top.origin.line(("campaigns", twice, "name"))
            node.fail(
                f"{shown(campaign.name)} is the name of the campaign in line {line}, too: each has its own", "name"
            )
        campaigns.append(campaign)
        known = Registered("campaign", campaign, brand, policies["privacy"], policies["terms"])
        texts.append(reader.own(known, ("campaigns", at, "name")))
        for keys, field, number, each in found:
            registered = known._replace(field=field, number=number)
            texts.append(Text(registered, ".".join(map(str, (*node.keys, *keys))), *each))
    if not campaigns:
        top.fail("is empty: a registration has at least one campaign", "campaigns")
    first = Registered("brand", campaigns[0], brand, policies["privacy"], policies["terms"])
    texts.insert(0, reader.own(first, ("brand", "name")))
    for key in policies:
        file = top.child(key).optional("file") if top.has(key) else None
        if file is not None:
            found_text = reader.whole(file, top.child(key), "file")
            texts.append(Text(first._replace(field=key), f"{key}.file", *found_text))
    return Registration(path, brand, tuple(campaigns), tuple(texts), 1 + len(reader.read), **policies)


def _policy(top: Node, key: str) -> str:
    if not top.has(key):
        return ""
    node = top.child(key, "{url: https://acme.example/privacy}").only(("url", "file"))
    return node.optional("url") or ""


class _Reader:
    """Reads the file, and the files that it names."""

    def __init__(self, path: Path, chooser: Chooser, runner: Runner, text: str | None = None) -> None:
        from smslint.project.paths import shown as shown_path

        self.path, self.chooser, self.runner = path, chooser, runner
        origin = reading.FileOrigin(shown_path(path), path, text)
        self.text = reading.text_of(origin)
        origin.text = self.text
        self.top = reading.read(origin, empty=False)
        self.lines = LineIndex(self.text)
        self.messages = {each.key: each for each in read_source("yaml", self.text, Options(path=str(path)))}
        self.place = Place(shown_path(path), self.lines, "plain", self.text, "yaml", path, path.name)
        self.read: set[Path] = set()

    def own(self, registered: Registered, keys: tuple[Key, ...]) -> Text:
        """A text that stands in the file itself."""
        key = ".".join(map(str, keys))
        message = self._written(registered.brand.name if keys[0] == "brand" else registered.campaign.name, keys)
        assert message is not None, "a name is a text of the file"
        return Text(registered, key, message, self.place, Subject(message.body, template=True))

    def filled(self, node: Node) -> tuple[Node, list[tuple[tuple[Key, ...], str, int, _Found]]]:
        """A campaign with its texts in place of the files that it names, and where each text is."""
        values: dict[Any, Any] = _copied(node.values)
        found: list[tuple[tuple[Key, ...], str, int, _Found]] = []
        for keys, field in _TEXTS.items():
            holder: Any = values
            for key in keys[:-1]:
                holder = holder.get(key) if isinstance(holder, dict) else {}
            if isinstance(holder, dict) and not _is_blank(holder.get(keys[-1])):
                each = self._text(node, keys, holder[keys[-1]])
                holder[keys[-1]] = each.text
                found.append((keys, field, 0, each))
        samples = values.get("samples")
        if isinstance(samples, list):
            for index, value in enumerate(samples):
                each = self._text(node, ("samples", index), value)
                samples[index] = each.text
                found.append((("samples", index), "sample", index, each))
        return node._replace(values=values), found

    def _text(self, node: Node, keys: tuple[Key, ...], value: object) -> _Found:
        if isinstance(value, str):
            message = self._written(value, (*node.keys, *keys))
            if message is None or not value.strip():
                node.fail("is empty", *keys)
            if _is_path(value):
                node.fail(f"{shown(value)} looks like a file: write {{file: {value}}}", *keys)
            return _Found(message, self.place, Subject(message.body, template=True))
        if not isinstance(value, Mapping):
            node.wrong("text, or a mapping such as {file: templates/sms/order.txt}", value, *keys)
        named = Node(node.origin, value, (*node.keys, *keys)).only(("file", "key"), ("file",))
        return self._message(named)

    def _written(self, value: str, keys: tuple[Key, ...]) -> Message | None:
        """The text at a key; an alias of YAML is where its anchor is."""
        found = self.messages.get(".".join(map(str, keys)))
        return found or next((each for each in self.messages.values() if each.body == value), None)

    def _message(self, named: Node) -> _Found:
        """The message that a text names by its file, and by its key if the file has several."""
        target = self._target(named.filled("file"), named)
        self.read.add(target.path)
        found = self.runner.read(target)
        if found.error is not None:
            named.fail(f"{target.shown} cannot be read: {found.error}", "file")
        key = named.optional("key")
        chosen = [each for each in found.found if key is None or each.message.key == key]
        if not chosen:
            known = [each.message.key for each in found.found if each.message.key]
            named.fail(
                f"{target.shown} has no message{'' if key is None else f' {shown(key)}'}{nearest(key, known) if key and known else ''}",
                "file" if key is None else "key",
            )
        if len(chosen) > 1:
            named.fail(f"{target.shown} has {len(chosen)} messages: name one by its key", "file")
        message, entry, source, dialect = chosen[0]
        place = Place(target.shown, found.lines, dialect, found.text, source, target.path, target.inside or None)
        return _Found(message, place, self.runner.checker(target.config).check(message, place, entry).subject)

    def whole(self, file: str, node: Node, key: str) -> _Found:
        """The whole text of a file: a policy."""
        from smslint.project.paths import shown as shown_path
        from smslint.sources.message import Message, SourceMap

        target = self._target(file, node, key)
        self.read.add(target.path)
        from smslint.sources.encoding import decode

        text, _ = decode(bytes_of(target))
        message = Message(text, SourceMap.identity(len(text)))
        place = Place(
            shown_path(target.path), LineIndex(text), "plain", text, "plain", target.path, target.inside or None
        )
        return _Found(message, place, Subject(text, template=True))

    def _target(self, file: str, node: Node, key: str = "file") -> Target:
        path = self.path.parent / file
        if not is_file(path):
            node.fail(f"there is no file {shown(file)}", key)
        if is_outside(path, self.path.parent):
            node.fail(f"{shown(file)} is outside of the project, and is not read", key)
        return self.chooser.target(path)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_path(text: str) -> bool:
    return (
        not any(map(str.isspace, text)) and "/" in text and not text.startswith(("http://", "https://")) and "." in text
    )


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list | tuple) else value


def find_registration(named: Path | None, config: Config) -> Path | None:
    """The registration file: the named one, or ``registration.yaml`` in the folder of the configuration; ``None`` if that is not there
    and the configuration has approved templates, which are held against messages without it.

    :raises ConfigError: if there is none.
    """
    path = config.root / REGISTRATION if named is None else named
    if path.is_file():
        return path
    if named is None and config.approved:
        return None
    if path.exists():
        raise ConfigError(f"{path}: this is no regular file: name the {REGISTRATION} itself")
    hint = "; smslint registration init writes one" if named is None else ""
    raise ConfigError(f"{path}: there is no such file{hint}")
