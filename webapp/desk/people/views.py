"""The coordinator's page of people: who is there, who is invited, what each may do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http import audit
from webapp.desk.http.access import asks_again, current_person, needs
from webapp.desk.http.audit import Event
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.people.grants_form import GrantRow, describe, read_rows, role_duty, role_name, to_grants
from webapp.team.people.invitations import Invitation, Invitations, join_address
from webapp.team.people.people import InvalidName, LastCoordinator, NameTaken, People, UnknownPerson
from webapp.team.people.permissions import Permission
from webapp.team.people.person import InvalidGrants, Person, Role


@dataclass(frozen=True, slots=True)
class RolesForm:
    """What the part `_roles.html` is rendered from."""

    rows: tuple[GrantRow, ...]
    campaigns: tuple[str, ...]
    roles: tuple[tuple[str, str, str], ...]
    """Value, name and duty of each role."""
    may_use_phrase: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """What `desk/people/people.html` is rendered from."""

    title: str
    people: tuple[tuple[Person, tuple[str, ...]], ...]
    invitations: tuple[tuple[Invitation, tuple[str, ...], datetime], ...]
    name: str
    roles: RolesForm
    problem: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What `desk/people/person.html` is rendered from."""

    title: str
    person: Person
    roles: RolesForm
    problem: str
    calendar_made: datetime | None
    """When they made the address of a calendar that works now."""


@dataclass(frozen=True, slots=True)
class NewLinkPage:
    """What `desk/people/new_link.html` is rendered from."""

    title: str
    name: str
    link: str
    is_recovery: bool


