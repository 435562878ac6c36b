// A sum over a generator.
const N = 4_000_000;

function* count(n) {
  let i = 0;
  while (i < n) {
    yield i;
    i += 1;
  }
}

const start = performance.now();
let total = 0;
for (const x of count(N)) total += x;
console.log("check", total);
console.log("seconds", (performance.now() - start) / 1000);
