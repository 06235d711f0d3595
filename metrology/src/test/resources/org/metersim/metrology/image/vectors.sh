#!/bin/sh
# Made the images and keys in this folder, once: python3 wrote the bytes of docs/firmware.md, openssl hashed and signed
# them, gzip made the CRC-32. None of our code had a part in it, so that the tests compare two hands.
# The keys are known to everybody. Usage: ./vectors.sh  (writes into the current folder; needs openssl 3 and python3)
set -eu

key() { # name, openssl arguments
    name=$1; shift
    openssl "$@" | openssl pkcs8 -topk8 -nocrypt -out "$name.pem"
    openssl pkey -in "$name.pem" -pubout -out "$name.pub.pem"
}
key p256 ecparam -name prime256v1 -genkey -noout
key p384 ecparam -name secp384r1 -genkey -noout
key ed25519 genpkey -algorithm ed25519
key other-p256 ecparam -name prime256v1 -genkey -noout
key wrong-secp256k1 ecparam -name secp256k1 -genkey -noout
key wrong-brainpool384 ecparam -name brainpoolP384r1 -genkey -noout
key wrong-explicit ecparam -name prime256v1 -genkey -noout -param_enc explicit
key wrong-rsa genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024

# tbs.bin: header, payload, protected TLVs. Arguments: hdr_size, full (1: with the optional TLVs)
tbs() {
    python3 - "$1" "$2" <<'PY'
import struct, sys, uuid
hdr_size, full = int(sys.argv[1]), sys.argv[2] == "1"
payload = b"meter-sim test payload, 2.4.1+17\n" * 3
vid = uuid.uuid5(uuid.NAMESPACE_DNS, "acme.example")
cid = uuid.uuid5(vid, "M100-3P")
tlv = lambda kind, value: struct.pack("<HH", kind, len(value)) + value
body = tlv(0x50, struct.pack("<I", 5)) + tlv(0x74, vid.bytes) + tlv(0x75, cid.bytes) + tlv(0xA0, b"\0")
if full:
    body += tlv(0x40, struct.pack("<BBHBBHI", 1, 0, 0, 1, 2, 3, 4)) + tlv(0xA1, struct.pack("<HH", 1, 5))
    body += tlv(0xA2, b"acme-2.4.1") + tlv(0xB7, b"unknown, ignored")
area = struct.pack("<HH", 0x6908, 4 + len(body)) + body
header = struct.pack("<IIHHII", 0x96F3B83D, 0, hdr_size, len(area), len(payload), 0)
header += struct.pack("<BBHII", 2, 4, 1, 17, 0)
open("tbs.bin", "wb").write(header + bytes(hdr_size - 32) + payload + area)
PY
}

# the rest of the file: digest, key hash, signature, CRC-32. Arguments: key, digest TLV, signature TLV
finish() {
    case $2 in 11) hash=-sha384 ;; *) hash=-sha256 ;; esac
    openssl dgst $hash -binary tbs.bin > digest.bin
    openssl pkey -in "$1.pem" -pubout -outform DER | openssl dgst $hash -binary > keyhash.bin
    if [ "$1" = ed25519 ]; then
        openssl pkeyutl -sign -inkey ed25519.pem -rawin -in digest.bin -out sig.bin
    else
        openssl dgst $hash -sign "$1.pem" -out sig.bin tbs.bin
    fi
    python3 - "$2" "$3" <<'PY'
import struct, sys
tlv = lambda kind, name: (lambda v: struct.pack("<HH", kind, len(v)) + v)(open(name, "rb").read())
body = tlv(int(sys.argv[1], 16), "digest.bin") + tlv(0x01, "keyhash.bin") + tlv(int(sys.argv[2], 16), "sig.bin")
open("image.bin", "wb").write(open("tbs.bin", "rb").read() + struct.pack("<HH", 0x6907, 4 + len(body)) + body)
PY
    gzip -c < image.bin | tail -c 8 | head -c 4 > crc.bin
    cat image.bin crc.bin | od -An -v -tx1 > "$1.fwi.hex"
}
tbs 32 0; finish p256 10 22
tbs 32 0; finish p384 11 22
tbs 64 1; finish ed25519 10 24
rm -f tbs.bin digest.bin keyhash.bin sig.bin image.bin crc.bin
