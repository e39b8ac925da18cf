"""Why a picture that somebody uploaded cannot be used, in the words of the desk."""

from webapp.campaigns.pictures import Fault, UnusablePicture
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ui_language


def unusable(error: UnusablePicture) -> str:
    """Return what is wrong with a picture, what to do, and that nothing was saved."""
    return " ".join((_why(error), _("Nothing was saved.")))


def _why(error: UnusablePicture) -> str:
    numbers = {
        name: ui_language().number(value) for name, value in error.values.items() if isinstance(value, int)
    }
    match error.fault:
        case Fault.MANY_BYTES:
            return _("The file has more than %(most)s MB. Export it smaller.", **numbers)
        case Fault.MANY_PIXELS:
            return _(
                "The picture has more than %(most)s million pixels. Export it smaller.",
                **numbers,
            )
        case Fault.FEW_PIXELS:
            return _("The picture has only %(width)s × %(height)s pixels. Choose a larger one.", **numbers)
        case Fault.DAMAGED:
            return _("The file is damaged or not complete. Copy or export it again.")
        case Fault.MOVES:
            return _("The picture moves: it is an animation. Export one picture of it.")
        case _:
            return _("The file is no JPEG, PNG, WebP or HEIC. Save it as JPEG in the program that shows it.")
