#!/bin/sh
# Made the certificates and signatures in this folder, once: python3 wrote the bytes of docs/firmware.md (form cms),
# openssl made certificates, revocation list and signatures. None of our code had a part in it.
# The keys are known to everybody. Usage: ./vectors.sh  (writes into the current folder; needs openssl 3 and python3)
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

python3 - <<'PY'
import struct
manifest = b"component=metrology\nvendor=acme.example\nmodel=M100-3P\nversion=2.4.1+17\nsecurity-counter=5\n"
full = manifest + b"hardware=1-5\nimage-id=acme-2.4.1\ndepends=nic:1.2.3+4\n"
payload = b"meter-sim test payload, 2.4.1+17\n" * 3
for name, text in ("tbs", manifest), ("tbs-full", full):
    open(name + ".bin", "wb").write(b"CMS1" + struct.pack("<II", len(payload), len(text)) + payload + text)
PY

cat > "$work/ca.cnf" <<'CNF'
[ca]
default_ca = any
[any]
database = $ENV::CA/index
serial = $ENV::CA/serial
crlnumber = $ENV::CA/crlnumber
new_certs_dir = $ENV::CA
default_md = sha256
policy = names
unique_subject = no
[names]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[intermediate]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
[signer]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = codeSigning
[encipherer]
basicConstraints = CA:FALSE
keyUsage = critical,keyAgreement
extendedKeyUsage = codeSigning
[server]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
CNF
key() { openssl ecparam -name "${2:-prime256v1}" -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$work/$1.key"; }
request() { openssl req -new -key "$work/$1.key" -subj "/CN=$1" -out "$work/$1.csr" -config /dev/null 2>/dev/null \
    || openssl req -new -key "$work/$1.key" -subj "/CN=$1" -out "$work/$1.csr"; }
authority() { export CA="$work/ca-$1"; [ -d "$CA" ] || { mkdir "$CA"; : > "$CA/index"; echo 1000 > "$CA/serial"; echo 01 > "$CA/crlnumber"; }; }
issue() { # issuer, subject, extensions, from, until [, digest]
    authority "$1"; request "$2"
    openssl ca -batch -notext -config "$work/ca.cnf" -keyfile "$work/$1.key" -cert "$work/$1.crt" -in "$work/$2.csr" \
        -extensions "$3" -startdate "$4" -enddate "$5" -md "${6:-sha256}" -out "$work/$2.crt" 2>/dev/null
}
self() { # subject, extensions
    authority "$1"; request "$1"
    openssl ca -batch -notext -selfsign -config "$work/ca.cnf" -keyfile "$work/$1.key" -in "$work/$1.csr" \
        -extensions "$2" -startdate 20240101000000Z -enddate 20490101000000Z -out "$work/$1.crt" 2>/dev/null
}
for name in root intermediate signer old server encipherer revoked self other-root weak; do key $name; done
key signer384 secp384r1
key signer256k1 secp256k1
self root root
self other-root root
self self signer
issue root intermediate intermediate 20240101000000Z 20490101000000Z
for name in signer signer384 signer256k1 revoked; do issue intermediate $name signer 20240101000000Z 20480101000000Z; done
issue intermediate old signer 20240101000000Z 20250101000000Z
issue intermediate server server 20240101000000Z 20480101000000Z
issue intermediate encipherer encipherer 20240101000000Z 20480101000000Z
issue intermediate weak signer 20240101000000Z 20480101000000Z sha1
authority intermediate
openssl ca -config "$work/ca.cnf" -keyfile "$work/intermediate.key" -cert "$work/intermediate.crt" \
    -revoke "$work/revoked.crt" 2>/dev/null
openssl ca -gencrl -crldays 30 -config "$work/ca.cnf" -keyfile "$work/intermediate.key" \
    -cert "$work/intermediate.crt" -out revocations.pem 2>/dev/null
cp "$work/root.crt" root.pem
cp "$work/other-root.crt" other-root.pem
cp "$work/intermediate.crt" intermediate.pem
cp "$work/signer.crt" signer-certificate.pem

sign() { # name of the file, signer, further openssl arguments
    name=$1; signer=$2; shift 2
    openssl cms -sign -binary -in tbs.bin -signer "$work/$signer.crt" -inkey "$work/$signer.key" -outform PEM \
        -out "$name.pem" "$@"
}
chain="-certfile $work/intermediate.crt"
sign good signer -md sha256 $chain
sign p384 signer384 -md sha384 $chain
sign p384-sha256 signer384 -md sha256 $chain
sign p256-sha384 signer -md sha384 $chain
sign other-curve signer256k1 -md sha256 $chain
sign expired old -md sha256 $chain
sign wrong-purpose server -md sha256 $chain
sign wrong-usage encipherer -md sha256 $chain
sign weak-certificate weak -md sha256 $chain
sign revoked revoked -md sha256 $chain
sign self-signed self -md sha256
sign no-intermediate signer -md sha256
sign no-certificate signer -md sha256 -nocerts $chain
sign no-attributes signer -md sha256 -noattr $chain
sign sha1 signer -md sha1 $chain
sign attached signer -md sha256 -nodetach $chain
sign by-key-id signer -md sha256 -keyid $chain
sign two signer -md sha256 $chain -signer "$work/signer384.crt" -inkey "$work/signer384.key" -md sha256
sign two-one-untrusted signer -md sha256 $chain -signer "$work/self.crt" -inkey "$work/self.key" -md sha256
openssl cms -sign -binary -in tbs-full.bin -signer "$work/signer.crt" -inkey "$work/signer.key" -md sha256 $chain \
    -outform PEM -out full.pem
for name in tbs tbs-full; do od -An -v -tx1 < $name.bin > $name.hex; done
rm tbs.bin tbs-full.bin
