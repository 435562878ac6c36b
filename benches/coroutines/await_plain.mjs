// Awaiting functions that never wait.
const N = 3_000_000;

async function add(a, b) {
  return a + b;
}

async function main() {
  let total = 0;
  for (let i = 0; i < N; i++) total = await add(total, i);
  return total;
}

const start = performance.now();
console.log("check", await main());
console.log("seconds", (performance.now() - start) / 1000);
