// An asynchronous generator, consumed twice.
const N = 600_000;

async function* count(n) {
  for (let i = 0; i < n; i++) yield i;
}

const start = performance.now();
let total = 0;
for await (const x of count(N)) total += x;
const odd = [];
for await (const x of count(N)) if (x & 1) odd.push(x);
console.log("check", total + odd.reduce((a, b) => a + b));
console.log("seconds", (performance.now() - start) / 1000);
