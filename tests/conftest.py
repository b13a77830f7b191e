"""What all tests share."""

import pytest

from careerprint import fonts

# WeasyPrint reads the font configuration when it is imported, which test modules do after this.
fonts.activate()


def pytest_configure(config: pytest.Config) -> None:
    """Let WeasyPrint 70.0 leave its own color profile open: every PDF/A print would fail a test otherwise."""
    config.addinivalue_line("filterwarnings", "ignore:unclosed file .*sRGB2014:ResourceWarning")
