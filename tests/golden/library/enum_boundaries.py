# Every value and every operation of four small flag classes under each boundary.
from enum import *
for b in FlagBoundary:
  for names in ({'A':1,'C':6},{'A':1,'C':8},{'A':1,'B':2,'C':12,'D':32}, {'A':1,'B':2,'C':4,'D':3}):
    out=[]
    for v in range(-9,18):
        Q=Flag('Q',names,boundary=b)
        try: out.append(repr(Q(v)))
        except Exception as e: out.append(str(e).split('\n')[0])
    print(b,names,out)
    out=[]
    Q=Flag('Q',names,boundary=b)
    for m in list(Q.__members__.values()):
        for n in list(Q.__members__.values()):
            for op in ('m|n','m&n','m^n','~m','~(m|n)','m in n','list(m|n)','len(m|n)'):
                try: out.append(repr(eval(op)))
                except Exception as e: out.append(str(e).split('\n')[0])
    print(out)
