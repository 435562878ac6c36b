# Graphs: breadth first, depth first, shortest paths, order by dependency, components.
EDGES = "a-b:4 a-c:2 c-b:1 b-d:5 c-d:8 c-e:10 d-e:2 e-f:3 g-h:1".split()
graph = {}
for e in EDGES:
    (a, b), w = e.split(":")[0].split("-"), int(e.split(":")[1])
    graph.setdefault(a, {})[b] = w; graph.setdefault(b, {})[a] = w
print(graph)
def bfs(start):
    seen, queue = {start: 0}, [start]
    for node in queue:
        for n in graph[node]:
            if n not in seen: seen[n] = seen[node] + 1; queue.append(n)
    return seen
def dfs(node, seen=None):
    seen = set() if seen is None else seen
    seen.add(node); yield node
    for n in sorted(graph[node]):
        if n not in seen: yield from dfs(n, seen)
def shortest(start):
    dist, back, left = {start: 0}, {}, {start}
    while left:
        node = min(left, key=lambda n: (dist[n], n)); left.remove(node)
        for n, w in graph[node].items():
            if dist[node] + w < dist.get(n, float("inf")): dist[n] = dist[node] + w; back[n] = node; left.add(n)
    return dist, back
def path(back, end):
    out = [end]
    while out[-1] in back: out.append(back[out[-1]])
    return "".join(reversed(out))
print(bfs("a"), list(dfs("a"))); dist, back = shortest("a"); print(dist, {n: path(back, n) for n in sorted(dist)})
components = []
for n in graph:
    if not any(n in c for c in components): components.append(set(dfs(n)))
print([sorted(c) for c in components])
class Cycle(Exception): pass
def order(needs):
    done, busy, out = set(), [], []
    def visit(n):
        if n in done: return
        if n in busy: raise Cycle(" -> ".join(busy[busy.index(n):] + [n]))
        busy.append(n)
        for m in needs.get(n, ()): visit(m)
        busy.pop(); done.add(n); out.append(n)
    for n in needs: visit(n)
    return out
print(order({"shirt": ["iron"], "tie": ["shirt"], "jacket": ["tie", "trousers"], "shoes": ["trousers", "socks"], "trousers": []}))
try: order({"a": ["b"], "b": ["c"], "c": ["a"]})
except Cycle as e: print("cycle", e)
def spanning():
    parent = {n: n for n in graph}
    def root(n):
        while parent[n] != n: parent[n] = parent[parent[n]]; n = parent[n]
        return n
    total = 0; kept = []
    for w, a, b in sorted((w, a, b) for a in graph for b, w in graph[a].items() if a < b):
        if root(a) != root(b): parent[root(a)] = root(b); total += w; kept.append(a + b)
    return total, kept
print(spanning())
def knapsack(items, room):
    best = [(0, ())] * (room + 1)
    for name, weight, value in items:
        for r in range(room, weight - 1, -1): best[r] = max(best[r], (best[r - weight][0] + value, best[r - weight][1] + (name,)))
    return best[room]
print(knapsack([("gold", 5, 60), ("map", 1, 15), ("rope", 3, 20), ("lamp", 4, 40)], 9))
def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): t[i + 1][j + 1] = t[i][j] + x if x == y else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]
def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1): last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
print(lcs("ABCBDAB", "BDCABA"), distance("kitten", "sitting"), distance("", "abc"), distance("同样", "同学们"))
def maze(text):
    rows = text.split(); start = (1, 1); goal = (len(rows) - 2, len(rows[0]) - 2); queue, back = [start], {start: None}
    for y, x in queue:
        if (y, x) == goal: break
        for c in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
            if rows[c[0]][c[1]] != "#" and c not in back: back[c] = (y, x); queue.append(c)
    at, marks = goal, set()
    while at: marks.add(at); at = back[at]
    return "\n".join("".join("*" if (y, x) in marks else c for x, c in enumerate(r)) for y, r in enumerate(rows))
print(maze("######### #.......# #.#####.# #.#...#.# #...#...# #########"))
