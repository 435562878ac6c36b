# Bodies that go and come in parts: files, streams, packed answers; sessions, hooks, who asks.
import io
import sys

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth

address = sys.argv[1]


def attempt(label, call):
    try:
        print(label, "gives", call())
    except Exception as fault:
        print(label, "raises", *[cls.__name__ for cls in type(fault).__mro__[:3]], str(fault))


def sent(response):
    said = response.json()
    kind, _, boundary = said["type"].partition("; boundary=")
    return kind, said["body"].replace(boundary, "BOUNDARY") if boundary else said["body"]


print(sent(requests.post(address + "/echo", data={"a": 1, "b": [2, "x y"]})))
print(sent(requests.post(address + "/echo", json={"a": [None, True]})))
print(sent(requests.post(address + "/echo", files={"f": ("a.txt", io.BytesIO(b"content"), "text/plain")}, data={"k": "v"})))
print(sent(requests.post(address + "/echo", files={"f": io.StringIO("text")})))
print(sent(requests.post(address + "/echo", files=[("f", ("1.bin", b"12")), ("f", ("2.bin", "34"))])))
made = requests.Request("POST", address + "/echo", data={"a": "1"}).prepare()
print(made.body, made.headers["Content-Length"], made.headers["Content-Type"], made)

print([len(piece) for piece in requests.get(address + "/lines", stream=True).iter_content(chunk_size=5)])
with requests.get(address + "/lines", stream=True) as response:
    print(list(response.iter_lines(decode_unicode=True)), response.status_code)
response = requests.get(address + "/lines", stream=True)
print(response.raw.read(4))
response = requests.get(address + "/lines", stream=True)
print(b"".join(response.iter_content(3)))
attempt("again", lambda: list(response.iter_content(3)))
attempt("content", lambda: response.content)
print(requests.get(address + "/gzip").text)

with requests.Session() as session:
    session.headers["X-Test"] = "of the session"
    session.auth = "user", "word"
    session.params = {"q": 1}
    session.mount("http://", HTTPAdapter(max_retries=3))
    said = session.get(address + "/echo", params={"r": 2}, cookies={"c": "3"}).json()
    print(said["x"], said["auth"], said["path"], said["cookie"])
    session.get(address + "/cookie")
    print(session.cookies.get_dict(), session.get(address + "/echo").json()["cookie"])


class Bearer(AuthBase):
    def __call__(self, request):
        request.headers["Authorization"] = "Bearer token"
        return request


print(requests.get(address + "/echo", auth=Bearer()).json()["auth"])
print(requests.get(address + "/echo", auth=HTTPBasicAuth("a", "b")).json()["auth"])
requests.get(address + "/404", hooks={"response": lambda response, *args, **named: print("hook:", response.status_code)})
attempt("no JSON", lambda: requests.get(address + "/lines").json())
print(requests.exceptions.ChunkedEncodingError.__mro__[1], requests.utils.quote("a b/c"))
