"""A real PostgreSQL server for the tests, started from the programs on this machine in a folder of its own."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

ACCOUNTS = ("postgres", "nobody")


def binaries():
    """Return the folder of PostgreSQL's programs, None where there is none on this machine."""
    folders = [Path(path) for path in os.environ.get("PATH", "").split(os.pathsep) if path]
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
        folders.insert(0, Path(told.stdout.strip()))
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        # Links elsewhere (/usr/local/bin/initdb) lead to the folder that has everything.
        real = (folder / "initdb").resolve().parent
        if all((real / name).is_file() for name in ("initdb", "postgres")):
            return real
    return None


class Server:
    """A server on a free port of this machine, stopped and removed at the end."""

    def __init__(self, folder):
        self._bin = folder
        self._account = _account()
        self._home = Path(tempfile.mkdtemp(prefix="communique-pg-"))
        self._data = self._home / "data"
        self.port = _free_port()
        self._process = None

    def start(self):
        """Make a cluster and start the server; raise `RuntimeError` with its words where that fails."""
        if self._account is not None:
            os.chown(self._home, self._account.pw_uid, self._account.pw_gid)
        made = self._run("initdb", "-D", self._data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        if made.returncode:
            raise RuntimeError(made.stdout + made.stderr)
        self.run()

    def run(self):
        """Start the server on its cluster and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
            "max_connections": 40,
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        log = (self._home / "log").open("ab")
        self._process = subprocess.Popen(
            [self._bin / "postgres", "-D", self._data, *options], stdout=log, stderr=log, **self._as_account()
        )
        self._wait()

    def _wait(self):
        import time

        import psycopg

        for _ in range(300):
            if self._process.poll() is not None:
                break
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self._home / "log").read_text(errors="replace")[-2000:])

    def url(self, database):
        """Return the URL of a database."""
        return f"postgresql://tests@127.0.0.1:{self.port}/{database}"

    def create(self, database):
        """Create an empty database and return its URL."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
        return self.url(database)

    def drop(self, database):
        """Drop a database, whoever is connected to it."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def kill(self):
        """Stop the server at once, as a crash would."""
        self._process.kill()
        self._process.wait()

    def stop(self):
        """Stop the server and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, program, *arguments):
        command = [self._bin / program, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, **self._as_account())

    def _as_account(self):
        """PostgreSQL refuses to run as root."""
        if self._account is None:
            return {"cwd": self._home}
        return {"cwd": self._home, "user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}


def _account():
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("no account to run PostgreSQL under: it refuses to run as root")


def _free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]
