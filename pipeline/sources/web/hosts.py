"""Whom we may ask: the hosts in the settings, at public addresses."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from pipeline.sources.settings import Web
from pipeline.sources.web.trouble import Trouble

_NAT64 = ip_network("64:ff9b::/96")
_SPECIAL = ip_network("192.0.0.0/24")  # not told as such by every Python


def checked(address: str | httpx.URL, web: Web, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked, without its fragment.

    The scheme is https; http only where private addresses are allowed, which is in tests.

    Args:
        address: an address, or a reference relative to `base`.
        web: the settings, with the hosts that may be asked.
        base: the address that referred to it.

    Raises:
        Trouble: it is no address, holds a password, or its scheme or host is not allowed.
    """
    try:
        url = base.join(address) if base else httpx.URL(address)
        url = url.copy_with(fragment=None)
        allowed = {place_of(httpx.URL(f"{url.scheme}://{host}")) for host in web.hosts}
    except (httpx.InvalidURL, ValueError) as error:
        raise Trouble(f"this is no web address ({error})", "correct it") from error
    if url.userinfo:
        raise Trouble("the address holds a user name or password", "remove it from the address")
    if url.scheme not in (("https", "http") if web.allow_private else ("https",)):
        raise Trouble(f"the scheme is '{url.scheme}', not https", "give an https address")
    if not url.host or place_of(url) not in allowed:
        raise Trouble(
            f"the host {place_of(url)} is not among those that may be asked",
            "if it is the publisher's, add it to `hosts` in the source's web settings",
        )
    return url


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
