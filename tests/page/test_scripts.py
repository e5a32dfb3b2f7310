"""The page's modules, tested by Node's own test runner: as written, and as they are in the page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from geomap.render import render_map
from geomap.render.squeeze import squeezed_script, squeezed_style

HERE = Path(__file__).parent
RENDER = Path(render_map.__code__.co_filename).parent


def run_tests(folder: Path) -> None:
    node = shutil.which("node")
    assert node, "Node.js is needed to test the page's scripts"
    tests = sorted(map(str, folder.glob("*.test.mjs")))
    assert tests
    done = subprocess.run(
        [node, "--test", *tests], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


def test_modules() -> None:
    run_tests(HERE / "js")


def test_squeezed_modules_do_the_same(tmp_path: Path) -> None:
    shutil.copytree(HERE / "js", tmp_path / "tests" / "page" / "js")
    render = tmp_path / "geomap" / "render"
    shutil.copytree(RENDER / "strings", render / "strings")
    (render / "page").mkdir()
    before = after = 0
    for path in (RENDER / "page").glob("*.mjs"):
        text = path.read_text(encoding="utf-8")
        squeezed = squeezed_script(text)
        (render / "page" / path.name).write_text(squeezed, encoding="utf-8")
        before, after = before + len(text), after + len(squeezed)
    assert after < 0.8 * before
    run_tests(tmp_path / "tests" / "page" / "js")


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("const a = 1; // a // b\n  let b\n= a  +  +a;", "const a=1;let b\n=a+ +a;"),
        ('x("a  // b", \'/* c */\', `d  // ${ e  ? `f  g` : "" }  h`);',
         'x("a  // b",\'/* c */\',`d  // ${e?`f  g`:""}  h`);'),
        ("return  /[/  '\"`]  \\/ /gu.test( x )  /  2 /  y;",
         "return/[/  '\"`]  \\/ /gu.test(x)/2/y;"),
        ("/* one\n two */ if ( a )\n{\n  b\n  c\n}\nd", "if(a)\n{b\nc\n}\nd"),
        ("`${ { a: `}` }.a }  b` ;", "`${{a:`}`}.a}  b`;"),
        ("in $x of  y", "in $x of y"),
    ],
)  # fmt: skip
def test_scripts_are_squeezed(written: str, squeezed: str) -> None:
    assert squeezed_script(written) == squeezed


def test_a_template_must_end() -> None:
    with pytest.raises(ValueError, match="does not end"):
        squeezed_script("const a = `b${c}d")


def test_styles_are_squeezed() -> None:
    written = '/* x */\na > b, c:not(d) { margin: 1px  calc(1px + 2px) ; content: " · "; }\n'
    assert squeezed_style(written) == (
        'a > b,c:not(d){margin: 1px calc(1px + 2px);content: " · ";}'
    )
