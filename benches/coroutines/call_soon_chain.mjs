// Callbacks that schedule the next one.
const N = 250_000;

function main() {
  return new Promise((done) => {
    let total = 0;
    const step = (k) => {
      total += k;
      if (k === N) done(total);
      else queueMicrotask(() => step(k + 1));
    };
    queueMicrotask(() => step(0));
  });
}

const start = performance.now();
console.log("check", await main());
console.log("seconds", (performance.now() - start) / 1000);
