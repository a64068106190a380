"""Whom we may ask: the hosts in the settings, at public addresses."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from pipeline.errors import InputError
from pipeline.sources.settings import Web
from pipeline.sources.web.trouble import Trouble

_PLACE = re.compile(r"[a-z0-9.-]+(:\d+)?|\[[0-9a-f:.]+\](:\d+)?")
_NAT64 = ip_network("64:ff9b::/96")
_SPECIAL = ip_network("192.0.0.0/24")  # not told as such by every Python


class Hosts:
    """The hosts in the settings.

    The scheme is https; http only where private addresses are allowed, which is in tests.

    Raises:
        InputError: an entry is no host.
    """

    def __init__(self, web: Web) -> None:
        self.schemes = ("https", "http") if web.allow_private else ("https",)
        self._places = {
            (scheme, _entry(each, scheme)) for each in web.hosts for scheme in self.schemes
        }

    def checked(self, address: str, base: httpx.URL | None = None) -> httpx.URL:
        """An address that may be asked, without its fragment.

        Args:
            address: an address, or a reference relative to `base`.
            base: the address that referred to it.

        Raises:
            Trouble: it is no address, holds a password, or its scheme or host is not allowed.
        """
        try:
            url = base.join(address) if base else httpx.URL(address)
            url = url.copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise Trouble(f"this is no web address ({error})", "correct it") from error
        if url.userinfo:
            raise Trouble("the address holds a user name or password", "remove it from the address")
        if url.scheme not in self.schemes:
            raise Trouble(f"the scheme is '{url.scheme}', not https", "give an https address")
        if (url.scheme, place_of(url)) not in self._places:
            raise Trouble(
                f"the host {place_of(url)} is not among those that may be asked",
                "if it is the publisher's, add it to `hosts` in the source's web settings",
            )
        return url


def _entry(said: str, scheme: str) -> str:
    try:
        url = httpx.URL(f"{scheme}://{said}")
        if _PLACE.fullmatch(place_of(url)) and url.raw_path == b"/" and not url.userinfo:
            return place_of(url)
        why = "a host and nothing else is wanted"
    except (httpx.InvalidURL, ValueError) as error:
        why = str(error)
    raise InputError(
        f"'{said}' is no host ({why})", "[web] `hosts`", "write it as adilet.zan.kz or host:port"
    )


def shown(address: str) -> str:
    """An address as it may be shown, without a password."""
    return re.sub(r"//[^/?#]*@", "//", address)


def place_of(url: httpx.URL) -> str:
    """The host of an address, with its port unless that is the scheme's own."""
    return url.netloc.decode("ascii")


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public internet.

    An IPv4 address inside an IPv6 address is looked at in its place.

    >>> [is_public(each) for each in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1")]
    [True, False, False, False]
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip in _SPECIAL)
