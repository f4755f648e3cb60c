"""The files of one list, read by several processes (the ``bulk`` extra), each a whole file: their rows are counted here, in order.

A process writes the columns that decide, and what its numbers are, to a temporary Arrow file. Few of them are ahead of the one that is
counted. All temporary files are in one folder, which is removed whatever happens to the processes.
"""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import tempfile
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from smslint import interrupts
from smslint.errors import RecipientsError
from smslint.recipients.bulk_file import UnsureError
from smslint.recipients.bulk_numbers import labels_and_numbers
from smslint.recipients.bulk_parts import Part, of_list, of_rows

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from concurrent.futures import Future

    from smslint.recipients.one_file import RecipientList
    from smslint.recipients.several import SeveralFormat

_AHEAD: Final = 1
"""How many files are read or waiting beyond those that the processes read."""
_About = tuple[int, int, bool]
"""Of a part: the number of its first row, its rows, and whether some of them are blank."""


def parts_of_files(
    form: SeveralFormat, phone: int, wanted: list[int], jobs: int
) -> Generator[tuple[int, Part, tuple[Any, Any]]]:
    """The parts of all files, as :func:`smslint.recipients.bulk_parts.parts_of` gives them.

    :param jobs: how many processes there are at most; each takes a second to start.
    :raises UnsureError: if the list must be read by rows, or a process was killed.
    """
    processes = min(jobs, len(form.parts))
    folder = tempfile.mkdtemp(prefix="smslint-")
    try:
        with _pool(processes, folder) as pool:
            ahead: deque[Future[list[_About]]] = deque()
            task = pickle.dumps((form, phone, wanted))
            for index in range(len(form.parts)):
                while len(ahead) < min(processes + _AHEAD, len(form.parts) - index):
                    with interrupts.deferred():  # this may start a process
                        ahead.append(pool.submit(_read, task, index + len(ahead), folder))
                yield from _counted(form, index, wanted, _file(folder, index), ahead.popleft().result())
    except BrokenProcessPool as error:  # most often, its memory ran out
        raise UnsureError from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _counted(
    form: SeveralFormat, index: int, wanted: list[int], path: Path, about: list[_About]
) -> Iterator[tuple[int, Part, tuple[Any, Any]]]:
    """The parts of a file, with the numbers that :meth:`SeveralFormat.batches` gives to their rows."""
    before, last = form.files.before(index), 0
    read = sum(part.size for part in form.parts[: index + 1])
    with pa.OSFile(str(path)) as source:
        found = pa.ipc.open_file(source)
        for number, (first, size, blank) in enumerate(about):
            labels, digits, rows, *columns = found.get_batch(number).columns
            last = first + size - 1
            kept = rows.to_numpy() if blank else None
            part = Part(dict(zip(wanted, columns, strict=True)), size, before + first, kept)
            yield read, part, (np.array(labels), np.array(digits))  # copies, which may be written to
    path.unlink()
    form.files.end(index, last)


def _file(folder: str, index: int) -> Path:
    return Path(folder, f"{index}.arrow")


@contextmanager
def _pool(processes: int, folder: str) -> Iterator[ProcessPoolExecutor]:
    """Processes that end at once when nobody wants their answers any more."""
    others = multiprocessing.active_children()
    context = multiprocessing.get_context(
        "spawn"
    )  # a fork would have the locks of Arrow's threads, without the threads
    pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(folder,))
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            if process not in others:
                process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(folder: str) -> None:
    """In a new process: only the first one handles Ctrl-C, and what this one leaves lies in the folder that goes away."""
    interrupts.leave()
    tempfile.tempdir = folder


def _read(task: bytes, index: int, folder: str) -> list[_About]:
    """Write a file's parts to a temporary file.

    :raises UnsureError: if it must be read by rows, also because of an error: that way says what is wrong.
    """
    form, phone, wanted = pickle.loads(task)  # noqa: S301 (what the first process has written)
    part = form.parts[index]
    places = wanted if part.order is None else [part.order[at] for at in wanted]
    for way in (of_list, of_rows):
        try:
            with form.opened(part) as found:
                return _written(found, places, wanted.index(phone), _file(folder, index), way)
        except (UnsureError, pa.ArrowException, UnicodeError):
            continue  # the first way may not take a file that the second one takes
        except (RecipientsError, OSError):
            break
    raise UnsureError


def _written(found: RecipientList, places: list[int], phone: int, path: Path, way: Any) -> list[_About]:
    kinds = [pa.int32(), pa.uint64(), pa.int64(), *[pa.string()] * len(places)]
    schema = pa.schema([(str(at), kind) for at, kind in enumerate(kinds)])
    about: list[_About] = []
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as file:
        for _, part in way(found, places):
            columns = [part.columns[at] for at in places]
            labels, digits = labels_and_numbers(columns[phone])
            rows = pa.nulls(len(labels), pa.int64()) if part.kept is None else pa.array(part.kept)
            file.write_batch(pa.record_batch([pa.array(labels), pa.array(digits), rows, *columns], schema=schema))
            about.append((part.first, part.size, part.kept is not None))
    return about
