"""The stand-in's three faces. Each asks what the real one asks, and refuses what it would refuse."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt

from tests.outside import keys

CLIENTS = {
    "google": ("mall.apps.example", "google-secret"),
    "apple": ("example.mall.web", ""),
    "facebook": ("1234567890", "facebook-secret"),
}
TEAM, KEY_ID = "TEAM123456", "KEY1234567"


class Refused(Exception):
    """The request is not as it must be; the answer is a 400 with this as its error."""


@dataclass
class Somebody:
    """Who is sitting in front of the provider's page, and what they let the mall know."""

    sub: str = "104857600"
    email: str | None = "noor@example.org"
    email_verified: bool = True
    first_name: str = "Noor"
    last_name: str = "Haddad"


@dataclass
class Grant:
    """A code given out, and what was asked for with it."""

    asked: dict[str, str]
    who: Somebody


@dataclass
class StandIn:
    """`who` signs in, unless `refuses`. `breaks` names what answers 503, `garbles` what lies."""

    url: str = ""
    who: Somebody = field(default_factory=Somebody)
    refuses: bool = False
    breaks: set[str] = field(default_factory=set)
    garbles: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, Grant] = field(default_factory=dict)
    _tokens: dict[str, Somebody] = field(default_factory=dict)
    _met_by_apple: set[str] = field(default_factory=set)

    # What the person's browser opens.

    def authorize(self, face: str, asked: dict[str, str]) -> tuple[str, dict[str, str]]:
        """Where the browser goes next and with what; Apple's is posted."""
        if asked["client_id"] != CLIENTS[face][0] or "code" not in asked["response_type"]:
            raise Refused("unauthorized_client")
        back = {"state": asked["state"]}
        if self.refuses:
            error = "user_cancelled_authorize" if face == "apple" else "access_denied"
            return asked["redirect_uri"], {**back, "error": error}
        code = token_urlsafe(16)
        self._codes[code] = Grant(asked, self.who)
        back["code"] = code
        if face == "apple":
            if asked.get("response_mode") != "form_post":
                raise Refused("invalid_request")
            back["id_token"] = self._apple_id_token(self.who)
            if self.who.sub not in self._met_by_apple:
                self._met_by_apple.add(self.who.sub)
                name = {"firstName": self.who.first_name, "lastName": self.who.last_name}
                back["user"] = json.dumps({"name": name, "email": self.who.email})
        return asked["redirect_uri"], back

    # What the mall's server asks.

    def google_token(self, sent: dict[str, str]) -> dict[str, Any]:
        grant = self._redeem("google", sent)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        if grant.asked.get("code_challenge_method") != "S256" or (
            grant.asked["code_challenge"] != challenge
        ):
            raise Refused("invalid_grant")
        who = grant.who
        claims = {
            "iss": "https://accounts.google.com",
            "aud": CLIENTS["google"][0],
            "sub": who.sub,
            "name": f"{who.first_name} {who.last_name}",
            "given_name": who.first_name,
            "family_name": who.last_name,
        }
        if who.email:
            claims |= {"email": who.email, "email_verified": who.email_verified}
        answer = {"access_token": self._access(who), "expires_in": 3599, "token_type": "Bearer"}
        if "no id token" in self.garbles:
            return answer
        return {**answer, "id_token": keys.id_token(claims)}

    def google_userinfo(self, token: str) -> dict[str, Any]:
        who = self._bearer(token)
        if "userinfo" in self.garbles:
            return {"hello": "world"}
        return {"id": who.sub, "email": who.email, "verified_email": who.email_verified}

    def apple_token(self, sent: dict[str, str]) -> dict[str, Any]:
        try:
            said = keys.site_claims(sent["client_secret"])
        except jwt.PyJWTError:
            raise Refused("invalid_client") from None
        if (said["iss"], said["sub"], said["kid"]) != (TEAM, CLIENTS["apple"][0], KEY_ID):
            raise Refused("invalid_client")
        grant = self._redeem("apple", {**sent, "client_secret": ""})
        return {
            "access_token": self._access(grant.who),
            "refresh_token": "a-secret-to-keep-to-oneself",
            "expires_in": 3600,
            "token_type": "Bearer",
            "id_token": self._apple_id_token(grant.who),
        }

    def facebook_token(self, sent: dict[str, str]) -> dict[str, Any]:
        grant = self._redeem("facebook", sent)
        return {"access_token": self._access(grant.who), "expires_in": 5183944}

    def facebook_me(self, sent: dict[str, str]) -> dict[str, Any]:
        who = self._bearer(sent["access_token"])
        proof = hmac.new(CLIENTS["facebook"][1].encode(), sent["access_token"].encode(), "sha256")
        if not hmac.compare_digest(proof.hexdigest(), sent["appsecret_proof"]):
            raise Refused("invalid appsecret_proof")
        if "me" in self.garbles:
            return {"error_free": True}
        told = {"id": who.sub, "email": who.email, "name": f"{who.first_name} {who.last_name}"}
        wanted = sent["fields"].split(",")
        return {name: value for name, value in told.items() if name in wanted and value}

    def _redeem(self, face: str, sent: dict[str, str]) -> Grant:
        grant = self._codes.pop(sent.get("code", ""), None)
        client, secret = CLIENTS[face]
        if grant is None or sent["redirect_uri"] != grant.asked["redirect_uri"]:
            raise Refused("invalid_grant")
        if (sent["client_id"], sent["client_secret"]) != (client, secret):
            raise Refused("invalid_client")
        return grant

    def _access(self, who: Somebody) -> str:
        token = token_urlsafe(24)
        self._tokens[token] = who
        return token

    def _bearer(self, token: str) -> Somebody:
        if token not in self._tokens:
            raise Refused("invalid_token")
        return self._tokens[token]

    def _apple_id_token(self, who: Somebody) -> str:
        claims: dict[str, Any] = {
            "iss": "https://appleid.apple.com",
            "aud": CLIENTS["apple"][0],
            "sub": who.sub,
        }
        if who.email:
            # Apple says its booleans as words.
            claims |= {"email": who.email, "email_verified": str(who.email_verified).lower()}
            claims["is_private_email"] = str(who.email.endswith("privaterelay.appleid.com")).lower()
        if "issuer" in self.garbles:
            claims["iss"] = "https://evil.example"
        return keys.id_token(claims)


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        self._answer(target.path, dict(parse_qsl(target.query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self._answer(urlsplit(self.path).path, dict(parse_qsl(body)))

    def _answer(self, path: str, sent: dict[str, str]) -> None:
        here = self.stand_in
        here.asked.append(path)
        if path in here.breaks:
            return self._write(503, "text/plain", "down for repairs")
        try:
            face, _, page = path.strip("/").partition("/")
            if page == "authorize":
                return self._lead_on(face, sent)
            found = self._program(path, sent)
        except (Refused, KeyError) as fault:
            return self._write(400, "application/json", json.dumps({"error": str(fault)}))
        return self._write(200, "application/json", json.dumps(found))

    def _program(self, path: str, sent: dict[str, str]) -> dict[str, Any]:
        here = self.stand_in
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        match path:
            case "/google/token":
                return here.google_token(sent)
            case "/google/userinfo":
                return here.google_userinfo(bearer)
            case "/google/certs":
                return keys.certificates()
            case "/apple/token":
                return here.apple_token(sent)
            case "/apple/keys":
                return keys.jwks()
            case "/facebook/oauth/access_token":
                return here.facebook_token(sent)
            case "/facebook/me":
                return here.facebook_me(sent)
        raise Refused(f"there is no {path}")

    def _lead_on(self, face: str, asked: dict[str, str]) -> None:
        target, told = self.stand_in.authorize(face, asked)
        if face == "apple":
            fields = "".join(
                f'<input type="hidden" name="{name}" value="{escape(value)}">'
                for name, value in told.items()
            )
            page = (
                f'<!doctype html><title>Stand-in</title><form method="post" action="{target}">'
                f"{fields}<button>Go on</button></form>"
            )
            return self._write(200, "text/html", page)
        self.send_response(302)
        self.send_header("Location", f"{target}?{urlencode(told)}")
        self.end_headers()
        return None

    def _write(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: a test's own output is enough."""


@contextmanager
def serving() -> Iterator[StandIn]:
    """A stand-in that answers on a port of its own."""
    stand_in = StandIn()
    handler = type("Handler", (_Handler,), {"stand_in": stand_in})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
