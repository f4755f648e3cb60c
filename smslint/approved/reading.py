"""Exports of approved templates, read: what each row says becomes a template, and what is wrong with it a problem with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.approved.documents import of_document
from smslint.approved.rows import of_sheet, of_text
from smslint.approved.templates import Made, Problem, template_of
from smslint.errors import ConfigError, SourceError
from smslint.finding import Severity
from smslint.outside import is_outside
from smslint.real_paths import is_file
from smslint.records import NamedTuple
from smslint.rules.approved import ApprovedList, ApprovedTemplate, header
from smslint.rules.template_formats import folded
from smslint.wording import plural, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.approved.entry import Entry
    from smslint.approved.rows import Row
    from smslint.rules.context import Context

LARGEST: Final = 64 * 1024 * 1024
"""The bytes of the largest export that is read."""
_QUOTES: Final = ('""', "''", "“”")


class Export(NamedTuple):
    """An export that was read."""

    path: str
    title: str
    lists: tuple[ApprovedList, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_export(entry: Entry, root: Path, data: bytes | None = None) -> Export:
    """Read one export.

    :param root: the folder of the configuration.
    :param data: its content, if that is not the one on disk.
    :raises ConfigError: if the file cannot be read as what it should be: it names the file, and the line where one is to blame.
    """
    path = root / entry.file
    if data is None and not is_file(path):
        raise ConfigError(f"{entry.where}: there is no file {shown(entry.file)}")
    if is_outside(path, root):
        raise ConfigError(f"{entry.where}: {shown(entry.file)} is outside of the project, and is not read")
    name = _shown(path)
    rows = _rows(path, entry, name, data)
    problems: list[Problem] = []
    kept = list(_of_this_kind(rows, entry))
    wrapped = _wrapping([str(row.cells.get("text") or "") for row in kept if not row.problem])
    if wrapped:
        problems.append(
            Problem(
                name,
                kept[0].line,
                "Every text stands in quotes, which were read as those of the portal.",
                Severity.INFO,
            )
        )
    made = [each for row in kept if (each := template_of(row, entry, name, wrapped, problems)) is not None]
    made = _repeated(made, problems)
    if not made and not problems:
        problems.append(Problem(name, 1, f"The export has no template of {entry.format.title}.", Severity.WARNING))
    return Export(name, entry.format.title, tuple(_lists(made, entry)), tuple(problems))


def _shown(path: Path) -> str:
    """The path relative to the working folder, with forward slashes."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _rows(path: Path, entry: Entry, name: str, data: bytes | None) -> list[Row]:
    from smslint.recipients.packed import is_spreadsheet
    from smslint.sources.encoding import decode

    if (path.stat().st_size if data is None else len(data)) > LARGEST:
        raise ConfigError(f"{name}: it has more than {LARGEST >> 20} MB, and is no export of templates")
    stored, data = data is None, path.read_bytes() if data is None else data
    if is_spreadsheet(path, data[:256]):
        return list(of_sheet(path, entry, name)) if stored else _of_copy(path, entry, name, data)
    try:
        text = data.decode(entry.encoding) if entry.encoding else decode(data).text
    except SourceError as error:
        usual = "gb18030" if "CN" in entry.format.regions else "cp1252"
        raise ConfigError(f"{name}: {error} Or name its encoding: encoding: {usual}") from None
    except UnicodeError as error:
        raise ConfigError(
            f"{name}: it is not {entry.encoding}: {error.reason if isinstance(error, UnicodeDecodeError) else error}"
        ) from None
    text = text.removeprefix("\ufeff")
    start = text.lstrip()[:1]
    if not start:
        raise ConfigError(f"{name}: this file is empty")
    if start == "<":
        raise ConfigError(
            f"{name}: this is a web page and no table, whatever its name says: open it and save it as CSV UTF-8"
        )
    if start in "{[":
        return list(of_document(text, entry.format, name))
    return list(of_text(text, entry, name))


def _of_copy(path: Path, entry: Entry, name: str, data: bytes) -> list[Row]:
    """The rows of a spreadsheet that is not on disk: what reads it needs a file."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(data)
        return list(of_sheet(copy, entry, name))


def _of_this_kind(rows: Iterable[Row], entry: Entry) -> Iterator[Row]:
    """Without records of another kind: letters among texts."""
    for row in rows:
        words = {field: folded(str(row.cells[field])) for field in entry.format.only if row.cells.get(field)}
        if all(word in entry.format.only[field] for field, word in words.items()):
            yield row


def _wrapping(texts: Sequence[str]) -> str:
    """The quotes in which all texts of an export stand; empty if they do not."""
    for pair in _QUOTES:
        if texts and all(
            len(each) > 1 and each[0] == pair[0] and each[-1] == pair[-1] for each in map(str.strip, texts)
        ):
            return pair
    return ""


def _repeated(made: list[Made], problems: list[Problem]) -> list[Made]:
    """The templates, and problems with two that have one name or one id, and other texts."""
    found: list[Made] = []
    seen: dict[tuple[str, ...], Made] = {}
    twice: set[str] = set()
    for each in made:
        template = each.template
        for what, word in (("id", template.id), ("name", template.name)):
            if not word:
                continue
            key = (what, word.casefold(), template.language.casefold(), each.group)
            first = seen.setdefault(key, each)
            if first.template.text == template.text:
                continue
            problems.append(Problem(
                template.path, template.line,
                f"The {what} {word[:60]!r} is that of the template in line {first.template.line}, too, which has another text.",
                Severity.ERROR if what == "id" else Severity.WARNING,
            ))  # fmt: skip
            if what == "id":
                twice.add(word)
        found.append(each)
    return [
        each._replace(
            template=each.template._replace(doubt=each.template.doubt or "two templates of the export have its id")
        )
        if each.template.id in twice
        else each
        for each in found
    ]


def _lists(made: Sequence[Made], entry: Entry) -> Iterator[ApprovedList]:
    for group in dict.fromkeys(each.group for each in made):
        title = f"{entry.format.title}, network {group}" if group else entry.format.title
        templates = [each.template for each in made if each.group == group]
        yield ApprovedList(title, entry.format.regions, templates, entry.files)


def of_another_brand(export: Export, context: Context) -> Iterator[Problem]:
    """A problem with an export whose templates are all for other senders, or that never names the brand."""
    templates = [each for found in export.lists for each in found.templates]
    senders = sorted({sender for each in templates for sender in each.senders})
    own = context.sender.id
    if own and templates and all(each.senders for each in templates) and header(own) not in senders:
        yield Problem(
            export.path, templates[0].line,
            f"None of the {plural(len(templates), 'template')} is for the sender {own}: they are for {', '.join(senders[:5])}. Is this the export of another brand?",
        )  # fmt: skip
    brands = [folded(each) for each in context.brand]
    of_brands = [found for found in export.lists if found.regions and found.regions != ("CN",)]
    texts = [each for found in of_brands for each in found.templates]
    if brands and texts and not any(brand in folded(each.text) for each in texts for brand in brands):
        yield Problem(
            export.path, texts[0].line,
            f"No template names {context.brand[0]!r}. Is this the export of another brand?", Severity.WARNING,
        )  # fmt: skip


def merged(exports: Iterable[Export]) -> tuple[ApprovedList, ...]:
    """The lists of all exports: those of one registry for the same files are one list, as several operators approve templates."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[ApprovedTemplate]] = {}
    for export in exports:
        for each in export.lists:
            found.setdefault((each.title, each.regions, each.files), []).extend(each.templates)
    return tuple(ApprovedList(title, regions, templates, files) for (title, regions, files), templates in found.items())
