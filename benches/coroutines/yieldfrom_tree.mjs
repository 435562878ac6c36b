// A balanced tree walked by recursive generators.
function build(lo, hi) {
  if (lo >= hi) return null;
  const mid = (lo + hi) >> 1;
  return [build(lo, mid), mid, build(mid + 1, hi)];
}

function* walk(tree) {
  if (tree !== null) {
    yield* walk(tree[0]);
    yield tree[1];
    yield* walk(tree[2]);
  }
}

const tree = build(0, 1 << 15);
const start = performance.now();
let check = 0;
for (let round = 0; round < 12; round++) {
  let k = 0;
  for (const x of walk(tree)) check += k++ ^ x ^ 5;
}
console.log("check", check);
console.log("seconds", (performance.now() - start) / 1000);
