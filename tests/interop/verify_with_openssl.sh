#!/bin/sh
# Verify a DSSE envelope exported by rekap with nothing but a POSIX shell and openssl (3.0 or later).
#
#   verify_with_openssl.sh ENVELOPE
#
# Prints "ok KEYID" or "bad KEYID" per signature; exit 0 only if there is at least one signature and every one
# verifies.  Whether a key id is somebody's to be trusted is for the reader to compare.
#
# It relies on the layout that rekap writes: one field per line.
set -euf
LC_ALL=C
export LC_ALL

[ $# -eq 1 ] || { echo "usage: $0 ENVELOPE" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The values of the fields named $1, one per line.
field() {
    sed -n "s/^ *\"$1\": \"\([^\"\\\\]*\)\",\{0,1\}\$/\1/p" "$envelope"
}

# Standard input, hexadecimal, as bytes.
from_hex() {
    for byte in $(sed 's/../& /g'); do
        # shellcheck disable=SC2059 - the format is the byte
        printf "\\$(printf '%03o' "0x$byte")"
    done
}

# Standard input, base64 in one line, as bytes.
from_base64() {
    fold -w 64 | openssl base64 -d
}

# The number of lines of $1.
count() {
    printf '%s\n' "$1" | grep -c . || true
}

envelope=$1
payload_type=$(field payloadType)
key_ids=$(field keyid)
field sig > "$work/signatures"
[ "$(field payload | wc -l)" -eq 1 ] && [ "$(count "$payload_type")" -eq 1 ] && [ "$(count "$key_ids")" -ge 1 ] &&
    [ "$(printf '%s\n' "$key_ids" | grep -c -v -x '[0-9a-f]\{64\}')" -eq 0 ] &&
    [ "$(count "$key_ids")" -eq "$(wc -l < "$work/signatures")" ] ||
    { echo "not an envelope as rekap writes it" >&2; exit 1; }

# DSSE pre-authentication encoding: "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload
field payload | from_base64 > "$work/payload"
{
    printf 'DSSEv1 %d %s %d ' "${#payload_type}" "$payload_type" "$(wc -c < "$work/payload")"
    cat "$work/payload"
} > "$work/message"

status=0
number=0
for key_id in $key_ids; do
    number=$((number + 1))
    sed -n "${number}p" "$work/signatures" | from_base64 > "$work/signature"
    {
        echo "-----BEGIN PUBLIC KEY-----"
        printf '302a300506032b6570032100%s' "$key_id" | from_hex | openssl base64
        echo "-----END PUBLIC KEY-----"
    } > "$work/key.pem"
    if openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin \
        -in "$work/message" -sigfile "$work/signature" > "$work/log" 2>&1; then
        echo "ok $key_id"
    else
        echo "bad $key_id"
        status=1
    fi
done
exit $status
