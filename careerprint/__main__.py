"""`python -m careerprint`: the same as the command `careerprint`."""

from careerprint.cli.main import console

if __name__ == "__main__":
    console()
