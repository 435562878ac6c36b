// A thousand functions that give way in turn.
const TASKS = 1000, HOPS = 250;

async function hop(k) {
  let n = 0;
  for (let i = 0; i < HOPS; i++) {
    await null;
    n += k;
  }
  return n;
}

const start = performance.now();
const all = await Promise.all(Array.from({ length: TASKS }, (_, k) => hop(k)));
console.log("check", all.reduce((a, b) => a + b));
console.log("seconds", (performance.now() - start) / 1000);
