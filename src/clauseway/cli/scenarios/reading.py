"""From a file or a text to a story."""

from pathlib import Path

from clauseway.cli.scenarios.checking import Checker
from clauseway.cli.scenarios.marked import Marked, Unreadable, read
from clauseway.cli.scenarios.story import Problem, Story, StoryError


def read_story(path: Path) -> Story:
    """The story in a file. Raises StoryError, OSError."""
    try:
        return parse(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError:
        raise StoryError([Problem(1, "The file is not UTF-8 text.")]) from None


def parse(text: str, name: str = "story") -> Story:
    """The story in a text. Raises StoryError with every mistake found."""
    try:
        content = read(text)
    except Unreadable as error:
        raise StoryError([Problem(error.line, error.message)]) from None
    if not isinstance(content, Marked):
        raise StoryError([Problem(1, "A story is a mapping with title, standards, given and expect.")])
    checker = Checker()
    story = checker.story(content, name)
    if checker.problems or story is None:
        raise StoryError(checker.problems or [Problem(1, "The story is empty.")])
    return story
