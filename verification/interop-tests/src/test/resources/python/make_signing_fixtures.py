"""Makes the keys, certificates and signed models in registry-client/src/test/resources/signing.

Run in the environment of requirements.txt with that directory as the argument. The keys are for these tests only.
"""

import datetime
import pathlib
import sys

import model_signing
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

home = pathlib.Path(sys.argv[1])
LONG = (datetime.datetime(2024, 1, 1), datetime.datetime(2124, 1, 1))
PAST = (datetime.datetime(2020, 1, 1), datetime.datetime(2021, 1, 1))
ROOT_TIME = (datetime.datetime(2019, 1, 1), datetime.datetime(2124, 1, 1))


def private_key(curve=None):
    return ec.generate_private_key(curve or ec.SECP256R1())


def write_key(name, key):
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (home / f"{name}.key.pem").write_bytes(pem)


def write_public(name, key):
    pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (home / f"{name}.pub.pem").write_bytes(pem)


def write_certificates(name, *certificates):
    (home / f"{name}.pem").write_bytes(b"".join(c.public_bytes(serialization.Encoding.PEM) for c in certificates))


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Modelkeel test {name}")])


def certificate(name, key, issuer, issuer_key, times, ca=False, usage=True, code_signing=False):
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(times[0])
        .not_valid_after(times[1])
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not code_signing:
        builder = builder.add_extension(
            x509.KeyUsage(
                digital_signature=usage and not ca, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=not usage and not ca, key_cert_sign=ca, crl_sign=ca,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    else:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def write_model(name):
    model = home / name
    (model / "deep" / "er").mkdir(parents=True, exist_ok=True)
    (model / "model.json").write_text('{"weights": [1, 2, 3]}\n', encoding="utf-8")
    (model / "deep" / "er" / "weights.bin").write_bytes(bytes(range(256)))
    (model / "deep.txt").write_text("sorts between\n", encoding="utf-8")
    return model


def main():
    home.mkdir(parents=True, exist_ok=True)
    for name, curve in (("p256", ec.SECP256R1()), ("p384", ec.SECP384R1()), ("p521", ec.SECP521R1()), ("other", None)):
        key = private_key(curve)
        write_key(name, key)
        write_public(name, key)
    k1 = ec.generate_private_key(ec.SECP256K1())
    write_public("secp256k1", k1)

    root_key, between_key = private_key(), private_key()
    root = certificate("root", root_key, "root", root_key, ROOT_TIME, ca=True)
    between = certificate("intermediate", between_key, "root", root_key, ROOT_TIME, ca=True)
    other_key = private_key()
    write_certificates("root", root)
    write_certificates("other-root", certificate("root", other_key, "root", other_key, ROOT_TIME, ca=True))
    leaves = {
        "leaf": certificate("signer", (leaf := private_key()), "intermediate", between_key, LONG),
        "expired": certificate("expired", (expired := private_key()), "intermediate", between_key, PAST),
        "unusable": certificate("unusable", (unusable := private_key()), "intermediate", between_key, LONG, usage=False),
        "code": certificate("code", (code := private_key()), "intermediate", between_key, LONG, code_signing=True),
    }
    for (name, each), key in zip(leaves.items(), (leaf, expired, unusable, code)):
        write_key(name, key)
        write_certificates(name, each, between)
        write_certificates(name + "-alone", each)
    write_certificates("intermediate", between)

    for curve in ("p256", "p384", "p521"):
        model = write_model(f"python-{curve}")
        config = model_signing.signing.Config().use_elliptic_key_signer(private_key=home / f"{curve}.key.pem")
        config.sign(model, model / "model.sig")
    for name in ("leaf", "expired"):
        model = write_model(f"python-{name}")
        config = model_signing.signing.Config().use_certificate_signer(
            private_key=home / f"{name}.key.pem",
            signing_certificate=home / f"{name}-alone.pem",
            certificate_chain=[home / "intermediate.pem"],
        )
        config.sign(model, model / "model.sig")


if __name__ == "__main__":
    main()
