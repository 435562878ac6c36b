// A pipeline of five generators.
const N = 2_000_000;

function* source(n) {
  for (let i = 0; i < n; i++) yield i;
}

function* double(items) {
  for (const x of items) yield x * 2;
}

function* oddThirds(items) {
  for (const x of items) if (x % 3 !== 1) yield x;
}

function* shift(items, by) {
  for (const x of items) yield x + by;
}

const start = performance.now();
let check = 0;
for (const x of shift(oddThirds(double(shift(source(N), 5))), 7)) check += x;
console.log("check", check);
console.log("seconds", (performance.now() - start) / 1000);
