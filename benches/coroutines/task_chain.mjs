// A chain of functions, each of which awaits the next.
async function link(n) {
  if (n === 0) return 0;
  await null; // a task begins in the loop's next turn
  return (await link(n - 1)) + 1;
}

const start = performance.now();
let total = 0;
for (let round = 0; round < 200; round++) total += await link(300);
console.log("check", total);
console.log("seconds", (performance.now() - start) / 1000);
