# Bodies that go and come in parts: forms with files, streams, packed answers, cookies.
import asyncio
import io
import sys

import aiohttp

address = sys.argv[1]


def sent(said):
    kind, _, boundary = (said["type"] or "").partition("; boundary=")
    return kind, said["body"].replace(boundary, "BOUNDARY") if boundary else said["body"]


async def main():
    async with aiohttp.ClientSession() as session:
        async def post(data):
            async with session.post(address + "/echo", data=data) as response:
                return sent(await response.json())

        print(await post({"a": "1", "b": "x y"}))
        print(await post(b"raw"))
        print(await post("text"))
        form = aiohttp.FormData()
        form.add_field("k", "v")
        form.add_field("f", b"content", filename="a.txt", content_type="text/plain")
        print(await post(form))
        print(await post({"f": io.BytesIO(b"bytes")}))
        async with session.get(address + "/lines") as response:
            print(await response.content.read(2), await response.content.readline(), await response.read(), await response.text())
        async with session.get(address + "/lines") as response:
            print([line async for line in response.content])
        async with session.get(address + "/lines") as response:
            print([len(piece) async for piece in response.content.iter_chunked(5)])
        async with session.get(address + "/gzip") as response:
            print(await response.text())
        async with session.get(address + "/cookie") as response:
            print({name: (morsel.value, morsel["path"]) for name, morsel in response.cookies.items()})
        statuses = await asyncio.gather(*[fetch(session, i) for i in range(10)])
        print(statuses)


async def fetch(session, i):
    async with session.get(address + "/echo", params={"i": i}) as response:
        return (await response.json())["path"]


asyncio.run(main())