class PeoplePages:
    """The pages."""

    def __init__(
        self,
        people: People,
        invitations: Invitations,
        slugs: Callable[[], Iterable[str]],
        calendar_made: Callable[[str], datetime | None],
        origin: str,
    ) -> None:
        """`slugs` returns the campaigns that the desk has; `origin` is the desk's.

        `calendar_made` returns when somebody made the address of their calendar.
        """
        self._calendar_made = calendar_made
        self._people = people
        self._invitations = invitations
        self._slugs = slugs
        self._origin = origin

    def blueprint(self) -> Blueprint:
        """Return the routes. All are for coordinators of all campaigns; what changes anything asks again."""
        people = Blueprint("people", __name__, url_prefix="/people")
        manages = needs(Permission.MANAGE_PEOPLE)
        people.add_url_rule("", "show", manages(self.show))
        for rule, endpoint, view in (
            ("/invite", "invite", self.invite),
            ("/withdraw", "withdraw", self.withdraw),
            ("/<person>/roles", "change", self.change),
            ("/<person>/link", "new_link", self.new_link),
            ("/<person>/shut-out", "shut_out", self.shut_out),
            ("/<person>/let-in", "let_in", self.let_in),
        ):
            people.add_url_rule(rule, endpoint, manages(asks_again(view)), methods=["POST"])
        people.add_url_rule("/<person>", "show_person", manages(self.show_person))
        people.register_error_handler(UnknownPerson, lambda _error: respond_with_error(404))
        return people

    def show(self) -> ResponseReturnValue:
        """List everybody."""
        return self._show()

    def invite(self) -> ResponseReturnValue:
        """Make a link for a new person, and show it this once."""
        form = request.form
        rows, may_use_phrase = read_rows(form), "may-use-phrase" in form
        try:
            token = self._invitations.invite(
                current_person(), form.get("name", ""), to_grants(rows), may_use_phrase=may_use_phrase
            )
        except (InvalidName, InvalidGrants, NameTaken) as error:
            return self._show(_problem(error), form.get("name", ""), rows, may_use_phrase), 422
        audit.note(Event.INVITED, current_person().id)
        return self._show_link(" ".join(form["name"].split()), token)

    def withdraw(self) -> ResponseReturnValue:
        """Make a link stop working."""
        self._invitations.withdraw(current_person(), request.form.get("invitation", ""))
        audit.note(Event.LINK_WITHDRAWN, current_person().id)
        return redirect(url_for(".show"), 303)

    def show_person(self, person: str) -> ResponseReturnValue:
        """Show what somebody may do."""
        return self._show_person(self._people.find(person))

    def change(self, person: str) -> ResponseReturnValue:
        """Set what somebody may do."""
        rows, may_use_phrase = read_rows(request.form), "may-use-phrase" in request.form
        try:
            self._people.change(current_person(), person, to_grants(rows), may_use_phrase=may_use_phrase)
        except (InvalidGrants, LastCoordinator) as error:
            found = self._people.find(person)
            return self._show_person(found, _problem(error), rows, may_use_phrase), 422
        audit.note(Event.RIGHTS_CHANGED, current_person().id, person)
        return redirect(url_for(".show"), 303)

    def new_link(self, person: str) -> ResponseReturnValue:
        """Make a link for somebody who lost every way in."""
        found = self._people.find(person)
        token = self._invitations.invite_again(current_person(), person)
        audit.note(Event.LINK_MADE, current_person().id, person)
        return self._show_link(found.name, token, is_recovery=True)

    def shut_out(self, person: str) -> ResponseReturnValue:
        """Deactivate somebody."""
        try:
            self._people.set_active(current_person(), person, active=False)
        except LastCoordinator as error:
            return self._show_person(self._people.find(person), _problem(error)), 409
        audit.note(Event.SHUT_OUT, current_person().id, person)
        return redirect(url_for(".show"), 303)

    def let_in(self, person: str) -> ResponseReturnValue:
        """Activate somebody again."""
        self._people.set_active(current_person(), person, active=True)
        audit.note(Event.LET_IN, current_person().id, person)
        return redirect(url_for(".show_person", person=person), 303)

    def _show(
        self, problem: str = "", name: str = "", rows: tuple[GrantRow, ...] = (), may_use_phrase: bool = False
    ) -> str:
        page = PeoplePage(
            pgettext("name of a page", "People"),
            tuple((person, describe(person.grants)) for person in self._people.all()),
            tuple(
                (invitation, describe(invitation.grants), datetime.fromtimestamp(invitation.expires, UTC))
                for invitation in self._invitations.open()
                if invitation.name
            ),
            name,
            self._roles(rows or (GrantRow(Role.AUTHOR.value),), may_use_phrase),
            problem,
        )
        return render_template("desk/people/people.html", page=page)

    def _show_person(
        self,
        person: Person,
        problem: str = "",
        rows: tuple[GrantRow, ...] = (),
        may_use_phrase: bool | None = None,
    ) -> str:
        stored = tuple(map(GrantRow.of, person.grants))
        allowed = person.may_use_phrase if may_use_phrase is None else may_use_phrase
        roles, made = self._roles((*(rows or stored), GrantRow()), allowed), self._calendar_made(person.id)
        page = PersonPage(person.name, person, roles, problem, made)
        return render_template("desk/people/person.html", page=page)

    def _show_link(self, name: str, token: str, *, is_recovery: bool = False) -> str:
        title = _("A link for %(name)s", name=name)
        page = NewLinkPage(title, name, join_address(self._origin, token), is_recovery)
        return render_template("desk/people/new_link.html", page=page)

    def _roles(self, rows: tuple[GrantRow, ...], may_use_phrase: bool) -> RolesForm:
        known = {*self._slugs()}.union(*(row.campaigns for row in rows))
        roles = tuple((role.value, role_name(role.value), role_duty(role.value)) for role in Role)
        return RolesForm(rows, tuple(sorted(known)), roles, may_use_phrase)


def _problem(error: Exception) -> str:
    match error:
        case NameTaken():
            return _("Somebody of the team has this name already, or is invited by it. Add another name.")
        case InvalidName():
            return _("Write the name that your team knows this person by, at most 80 characters.")
        case LastCoordinator():
            return _(
                "Without this person nobody could let people in any more. First make somebody else a "
                "coordinator of all campaigns."
            )
        case _other:
            return str(error)
