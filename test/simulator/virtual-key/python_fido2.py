"""Holds python-fido2 (0.9) against a key on UDP: python_fido2.py PORT. Ends with 77 without the library."""

import os
import socket
import sys

try:
    from fido2.attestation import PackedAttestation
    from fido2.ctap import CtapError
    from fido2.ctap1 import CTAP1
    from fido2.ctap2 import (
        ClientPin,
        Config,
        CredentialManagement,
        FPBioEnrollment,
        Ctap2,
        LargeBlobs,
        PinProtocolV1,
        PinProtocolV2,
    )
    from fido2.hid import CtapHidDevice
    from fido2.hid.base import CtapHidConnection, HidDescriptor
except ImportError as error:
    print("python3-fido2 0.9 is not here: %s" % error)
    sys.exit(77)

RP = {"id": "example.com", "name": "Example"}
HASH = os.urandom(32)
PERMISSION = ClientPin.PERMISSION


class UdpConnection(CtapHidConnection):
    def __init__(self, port):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(5)
        self.socket.connect(("127.0.0.1", port))

    def read_packet(self):
        return self.socket.recv(64)

    def write_packet(self, data):
        self.socket.send(data)

    def close(self):
        self.socket.close()


def refused(status, function, *arguments, **more):
    try:
        function(*arguments, **more)
    except CtapError as error:
        assert error.code == status, "%s instead of %s" % (error, status)
    else:
        raise AssertionError("not refused with %s" % status)


def pins(ctap, protocol):
    ctap.reset()
    pin = ClientPin(ctap, protocol)
    pin.set_pin("1234")
    refused(CtapError.ERR.PIN_INVALID, pin.get_pin_token, "9999", PERMISSION.GET_ASSERTION, RP["id"])
    assert pin.get_pin_retries()[0] == 7
    pin.change_pin("1234", "gr\u00fc\u00dfe")
    return pin


def credentials(ctap, protocol, pin, algorithm):
    def proof(permissions):
        token = pin.get_pin_token("gr\u00fc\u00dfe", permissions, RP["id"])
        return {"pin_uv_param": protocol.authenticate(token, HASH), "pin_uv_protocol": protocol.VERSION}

    made = ctap.make_credential(
        HASH,
        RP,
        {"id": bytes([-algorithm]), "name": "ada", "displayName": "Ada L."},
        [{"type": "public-key", "alg": algorithm}],
        options={"rk": True},
        extensions={"credProtect": 2, "hmac-secret": True, "largeBlobKey": True},
        **proof(PERMISSION.MAKE_CREDENTIAL)
    )
    PackedAttestation().verify(made.att_statement, made.auth_data, HASH)
    assert made.auth_data.extensions == {"credProtect": 2, "hmac-secret": True}
    found = ctap.get_assertions(RP["id"], HASH, **proof(PERMISSION.GET_ASSERTION))
    found[0].verify(HASH, made.auth_data.credential_data.public_key)
    descriptor = {"type": "public-key", "id": made.auth_data.credential_data.credential_id}
    refused(
        CtapError.ERR.CREDENTIAL_EXCLUDED,
        ctap.make_credential,
        HASH,
        RP,
        {"id": b"other"},
        [{"type": "public-key", "alg": algorithm}],
        exclude_list=[descriptor],
        **proof(PERMISSION.MAKE_CREDENTIAL)
    )
    return made


def management(ctap, protocol, pin):
    token = pin.get_pin_token("gr\u00fc\u00dfe", PERMISSION.CREDENTIAL_MGMT)
    manager = CredentialManagement(ctap, protocol, token)
    assert manager.get_metadata()[CredentialManagement.RESULT.EXISTING_CRED_COUNT] == 2
    (rp,) = manager.enumerate_rps()
    assert rp[CredentialManagement.RESULT.RP]["id"] == RP["id"]
    found = manager.enumerate_creds(rp[CredentialManagement.RESULT.RP_ID_HASH])
    assert len(found) == 2
    descriptor = found[0][CredentialManagement.RESULT.CREDENTIAL_ID]
    user = dict(found[0][CredentialManagement.RESULT.USER], name="grace")
    manager.update_user_info(descriptor, user)
    manager.delete_cred(descriptor)
    assert len(manager.enumerate_creds(rp[CredentialManagement.RESULT.RP_ID_HASH])) == 1


