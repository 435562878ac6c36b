# What `aiohttp` gives and raises. The address of the server is the program's argument.
import asyncio
import sys

import aiohttp

B = sys.argv[1]
async def main():
    async with aiohttp.ClientSession() as s:
        async with s.get(B + "/text") as r:
            print(r.status, r.ok, await r.text(), r.headers["Content-Type"], r.content_type, r.charset, r.reason, r.method, str(r.url).replace(B, ""), len(await r.read()))
        async with s.get(B + "/echo", params={"a": 1, "b": "x y"}, headers={"X-Test": "yes"}) as r:
            j = await r.json()
            print(j["path"], j["x"])
        async with s.post(B + "/echo", data={"k": "v"}) as r:
            j = await r.json()
            print(j["body"], j["type"], j["method"])
        async with s.post(B + "/echo", json={"k": [1]}) as r:
            j = await r.json()
            print(j["body"], j["type"])
        async with s.put(B + "/echo", data=b"raw") as r:
            print((await r.json())["body"])
        async with s.delete(B + "/echo") as r:
            print((await r.json())["method"])
        async with s.get(B + "/redirect") as r:
            print(r.status, str(r.url).replace(B, ""), len(r.history), r.history[0].status)
        async with s.get(B + "/redirect", allow_redirects=False) as r:
            print(r.status, r.headers["Location"])
        async with s.get(B + "/404") as r:
            print(r.status, r.ok)
            try:
                r.raise_for_status()
            except aiohttp.ClientResponseError as e:
                print(type(e).__name__, e.status, e.message, str(e).replace(B, ""))
        r = await s.get(B + "/text")
        print(r.status)
        r.release()
        try:
            async with s.get(B + "/text") as r:
                await r.json()
        except aiohttp.ContentTypeError as e:
            print(type(e).__name__, e.status, e.message)
        try:
            async with s.get(B + "/slow", timeout=aiohttp.ClientTimeout(total=0.3)) as r:
                pass
        except asyncio.TimeoutError as e:
            print(type(e).__name__, repr(str(e)))
        try:
            async with s.get("http://127.0.0.1:1/") as r:
                pass
        except aiohttp.ClientConnectorError as e:
            print(type(e).__name__, e, isinstance(e, aiohttp.ClientConnectionError), isinstance(e, OSError))
        try:
            async with s.get("nope") as r:
                pass
        except aiohttp.InvalidURL as e:
            print(type(e).__name__, e)
        try:
            async with s.get(B + "/close") as r:
                pass
        except aiohttp.ClientError as e:
            print(type(e).__name__, e)
        async with s.get(B + "/lines") as r:
            async for line in r.content: print(line)
        async with s.get(B + "/lines") as r:
            print(await r.content.read(5), await r.content.read())
        async with s.get(B + "/lines") as r:
            print([c async for c in r.content.iter_chunked(6)])
        async def one(i):
            async with s.get(B + f"/echo?i={i}") as r:
                return (await r.json())["path"]
        print(await asyncio.gather(*[one(i) for i in range(10)]))
        print(s.closed, repr(r)[:16])
    print(s.closed)
    try:
        await s.get(B + "/text")
    except RuntimeError as e:
        print(type(e).__name__, e)
    async with aiohttp.ClientSession(B, raise_for_status=True, headers={"X-Test": "h"}, connector=aiohttp.TCPConnector(limit=2, ssl=False), timeout=aiohttp.ClientTimeout(5)) as s:
        try:
            async with s.get("/500") as r:
                pass
        except aiohttp.ClientResponseError as e:
            print(e.status, e.message)
        async with s.get("/echo") as r:
            print((await r.json())["x"])
        await (await s.get("/cookie")).read()
        async with s.get("/echo") as r:
            print((await r.json())["cookie"])
    async with aiohttp.request("GET", B + "/text") as r:
        print(r.status)
    async with aiohttp.ClientSession(cookies={"z": "1"}) as s:
        async with s.get(B + "/echo") as r:
            print((await r.json())["cookie"])
    s = aiohttp.ClientSession()
    sem = asyncio.Semaphore(2)
    async with sem: print((await s.get(B + "/text")).status)
    await s.close()
asyncio.run(main())
