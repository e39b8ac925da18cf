"""What the metrics tell of the database and the backups, read in a worker when Prometheus asks."""

from contextlib import closing

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.database import backup_folder, inspection
from webapp.server.metrics.gauges import StateGauges
from webapp.settings import Settings


def state_gauges(chosen: Settings) -> StateGauges:
    """Return the gauges of this host. Each is read anew, over a connection of its own."""

    def waiting() -> tuple[int, int] | None:
        try:
            with closing(ActionLog(chosen.database)) as log:
                bursts = [burst for burst in log.bursts() if not burst.refused]
        except ActionsUnavailable:
            return None
        return len(bursts), sum(burst.number for burst in bursts)

    def database_bytes() -> int | None:
        try:
            return inspection.size(chosen.database)
        except (ActionsUnavailable, OSError):
            return None

    def backup_made_at() -> float | None:
        try:
            newest = backup_folder.newest(chosen.backup_folder)
        except OSError:
            return None
        return newest.made_at if newest else 0.0

    return StateGauges(waiting, database_bytes, backup_made_at)
