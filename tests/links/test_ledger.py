"""Writing the ledger of links: two runs at once, a run that is killed, a disk that fails."""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from igreport.errors import OutputError
from igreport.links import ledger as writing
from igreport.links.ledger import Ledger, with_records
from igreport.model.diagnostic import Diagnostic
from igreport.model.link import LinkRecord
from igreport.sources import ledger
from igreport.sources.ledger import line
from tests.clock import seconds

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
MORNING, NOON, EVENING = (f"2026-11-22T{hour}:00:00Z" for hour in ("08", "12", "18"))
OLD = [LinkRecord(f"https://example.org/{name}", "ok", 200, checked=MORNING) for name in "acé"]
NEW = LinkRecord("https://example.org/b", "dead", 404, checked=NOON)


def data_of(*records: LinkRecord) -> bytes:
    """Return the ledger of these records, in this order."""
    return "".join(line(record) + "\n" for record in records).encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a ledger of three addresses."""
    (tmp_path / "references").mkdir()
    (tmp_path / ledger.PATH).write_bytes(data_of(*OLD))
    return tmp_path


def known(root: Path) -> dict[str, LinkRecord]:
    """Return what the ledger says; none of its lines is broken."""
    problems: list[Diagnostic] = []
    found = dict(ledger.read(root, problems))
    assert problems == []
    return found


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "references").iterdir())


def added(data: bytes, *records: LinkRecord) -> bytes:
    return with_records(data, records, NOW)


def test_a_record_is_added_at_its_place(root: Path) -> None:
    Ledger(root).add([NEW])
    assert (root / ledger.PATH).read_bytes() == data_of(OLD[0], NEW, *OLD[1:])
    assert names(root) == ["links.jsonl"]
    assert Ledger(root).open() == {record.url: record for record in (*OLD, NEW)}


def test_the_first_record_makes_the_file(root: Path) -> None:
    (root / ledger.PATH).unlink()
    assert Ledger(root).open() == {}
    assert names(root) == []
    Ledger(root).add([NEW])
    assert (root / ledger.PATH).read_bytes() == data_of(NEW)
    assert (root / ledger.PATH).stat().st_mode & 0o666 == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_nothing_is_written_where_nothing_is_new(root: Path) -> None:
    before = (root / ledger.PATH).stat()
    Ledger(root).open()
    Ledger(root).add([])
    Ledger(root).add(OLD)
    after = (root / ledger.PATH).stat()
    (root / ledger.PATH).write_bytes(data_of(*OLD[::-1]))
    Ledger(root).add([])
    assert (root / ledger.PATH).read_bytes() == data_of(*OLD[::-1])
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_addresses_are_in_the_order_of_their_code_points() -> None:
    urls = ["https://a.org/\U0001f600", "https://a.org/\uffee", "https://a.org/é", "https://a.org/z", "https://a.org/B"]
    data = added(b"", *(LinkRecord(url, "ok") for url in urls))
    assert data == data_of(*(LinkRecord(url, "ok") for url in sorted(urls)))
    assert added(data, LinkRecord("https://a.org/b", "ok")).count(b"\n") == len(urls) + 1


def test_lines_of_other_addresses_stay_as_they_are() -> None:
    other = b'{"url": "https://example.org/a", "verdict": "ok", "colour": "red"}'
    compact = b'{"verdict":"ok","url":"https:\\/\\/example.org\\/c"}'
    assert added(other + b"\r\n\n" + compact, NEW) == other + b"\n" + line(NEW).encode() + b"\n" + compact + b"\n"


def test_a_line_in_another_form_is_known_by_its_address() -> None:
    compact = b'{"verdict":"ok","url":"https:\\/\\/example.org\\/b"}'
    assert added(compact, NEW) == data_of(NEW)
    escaped = b'{"url": "https://example.org/\\u0062", "verdict": "ok"}'
    assert added(escaped, NEW) == data_of(NEW)


def test_fields_of_a_newer_igreport_are_kept() -> None:
    before = b'{"url": "https://example.org/b", "verdict": "ok", "colour": "red"}\n'
    assert added(before, NEW) == line(NEW, {"colour": "red"}).encode() + b"\n"
    assert line(NEW, {"colour": "red"}).endswith(', "colour": "red"}')


def test_the_later_answer_counts() -> None:
    early, late = replace(NEW, verdict="ok", status=200, checked=MORNING), replace(NEW, checked=EVENING)
    assert added(data_of(early), late) == added(data_of(late), early) == added(b"", late, early) == data_of(late)
    assert added(data_of(NEW), replace(NEW, verdict="ok")) == data_of(replace(NEW, verdict="ok"))


def test_what_the_later_one_does_not_know_is_kept() -> None:
    early = replace(NEW, checked=MORNING, archive="https://web.archive.org/x")
    assert added(data_of(early), NEW) == data_of(replace(NEW, archive="https://web.archive.org/x"))


def test_a_clock_that_was_wrong_does_not_win_for_ever() -> None:
    ahead, behind = "2026-11-23T12:00:01Z", "2026-11-23T12:00:00Z"
    assert added(data_of(replace(NEW, verdict="ok", checked=ahead)), NEW) == data_of(NEW)
    assert b'"ok"' in added(data_of(replace(NEW, verdict="ok", checked=behind)), NEW)


def test_lines_that_a_merge_has_put_together_become_one() -> None:
    both = data_of(OLD[1], replace(NEW, checked=MORNING), NEW, OLD[0])
    assert added(both, OLD[0]) == data_of(OLD[0], NEW, OLD[1])


BROKEN = [b"<<<<<<< HEAD", b"=======", b"\xff\xfe\x00", b"{}", b'{"url": "https://example.org/\xff', b"[" * 20_000]


def test_what_nobody_can_read_is_kept() -> None:
    data = b"\n".join([BROKEN[0], data_of(OLD[1]).strip(), BROKEN[1], data_of(OLD[0]).strip(), *BROKEN[2:]])
    after = added(data, NEW)
    assert after.startswith(data_of(OLD[0], NEW, OLD[1]))
    assert sorted(after.split(b"\n")[3:-1]) == sorted(BROKEN)
    assert added(after, NEW) == after


def test_a_broken_line_of_an_address_that_is_asked_is_kept_beside_it() -> None:
    broken = b'{"url": "https://example.org/b", "verdict": "daed"}'
    after = added(data_of(OLD[0]) + broken, NEW)
    assert after == data_of(OLD[0], NEW) + broken + b"\n"
    assert added(after, replace(NEW, checked=EVENING)).count(broken + b"\n") == 1
    compact = b'{"url": "https://example.org/b","verdict":"ok"}\n' + broken + b"\n"
    assert compact in added(compact, OLD[0])
    twice = broken + b"\n" + data_of(NEW)
    assert added(twice, OLD[0]).count(broken + b"\n") == 1
    assert added(broken + b"\n" + broken, OLD[0]).count(broken + b"\n") == 2


def test_rights_are_kept(root: Path) -> None:
    path = root / ledger.PATH
    path.chmod(0o640)
    Ledger(root).add([NEW])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_the_owner_is_kept(root: Path) -> None:
    os.chown(root / ledger.PATH, 12345, 12345)
    Ledger(root).add([NEW])
    assert (root / ledger.PATH).stat().st_uid == 12345


def test_fifty_of_twelve_thousand_are_written_in_a_twentieth_of_a_second() -> None:
    rows = [replace(NEW, url=f"https://example.org/{number:05}", sketch="0123456789" * 40) for number in range(12_000)]
    data, new = data_of(*rows), [replace(row, checked=EVENING) for row in rows[::240]]
    assert seconds(lambda: added(data, *new), 0.03) < 0.05
    assert added(data, *new).count(EVENING.encode()) == len(new)


# ---- two at once, and killed -----------------------------------------------------------------------------------------

CHILD = """
import sys
from pathlib import Path
from igreport.links.ledger import Ledger
from igreport.model.link import LinkRecord
root, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ledger = Ledger(root)
ledger.open()
for number in range(rounds):
    second = f"{number % 60:02}"
    own = [LinkRecord(f"https://{name}.org/{number}/{part}", "ok", checked=f"2026-11-22T10:00:{second}Z") for part in "abc"]
    shared = LinkRecord(f"https://shared.org/{number}", "ok", checked=f"2026-11-22T1{name[-1]}:00:00Z", title=name)
    ledger.add([*own, shared])
    print(number, flush=True)
