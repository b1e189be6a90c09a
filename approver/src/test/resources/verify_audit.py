#!/usr/bin/env python3
"""A second verifier of Callgate's audit exports, written from docs/protocol.md and the specifications alone.

usage: verify_audit.py DIR --trust ed25519:KEY [--trust ...] [--checkpoint FILE]

Exit status 0 when the export is intact, 1 when it is not; a line for each thing that is wrong. Needs Python 3.8 and nothing
else; where the package `cryptography` is there, its Ed25519 is used instead of the slow one below.
"""
import argparse
import base64
import hashlib
import json
import os
import struct
import sys

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

# --- Ed25519, RFC 8032 section 6 ---------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decode_point(raw):
    y = int.from_bytes(raw, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return x, y, 1, x * y % P


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_by_hand(key, message, signature):
    point, r = decode_point(key), decode_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if point is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, BASE), add(r, times(h, point)))


def verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    if Ed25519PublicKey is None:
        return ed25519_by_hand(key, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


# --- forms -------------------------------------------------------------------------------------------------------------


class Wrong(Exception):
    pass


def base64_strictly(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong("not base64")
    if base64.b64encode(raw).decode() != text:
        raise Wrong("not base64 as it is written in one way only")
    return raw


def key_of(text):
    if not text.startswith("ed25519:"):
        raise Wrong("not a key: " + text)
    return base64.urlsafe_b64decode(text[8:] + "=")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def digest(raw):
    return "sha256:" + sha256(raw).hex()


def no_twins(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise Wrong("a name twice")
    return dict(pairs)


def parse(raw):
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=no_twins)
    except ValueError as e:
        raise Wrong("not JSON: %s" % e)


def envelope(raw, kind, keys, whose):
    """DSSE 1.0.2: the payload, once one of the keys has signed it."""
    wire = parse(raw)
    kind = "application/vnd.callgate.%s.v1+json" % kind
    if wire.get("payloadType") != kind:
        raise Wrong("expected %s" % kind)
    payload = base64.b64decode(wire["payload"], validate=True)
    message = b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)
    for line in wire["signatures"]:
        if any(verifies(key, message, base64.b64decode(line["sig"])) for key in keys):
            return payload
    raise Wrong("not signed by " + whose)


def note(raw, trust):
    """c2sp.org/signed-note and tlog-checkpoint: origin, size and root, once a trusted key has signed them."""
    try:
        text = raw.decode("utf-8")
    except ValueError:
        raise Wrong("not UTF-8")
    if any(ord(c) < 32 and c != "\n" for c in text) or not text.endswith("\n") or "\n\n" not in text:
        raise Wrong("not a signed note")
    body, _, tail = text.rpartition("\n\n")
    body += "\n"
    lines = body.split("\n")
    if len(lines) != 4 or lines[1] != str(int(lines[1]) if lines[1].isdigit() else -1):
        raise Wrong("not a checkpoint")
    root = base64_strictly(lines[2])
    signed = False
    for line in tail[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014":
            raise Wrong("not a signature line")
        blob = base64_strictly(parts[2])
        for key in trust:
            hint = sha256(parts[1].encode(), b"\n\x01", key)[:4]
            if parts[1] == lines[0] and blob[:4] == hint:
                if not verifies(key, body.encode(), blob[4:]):
                    raise Wrong("the signature does not verify")
                signed = True
    if not signed:
        raise Wrong("no trusted key has signed it")
    return lines[0], int(lines[1]), root


# --- the tree, RFC 6962 section 2.1 ------------------------------------------------------------------------------------


class Tree:
    def __init__(self):
        self.size, self.stack = 0, []

    def add(self, leaf):
        n, self.size = self.size, self.size + 1
        while n & 1:
            leaf, n = sha256(b"\x01", self.stack.pop(), leaf), n >> 1
        self.stack.append(leaf)

    def root(self):
        if not self.stack:
            return sha256()
        root = self.stack[-1]
        for left in reversed(self.stack[:-1]):
            root = sha256(b"\x01", left, root)
        return root


def path(number, width):
    parts = ["%03d" % (number % 1000)]
    while number >= 1000:
        number //= 1000
        parts.insert(0, "x%03d" % (number % 1000))
    return "/".join(parts) + ("" if width == 256 else ".p/%d" % width)


def tiles(size):
    """Level, number and width of every tile."""
    level = 0
    while size >> (8 * level):
        hashes = size >> (8 * level)
        for number in range((hashes + 255) // 256):
            yield level, number, min(256, hashes - 256 * number)
        level += 1


class Bundle:
    def __init__(self, raw, form):
        self.raw, self.form, self.at = raw, form, 0

    def next(self):
        width = struct.calcsize(self.form)
        if self.at + width > len(self.raw):
            raise Wrong("bytes are missing")
        (length,) = struct.unpack_from(self.form, self.raw, self.at)
        start, self.at = self.at + width, self.at + width + length
        if self.at > len(self.raw):
            raise Wrong("a length beyond the end")
        return self.raw[start : self.at]


# --- what the entries say ----------------------------------------------------------------------------------------------

DECIDED = {
    "request.approved": "approve",
    "request.edited": "edit",
    "request.responded": "respond",
    "request.rejected": "reject",
    "request.expired": "expire",
}
JVM_SIGNED = {
    "request.submitted": ("request", "request"),
    "request.withdrawn": ("report", "outcome"),
    "outcome.reported": ("report", "outcome"),
    "call.covered": ("call", "covered"),
    "coverage.reported": ("report", "coverage"),
}

# What is kept beside an entry for people to read, and proves nothing by itself.
KEPT = {
    "person.added": "person",
    "person.changed": "person",
    "person.removed": "person",
    "token.created": "token",
    "enrolment_token.created": "token",
    "token.revoked": "token",
}


# What only the log itself says.
UNSIGNED = {
    "attempt.refused", "agent.revoked",
    "passkey.added", "passkey.renamed", "passkey.removed", "action.confirmed"}


class Log:
    def __init__(self, trust):
        self.trust, self.jvms, self.requests = trust, {}, {}

    def entry(self, entry, objects):
        kind = entry["type"]
        if kind == "approver.started":
            key = parse(objects["configuration"])["publicKey"]
            if key_of(key) not in self.trust:
                raise Wrong("started with a key that is not trusted")
        elif kind == "agent.enrolled":
            claimed = parse(base64.b64decode(parse(objects["enrolment"])["payload"]))
            key = key_of(claimed["publicKey"])
            envelope(objects["enrolment"], "enroll", [key], "the JVM itself")
            if claimed["jvm"] != entry["jvm"] or self.jvms.setdefault(claimed["jvm"], key) != key:
                raise Wrong("another JVM, or another key")
        elif kind in JVM_SIGNED:
            name, form = JVM_SIGNED[kind]
            if entry["jvm"] not in self.jvms:
                raise Wrong("the JVM had not enrolled")
            payload = envelope(objects[name], form, [self.jvms[entry["jvm"]]], "the JVM's key")
            self.signed(kind, entry, parse(payload), digest(payload))
        elif kind == "review.given":
            self.review(entry, objects)
        elif kind in DECIDED:
            self.decision(entry, objects, DECIDED[kind])
        elif kind in KEPT:
            parse(objects[KEPT[kind]])
        elif kind in ("grant.given", "grant.revoked"):
            grant = self.grant(entry["request"])
            if grant["standing"] != (kind == "grant.revoked") or grant["revoked"]:
                raise Wrong("a grant given twice, or taken back that did not stand")
            grant["standing"], grant["revoked"] = kind == "grant.given", kind == "grant.revoked"
        elif kind not in UNSIGNED:
            raise Wrong("nothing of this kind is ever logged")

    def pending(self, entry):
        request = self.requests.get(entry["request"])
        if request is None or request["state"] != "pending":
            raise Wrong("the request is not pending")
        return request

    def signed(self, kind, entry, said, own_digest):
        if kind == "coverage.reported":
            return
        if kind == "request.submitted":
            if said["requestId"] != entry["request"] or entry["request"] in self.requests:
                raise Wrong("another request, or one twice")
            self.requests[entry["request"]] = dict(
                state="pending", digest=own_digest, request=said, said={}, terms={}, ended=False,
                grant=dict(standing=False, revoked=False, used=0))
            return
        request = self.requests.get(entry["request"])
        if request is None or said["requestDigest"] != request["digest"]:
            raise Wrong("of another request")
        yes = request["state"] in ("approve", "edit")
        if kind == "request.withdrawn":
            self.pending(entry)["state"] = "withdrawn"
        elif kind == "call.covered":
            if not yes:
                raise Wrong("covered by what nobody approved")
        else:
            if request["ended"]:
                raise Wrong("ended twice")
            request["ended"] = True
            if said["outcome"] in ("succeeded", "failed", "in_doubt") and not yes:
                raise Wrong("it ran, and nobody had approved it")

    def review(self, entry, objects):
        request, said = self.pending(entry), parse(objects["review"])
        if "payloadType" in said:
            # Signed by its reviewer. Whose keys those are says the trust bundle, which is not looked at here.
            said = parse(base64_strictly(said["payload"]))
            if "reviewer:" + said["reviewer"].lower() != entry["actor"].lower():
                raise Wrong("a review in another name")
        if said["requestDigest"] != request["digest"] or not entry["actor"].startswith("reviewer:"):
            raise Wrong("a review of another request, or by nobody")
        name = entry["actor"][9:].lower()
        request["said"][name] = said["verdict"]
        request["terms"][name] = said.get("grant")

    def grant(self, request_id):
        """What people let stand for later calls when they approved that request."""
        request = self.requests.get(request_id)
        if request is None or request["state"] != "approve" or not any(request["terms"].values()):
            raise Wrong("no such grant")
        return request["grant"]

    def use(self, entry, said, use):
        # Which calls it is about is a digest over their typed arguments; the program verifies it, this does not.
        grant, terms = self.grant(use["requestId"]), use["terms"]
        given = self.requests[use["requestId"]]
        names = [review["reviewer"].lower() for review in said["reviews"]]
        grant["used"] += 1
        if (
            not grant["standing"]
            or given["digest"] != use["requestDigest"]
            or entry["atMillis"] > terms["untilMillis"]
            or use["use"] != grant["used"]
            or use["use"] > terms["uses"]
            or any(given["terms"].get(n) != terms for n in names)
        ):
            raise Wrong("a grant that does not let this through")
        return given["said"]

    def before(self, entry, said):
        first = self.requests.get(said["repeats"])
        if first is None or first["state"] != "reject" or first["request"]["jvm"] != entry["jvm"]:
            raise Wrong("it repeats what nobody rejected")
        return first["said"]

    def decision(self, entry, objects, verdict):
        request = self.pending(entry)
        said = parse(envelope(objects["decision"], "decision", self.trust, "a trusted key"))
        if said["grant"] is not None:
            reviews = self.use(entry, said, said["grant"])
        elif said["repeats"] is not None:
            reviews = self.before(entry, said)
        else:
            if verdict != "expire":
                self.review(entry, objects)
            reviews = request["said"]
        asked = request["request"]
        method = asked["method"]
        bound = [
            (said["verdict"], verdict),
            (said["requestId"], entry["request"]),
            (said["requestDigest"], request["digest"]),
            (said["nonce"], asked["nonce"]),
            (said["jvm"], asked["jvm"]),
            (said["method"], "%s#%s%s" % (method["type"], method["name"], method["descriptor"])),
            (said["ruleSetDigest"], asked["ruleSetDigest"]),
            (said["argsDigest"], asked["argsDigest"]),
        ]
        if any(a != b for a, b in bound):
            raise Wrong("a decision on something else")
        names = [review["reviewer"].lower() for review in said["reviews"]]
        if len(set(names)) < len(names) or any(reviews.get(n) != verdict for n in names):
            raise Wrong("a decision on reviews that are not in the log")
        if verdict in ("approve", "edit", "respond"):
            for demand in asked["demands"]:
                people = 0
                for review in said["reviews"]:
                    member = not demand["groups"] or set(demand["groups"]) & set(review["groups"])
                    own = asked["requester"] is not None and asked["requester"].lower() == review["reviewer"].lower()
                    people += bool(member and (not own or demand["requesterMayApprove"]))
                if people < demand["quorum"]:
                    raise Wrong("too few people have agreed")
        request["state"] = verdict


# --- all of it ---------------------------------------------------------------------------------------------------------


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def verify(folder, trust, earlier):
    wrong = []
    try:
        origin, size, root = note(read(folder, "checkpoint"), trust)
        before = note(earlier, trust) if earlier else None
    except (Wrong, OSError) as e:
        return ["checkpoint: %s" % e]
    if before and (before[0] != origin or before[1] > size):
        wrong.append("earlier checkpoint: of another log, or of more entries")
    expected = {"checkpoint"}
    for level, number, width in tiles(size):
        expected.add("tile/%d/%s" % (level, path(number, width)))
        if level == 0:
            expected |= {"tile/entries/" + path(number, width), "objects/" + path(number, width)}
    found = {
        os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/")
        for at, _, names in os.walk(folder)
        for name in names
    }
    if found != expected:
        return wrong + ["files: missing or too many: %s" % sorted(found ^ expected)]
    tree, log, roots = Tree(), Log(trust), {}
    made = {}
    for level, number, width in tiles(size):
        if level > 0:
            continue
        entries = Bundle(read(folder, "tile/entries/" + path(number, width)), ">H")
        objects = Bundle(read(folder, "objects/" + path(number, width)), ">I")
        for _ in range(width):
            index = tree.size
            try:
                raw = entries.next()
            except Wrong as e:
                return wrong + ["entry %d: %s" % (index, e)]
            leaf = sha256(b"\x00", raw)
            tree.add(leaf)
            made.setdefault(0, []).append(leaf)
            if before and tree.size == before[1] and tree.root() != before[2]:
                wrong.append("earlier checkpoint: the entries before it have changed")
            try:
                entry = parse(raw)
                if entry["seq"] != index + 1 or entry["v"] != 1:
                    raise Wrong("numbered wrongly")
                beside, changed = {}, None
                for name in sorted(entry["digests"]):
                    if name.startswith("object:"):
                        beside[name[7:]] = objects.next()
                        if digest(beside[name[7:]]) != entry["digests"][name]:
                            changed = name[7:]
                if changed:
                    raise Wrong("its %s was changed" % changed)
                log.entry(entry, beside)
            except (Wrong, KeyError, TypeError, ValueError, AttributeError) as e:
                wrong.append("entry %d: %r" % (index, e))
        if entries.at != len(entries.raw) or objects.at != len(objects.raw):
            wrong.append("bundle %d: bytes behind its end" % number)
    if tree.root() != root:
        wrong.append("checkpoint: the entries are not those that it is of")
    level = 0
    while made.get(level):
        above = []
        for number in range((len(made[level]) + 255) // 256):
            hashes = made[level][256 * number : 256 * number + 256]
            name = "tile/%d/%s" % (level, path(number, len(hashes)))
            if read(folder, name) != b"".join(hashes):
                wrong.append(name + ": not the hashes of what is below it")
            if len(hashes) == 256:
                subtree = Tree()
                for each in hashes:
                    subtree.add(each)
                above.append(subtree.root())
        level += 1
        made[level] = above
    return wrong


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--trust", action="append", required=True)
    arguments.add_argument("--checkpoint")
    given = arguments.parse_args()
    earlier = read("", given.checkpoint) if given.checkpoint else None
    wrong = verify(given.folder, [key_of(each) for each in given.trust], earlier)
    for each in wrong:
        print("wrong: " + each)
    print("not intact" if wrong else "intact")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
