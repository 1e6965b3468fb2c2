"""Mutants judged one after the other, or in several processes; the order of what comes back is that of the mutants."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from vip_cert_rules.authoring.mutation.judge import Judge
from vip_cert_rules.authoring.mutation.model import Fate, Mutant

Progress = Callable[[int, int], None]


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def judge_all(
    judge: Judge, mutants: Sequence[Mutant], jobs: int, progress: Progress, start: str | None = None
) -> list[Fate]:
    """The fate of every mutant. ``start``: how processes are started, ``fork`` or ``spawn``; ``None``: as suits."""
    if jobs <= 1 or len(mutants) <= 1:
        fates = []
        for number, mutant in enumerate(mutants):
            progress(number, len(mutants))
            fates.append(judge.fate(mutant))
        progress(len(mutants), len(mutants))
        return fates
    return _Crew(judge, mutants, min(jobs, len(mutants)), start or _start()).run(progress)


def _start() -> str:
    """Forking is quicker, and safe only while there is one thread: a progress bar brings another."""
    return "fork" if hasattr(os, "fork") and threading.active_count() == 1 else "spawn"


class _Crew:
    """Processes, each of which is given one mutant at a time."""

    def __init__(self, judge: Judge, mutants: Sequence[Mutant], jobs: int, start: str) -> None:
        self._judge = judge
        self._mutants = mutants
        self._fates: list[Fate | None] = [None] * len(mutants)
        self._next = 0
        self._at_work: dict[Any, int] = {}
        context: Any = get_context(start)
        self._processes: list[Any] = []
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(judge, theirs), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._at_work[ours] = -1
        for connection in [*self._at_work]:
            self._hand_out(connection)

    def run(self, progress: Progress) -> list[Fate]:
        """Hands out all mutants and gathers what became of them."""
        done = 0
        try:
            while self._at_work:
                for connection in _ready(self._at_work):
                    number = self._at_work[connection]
                    try:
                        fate = connection.recv()
                    except (EOFError, OSError):  # the process is gone: nobody else has this mutant
                        del self._at_work[connection]
                        fate = self._judge.fate(self._mutants[number])
                    self._fates[number] = fate
                    done += 1
                    progress(done, len(self._mutants))
                    if connection in self._at_work:
                        self._hand_out(connection)
            left = [number for number, fate in enumerate(self._fates) if fate is None]
            for number in left:
                self._fates[number] = self._judge.fate(self._mutants[number])
            return [fate for fate in self._fates if fate is not None]
        finally:
            for process in self._processes:
                process.terminate()
            for process in self._processes:
                process.join()

    def _hand_out(self, connection: Any) -> None:
        """Gives the next mutant to whoever is free; without one, lets them go."""
        if self._next >= len(self._mutants):
            del self._at_work[connection]
            connection.close()
            return
        try:
            connection.send(self._mutants[self._next])
        except OSError:  # it died before it was given anything; the rest is done elsewhere
            del self._at_work[connection]
            return
        self._at_work[connection] = self._next
        self._next += 1


def _ready(connections: Iterable[Connection]) -> list[Any]:
    """Those on which something has come, or that were closed."""
    return wait([*connections])


def _work(judge: Judge, connection: Connection) -> None:
    """What a process does: one mutant after the other, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    while True:
        try:
            mutant = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(judge.fate(mutant))