"""


def start(root: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    """Start a process that adds records and prints the number of each round when they are written."""
    command = [sys.executable, "-c", CHILD, str(root), name, str(rounds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_processes_at_once(root: Path) -> None:
    rounds = 60
    children = [start(root, name, rounds) for name in "123"]
    while any(child.poll() is None for child in children):
        known(root)  # whole at any moment
    assert [child.communicate()[0].split()[-1] for child in children] == [str(rounds - 1)] * 3
    assert [child.returncode for child in children] == [0, 0, 0]
    found = known(root)
    assert len(found) == len(OLD) + 3 * 3 * rounds + rounds
    assert {found[f"https://shared.org/{number}"].title for number in range(rounds)} == {"3"}
    assert list(found) == sorted(found)
    assert names(root) == ["links.jsonl"]


def test_killed_at_any_moment(root: Path) -> None:
    random.seed(5)
    path = root / ledger.PATH
    for kill in range(50):
        name = f"k{kill}"
        child = start(root, name, 100_000)
        assert child.stdout is not None
        told = [child.stdout.readline().strip()]
        time.sleep(random.random() * 0.02)
        child.send_signal(signal.SIGKILL)
        told += child.stdout.read().split()
        child.wait()
        child.stdout.close()
        found = known(root)
        for number in told:
            assert all(f"https://{name}.org/{number}/{part}" in found for part in "abc")
        # Of the round that nobody told of all is there, or nothing.
        own = [url for url in found if url.startswith(f"https://{name}.org/")]
        assert len(own) in (3 * len(told), 3 * len(told) + 3)
        assert path.read_bytes().endswith(b"}\n")
        assert set(names(root)) <= {"links.jsonl", ".links.jsonl.new"}
    Ledger(root).open()
    assert names(root) == ["links.jsonl"]


# ---- the disk --------------------------------------------------------------------------------------------------------


@pytest.fixture
def unharmed(root: Path) -> Iterator[Path]:
    """Return the folder; afterwards the old ledger is as it was, and nothing is left beside it."""
    before = (root / ledger.PATH).read_bytes()
    yield root
    assert (root / ledger.PATH).read_bytes() == before
    assert names(root) == ["links.jsonl"]


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_arguments: Any, **_options: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("place", ["write", "fsync", "replace", "open", "chmod"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "it may not be written to"),
        (errno.EPERM, "it may not be written to"),
        (errno.EIO, "input/output error"),
    ],
)
def test_a_disk_that_fails(
    unharmed: Path, monkeypatch: pytest.MonkeyPatch, place: str, number: int, words: str
) -> None:
    one = Ledger(unharmed)
    one.open()
    if place in ("open", "chmod"):
        monkeypatch.setattr(Path, place, failing(number))
    else:
        monkeypatch.setattr(os, place, failing(number))
    with pytest.raises(OutputError, match=words) as error:
        one.add([NEW])
    assert "what the ledger knew before is still there" in error.value.hint
    assert str(error.value).startswith("references/links.jsonl cannot be written: ")


def test_a_disk_that_is_full_after_half_of_the_file(unharmed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, left = os.write, [100]

    def short(number: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        count = write(number, data[: left[0]])
        left[0] -= count
        return count

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(OutputError, match="the disk is full"):
        Ledger(unharmed).add([NEW])


def test_a_disk_that_takes_little_at_a_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda number, data: write(number, data[:7]))
    Ledger(root).add([NEW])
    monkeypatch.undo()
    assert set(known(root)) == {record.url for record in (*OLD, NEW)}


def test_the_disk_has_all_before_the_file_is_in_its_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, put = os.fsync, os.replace

    def sync(number: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(number).st_mode)
        done.append("folder" if is_folder else f"{os.fstat(number).st_size} bytes")
        fsync(number)

    def replaced(draft: Path, target: Path) -> None:
        done.append("in place")
        put(draft, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replaced)
    Ledger(root).add([NEW])
    assert done == [f"{len(data_of(NEW, *OLD))} bytes", "in place", "folder"]


def test_a_file_that_is_anothers(unharmed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def of_another(path: Path, flags: int, *mode: int) -> int:
        if Path(path) == unharmed / ledger.PATH and flags & os.O_WRONLY:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *mode)

    monkeypatch.setattr(os, "open", of_another)
    refused(unharmed, "it may not be written to")


def test_interrupted_while_it_is_written(unharmed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_number: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Ledger(unharmed).add([NEW])


def test_a_folder_that_cannot_be_synced_costs_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def only_files(number: int) -> None:
        if stat.S_ISDIR(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(number)

    monkeypatch.setattr(os, "fsync", only_files)
    Ledger(root).add([NEW])
    assert NEW.url in known(root)


@pytest.mark.parametrize("has_module", [True, False])
def test_without_locks(root: Path, monkeypatch: pytest.MonkeyPatch, has_module: bool) -> None:
    if has_module:
        monkeypatch.setattr(writing.fcntl, "flock", failing(errno.EBADF))
    else:
        monkeypatch.setattr(writing, "fcntl", None)
    Ledger(root).open()
    Ledger(root).add([NEW])
    assert NEW.url in known(root)


def test_files_are_closed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(os.listdir("/proc/self/fd"))
    Ledger(root).open()
    Ledger(root).add([NEW])
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(OutputError):
        Ledger(root).add([*OLD[:1], replace(NEW, checked=EVENING)])
    assert len(os.listdir("/proc/self/fd")) == before


def refused(root: Path, *words: str) -> None:
    """Expect that both opening and adding say why nothing can be written."""
    for action in (Ledger(root).open, lambda: Ledger(root).add([NEW])):
        with pytest.raises(OutputError) as error:
            action()
        assert all(word in str(error.value) for word in words), str(error.value)


def test_no_folder(tmp_path: Path) -> None:
    refused(tmp_path, "there is no folder `references`")


def test_a_folder_in_its_place(root: Path) -> None:
    (root / ledger.PATH).unlink()
    (root / ledger.PATH).mkdir()
    refused(root, "is a folder")
    assert names(root) == ["links.jsonl"]


def test_a_pipe_in_its_place(root: Path) -> None:
    (root / ledger.PATH).unlink()
    os.mkfifo(root / ledger.PATH)
    refused(root, "is no file")


@pytest.mark.parametrize("target", ["references/real.jsonl", "../outside.jsonl", "nowhere"])
def test_a_link_in_its_place(root: Path, target: str) -> None:
    path = root / ledger.PATH
    if target != "nowhere":
        path.rename(root / target)
    else:
        path.unlink()
    path.symlink_to(root / target)
    refused(root, "is a link to another place")
    assert path.is_symlink()


def test_a_folder_that_lies_elsewhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "references"
    (root / "references").rename(elsewhere)
    (root / "references").symlink_to(elsewhere)
    refused(root, "is a link to another place")


def test_a_file_that_is_read_only(unharmed: Path) -> None:
    (unharmed / ledger.PATH).chmod(0o444)
    refused(unharmed, "it is read-only")


def test_a_link_in_the_drafts_place_is_not_followed(root: Path) -> None:
    victim = root / "victim"
    victim.write_text("as it was")
    (root / "references/.links.jsonl.new").symlink_to(victim)
    Ledger(root).add([NEW])
    assert victim.read_text() == "as it was"
    assert names(root) == ["links.jsonl"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder")
def test_a_folder_without_rights(unharmed: Path) -> None:
    (unharmed / "references").chmod(0o555)
    refused(unharmed, "it may not be written to")
    (unharmed / "references").chmod(0o755)


def test_a_file_that_may_not_grow(unharmed: Path) -> None:
    """A limit of the process stands for a share of the disk; Python ignores the signal that would end it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        Ledger(unharmed).open()
        with pytest.raises(OutputError, match="a file may not be that large here"):
            Ledger(unharmed).add([NEW])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """Mount something on a folder; skip the test where that is not allowed."""
    if os.geteuid() or subprocess.run(["mount", *arguments, str(folder)], capture_output=True).returncode:
        pytest.skip("only root may mount, and not everywhere")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(root: Path) -> None:
    content = (root / ledger.PATH).read_bytes()
    with mounted(root / "references", "-t", "tmpfs", "-o", "size=64k", "tmpfs"):
        (root / ledger.PATH).write_bytes(content)
        one = Ledger(root)
        one.open()
        rows = [replace(NEW, url=f"https://example.org/{number}") for number in range(300)]
        with pytest.raises(OutputError, match="the disk is full"):
            one.add(rows)
        assert (root / ledger.PATH).read_bytes() == content
        assert names(root) == ["links.jsonl"]
        one.add(rows[:10])
        assert len(known(root)) == len(OLD) + 10


def test_a_read_only_disk(unharmed: Path) -> None:
    folder = unharmed / "references"
    with mounted(folder, "--bind", str(folder)):
        if subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], capture_output=True).returncode:
            pytest.skip("this system mounts nothing read-only")
        refused(unharmed, "the disk is read-only")
