# A class of one's own on asyncio.Timeout, with another __init__ (as async_timeout has it); ast's names of older trees.
import ast
import asyncio
import warnings


class Named(asyncio.Timeout):
    def __init__(self, deadline, name):
        super().__init__(deadline)
        self.name = name


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with Named(loop.time() + 0.01, "short") as limit:
            await asyncio.sleep(10)
    except TimeoutError:
        print("over:", limit.name, limit.expired(), isinstance(limit, asyncio.Timeout))
    async with Named(None, "none") as limit:
        print(limit.when())
    try:
        asyncio.Timeout()
    except TypeError as fault:
        print(fault)


asyncio.run(main())
print(ast.Index(value=1), ast.dump(ast.ExtSlice([ast.Constant(1)])))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(isinstance(ast.Constant(5), ast.Num), isinstance(ast.Constant("x"), ast.Num), ast.dump(ast.Str("a")))
    print(seen[0].message)
