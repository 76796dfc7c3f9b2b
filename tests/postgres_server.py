"""A PostgreSQL server for a test: a cluster of its own in a temporary folder, which answers on this machine alone and is gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Server:
    """`address` as it stands in exports.toml."""

    programs: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/postgres"

    def run(self, sql: str) -> list[list[str]]:
        """The rows of the last query, in texts."""
        command = [self.programs / "psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.address, "-f", "-"]
        done = subprocess.run(command, input=sql, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]


@contextmanager
def postgres() -> Iterator[Server]:
    """Skips the test where there is no PostgreSQL."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if found is None:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    programs = Path(found).parent
    # The server refuses to run as root.
    user = "postgres" if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="sladsl-postgres-") as folder, socket.socket() as free:
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        cluster = str(Path(folder) / "cluster")
        subprocess.run(
            [programs / "initdb", "-D", cluster, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, capture_output=True, user=user, cwd=folder,
        )  # fmt: skip
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}' -c fsync=off"
        control = [programs / "pg_ctl", "-D", cluster, "-w", "-t", "60"]
        log = str(Path(folder) / "log")
        subprocess.run([*control, "-o", options, "-l", log, "start"], check=True, user=user, cwd=folder, stdout=-3)
        try:
            yield Server(programs, port)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, user=user, cwd=folder, stdout=-3)
