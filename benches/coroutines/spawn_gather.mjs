// Many short functions begun and gathered.
async function work(k) {
  return k * 2;
}

const start = performance.now();
let total = 0;
for (let round = 0; round < 80; round++) {
  const all = await Promise.all(Array.from({ length: 1000 }, (_, k) => work(k)));
  for (const x of all) total += x;
}
console.log("check", total);
console.log("seconds", (performance.now() - start) / 1000);
