"""The errors a user can meet; every message is one line that names the remedy.

WenbaoError
├── InputError     a page, file or option that cannot be read as given
└── LibraryError   the library is missing, newer than this program, or not the encoder's
    ├── NotFoundError  no such article
    └── BusyError  another process is writing
"""


class WenbaoError(Exception):
    """Any error whose message is meant for the person at the screen.

    It is `template` with `values` put in, so that a page can say it in another language.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template, self.values = template, values


class InputError(WenbaoError):
    """A page, file or option that cannot be read as given."""


class LibraryError(WenbaoError):
    """The library is missing, of a newer format, or made with another encoder."""


class NotFoundError(LibraryError):
    """The library has no such article, or has it no longer."""


class BusyError(LibraryError):
    """Another process is writing to the library."""
