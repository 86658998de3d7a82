"""Keys of the stand-in, and what it signs with them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

KID = "stand-in-1"
_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
# What Apple gives a site to sign with, and keeps the public half of.
SITE_KEY = ec.generate_private_key(ec.SECP256R1())
SITE_KEY_PEM = SITE_KEY.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
).decode()


def id_token(claims: dict[str, Any]) -> str:
    now = int(time.time())
    return jwt.encode(
        {"iat": now, "exp": now + 600, **claims}, _RSA, algorithm="RS256", headers={"kid": KID}
    )


def jwks() -> dict[str, Any]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_RSA.public_key()))
    return {"keys": [{**public, "kid": KID, "use": "sig", "alg": "RS256"}]}


def certificates() -> dict[str, str]:
    """The same key as Google publishes it: PEM certificates by key id."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(_RSA.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(_RSA, hashes.SHA256())
    )
    return {KID: certificate.public_bytes(serialization.Encoding.PEM).decode()}


def site_claims(client_secret: str) -> dict[str, Any]:
    """What a site's ES256 client secret says. Raises `jwt.PyJWTError` for a forged one."""
    claims: dict[str, Any] = jwt.decode(
        client_secret,
        SITE_KEY.public_key(),
        algorithms=["ES256"],
        audience="https://appleid.apple.com",
    )
    return {**claims, "kid": jwt.get_unverified_header(client_secret)["kid"]}
