#!/usr/bin/env python3
"""How long the page of a large recording takes to open in headless Chromium.

    page.py CO [EVENTS]     CO is the command, EVENTS about how many (100,000)

Records a program of a thousand tasks that give way in turn, opens its page a few times, and prints the milliseconds from
the start of the navigation to the end of the page's script, as the page itself notes them in `data-opened`.
"""
import os, re, subprocess, sys, tempfile

CO, EVENTS = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
PROGRAM = """import asyncio

async def hop(k):
    for i in range({hops}):
        await asyncio.sleep(0)

async def main():
    await asyncio.gather(*(hop(k) for k in range(1000)))

asyncio.run(main())
"""
with tempfile.TemporaryDirectory() as folder:
    program, page = os.path.join(folder, "hops.co"), os.path.join(folder, "hops.html")
    with open(program, "w") as out:
        out.write(PROGRAM.format(hops=max(1, EVENTS // 2000)))
    subprocess.run([CO, "trace", "--format", "html", "--output", page, program], check=True, stderr=subprocess.DEVNULL)
    print(f"{os.path.getsize(page) / 1e6:.1f} MB")
    browser = os.environ.get("CO_BROWSER", "chromium")
    for i in range(5):
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom",
                   f"--user-data-dir={folder}/profile{i}", f"file://{page}?lang=en"]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
        events = re.search(r"event \d+ of (\d+)", shown)
        opened = re.search(r'data-opened="(\d+)"', shown)
        print(f"{events[1] if events else '?'} events, opened in {opened[1] if opened else '?'} ms")
