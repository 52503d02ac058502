import os
import signal
import subprocess
import sys
import time

import pytest

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
OWN_SQL = "from readout.cli import cli; cli(['sql', 'news.db', {!r}], prog_name='readout')"
THROUGH_THE_ARCHIVE = """
from readout.store import open_archive
with open_archive("news.db") as archive:
    try:
        list(archive.connection.rows({!r}))
    except KeyboardInterrupt:
        raise SystemExit(130)
"""


@pytest.mark.parametrize("program", [OWN_SQL, THROUGH_THE_ARCHIVE], ids=["readout sql", "a connection"])
def test_ctrl_c_ends_a_long_query(news, program):
    running = subprocess.Popen(
        [sys.executable, "-c", program.format(ENDLESS)], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        time.sleep(2)  # to be inside of SQLite
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=3)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Traceback" not in said
