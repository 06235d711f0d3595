#!/usr/bin/env python3
"""Made ecdsa.txt, once: signatures over one text that a verifier must take, and ones that it must refuse, each wrong in
one way, after the manner of Wycheproof. Curve arithmetic in Python, so that none of our code had a part in it.
Usage: ./ecdsa.py > ecdsa.txt   (reads p256.pem and p384.pem beside it)"""
import base64, hashlib, re

TEXT = b"meter-sim, ECDSA"
CURVES = {
    "p256": (0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
             0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
             (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
              0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5), 32, hashlib.sha256),
    "p384": (2**384 - 2**128 - 2**96 + 2**32 - 1,
             0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
             (0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
              0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F),
             48, hashlib.sha384),
}

def add(p, a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % p == 0:
            return None
        m = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, p)
    else:
        m = (b[1] - a[1]) * pow(b[0] - a[0], -1, p)
    x = (m * m - a[0] - b[0]) % p
    return x, (m * (a[0] - x) - a[1]) % p

def times(p, k, point):
    result = None
    while k:
        if k & 1:
            result = add(p, result, point)
        point = add(p, point, point)
        k >>= 1
    return result

def private(name, size):
    der = base64.b64decode(re.sub("-----.*?-----", "", open(name + ".pem").read()))
    at = der.index(bytes([0x02, 0x01, 0x01, 0x04, size])) + 5
    return int.from_bytes(der[at:at + size], "big")

