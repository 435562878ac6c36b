// A hop at the bottom of a deep chain of awaits.
const DEPTH = 200, HOPS = 60_000;

async function deep(n) {
  if (n) return await deep(n - 1);
  let total = 0;
  for (let i = 0; i < HOPS; i++) {
    await null;
    total += i;
  }
  return total;
}

const start = performance.now();
console.log("check", await deep(DEPTH));
console.log("seconds", (performance.now() - start) / 1000);
