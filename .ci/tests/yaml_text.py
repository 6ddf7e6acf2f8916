"""Takes pipelines apart: `yaml_text.py FILE PATH` prints the text at a path such as `steps.0.run`; `--scripts FILE DIRECTORY`
writes every script to a file of its own; `--gitlab FILE DIRECTORY [INPUT=VALUE]...` writes the header and the pipeline of a
template, inputs filled in, each to a file."""

import pathlib
import re
import sys

from ruamel.yaml import YAML

SCRIPTS = {"run", "bash", "script"}


def load(text):
    return list(YAML(typ="safe").load_all(text))


def scripts(node):
    if isinstance(node, list):
        for item in node:
            yield from scripts(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in SCRIPTS and isinstance(value, str):
                yield value
            elif key in SCRIPTS and isinstance(value, list):
                yield "\n".join(value)
            else:
                yield from scripts(value)


def fill(text, given):
    header, pipeline = text.split("\n---\n")
    inputs = load(header)[0]["spec"]["inputs"]
    unknown = given.keys() - inputs.keys()
    if unknown:
        raise SystemExit(f"no input is called {unknown}")
    values = {name: given.get(name, spec.get("default")) for name, spec in inputs.items()}
    # As GitLab does, before the text is read as YAML.
    return header, re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: values[found[1]], pipeline)


def main(arguments):
    match arguments:
        case ["--scripts", file, directory]:
            for position, script in enumerate(scripts(load(pathlib.Path(file).read_text()))):
                name = re.sub(r"\W", "_", file) + f"_{position}.bash"
                pathlib.Path(directory, name).write_text(script)
        case ["--gitlab", file, directory, *inputs]:
            given = dict(item.split("=", 1) for item in inputs)
            header, pipeline = fill(pathlib.Path(file).read_text(), given)
            pathlib.Path(directory, "header.yml").write_text(header)
            pathlib.Path(directory, "pipeline.yml").write_text(pipeline)
        case [file, path]:
            node = load(pathlib.Path(file).read_text())[0]
            for step in path.split("."):
                node = node[int(step) if isinstance(node, list) else step]
            print(node, end="")
        case _:
            raise SystemExit(__doc__)


main(sys.argv[1:])
