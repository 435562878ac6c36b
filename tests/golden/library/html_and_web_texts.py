# html.parser, http.cookies, mimetypes, urllib.request and its kin, where no network is needed.
import http.client
import mimetypes
import urllib.error
import urllib.request
import urllib.robotparser
from html.parser import HTMLParser
from http.cookies import CookieError, SimpleCookie


class Shown(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs, self.getpos())

    def handle_endtag(self, tag):
        print("end", tag)

    def handle_data(self, data):
        print("data", repr(data))

    def handle_comment(self, data):
        print("comment", repr(data))

    def handle_decl(self, decl):
        print("decl", decl)

    def handle_pi(self, data):
        print("pi", data)

    def unknown_decl(self, data):
        print("unknown", data)


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href"]


page = """<!DOCTYPE html><html><!-- a note --><body class="x" data-n=5 hidden>
<p>Fish &amp; chips &#163;5 &copy; &unknown;<br/>1 < 2<a HREF='one?a=1&amp;b=2'>One</A></p>
<script>if (a < b && c) { "</p>" }</script><![CDATA[raw]]><?php echo ?></ bogus><p></body></html>tail &am"""
parser = Shown()
parser.feed(page)
parser.close()
print(parser.get_starttag_text())
pieces = Links()
for c in '<a href="/one">1</a><a name=x><a href=/two class="y>z">2</a':
    pieces.feed(c)
pieces.close()
print(pieces.links)

jar = SimpleCookie()
jar["session"] = "a b;c"
jar["session"]["path"] = "/"
jar["session"]["httponly"] = True
jar["n"] = 5
jar["n"]["max-age"] = 60
print(jar.output())
read = SimpleCookie('theme=dark; quoted="a\\"b"; Path=/x')
print({name: (morsel.value, morsel["path"]) for name, morsel in read.items()}, repr(read["theme"]))
for bad in (lambda: jar["n"].update({"nope": 1}), lambda: jar.__setitem__("a b", 1)):
    try:
        bad()
    except CookieError as fault:
        print(fault)

for name in "a.html b.tar.gz c.PY d.unknown e.json https://x.y/z.png?q=1 f.tgz data:,x".split():
    print(name, mimetypes.guess_type(name))
print(mimetypes.guess_extension("text/html"), mimetypes.guess_extension("image/jpeg"), mimetypes.guess_extension("no/no"))

rules = urllib.robotparser.RobotFileParser()
rules.parse("User-agent: *\nDisallow: /private\nCrawl-delay: 3\n\nUser-agent: bad\nDisallow: /\n".split("\n"))
print([rules.can_fetch(*pair) for pair in (("me", "/"), ("me", "/private/x"), ("bad/1.0", "/"))], rules.crawl_delay("me"))
print(rules)

with urllib.request.urlopen("data:text/plain;charset=utf-8,caf%C3%A9") as answer:
    print(answer.read().decode(), answer.headers["Content-type"], answer.status)
request = urllib.request.Request("http://example.org/a?b=c#d", data=b"x=1", headers={"user-agent": "me"})
print(request.get_method(), request.host, request.selector, request.fragment, request.full_url, request.header_items())
for address in ("nonsense", "foo://bar", "http://127.0.0.1:1/"):
    try:
        urllib.request.urlopen(address)
    except (ValueError, urllib.error.URLError) as fault:
        print(type(fault).__name__, fault)
fault = urllib.error.HTTPError("http://x", 404, "Not Found", {}, None)
print(fault, repr(fault), fault.code, fault.reason, fault.read(), isinstance(fault, OSError))
print(http.client.responses[404], http.client.OK, repr(http.client.IncompleteRead(b"abc", 5)))
