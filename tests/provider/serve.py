"""A real OpenID provider, Canaille, that knows one site and some people, until it is ended.

It runs in an environment of its own, `.venv/provider`, which `make setup` makes from `requirements.lock`. What it is told is
one argument, an object in JSON: its `port`, the `site` whose readers sign in here with the `client_id` and `client_secret` that
it has, and the `people`, each name with its password. All is kept in memory.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime
from typing import Any

from asgiref.wsgi import WsgiToAsgi
from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from hypercorn.asyncio import serve
from hypercorn.config import Config
from joserfc.jwk import RSAKey


def settings(port: int) -> dict[str, Any]:
    """The provider's settings: everything in memory, no mail, no telephone."""
    key = RSAKey.generate_key(2048, auto_kid=True)
    return {
        "SECRET_KEY": "a secret of the provider alone",
        "SERVER_NAME": f"127.0.0.1:{port}",
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {"DATABASE": "memory", "CAPTCHA_ENABLED": False, "ENABLE_PASSWORD_RECOVERY": False},
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
    }


def register(site: str, client_id: str, client_secret: str) -> None:
    """Put the site on record as one at which people sign in here."""
    back = f"{site}/oauth2callback"
    client = models.Client(
        client_id=client_id,
        client_secret=client_secret,
        client_id_issued_at=datetime.now(UTC),
        client_name="Pilcrow",
        client_uri=site,
        redirect_uris=[back],
        post_logout_redirect_uris=[back],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "email"],
        token_endpoint_auth_method="client_secret_basic",
    )
    Backend.instance.save(client)
    # Who a sign-in is for, which can be said of a site once it is on record.
    client.audience = [client]
    Backend.instance.save(client)


def main(told: dict[str, Any]) -> None:
    """Serve until the process is ended."""
    provider = create_app(config=settings(told["port"]))
    with provider.app_context():
        register(told["site"], told["client_id"], told["client_secret"])
        for name, password in told["people"].items():
            Backend.instance.save(
                models.User(user_name=name, formatted_name=name, family_name=name, password=password)
            )
    config = Config()
    config.bind = [f"127.0.0.1:{told['port']}"]
    asyncio.run(serve(WsgiToAsgi(provider), config))


main(json.loads(sys.argv[1]))
