"""What a person of the team likes to have their own way: the language that the desk speaks to them."""

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Person
from webapp.team.tables import preferences


class Preferences:
    """The preferences of everybody, each set by the person alone."""

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def set_language(self, by: Person, tag: str) -> None:
        """Speak this language to the person from now on; "" for that of their browser."""
        with self._database.write() as connection:
            connection.execute(preferences.delete().where(preferences.c.person == by.id))
            if tag:
                connection.execute(preferences.insert().values(person=by.id, language=tag))
