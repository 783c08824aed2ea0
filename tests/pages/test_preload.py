"""The browser is told early of the part of Streamlit's front end that mounts components."""

from pathlib import Path

from streamlit import file_util

from pages.shared.preload import needed

ROOT = Path(file_util.get_static_dir())


def test_the_installed_front_end_has_the_part_and_its_page_does_not_name_it() -> None:
    files = needed(ROOT)

    page = (ROOT / "index.html").read_text(encoding="utf-8")
    assert any("BidiComponent" in file for file in files)
    for file in files:
        assert (ROOT / file).is_file()
        assert file not in page


def test_a_part_comes_with_all_that_it_imports(tmp_path: Path) -> None:
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script src="./static/js/main.1.js"></script>')
    (folder / "main.1.js").write_text("")
    (folder / "Part.a.js").write_text('import{a}from"./b.2.js";import"./main.1.js";')
    (folder / "b.2.js").write_text('import{c}from"./c.3.js";import x from"./b.2.js"')
    (folder / "c.3.js").write_text("export const c = 1;")

    assert needed(tmp_path, ("Part", "Missing")) == [
        "static/js/Part.a.js",
        "static/js/b.2.js",
        "static/js/c.3.js",
    ]
