// Values through a hundred levels of delegation.
const DEPTH = 100, N = 300_000;

function* bottom(n) {
  let total = 0;
  for (let i = 0; i < n; i++) total += yield i;
  return total;
}

function* level(n) {
  return n ? yield* level(n - 1) : yield* bottom(N);
}

const start = performance.now();
const g = level(DEPTH);
let step = g.next();
while (!step.done) step = g.next(step.value + 1);
console.log("check", step.value);
console.log("seconds", (performance.now() - start) / 1000);
