"""Every kind of view is one file, and whoever lists them finds them all."""

from pathlib import Path
from typing import get_args

import pytest

from fmnist import views
from fmnist.report.findings import Finding

FILES = {path.stem for path in Path(views.__file__).parent.glob("[a-z]*.py")}


def test_files_registry_and_findings_hold_the_same_kinds() -> None:
    field = Finding.model_fields["view"]

    assert set(views.KINDS) == FILES
    assert set(get_args(field.annotation)) == set(views.KINDS.values())
    assert field.discriminator == "kind"


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_kind_is_called_as_its_file_and_says_what_it_is(kind) -> None:
    view = views.KINDS[kind]

    assert get_args(view.model_fields["kind"].annotation) == (kind,)
    assert view.NAME
    assert view.PAGE.strip("/?") == view.PAGE
    assert view.compute.__doc__
    assert not view.__abstractmethods__


def test_no_two_kinds_have_one_name() -> None:
    names = [view.NAME for view in views.KINDS.values()]

    assert len(set(names)) == len(names)
