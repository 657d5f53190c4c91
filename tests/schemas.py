"""Every JSON that a command prints in a test is checked against the schema published for it."""

import json
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator

BEGINNING = re.compile(r'\{\n  "schema": "readtrack\.(?!export/)([a-z.]+)/1",\n')


def check_json(out: str) -> None:
    """Fail where the output is JSON of a command and not what its schema says."""
    found = BEGINNING.match(out)
    if found:
        errors = problems(found[1], json.loads(out))
        assert not errors, "\n".join(errors)


def problems(command: str, answer: Any) -> list[str]:
    """What is wrong with the answer of a command, by where it is wrong."""
    return [
        f"{error.json_path}: {error.message}" for error in _validator(command).iter_errors(answer)
    ]


@cache
def _validator(command: str) -> Validator:
    from readtrack.cli.schema import report_of
    from readtrack.render.json_schema import json_schema

    schema = json_schema(command, report_of(command))
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
