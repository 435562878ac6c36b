// A timeout around short work.
const N = 60_000;

async function work(k) {
  await null;
  return k;
}

function waitFor(promise, milliseconds) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("timeout")), milliseconds)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const start = performance.now();
let total = 0;
for (let k = 0; k < N; k++) total += await waitFor(work(k), 10_000);
console.log("check", total);
console.log("seconds", (performance.now() - start) / 1000);
