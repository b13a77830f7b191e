"""What all tests share."""

from careerprint import fonts

# WeasyPrint reads the font configuration when it is imported, which test modules do after this.
fonts.activate()
