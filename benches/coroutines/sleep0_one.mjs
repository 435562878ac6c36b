// One function that gives way again and again.
const N = 200_000;

async function main() {
  let n = 0;
  for (let i = 0; i < N; i++) {
    await null;
    n += i & 3;
  }
  return n;
}

const start = performance.now();
console.log("check", await main());
console.log("seconds", (performance.now() - start) / 1000);
