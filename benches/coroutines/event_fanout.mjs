// One promise that wakes a hundred functions, again and again.
const TASKS = 100, ROUNDS = 1500;

const start = performance.now();
const events = Array.from({ length: ROUNDS }, () => {
  let set;
  const done = new Promise((resolve) => (set = resolve));
  return { done, set };
});
let woken = 0;

async function wait() {
  for (const event of events) {
    await event.done;
    woken += 1;
  }
}

const tasks = Array.from({ length: TASKS }, wait);
for (const event of events) {
  await null;
  event.set();
}
await Promise.all(tasks);
console.log("check", woken);
console.log("seconds", (performance.now() - start) / 1000);
