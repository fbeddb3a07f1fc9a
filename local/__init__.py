"""The whole of Whapp on one laptop: the real template, an emulator of the cloud, and made-up neighbours."""


class LocalError(Exception):
    """The local stack cannot go on; the message is one sentence that says why and what to do."""
