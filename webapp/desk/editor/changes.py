"""What the buttons of the form do to its values: add, remove and move an entry of a list."""

from dataclasses import dataclass

from webapp.desk.editor.case_fields import PARTS
from webapp.desk.editor.fields import Group, Part, Repeat
from webapp.desk.editor.flat import FROM, HERE, MAX_DIGITS, MAX_ENTRIES, PERSON, Flat, numbers


@dataclass(frozen=True, slots=True)
class Changed:
    """The values after a button, and the entry that the focus goes to."""

    flat: Flat
    focus: str
    """The name of an entry, such as "targets.2", or of its list."""
    is_new: bool = False


def apply(flat: Flat, action: str, name: str) -> Changed | None:
    """Return what a button does: "add", "remove", "up" or "down"; None without such a list or entry."""
    place, _, number = (name, "", "") if action == "add" else name.rpartition(".")
    repeat = find_repeat(place)
    if repeat is None:
        return None
    here = numbers(flat, f"{place}.")
    if action == "add":
        return _add(flat, place, here, repeat)
    if not number.isdecimal() or len(number) > MAX_DIGITS or int(number) not in here:
        return None
    at = here.index(int(number))
    match action:
        case "remove":
            left = {key: value for key, value in flat.items() if not key.startswith(f"{name}.")}
            neighbours = here[at + 1 : at + 2] or here[max(at - 1, 0) : at]
            return Changed(left, f"{place}.{neighbours[0]}" if neighbours else place)
        case "up" | "down":
            other = at - 1 if action == "up" else at + 1
            if not 0 <= other < len(here):
                return Changed(flat, name)
            return Changed(_swap(flat, name, f"{place}.{here[other]}"), f"{place}.{here[other]}")
        case _:
            return None


def _add(flat: Flat, place: str, here: list[int], repeat: Repeat) -> Changed | None:
    if len(here) >= repeat.most:
        return Changed(flat, place)
    number = max(here, default=-1) + 1
    changed = dict(flat)
    if place == "people" and any(name.startswith(f"{PERSON}.") for name in flat):
        changed = {name: value for name, value in flat.items() if not name.startswith(f"{PERSON}.")}
        changed |= {
            f"people.{number}.{name.removeprefix(f'{PERSON}.')}": value
            for name, value in flat.items()
            if name.startswith(f"{PERSON}.")
        }
        changed[f"people.{number}.{FROM}"] = PERSON
        number += 1
    if number > MAX_ENTRIES:
        return None
    changed[f"{place}.{HERE}"] = ""
    changed[f"{place}.{number}.{FROM}"] = ""
    return Changed(changed, f"{place}.{number}", is_new=True)


def _swap(flat: Flat, one: str, other: str) -> Flat:
    def renamed(name: str) -> str:
        for here, there in ((one, other), (other, one)):
            if name.startswith(f"{here}."):
                return there + name[len(here) :]
        return name

    return {renamed(name): value for name, value in flat.items()}


def find_repeat(place: str) -> Repeat | None:
    """Return the list at a place such as "targets.0.phone", or None."""
    parts: tuple[Part, ...] = PARTS
    found: Part | None = None
    for name in place.split("."):
        if name.isdecimal():
            if not isinstance(found, Repeat) or len(name) > 3:
                return None
            continue
        found = next((part for part in parts if part.name == name and name), None)
        if found is None:
            return None
        parts = found.parts if isinstance(found, Group | Repeat) else ()
    return found if isinstance(found, Repeat) and not place[-1:].isdecimal() else None
