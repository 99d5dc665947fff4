"""What a browser keeps of its session: the secret, signed by us; a made-up one is refused before anybody asks."""

import hashlib

from itsdangerous import BadSignature, Signer

_PURPOSE = b"patrol.console.session"
"""Signs cookies and nothing else: what the same token signs for another purpose is no cookie."""


def cookie_signer(bot_token: str) -> Signer:
    """Signs with a key made of the bot's token, which every process has already and nobody else should.

    The key is HMAC-SHA256 of the purpose under the token. A new token signs everybody out.
    """
    return Signer(bot_token, salt=_PURPOSE, key_derivation="hmac", digest_method=hashlib.sha256)


def signed(signer: Signer, secret: str) -> str:
    """The value of the cookie: `secret.signature`."""
    return signer.sign(secret).decode("ascii")


def secret_in(signer: Signer, cookie: str) -> str:
    """The secret in a cookie that we signed; empty in any other."""
    try:
        return signer.unsign(cookie).decode("ascii")
    except (BadSignature, UnicodeError):
        return ""
