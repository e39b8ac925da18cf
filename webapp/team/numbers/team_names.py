"""The names of people of the team by their ids: the page's database holds the ids alone."""

from collections.abc import Mapping

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import everybody


def team_names(database: DeskDatabase) -> Mapping[str, str]:
    """Return the name of everybody who ever joined, by id. A command has no name."""
    with database.read() as connection:
        return {person.id: person.name for person in everybody(connection)}
