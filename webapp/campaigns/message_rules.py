"""The rules for one translated text: those of the field in `campaign.toml` that it is a translation of."""

from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from webapp.campaigns.field_errors import advice
from webapp.campaigns.schema import CampaignSchema
from webapp.domain.text import MAX_PARAGRAPH_CHARS


def broken_rule(context: str, translation: str) -> str:
    """Return what is wrong with a translation and what to write, or "" when it keeps the field's rules."""
    try:
        _rule(context).validate_python(translation, strict=True)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        return advice(error["type"], error.get("ctx", {}))
    return ""


def most_chars(context: str) -> int | None:
    """Return how many characters a translation may have; None for a field that no campaign has."""
    try:
        longest = _rule(context).json_schema().get("maxLength")
    except (KeyError, IndexError):  # a message of a PO file that was made for something else
        return None
    bound = int(longest) if longest else None
    is_paragraph = context == "letter.text"  # the letter's own rule, see `domain.letter.problems`
    return min(bound or MAX_PARAGRAPH_CHARS, MAX_PARAGRAPH_CHARS) if is_paragraph else bound


@lru_cache(maxsize=1_000)  # campaigns have some twenty contexts, those of targets differ by their ids
def _rule(context: str) -> TypeAdapter[str]:
    model: Any = CampaignSchema
    *tables, name = context.split(".")
    if tables[:1] == ["targets"]:
        del tables[1]  # the id of the target
    for table in tables:
        model = models_in(model.model_fields[table].annotation)[0]
    info = model.model_fields[name]
    return TypeAdapter(
        _text_type(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation)
    )


def _text_type(annotation: Any) -> Any:
    """Return the type of the text in an annotation: of an optional one, of a list's entries, of a note."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = _text_type(arguments[0])
        return annotation if inner is str else inner
    if origin is list:
        return _text_type(arguments[0])
    if origin in (Union, UnionType):
        return next(found for each in arguments if (found := _text_type(each)) is not type(None))
    return annotation


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models in an annotation, such as a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in models_in(argument)]