def content(number):
    length = max(1, (number.bit_length() if number >= 0 else (number + 1).bit_length()) // 8 + 1)
    return number.to_bytes(length, "big", signed=True)

def tlv(tag, value):
    if len(value) < 128:
        return bytes([tag, len(value)]) + value
    return bytes([tag, 0x81, len(value)]) + value

def der(r, s):
    return tlv(0x30, tlv(2, content(r)) + tlv(2, content(s)))

for name, (p, n, g, size, hash_) in CURVES.items():
    d = private(name, size)
    z = int.from_bytes(hash_(TEXT).digest(), "big")

    def sign(k, z=z, d=d):
        r = times(p, k, g)[0] % n
        return r, pow(k, -1, n) * (z + r * d) % n

    def search(wanted):
        k = 0x5EED
        while True:
            r, s = sign(k)
            if wanted(r, s):
                return r, s
            k += 1

    top = 1 << (8 * size - 1)
    r, s = search(lambda r, s: r < top and s < top and s <= n // 2)
    R, S = tlv(2, content(r)), tlv(2, content(s))
    plain = tlv(0x30, R + S)
    huge = b"\x02\x84\xff\xff\xff\xff"
    other = "p384" if name == "p256" else "p256"
    rows = [
        ("valid", "r and s without a leading zero", plain),
        ("valid", "s in the upper half", der(r, n - s)),
        ("valid", "r with a leading zero", der(*search(lambda r, s: r >= top))),
        ("valid", "s with a leading zero", der(*search(lambda r, s: s >= top))),
        ("valid", "r a byte shorter than the field", der(*search(lambda r, s: r < 1 << (8 * size - 9)))),
        ("valid", "s a byte shorter than the field", der(*search(lambda r, s: s < 1 << (8 * size - 9)))),
        ("invalid", "r = 0, s = 0", der(0, 0)), ("invalid", "r = 0", der(0, s)), ("invalid", "s = 0", der(r, 0)),
        ("invalid", "r = 1, s = 1", der(1, 1)), ("invalid", "r = 1, s = 0", der(1, 0)),
        ("invalid", "r = 0, s = 1", der(0, 1)), ("invalid", "r = n, s = n", der(n, n)),
        ("invalid", "r = n", der(n, s)), ("invalid", "s = n", der(r, n)),
        ("invalid", "r = n - 1, s = n - 1", der(n - 1, n - 1)), ("invalid", "r = n + 1", der(n + 1, s)),
        ("invalid", "r + n", der(r + n, s)), ("invalid", "s + n", der(r, s + n)),
        ("invalid", "r - n", der(r - n, s)), ("invalid", "s - n", der(r, s - n)),
        ("invalid", "-r", der(-r, s)), ("invalid", "-s", der(r, -s)), ("invalid", "r = -1", der(-1, s)),
        ("invalid", "r = p", der(p, s)), ("invalid", "s = p", der(r, p)),
        ("invalid", "r + 2^(8 * size)", der(r + (1 << 8 * size), s)),
        ("invalid", "s + 2^(8 * size)", der(r, s + (1 << 8 * size))),
        ("invalid", "r and s swapped", der(s, r)), ("invalid", "r + 1", der(r + 1, s)), ("invalid", "s + 1", der(r, s + 1)),
        ("invalid", "of another text", der(*sign(0x5EED, z + 1))), ("invalid", "by another key", der(*sign(0x5EED, z, d + 1))),
        ("invalid", "leading zero too many in r", tlv(0x30, tlv(2, b"\0" + content(r)) + S)),
        ("invalid", "leading zero too many in s", tlv(0x30, R + tlv(2, b"\0" + content(s)))),
        ("invalid", "leading zero of r left off", (lambda a, b: tlv(0x30, tlv(2, content(a)[1:]) + tlv(2, content(b))))(
            *search(lambda r, s: r >= top))),
        ("invalid", "long form of the sequence's length", b"\x30\x82" + (len(R + S)).to_bytes(2, "big") + R + S),
        ("invalid", "long form of r's length", tlv(0x30, b"\x02\x81" + R[1:] + S)),
        ("invalid", "indefinite length", b"\x30\x80" + R + S + b"\0\0"),
        ("invalid", "sequence a byte longer than it is", bytes([0x30]) + (plain[1:2] if size == 48 else b"") + bytes([len(R + S) + 1]) + R + S),
        ("invalid", "sequence a byte shorter than it is", bytes([0x30]) + (plain[1:2] if size == 48 and len(R + S) > 127 else b"") + bytes([len(R + S) - 1]) + R + S),
        ("invalid", "a byte behind the sequence", plain + b"\0"), ("invalid", "a byte behind s", tlv(0x30, R + S + b"\0")),
        ("invalid", "NULL behind s", tlv(0x30, R + S + b"\x05\0")), ("invalid", "s twice", tlv(0x30, R + S + S)),
        ("invalid", "without s", tlv(0x30, R)), ("invalid", "an empty sequence", b"\x30\0"), ("invalid", "no bytes", b""),
        ("invalid", "the tag alone", b"\x30"), ("invalid", "without the last byte", plain[:-1]),
        ("invalid", "SET instead of SEQUENCE", b"\x31" + plain[1:]),
        ("invalid", "ENUMERATED instead of INTEGER", tlv(0x30, b"\x0a" + R[1:] + S)),
        ("invalid", "r of no bytes", tlv(0x30, b"\x02\0" + S)), ("invalid", "s of no bytes", tlv(0x30, R + b"\x02\0")),
        ("invalid", "r NULL", tlv(0x30, b"\x05\0" + S)), ("invalid", "r said to be 4 GiB", tlv(0x30, huge + S)),
        ("invalid", "a sequence in the sequence", tlv(0x30, plain)),
        ("invalid", "r and s without DER", r.to_bytes(size, "big") + s.to_bytes(size, "big")),
        ("invalid", "zeros without DER", bytes(2 * size)),
    ]
    q, m, h, width, _ = CURVES[other]
    x = times(q, 0x5EED, h)[0] % m
    rows.append(("invalid", "on the other curve", der(x, pow(0x5EED, -1, m) * (z + x * private(other, width)) % m)))
    for expected, what, signature in rows:
        print(" | ".join((name, expected, what, signature.hex())))
