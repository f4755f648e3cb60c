"""The program ``smslint``: the installed script, and ``python -m smslint``.

A hook is felt on every commit, so a short run pays for little besides its work: ``--version`` and ``check FILE`` are answered without the
command line's machinery, and the process ends without taking down one object after another, which is a tenth of the time of a small check.
"""

from __future__ import annotations

import _thread
import gc
import os
import sys
import time


def main() -> None:
    """Run the command line, and end with its exit status."""
    sys.unraisablehook = _asked_again
    try:
        _leave(_run())
    except KeyboardInterrupt:  # while a command is imported, or after its last word
        try:  # noqa: SIM105 (contextlib takes longer to import than --version to answer)
            os.write(2, b"\nInterrupted.\n")
        except OSError:
            pass
        _leave(130)
    except EOFError as error:  # nothing may be imported here: the next module can be broken, too
        if "marshal data" not in str(error):
            raise
        os.write(2, _BROKEN_MODULE % sys.prefix.encode("utf-8", "replace"))
        _leave(2)


# Python writes compiled modules without a look at how much was written, and then fails at each import.
_BROKEN_MODULE = b"""\
error: a compiled module of Python is cut short, as after a full disk: delete the folders named __pycache__ of smslint and below %b
"""


def _asked_again(what: sys.UnraisableHookArgs) -> None:
    """Ctrl-C where nothing can be raised, such as while an object is deleted: Python would print a traceback and go on."""
    if what.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(what)
        return

    def ask() -> None:
        time.sleep(0.01)
        _thread.interrupt_main()

    _thread.start_new_thread(ask, ())


def _run() -> int:
    if sys.argv[1:] == ["--version"]:
        from smslint.version import __version__

        try:
            print(f"smslint {__version__}")
        except OSError as error:
            from smslint.cli.boundary import failed

            return failed(error)
        return 0
    # A command is short and creates few reference cycles: frequent garbage collection only costs time.
    gc.set_threshold(500_000, 20, 20)
    from smslint.cli import plain

    status = plain.run(sys.argv[1:])
    if status is None:
        from smslint.cli.app import run
        from smslint.cli.boundary import INTERRUPTED
        from smslint.cli.endings import as_interrupts

        with as_interrupts() as came:
            status = run(sys.argv[1:])
        if came and status == INTERRUPTED:
            status = 128 + came[0]  # as shells say it
    return status


def _leave(status: int) -> None:
    """End the process at once, as soon as everything is written and whatever asked to be called at the end has been."""
    import atexit

    if "signal" in sys.modules:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt would only stop the removal of temporary files
    threading = sys.modules.get("threading")  # without it there is no second thread
    alone = threading is None or threading.active_count() == 1
    if sys.gettrace() is None and sys.getprofile() is None and alone:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            try:
                stream.flush()
            except OSError as error:
                from smslint.cli.boundary import failed

                os._exit(failed(error) or status)  # what is left in the buffer cannot be written
        atexit._run_exitfuncs()  # noqa: SLF001 (there is no public name for it)
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
