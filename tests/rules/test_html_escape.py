"""Values that an engine escapes for HTML: said for each language whose engine does so unless it is told otherwise."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from smslint.dialects.functions.filters import ESCAPING
from smslint.rules import packs
from tests.engines.engine import engine
from tests.project.support import codes, project, run

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "kind: transactional\nvalues: {{n: {{max: 9}}}}\nmessages: [{{files: '{}', dialect: {}}}]\n"
OUTPUTS = {"django": "{{ n }}", "twig": "{{ n }}", "blade": "{{ $n }}", "handlebars": "{{n}}", "mustache": "{{n}}"}
TWIG = """
require '/usr/share/php/Twig/autoload.php';
$files = ['a.txt.twig' => 'Hi {{ n }}', 'a.twig' => 'Hi {{ n }}', 'a.html.twig' => 'Hi {{ n }}'];
$twig = new \\Twig\\Environment(new \\Twig\\Loader\\ArrayLoader($files), ['autoescape' => 'name']);
foreach (array_keys($files) as $file) { $out[$file] = str_contains($twig->render($file, ['n' => "O'Brien"]), '&'); }
echo json_encode($out);
"""


def test_the_rule_speaks_for_each_language_whose_engine_escapes() -> None:
    (rule,) = (each for each in packs.load().rules if each.check == "html-escape")
    assert set(rule.applies_to.dialect) == set(ESCAPING) == set(OUTPUTS)


@pytest.mark.parametrize("dialect", sorted(OUTPUTS))
def test_an_output_that_is_escaped_is_reported(tmp_path: Path, dialect: str) -> None:
    text = f"Acme: hi {OUTPUTS[dialect]}, your order is here"
    result = run(project(tmp_path, {"a.txt": text, "smslint.yaml": CONFIG.format("a.txt", dialect)}))
    assert "PLH005" in codes(result)


@pytest.mark.parametrize("name", ["a.txt.twig", "a.html.twig", "a.twig"])
def test_twig_escapes_by_the_name_of_the_file_in_symfony(tmp_path: Path, name: str) -> None:
    """Symfony's ``autoescape`` is ``name``: the real engine with it says which of the files escape."""
    engine("twig")  # skips where it is missing
    ended = subprocess.run(["php", "-r", TWIG], capture_output=True, text=True, check=True)
    escapes = json.loads(ended.stdout)
    result = run(project(tmp_path, {name: "Acme: hi {{ n }}, here", "smslint.yaml": CONFIG.format(name, "twig")}))
    assert ("PLH005" in codes(result)) is escapes[name]
