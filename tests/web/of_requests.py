# What `requests` gives and raises. The address of the server is the program's argument.
import sys

import requests

B = sys.argv[1]
r = requests.get(B + "/text")
print(r, r.status_code, r.ok, r.text, r.encoding, r.reason, r.headers["content-type"], r.url.replace(B, ""), type(r.content).__name__, len(r.content), bool(r))
r = requests.get(B + "/latin")
print(r.text, r.encoding)
r = requests.get(B + "/echo", params={"a": 1, "b": ["x", "y"], "c": None, "d": "é &"}, headers={"X-Test": "yes"})
j = r.json()
print(j["path"], j["x"], j["method"])
r = requests.post(B + "/echo", data={"k": "v w", "n": 2})
j = r.json()
print(j["body"], j["type"], j["method"])
r = requests.post(B + "/echo", json={"k": ["v", 1]})
j = r.json()
print(j["body"], j["type"])
r = requests.post(B + "/echo", data="raw é")
j = r.json()
print(j["body"], j["type"])
r = requests.post(B + "/echo", data=b"bytes")
j = r.json()
print(j["body"], j["type"])
for m in ("put", "patch", "delete"): print(getattr(requests, m)(B + "/echo").json()["method"])
r = requests.head(B + "/text")
print(r.status_code, repr(r.text))
print(requests.options(B + "/echo").json()["method"])
r = requests.get(B + "/redirect")
print(r.status_code, r.url.replace(B, ""), r.history, [h.status_code for h in r.history])
r = requests.get(B + "/redirect", allow_redirects=False)
print(r.status_code, r.headers["Location"], r.is_redirect)
try:
    requests.get(B + "/loop")
except requests.TooManyRedirects as e:
    print(type(e).__name__, e)
r = requests.get(B + "/404")
print(r, r.ok, bool(r))
for p in ("/404", "/500"):
    try:
        requests.get(B + p).raise_for_status()
    except requests.HTTPError as e:
        print(type(e).__name__, str(e).replace(B, ""), e.response.status_code)
print(requests.get(B + "/text").raise_for_status())
for t in (0.3, (2, 0.3)):
    try:
        requests.get(B + "/slow", timeout=t)
    except requests.exceptions.Timeout as e:
        print(type(e).__name__, str(e).replace(B.split(":")[-1], "PORT"))
try:
    requests.get("http://127.0.0.1:1/x")
except requests.exceptions.ConnectionError as e:
    print(type(e).__name__, str(e)[:85], isinstance(e, IOError))
for u in ("no-scheme", "ftp://x/y", "http://"):
    try:
        requests.get(u)
    except requests.RequestException as e:
        print(type(e).__name__, e)
try:
    requests.get(B + "/bad").json()
except requests.exceptions.JSONDecodeError as e:
    print(type(e).__name__, e, isinstance(e, ValueError))
s = requests.Session()
s.headers.update({"X-Test": "session"})
s.get(B + "/cookie")
j = s.get(B + "/echo").json()
print(j["x"], j["cookie"], s.cookies.get("a"), dict(s.cookies))
print(requests.get(B + "/echo", auth=("u", "p")).json()["auth"], requests.get(B + "/echo", cookies={"z": "1"}).json()["cookie"])
with requests.get(B + "/lines", stream=True) as r:
    print(list(r.iter_lines()), r.status_code)
r = requests.get(B + "/lines", stream=True)
print(list(r.iter_content(5)))
with requests.Session() as s:
    print(s.post(B + "/echo", json={}).json()["body"], s.request("GET", B + "/text").status_code)
print(r.elapsed.total_seconds() > 0, r.request.method, r.request.url.replace(B, ""), r.links, requests.codes.ok, requests.codes.not_found)
print(requests.Response, requests.__name__, isinstance(requests.exceptions.ConnectTimeout(), requests.ConnectionError))
try:
    requests.get(B + "/close")
except requests.ConnectionError as e:
    print(type(e).__name__, e)
r = requests.get(B + "/text", headers={"Accept": "x"})
print(r.request.headers.get("accept"), "User-Agent" in r.request.headers, r.headers.get("nope"))
req = requests.Request("GET", B + "/echo", params={"q": 1})
p = req.prepare()
print(p.method, p.url.replace(B, ""))
print(requests.Session().send(p).json()["path"])
try:
    requests.get(B + "/text", nope=1)
except TypeError as e:
    print(e)