def blobs(ctap, protocol, pin, key):
    token = pin.get_pin_token("gr\u00fc\u00dfe", PERMISSION.LARGE_BLOB_WRITE)
    array = LargeBlobs(ctap, protocol, token)
    assert array.read_blob_array() == []
    array.put_blob(key, b"hello" * 40)
    assert array.get_blob(key) == b"hello" * 40


def configuration(ctap, protocol, pin):
    def config():
        token = pin.get_pin_token("gr\u00fc\u00dfe", PERMISSION.AUTHENTICATOR_CFG)
        return Config(ctap, protocol, token)

    config().toggle_always_uv()
    assert ctap.get_info().options["alwaysUv"]
    config().toggle_always_uv()
    config().set_min_pin_length(6, [RP["id"]])
    info = ctap.get_info()
    assert info.min_pin_length == 6 and info.force_pin_change


def fingerprints(ctap, protocol):
    ctap.reset()
    pin = ClientPin(ctap, protocol)
    pin.set_pin("1234")
    token = pin.get_pin_token("1234", PERMISSION.BIO_ENROLL)
    fingers = FPBioEnrollment(ctap, protocol, token)
    assert fingers.get_modality() == FPBioEnrollment.MODALITY.FINGERPRINT
    assert fingers.enumerate_enrollments() == {}
    enrollment = fingers.enroll()
    while enrollment.capture() is None:
        assert enrollment.remaining
    fingers.set_name(enrollment.template_id, "index")
    assert fingers.enumerate_enrollments() == {enrollment.template_id: "index"}
    assert pin.get_uv_retries()[0] == 5
    uv_token = pin.get_uv_token(PERMISSION.MAKE_CREDENTIAL, RP["id"])
    made = ctap.make_credential(
        HASH,
        RP,
        {"id": b"ada"},
        [{"type": "public-key", "alg": -7}],
        options={"rk": True},
        pin_uv_param=protocol.authenticate(uv_token, HASH),
        pin_uv_protocol=protocol.VERSION,
    )
    assert made.auth_data.is_user_verified()
    found = ctap.get_assertion(RP["id"], HASH, options={"uv": True})
    found.verify(HASH, made.auth_data.credential_data.public_key)
    assert found.auth_data.is_user_verified()
    token = pin.get_pin_token("1234", PERMISSION.BIO_ENROLL)
    FPBioEnrollment(ctap, protocol, token).remove_enrollment(enrollment.template_id)
    assert ctap.get_info().options["bioEnroll"] is False


def u2f(device):
    ctap1 = CTAP1(device)
    assert ctap1.get_version() == "U2F_V2"
    challenge, application = os.urandom(32), os.urandom(32)
    registration = ctap1.register(challenge, application)
    registration.verify(application, challenge)
    signature = ctap1.authenticate(challenge, application, registration.key_handle)
    signature.verify(application, challenge, registration.public_key)


def main(port):
    device = CtapHidDevice(HidDescriptor(None, 0, 0, 64, 64), UdpConnection(port))
    assert device.ping(b"x" * 7609) == b"x" * 7609
    device.wink()
    ctap = Ctap2(device)
    for protocol in (PinProtocolV1(), PinProtocolV2()):
        pin = pins(ctap, protocol)
        for algorithm in (-7, -8):
            made = credentials(ctap, protocol, pin, algorithm)
        management(ctap, protocol, pin)
        blobs(ctap, protocol, pin, made.large_blob_key)
        configuration(ctap, protocol, pin)
        if "bioEnroll" in ctap.get_info().options:
            fingerprints(ctap, protocol)
    u2f(device)
    ctap.selection()
    print("python-fido2: all well")


main(int(sys.argv[1]))
