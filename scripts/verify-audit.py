#!/usr/bin/env python3
"""Verifies exports of audit trails with nothing but Python 3.8 or later and its standard library.

    python3 verify-audit.py FILE… [--keys KEYS] [--seal-every N] [--json]

FILE is a bundle or a JSON Lines export. KEYS is a public key named KEYID.pem.pub, or a JSON list of
{"keyId", "publicKey"}; without it a bundle is verified against the keys inside, and so vouches for itself alone.
Ends with 0 when all is sound; 6 when something is wrong, naming the first bad position; 3 for a file that is not
there; 2 for a wrong command line or keys; 1 for a file that is no export. --json prints one object a file.

A program of its own for the format of docs/audit-format.md: it shares no code with `dws audit verify`, and a spec holds
the two to the same verdicts. Ed25519 is RFC 8032, section 5.1, without side-channel protection: it handles public values only.
"""
import argparse
import base64
import datetime
import functools
import hashlib
import json
import os
import re
import sys

FORMAT = "dws-audit-v1"
BUNDLE = "dws-audit-bundle/v1"
REORDER_WINDOW = 1000
UNSEALED_AT_END = 500
MAX_INTEGER = 2**53 - 1

# ---- Ed25519: points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z ----

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def x_of(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0:
        return None
    return P - x if x & 1 != sign else x


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def encode_point(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


@functools.lru_cache(maxsize=10000)
def ed25519_verify(public, message, signature):
    """Whether the 64 bytes are the signature of the message by the 32-byte public key."""
    key = decode_point(public)
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus_key = (P - key[0], key[1], key[2], P - key[3])
    return encode_point(add(multiply(scalar, BASE), multiply(challenge, minus_key))) == signature[:32]


SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END PUBLIC KEY-----\s*")


def public_key_in(pem):
    """The 32 bytes of an Ed25519 key in SPKI PEM, or None: such a key can have signed nothing."""
    found = PEM.fullmatch(pem.strip() + "\n")
    try:
        der = base64.b64decode("".join(found.group(1).split()), validate=True) if found else b""
    except ValueError:
        return None
    return der[12:] if len(der) == 44 and der.startswith(SPKI_ED25519) else None


# ---- Copies and links ----

WORD = r'"((?:[^"\\\x00-\x1f]|\\.)*)"'
METADATA = re.compile(
    r'\{"hash":"([0-9a-f]{64})","prevHash":"([0-9a-f]{64})","seq":(0|[1-9][0-9]{0,15}),"source":\{"id":'
    + WORD
    + r',"metadata":(\{.*\}),"position":"(-?[0-9]+/-?[0-9]+)","revision":(0|[1-9][0-9]{0,15}),"stream":'
    + WORD
    + r"\}\}",
    re.DOTALL,
)


def json_text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def has_utf8(text):
    try:
        text.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def parse_metadata(text):
    """The members of a copy's metadata, or None where it is not exactly of the form."""
    found = METADATA.fullmatch(text)
    if not found:
        return None
    digest, previous, seq, identity, metadata, position, revision, stream = found.groups()
    words = []
    for word in (identity, stream):
        try:
            meant = json.loads('"' + word + '"')
        except ValueError:
            return None
        if not has_utf8(meant) or json_text(meant) != '"' + word + '"':
            return None
        words.append(meant)
    if int(seq) > MAX_INTEGER or int(revision) > MAX_INTEGER:
        return None
    return {
        "hash": digest,
        "prevHash": previous,
        "seq": int(seq),
        "id": words[0],
        "metadata": metadata,
        "position": position,
        "revision": revision,
        "stream": words[1],
    }


def link_hash(trail, link, event):
    fields = (
        FORMAT,
        link["prevHash"],
        str(link["seq"]),
        trail,
        link["stream"],
        link["revision"],
        link["position"],
        link["id"],
        event["type"],
        link["metadata"],
    )
    hashed = b"".join(b"%d:%s," % (len(field), field) for field in [f.encode() for f in fields] + [event["data"]])
    return hashlib.sha256(hashed).hexdigest()


def beginning_hash(trail):
    return hashlib.sha256(("%s\n%s\n" % (FORMAT, trail)).encode()).hexdigest()


def finding(problem, stream, at, detail):
    return {"problem": problem, "stream": stream, "at": at, "detail": detail}


# ---- Seals ----

SEAL = re.compile(
    r"dws-audit-seal/v1\n([^\n]+)\n(0|[1-9][0-9]{0,14})\n([0-9a-f]{64})\n([1-9][0-9]{0,15})\n([^\n]+)\n"
    "\n\u2014 ([A-Za-z0-9._-]{1,100}) ([A-Za-z0-9+/]{86}==)\n"
)
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


def is_instant(text):
    try:
        return bool(INSTANT.fullmatch(text) and datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ"))
    except ValueError:
        return False


def parse_seal(text):
    found = SEAL.fullmatch(text)
    if not found:
        return None
    stream, seq, digest, count, time, key_id, signature = found.groups()
    signed = base64.b64decode(signature)
    # The spare bits at the end of base64 must be zero: one spelling only.
    if int(count) != int(seq) + 1 or not is_instant(time) or base64.b64encode(signed).decode() != signature:
        return None
    body = text[: text.index("\n\u2014 ")].encode()
    return {
        "stream": stream,
        "seq": int(seq),
        "hash": digest,
        "time": time,
        "keyId": key_id,
        "body": body,
        "signature": signed,
    }


def fault_of_seal(seal, stream, keys):
    if seal is None:
        return "it is not of the form of a seal"
    if seal["stream"] != stream:
        return 'it is of stream "%s"' % seal["stream"]
    if seal["keyId"] not in keys:
        return 'it names key "%s", which is not among the keys given' % seal["keyId"]
    public = public_key_in(keys[seal["keyId"]])
    if public and ed25519_verify(public, seal["body"], seal["signature"]):
        return None
    return 'key "%s" did not sign it' % seal["keyId"]


def read_seals(stream, texts, keys):
    """The seals that hold, by place, and a finding for each other one."""
    seals, findings, following = [], [], 0
    for number, text in enumerate(texts, 1):
        seal = parse_seal(text)
        fault = fault_of_seal(seal, stream, keys)
        if fault is None:
            seals.append(seal)
            following = seal["seq"] + 1
        else:
            at = seal["seq"] if seal and seal["stream"] == stream else following
            findings.append(finding("seal-forged", stream, at, "seal %d: %s" % (number, fault)))
    return sorted(seals, key=lambda seal: seal["seq"]), findings


# ---- One trail ----


class WholeTrail:
    """Chain and seals of a trail from its first event on."""

    def __init__(self, stream, seals, findings, every):
        self.stream, self.seals, self.findings, self.every = stream, seals, list(findings), every
        self.head, self.hash = -1, beginning_hash(stream)
        self.next_seal, self.sealed_to, self.last_seal = 0, -1, -1
        self.rewritten, self.broken, self.searched = False, None, 0

    def check(self, event):
        link = parse_metadata(event["metadata"])
        if self.broken:
            self.searched += 1
            moved = link and self.broken["problem"] == "missing" and self.searched <= REORDER_WINDOW
            if moved and link["seq"] == self.broken["at"]:
                self.broken["problem"] = "reordered"
                self.broken["detail"] = "it stands %d places later" % self.searched
            return
        self.broken = self.fault_of(event, link)
        if self.broken:
            return
        self.head, self.hash = link["seq"], link["hash"]
        while self.next_seal < len(self.seals) and self.seals[self.next_seal]["seq"] == self.head:
            self.compare(self.seals[self.next_seal])
            self.next_seal += 1

    def fault_of(self, event, link):
        at, stream = self.head + 1, self.stream
        if link is None:
            return finding("changed", stream, at, "its metadata is not of the form that a recorder writes")
        digest = link_hash(stream, link, event)
        if digest != link["hash"]:
            return finding("changed", stream, at, "it states hash %s, its content gives %s" % (link["hash"], digest))
        if link["seq"] > at:
            return finding("missing", stream, at, "the next event that is there is %d" % link["seq"])
        if link["seq"] < at:
            return finding("repeated", stream, at, "the event there claims place %d" % link["seq"])
        if event["seq"] != at:
            return finding("missing", stream, at, "the next revision that is there is %d" % event["seq"])
        if link["prevHash"] == self.hash:
            return None
        if at > 0:
            return finding("replaced", stream, at - 1, "the event after it was chained to " + link["prevHash"])
        detail = "it was chained to %s, expected %s" % (link["prevHash"], self.hash)
        return finding("wrong-stream", stream, at, detail)

    def compare(self, seal):
        if seal["seq"] - self.last_seal > self.every:
            self.seal_missing(seal["seq"])
        self.last_seal = seal["seq"]
        if self.rewritten:
            return
        if seal["hash"] == self.hash:
            self.sealed_to = seal["seq"]
            return
        self.rewritten = True
        detail = "places %d to %d do not end in the head sealed at %s" % (self.sealed_to + 1, seal["seq"], seal["time"])
        self.findings.append(finding("rewritten", self.stream, self.sealed_to + 1, detail))

    def seal_missing(self, before):
        detail = "expected a seal every %d events, found none after %d up to %d" % (self.every, self.last_seal, before)
        self.findings.append(finding("seal-missing", self.stream, self.last_seal + 1, detail))

    def finish(self):
        last = self.seals[-1] if self.seals else None
        if self.broken:
            self.findings.append(self.broken)
        elif last and last["seq"] > self.head:
            detail = "the trail ends after place %d; a seal of %s tells of %d" % (self.head, last["time"], last["seq"])
            self.findings.append(finding("cut", self.stream, self.head + 1, detail))
        elif self.head - self.last_seal > self.every + UNSEALED_AT_END:
            self.seal_missing(self.head)
        return {"stream": self.stream, "count": self.head + 1, "sealedTo": self.sealed_to}


class PickedEntries:
    """Entries of a trail between which others may be left out: each alone, with its neighbour and its seal."""

    def __init__(self, stream, seals, findings):
        self.stream, self.findings, self.count = stream, list(findings), 0
        self.sealed = {seal["seq"]: seal["hash"] for seal in seals}
        self.last = None

    def check(self, event):
        self.count += 1
        at, link = event["seq"], parse_metadata(event["metadata"])
        if link is None or link["seq"] != at or link_hash(self.stream, link, event) != link["hash"]:
            self.found("changed", at, "its content does not give the hash and place it states")
            return
        if self.last and at <= self.last[0]:
            self.found("repeated", at, "it stands after place %d" % self.last[0])
        if self.last and at == self.last[0] + 1 and link["prevHash"] != self.last[1]:
            self.found("replaced", self.last[0], "the event after it was chained to " + link["prevHash"])
        if self.sealed.get(at, link["hash"]) != link["hash"]:
            self.found("rewritten", at, "another event was sealed: " + self.sealed[at])
        self.last = (at, link["hash"])

    def found(self, problem, at, detail):
        self.findings.append(finding(problem, self.stream, at, detail))

    def finish(self):
        return {"stream": self.stream, "count": self.count}


# ---- A file ----


class NoExport(Exception):
    """The first line is none of an export."""


class Fault(Exception):
    """A line is not what an export writes."""


def is_integer(value):
    return type(value) is int and abs(value) <= MAX_INTEGER


def digested(members):
    text = json_text(members)[:-1]
    return text + ',"sha256":"' + hashlib.sha256(text.encode()).hexdigest() + '"}'


def written(value):
    """What an export would have written for what was read, byte for byte; None for what it never writes."""
    texts = [value.get(name) for name in ("stream", "type", "data", "metadata")]
    if value.get("bundle") == BUNDLE:
        names = ("bundle", "complete", "selection", "trails", "keys")
        return digested({name: value[name] for name in names if name in value})
    if all(isinstance(value.get(name), str) for name in ("stream", "seal")):
        return json_text({"stream": value["stream"], "seal": value["seal"]})
    if all(isinstance(text, str) for text in texts) and is_integer(value.get("seq")):
        stream, kind, data, metadata = texts
        members = {"stream": stream, "seq": value["seq"], "type": kind, "data": data}
        if value.get("encoding") == "base64":
            decoded = base64.b64decode(data, validate=True)
            try:
                decoded.decode("utf-8")
                return None
            except UnicodeDecodeError:
                members.update(data=base64.b64encode(decoded).decode(), encoding="base64")
        members["metadata"] = metadata
        return json_text(members)
    if isinstance(value.get("schema"), str) and "avro" in value:
        return digested({"schema": value["schema"], "avro": value["avro"]})
    counts = {name: value.get(name) for name in ("events", "seals", "schemas")}
    return json_text(counts) if all(is_integer(count) for count in counts.values()) else None


def is_header(value):
    selection, trails, keys = (value.get(name) for name in ("selection", "trails", "keys"))
    if not (isinstance(selection, dict) and isinstance(trails, list) and isinstance(keys, list)):
        return False
    if not all(isinstance(trail, str) for trail in trails):
        return False
    if not all(isinstance(key, dict) and list(key) == ["keyId", "publicKey"] for key in keys):
        return False
    if not all(isinstance(text, str) for key in keys for text in key.values()):
        return False
    return value.get("complete") is (not [name for name in selection if name != "worker"])


def parse_line(line):
    """The object of a line that stands exactly as an export writes it; else None."""
    if not line.endswith(b"\n"):
        return None
    try:
        text = line[:-1].decode("utf-8")
        value = json.loads(text)
        if not isinstance(value, dict) or written(value) != text or not has_utf8(json.dumps(value)):
            return None
        if "\\ud" in text and not has_utf8(json_text(value)):
            return None
    except (ValueError, RecursionError):
        return None
    return None if value.get("bundle") == BUNDLE and not is_header(value) else value


class Export:
    def __init__(self, given, every):
        self.given, self.every, self.keys = given, every, given or {}
        self.header, self.ended, self.at_end = None, False, False
        self.seals, self.trails = {}, {}
        self.counts = {"events": 0, "seals": 0, "schemas": 0}

    def read(self, lines):
        """The verdict on an iterable of lines of bytes, each with its line feed."""
        fault, number = None, 0
        try:
            for line in lines:
                number += 1
                self.line(number, parse_line(line))
            if number == 0:
                raise NoExport()
            if self.header and not self.ended:
                number, self.at_end = number + 1, True
                raise Fault("a closing line: the file was cut")
        except Fault as reason:
            fault = {"line": number, "expected": str(reason)}
        streams = self.header["trails"] if self.header else list(self.trails)
        trails = [self.verdict(stream, fault) for stream in streams]
        return {
            "ok": fault is None and all(trail["ok"] for trail in trails),
            "complete": bool(self.header and self.header["complete"]),
            "keys": "none" if not self.header else "inside" if self.given is None else "given",
            "fault": fault,
            "trails": trails,
        }

    def line(self, number, value):
        kind = None
        if value is not None:
            kind = next(name for name in ("bundle", "seal", "metadata", "schema", "events") if name in value)
        if number == 1 and kind not in ("bundle", "metadata"):
            raise NoExport()
        if self.ended:
            raise Fault("nothing after the closing line")
        if kind is None:
            raise Fault("a line as an export writes it, byte for byte")
        if kind == "bundle":
            if number > 1:
                raise Fault("one header")
            self.header = value
            if self.given is None:
                self.keys = {key["keyId"]: key["publicKey"] for key in value["keys"]}
            return
        if not self.header and kind != "metadata":
            raise Fault("events alone, as there is no header")
        if "stream" in value and self.header and value["stream"] not in self.header["trails"]:
            raise Fault("a line of a trail that the header names")
        if kind == "seal":
            self.seal(value["stream"], value["seal"])
        elif kind == "metadata":
            self.event(value)
        elif kind == "schema":
            self.counts["schemas"] += 1
        else:
            self.end(value)

    def seal(self, stream, text):
        if stream in self.trails:
            raise Fault("the seals of a trail before its events")
        before = self.seals.setdefault(stream, [])
        if text in before:
            raise Fault("each seal once")
        last, this = parse_seal(before[-1]) if before else None, parse_seal(text)
        own = last and this and last["stream"] == this["stream"] == stream
        if own and this["seq"] < last["seq"]:
            raise Fault("a seal of place %d or later" % last["seq"])
        before.append(text)
        self.counts["seals"] += 1

    def event(self, value):
        data = value["data"]
        value["data"] = base64.b64decode(data) if "encoding" in value else data.encode()
        self.trail(value["stream"]).check(value)
        self.counts["events"] += 1

    def end(self, value):
        self.ended = True
        if value != self.counts:
            self.at_end = True
            raise Fault("%s before it, found %s" % (json_text(value), json_text(self.counts)))

    def trail(self, stream):
        if stream not in self.trails:
            seals, findings = read_seals(stream, self.seals.get(stream, []), self.keys)
            whole = self.header and self.header["complete"]
            self.trails[stream] = (
                WholeTrail(stream, seals, findings, self.every) if whole else PickedEntries(stream, seals, findings)
            )
        return self.trails[stream]

    def verdict(self, stream, fault):
        trail = self.trail(stream)
        verdict = trail.finish()
        findings = sorted(trail.findings, key=lambda one: one["at"])
        if fault and not self.at_end:
            # Where the file stops making sense, that its trails end there is no finding of its own.
            findings = [one for one in findings if one["problem"] not in ("cut", "seal-missing")]
        return dict(verdict, ok=not findings, findings=findings)


# ---- The command ----


def read_keys(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    name = os.path.basename(path)
    if name.endswith(".pem.pub"):
        return {name[: -len(".pem.pub")]: text}
    try:
        return {key["keyId"]: key["publicKey"] for key in json.loads(text)}
    except (ValueError, KeyError, TypeError):
        raise SystemExit("expected %s to hold a JSON list of keys, or to be named KEYID.pem.pub" % path)


def say(path, verdict):
    scope = "whole trails" if verdict["complete"] else "picked entries: others may be left out between them"
    lines = ["%s: %s (%s; keys: %s)" % (path, "ok" if verdict["ok"] else "BROKEN", scope, verdict["keys"])]
    if verdict["fault"]:
        lines.append("  line %(line)d: expected %(expected)s" % verdict["fault"])
    for trail in verdict["trails"]:
        lines.append("%s: %s" % (trail["stream"], "ok" if trail["ok"] else "BROKEN"))
        lines.extend("  %(stream)s/%(at)d: %(problem)s: %(detail)s" % one for one in trail["findings"])
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description="Verifies exported audit trails.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="bundle or JSON Lines export")
    parser.add_argument("--keys", metavar="FILE", help="trusted keys: KEYID.pem.pub or a JSON list")
    parser.add_argument("--seal-every", type=int, default=1000, metavar="N", help="the recorder's sealing rule")
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    options = parser.parse_args()
    code = 0
    try:
        given = read_keys(options.keys) if options.keys else None
    except OSError as error:
        print(error, file=sys.stderr)
        return 3
    except SystemExit as error:
        print(error, file=sys.stderr)
        return 2
    for path in options.files:
        try:
            with open(path, "rb") as lines:
                verdict = Export(given, options.seal_every).read(lines)
        except OSError as error:
            print(error, file=sys.stderr)
            return 3
        except NoExport:
            verdict = {"ok": False, "fault": {"line": 1, "expected": "the header of a bundle, or an event"}}
            print(json_text(dict(verdict, file=path)) if options.json else path + ": line 1: no export")
            code = code or 1
            continue
        print(json_text(dict(verdict, file=path)) if options.json else say(path, verdict))
        code = code if verdict["ok"] else 6
    return code


if __name__ == "__main__":
    sys.exit(main())
