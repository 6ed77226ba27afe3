"""A backup of a running company, restored elsewhere, is that company: row by row and byte by byte."""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from manyhands.core.embedded.cluster import connect
from tests.company import RunningCompany, answers, run, wait_until

pytestmark = pytest.mark.slow

ENOUGH_WORKS = 8
FILLED_WITHIN_S = 900
QUIET_WITHIN_S = 300
# What changes by itself while a company stands still, and is begun anew by the next one.
RESTLESS = ("core_cache", "procrastinate_")
_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
_ROWS = "SELECT count(*), md5(string_agg(each::text, '\n' ORDER BY each::text)) FROM {} AS each"
_NUMBERS = "SELECT sequencename, last_value FROM pg_sequences WHERE sequencename NOT LIKE 'procrastinate%'"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory):
    """A company that the demo is filling, held still in the middle of that."""
    with RunningCompany(tmp_path_factory.mktemp("original") / "data", "--demo") as running:
        wait_until(
            lambda: count(running, "works_work") >= ENOUGH_WORKS, FILLED_WITHIN_S, running.said.read_text
        )
        (filling, *_painters) = running.pids("manyhands demo")
        os.kill(filling, signal.SIGSTOP)
        wait_until(lambda: not waiting_jobs(running), QUIET_WITHIN_S)
        yield running
        os.kill(filling, signal.SIGKILL)


def count(company: RunningCompany, table: str) -> int:
    with connect(company.data, "reader") as database:
        found = database.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(found[0]) if found else 0


def waiting_jobs(company: RunningCompany) -> int:
    with connect(company.data, "reader") as database:
        found = database.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            " AND (scheduled_at IS NULL OR scheduled_at < now())"
        ).fetchone()
    return int(found[0]) if found else 0


def rows_of(company: RunningCompany) -> dict[str, object]:
    """Of each table how many rows it has, and their hash; and where each numbering stands."""
    with connect(company.data, "postgres") as database:
        names = [name for (name,) in database.execute(_TABLES) if not name.startswith(RESTLESS)]
        tables = {name: _hashed(database, name) for name in names}
        return {**tables, "numbers": sorted(database.execute(_NUMBERS).fetchall())}


def _hashed(database: psycopg.Connection, table: str) -> tuple[object, ...]:
    return tuple(database.execute(sql.SQL(_ROWS).format(sql.Identifier(table))).fetchone() or ())


def blobs_of(company: RunningCompany) -> dict[str, str]:
    """The hash of each file of the store, by its name."""
    files = [file for file in (company.data / "blobs").rglob("*") if file.is_file()]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def named_blobs(company: RunningCompany) -> set[str]:
    with connect(company.data, "reader") as database:
        return {sha256 for (sha256,) in database.execute("SELECT sha256 FROM media_blob")}


def test_a_backup_of_the_running_company_restored_elsewhere_equals_it(company, tmp_path: Path):
    file, elsewhere = tmp_path / "company.backup", tmp_path / "elsewhere"
    assert run("backup", str(file), "--data", str(company.data)).returncode == 0
    done = run("restore", str(file), "--data", str(elsewhere))
    assert done.returncode == 0, done.stderr
    assert " 0 missing, 0 damaged; 0 in the store that nobody names." in done.stdout

    original = rows_of(company)
    with RunningCompany(elsewhere) as restored:
        assert rows_of(restored) == original
        assert count(restored, "works_work") >= ENOUGH_WORKS
        kept = blobs_of(restored)
        assert set(kept) == named_blobs(company)
        assert all(name == sha256 for name, sha256 in kept.items())
        assert kept.items() <= blobs_of(company).items()
        wait_until(restored.is_ready, 90)
        assert answers(restored.port, "/works")


def test_a_backup_that_was_changed_on_its_way_is_refused(company, tmp_path: Path):
    file = tmp_path / "company.backup"
    run("backup", str(file), "--data", str(company.data))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    done = run("restore", str(file), "--data", str(tmp_path / "elsewhere"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("manyhands: This backup cannot be used: ")
    refused = run("run", "--data", str(tmp_path / "elsewhere"), "--port", "8000")
    assert refused.returncode != 0
    assert "did not come to its end" in refused.stderr or "in use" in refused.stderr


def test_a_company_is_never_restored_over_another(company, tmp_path: Path):
    file = tmp_path / "company.backup"
    run("backup", str(file), "--data", str(company.data))
    done = run("restore", str(file), "--data", str(company.data))
    assert done.returncode == 1
    assert "There is a company in" in done.stderr
