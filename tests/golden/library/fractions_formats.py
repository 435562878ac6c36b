# Formats of fractions; 400 drawn fractions with a seed: formats, arithmetic, rounding, hashes.
from fractions import Fraction as F
for s in ['0','00','000.2f','0000','0f','00f','0010.1f','#0_','=0','<0','x<0','0=5','05.1e','z','z5','#5.2g', '.f','.0f','1','01,.1f','0,.1f','012,.1f','013,.1f','014,.1f','%','e','-#z015.4G']:
    for f in [F(1,3),F(-22,7),F(1234567)]:
        try: print(s,f,repr(format(f,s)))
        except Exception as e: print(s,f,type(e).__name__,e)
import random
r=random.Random(5)
for i in range(400):
    f=F(r.randrange(-10**r.randrange(1,12),10**r.randrange(1,12)),r.randrange(1,10**r.randrange(1,14)))
    s=r.choice(['','+',' '])+r.choice(['','#','z'])+r.choice(['','12','030'])+r.choice(['',','])+r.choice(['','.0','.1','.5','.12'])+r.choice('eEfFgG%')
    print(s,f,format(f,s), f.limit_denominator(r.randrange(1,1000)), f+F(3,14), f*F(14,9), f/F(-7,12), divmod(f,F(3,7)), round(f,2), round(f), hash(f))
