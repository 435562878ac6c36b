// Values sent into a generator.
const N = 2_500_000;

function* running() {
  let total = 0;
  while (true) total += yield total;
}

const start = performance.now();
const g = running();
g.next();
let check;
for (let i = 0; i < N; i++) check = g.next(i).value;
console.log("check", check);
console.log("seconds", (performance.now() - start) / 1000);
