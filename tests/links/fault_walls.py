"""Walls against robots as sites put them up: status, headers and page, with the marks that the vendors' answers have."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wall:
    """An answer that a person with a browser would not get, or would get past."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    title: str = ""
    body: str = ""

    @property
    def page(self) -> str:
        """Return the HTML, or nothing where the vendor sends none."""
        if not self.title and not self.body:
            return ""
        return f"<html><head><title>{self.title}</title></head><body>{self.body}</body></html>"


WALLS = {
    "cloudflare": Wall(
        403,
        {"Server": "cloudflare", "CF-RAY": "8f00aa11bb22cc33-FRA", "cf-mitigated": "challenge"},
        "Just a moment...",
        "<noscript>Switch on scripts and cookies to go on</noscript>"
        "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/x'></script>",
    ),
    "cloudflare-503": Wall(
        503,
        {"Server": "cloudflare", "CF-RAY": "8f00aa11bb22cc34-AMS"},
        "Just a moment...",
        "<h1>Looking at your browser first</h1><form id='challenge-form' action='/x?__cf_chl_f_tk=a'></form>",
    ),
    "cloudflare-1020": Wall(
        403,
        {"Server": "cloudflare", "CF-RAY": "8f00aa11bb22cc35-CDG"},
        "Access denied",
        "<h1>Error 1020</h1><p>A rule of the owner of this site has stopped you.</p>",
    ),
    "akamai": Wall(
        403,
        {"Server": "AkamaiGHost", "Mime-Version": "1.0"},
        "Access Denied",
        "<h1>Access Denied</h1>You may not see this on this server.<p>Reference #18.2d351002.1759400000.abc123</p>",
    ),
    "imperva": Wall(
        200,
        {"X-CDN": "Imperva", "X-Iinfo": "9-1234-0 0NNN RT(1 2) q(0 -1 -1 0) r(0 -1) B10(4,289,0)"},
        "",
        "<iframe src='/_Incapsula_Resource?SWUDNSAI=31&xinfo=9' width='100%'>Incident number 877000</iframe>",
    ),
    "datadome": Wall(
        403,
        {"X-DataDome": "protected", "X-DD-B": "1", "Server": "DataDome"},
        "agency.example",
        "<p>Scripts are off, or something blocks them.</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
    ),
    "perimeterx": Wall(
        403,
        {"X-Px-Blocked": "1"},
        "Access to this page has been denied",
        "<div id='px-captcha'></div><p>Press and hold to show that you are a person</p><script>window._pxAppId='PXab12'</script>",
    ),
    "aws-challenge": Wall(202, {"x-amzn-waf-action": "challenge", "Server": "CloudFront"}),
    "aws-captcha": Wall(
        405,
        {"x-amzn-waf-action": "captcha", "Server": "CloudFront"},
        "Are you a person?",
        "<script src='https://x.token.awswaf.com/captcha.js'></script><div id='captcha-container'></div>",
    ),
    "sucuri": Wall(
        403,
        {"Server": "Sucuri/Cloudproxy", "X-Sucuri-ID": "17005", "X-Sucuri-Block": "GEO"},
        "Sucuri WebSite Firewall - Access Denied",
        "<h1>Access Denied</h1><p>Block reason: your country may not see this site.</p>",
    ),
    "ddos-guard": Wall(
        403,
        {"Server": "ddos-guard"},
        "DDoS-Guard",
        "<p>The browser is looked at</p><script src='/.well-known/ddos-guard/js-challenge/index.js'></script>",
    ),
    "anubis": Wall(
        200,
        {},
        "Making sure you're not a bot!",
        "<p>One second…</p><script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>"
        "<noscript>Scripts are needed.</noscript>",
    ),
    "vercel": Wall(
        429, {"Server": "Vercel", "x-vercel-mitigated": "challenge"}, "Vercel Security Checkpoint", "<p>Looking…</p>"
    ),
    "kasada": Wall(
        429,
        {"x-kpsdk-ct": "0a1b2c", "x-kpsdk-r": "1-AA"},
        "",
        "<script src='/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39/ips.js'></script>",
    ),
    "f5": Wall(
        200,
        {"Cache-Control": "no-cache"},
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 7300000000000000001",
    ),
    "captcha": Wall(
        200,
        {},
        "Security check",
        "<p>Tick the box to show that you are not a robot.</p><div class='g-recaptcha' data-sitekey='6Lab'></div>"
        "<script src='https://www.google.com/recaptcha/api.js'></script>",
    ),
    "scripts-only": Wall(
        200,
        {},
        "Library",
        "<noscript>You need to enable JavaScript to run this app.</noscript>"
        "<div id='root'></div><script src='/static/main.js'></script>",
    ),
}
