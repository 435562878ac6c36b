// Groups of fifty.
async function work(k) {
  await null;
  return k;
}

const start = performance.now();
let total = 0;
for (let round = 0; round < 1600; round++) {
  const all = await Promise.all(Array.from({ length: 50 }, (_, k) => work(k)));
  for (const x of all) total += x;
}
console.log("check", total);
console.log("seconds", (performance.now() - start) / 1000);
