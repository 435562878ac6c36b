# http.cookiejar: cookies of answers, sent where they belong; kept in a file.
import email.message
import http.cookiejar
import os
import tempfile
import urllib.request


class Answer:
    def __init__(self, *cookies):
        self.headers = email.message.Message()
        for cookie in cookies:
            self.headers["Set-Cookie"] = cookie

    def info(self):
        return self.headers


def asked(jar, url):
    request = urllib.request.Request(url)
    jar.add_cookie_header(request)
    return request.get_header("Cookie")


jar = http.cookiejar.CookieJar()
request = urllib.request.Request("http://www.example.com/shop/list")
jar.extract_cookies(Answer("a=1; Path=/", "b=2", "c=3; Domain=example.com; Path=/", "s=4; Secure; Path=/",
                           "evil=1; Domain=other.org", "gone=1; Max-Age=0"), request)
print(sorted((cookie.name, cookie.value, cookie.domain, cookie.path, cookie.secure) for cookie in jar), len(jar))
for url in ("http://www.example.com/", "http://www.example.com/shop/x", "http://sub.example.com/", "http://other.org/",
            "https://www.example.com/"):
    print(url, sorted((asked(jar, url) or "").split("; ")))
jar.clear("www.example.com", "/", "a")
print([cookie.name for cookie in jar if cookie.name == "a"])
path = os.path.join(tempfile.mkdtemp(), "cookies.txt")
kept = http.cookiejar.MozillaCookieJar(path)
kept.extract_cookies(Answer("k=v; Max-Age=10000; Path=/", "session=1"), request)
kept.save()
again = http.cookiejar.MozillaCookieJar(path)
again.load()
print([(cookie.name, cookie.value, cookie.domain) for cookie in again])
