"""Certificates of the tests: an authority, one that it vouches for, and a server's own."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Signed = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def made(name: str, by: Signed | None = None, address: str = "") -> Signed:
    """A certificate: an authority's, or with an address a server's."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    issuer, signer = (by[0].subject, by[1]) if by else (subject, key)
    builder = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not address, path_length=None), critical=True)
    )
    if address:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(signer, hashes.SHA256()), key


def written(path: Path, *parts: Signed) -> Path:
    """A file with certificates in PEM form."""
    pem = serialization.Encoding.PEM
    path.write_bytes(b"".join(certificate.public_bytes(pem) for certificate, _ in parts))
    return path


def serving(folder: Path, own: Signed, *others: Signed) -> ssl.SSLContext:
    """What a server shows: its own certificate, and those above it if it remembers to."""
    key = folder / "key.pem"
    key.write_bytes(
        own[1].private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(written(folder / "shown.pem", own, *others), key)
    return context
