// Many timers, most of them cancelled before they fire.
const N = 40_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const start = performance.now();
let fired = 0;
const fire = () => (fired += 1);
for (let round = 0; round < 3; round++) {
  const handles = Array.from({ length: N }, (_, k) => setTimeout(fire, k % 10));
  handles.forEach((handle, k) => k % 4 && clearTimeout(handle));
  await sleep(20);
  while (fired % (N / 4)) await sleep(1);
}
console.log("check", fired);
console.log("seconds", (performance.now() - start) / 1000);
