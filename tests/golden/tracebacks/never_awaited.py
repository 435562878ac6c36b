# A coroutine that is dropped without having been awaited.
async def work():
    return 1


work()
print("after")
c = work()
c.close()
print("closed ones are quiet")
c = work()
c = None
print("end")
