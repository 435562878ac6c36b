// Promises made, awaited by callbacks and resolved.
const N = 250_000;

async function main() {
  let total = 0;
  for (let k = 0; k < N; k++) {
    let resolve;
    new Promise((r) => (resolve = r)).then((x) => (total += x));
    resolve(k);
    if (k % 100 === 99) await null;
  }
  await null;
  return total;
}

const start = performance.now();
console.log("check", await main());
console.log("seconds", (performance.now() - start) / 1000);
