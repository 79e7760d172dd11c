"""The JSON Schema of a catalogue's file, made from the models, for editors and other programs.

It describes the file as it is written: a dated value is a value or one for each day, a day somewhere between two is one
text, a criterion has its rule's parameters beside its own fields. A YAML reader may take `24.1` or `yes` for a number or
a truth value where this program reads text, so both are allowed. What no schema can say, such as that a key is declared,
`pilcrow catalogue check` does.
"""

from typing import Any, cast

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from compliance.catalogue import Catalogue, Criterion
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence.record import Key
from compliance.paragraphs import OWN_WORDING, Paragraph, Wording
from compliance.rules import RULES, Rule

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DUE_OF_ITS_OWN = "each "


def catalogue_schema() -> Schema:
    """The schema of decree.yaml."""
    models: list[type[BaseModel]] = [Catalogue, *RULES.values()]
    named, whole = models_json_schema([(m, "validation") for m in models], schema_generator=_AsWritten)
    parts: dict[str, Schema] = whole["$defs"]
    rules = {name: parts.pop(_name(named[rule, "validation"])) for name, rule in RULES.items()}
    del parts[Rule.__name__]
    _one_wording_needs_no_list(parts)
    own = parts[Criterion.__name__]
    parts[Criterion.__name__] = {
        "description": own["description"],
        "type": "object",
        "required": ["rule"],
        "discriminator": {"propertyName": "rule"},
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in rules],
    }
    parts |= {name: _with_rule(own, RULES[name], rule) for name, rule in rules.items()}
    catalogue = parts.pop(_name(named[Catalogue, "validation"]))
    dated = {name: parts.pop(name) for name in list(parts) if name.startswith(Dated.__name__)}
    schema = {"$schema": DIALECT, **catalogue, "$defs": dict(sorted(parts.items()))}
    return cast(Schema, _in_place(schema, dated))


def _in_place(schema: Any, parts: dict[str, Schema]) -> Any:
    """A schema with some of its named parts written out where they are referred to."""
    match schema:
        case {"$ref": str(reference)} if (name := reference.rpartition("/")[2]) in parts:
            return {**parts[name], **{key: value for key, value in schema.items() if key != "$ref"}}
        case dict():
            return {key: _in_place(value, parts) for key, value in schema.items()}
        case list():
            return [_in_place(value, parts) for value in schema]
        case _:
            return schema


def _name(reference: Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _with_rule(own: Schema, rule: type[Rule], parameters: Schema) -> Schema:
    """A criterion with one rule: its own fields, and the rule's parameters beside them."""
    fields = {name: field for name, field in own["properties"].items() if name != "check"}
    if rule.own_due:
        fields["due"] = {"const": rule.own_due}
    else:
        *days, words = fields["due"]["anyOf"]
        either = [word for word in words["enum"] if not word.startswith(_DUE_OF_ITS_OWN)]
        fields["due"] = {**fields["due"], "anyOf": [*days, {**words, "enum": either}]}
    required = {name for name in own["required"] if name != "check"} | {"rule", *parameters["required"]}
    return {
        **own,
        "title": rule.name,
        "description": rule.checks.en,
        "properties": {**fields, **parameters["properties"], "rule": {"const": rule.name}},
        "required": sorted(required | ({"due"} if rule.own_due else set())),
    }


def _one_wording_needs_no_list(parts: dict[str, Schema]) -> None:
    """A paragraph with one wording has that wording's fields beside its number."""
    paragraph, wording = parts[Paragraph.__name__], parts[Wording.__name__]
    paragraph["properties"] |= {name: wording["properties"][name] for name in OWN_WORDING}
    paragraph["required"] = [name for name in paragraph["required"] if name != "wordings"]
    beside = [name for name in OWN_WORDING if name in wording["required"]]
    none_beside = {"not": {"anyOf": [{"required": [name]} for name in OWN_WORDING]}}
    paragraph["oneOf"] = [
        {"required": ["wordings"], **none_beside},
        {"required": beside, "not": {"required": ["wordings"]}},
    ]


class _AsWritten(GenerateJsonSchema):
    """Fields as a file writes them, where the models read another form."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> Schema:
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": "^[0-9]+$"}

    def bool_schema(self, schema: core_schema.BoolSchema) -> Schema:
        return {"enum": [True, False, "yes", "no", "true", "false"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Without the default, which is in the form that the models read."""
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        model = schema["cls"]
        if issubclass(model, When):
            return {
                "type": "string",
                "pattern": f"^{_DAY}(/{_DAY})?$",
                "description": "A day, or two with / between.",
            }
        if issubclass(model, Dated):
            return self._dated(model)
        return super().model_schema(schema)

    def _dated(self, model: type[Dated[Any]]) -> Schema:
        """A value, or for each day from which one held the value, alone or with its source."""
        (of,) = model.__pydantic_generic_metadata__["args"]
        value = self.generate_inner(TypeAdapter(of).core_schema)
        source = self.generate_inner(TypeAdapter(Key).core_schema)
        with_source = {
            "type": "object",
            "properties": {"is": value, "source": source},
            "required": ["is"],
            "additionalProperties": False,
        }
        by_day = {
            "type": "object",
            "patternProperties": {f"^{_DAY}$": {"anyOf": [value, with_source]}},
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [value, by_day]}
