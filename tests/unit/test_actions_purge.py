"""What is purged is gone from the disk, too, while the log is open."""

from datetime import date
from pathlib import Path

from webapp.domain.action import Action, Channel
from webapp.storage import schema
from webapp.storage.actions import ActionLog


def test_a_purged_receipt_is_in_no_file_any_more(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'appeal.db'}"
    schema.upgrade(url)
    log = ActionLog(url)
    tokens = [f"canary-token-{number:04d}" for number in range(200)]
    action = Action("lamp", Channel.POST, "minister", "en", 1, date(2030, 1, 1), late=False)
    for token in tokens:
        log.record(token, [action])

    purged = log.purge(date(2030, 1, 2))

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert purged == 200
    assert not [token for token in tokens if token.encode() in kept]
    assert log.tally("lamp").total == 200
    log.close()
