"""Records worked on in several processes, in order, with no more of them in memory than the processes can take."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from vip_cert_rules.batch.people import Item
from vip_cert_rules.batch.work import Job, Worked, work
from vip_cert_rules.faults import Fault, InputError

CHUNK = 100
"""Records handed over at a time."""
AHEAD = 3
"""Chunks that wait for each process."""

_JOB: list[Job] = []
"""Within a process of the crew: what it is asked. Set once, when it begins."""


def worked(job: Job, items: Iterable[Item], jobs: int) -> Iterator[Worked]:
    """What is written about every record, in order. Raises :class:`InputError` where a process is gone."""
    chunks = _chunks(items)
    if jobs <= 1:
        for chunk in chunks:
            yield from work(job, chunk)
        return
    # spawned: forking is not safe beside the threads of engines and of a progress bar
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (job,)) as pool:
        waiting: deque[Future[list[Worked]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_work, chunk))
                if len(waiting) >= jobs * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as cause:
            message = "a process that worked on records is gone; what is written so far is whole"
            raise InputError([Fault("process-gone", "--jobs", message, "go on with --resume")]) from cause
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _begin(job: Job) -> None:
    _JOB.append(job)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever, and hold the pipes of the terminal."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(chunk: list[Item]) -> list[Worked]:
    return work(_JOB[-1], chunk)
