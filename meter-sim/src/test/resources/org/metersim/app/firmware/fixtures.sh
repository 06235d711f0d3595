#!/bin/sh
# Made the files in this folder, once: python3 wrote what is to be signed, openssl made keys and signatures. None of our
# code had a part in it, so that the tests compare two hands. The keys are known to everybody.
# Usage: ./fixtures.sh  (writes into the current folder; needs openssl 3 and python3)
set -eu
openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out p256.pem
openssl ecparam -name secp384r1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out p384.pem
openssl genpkey -algorithm ed25519 -out ed25519.pem
for key in p256 p384 ed25519; do openssl pkey -in $key.pem -pubout -out $key.pub.pem; done
openssl req -new -x509 -key p256.pem -subj /CN=meter-sim-test -days 36500 -out p256.crt
printf 'open sesame\n' > password.txt
openssl pkcs12 -export -inkey p256.pem -in p256.crt -passout file:password.txt -out p256.p12

printf 'a payload of no use to anybody\n' > payload.bin
python3 - <<'PY'
import struct, uuid
payload = open("payload.bin", "rb").read()
vid = uuid.uuid5(uuid.NAMESPACE_DNS, "meter-sim.example")
cid = uuid.uuid5(vid, "sim-1p")
tlv = lambda kind, value: struct.pack("<HH", kind, len(value)) + value
body = tlv(0x40, struct.pack("<BBHBBHI", 1, 0, 0, 1, 0, 0, 0)) + tlv(0x50, struct.pack("<I", 7)) + tlv(0x74, vid.bytes)
body += tlv(0x75, cid.bytes) + tlv(0xA0, b"\0") + tlv(0xA1, struct.pack("<HH", 1, 5)) + tlv(0xA2, b"fw-1.5.0")
area = struct.pack("<HH", 0x6908, 4 + len(body)) + body
header = struct.pack("<IIHHII", 0x96F3B83D, 0, 32, len(area), len(payload), 0)
header += struct.pack("<BBHII", 1, 5, 0, 17, 0)
open("tbs.bin", "wb").write(header + payload + area)
PY
openssl dgst -sha256 -sign p256.pem -out p256.sig tbs.bin
openssl dgst -sha384 -sign p384.pem -out p384.sig tbs.bin
openssl dgst -sha256 -binary tbs.bin > digest.bin
openssl pkeyutl -sign -inkey ed25519.pem -rawin -in digest.bin -out ed25519.sig
# r and s without DER, padded to the length of the field
for key in p256:64 p384:96; do
    openssl asn1parse -inform DER -in ${key%:*}.sig | sed -n 's/.*INTEGER *://p' > numbers.txt
    python3 -c "import sys; n=$((${key#*:})); open('${key%:*}.raw','wb').write(b''.join(int(l,16).to_bytes(n//2,'big') for l in open('numbers.txt')))"
done
rm -f numbers.txt digest.bin p256.crt
