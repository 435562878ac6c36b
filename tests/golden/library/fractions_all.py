# Fractions: texts, formats, arithmetic with every kind of number, faults, classes built on them.
from fractions import Fraction as F
from decimal import Decimal as D
import math
for s in ['','5','05','>5','<7','^9','=9','+','#','+#','*^12','0>9','009',',','_',',.2f','_.3e','010,.2f','z.1f','-012.3f','>010.2f','.0%','.3%','#.0f','g','.3g','#.3g','G','E','.2E','5s','d','x<','=+8','08','+09.2f','*=9.1f',' .2f',' ','.2','z','010','_.2g','0_','012_.3f']:
    for f in [F(1,3),F(-22,7),F(5),F(-1,1000),F(123456789,1000),F(0)]:
        try: print(s,f,repr(format(f,s)))
        except Exception as e: print(s,f,type(e).__name__,e)
for a in ['F("1/3")','F(" 1_0/3 ")','F("1__0")','F("3.1_4e2")','F(".5")','F("5.")','F("1/0")','F("x")','F("")','F("1/-2")','F("+1/2")','F("-.5e-3")','F("1 /2")','F(3,0)','F(1.5)','F(math.inf)','F(math.nan)','F(D("1.1"))','F(D("nan"))','F(1.5,2)','F("1",2)','F([])','F(None)','F(3,"a")','F(F(1,2),F(3,4))','F(True)','F.from_float(3)','F.from_float(F(1))','F.from_decimal(3)','F.from_decimal(1.5)','F.from_float(math.nan)','F.from_decimal(D("inf"))','F(1,2)+1','F(1,2)+1.5','F(1,2)+1j','1-F(1,2)','2**F(1,2)','2**F(2)','F(1,2)**-3','F(-1,2)**-3','F(0)**-3','F(1,2)**.5','F(1,2)**F(1,2)','F(-8)**F(1,3)','1.5**F(2)','F(7,2)//2','F(7,2)%F(2,3)','divmod(F(-7,2),2)','7//F(2,3)','7.5%F(2)','divmod(7,F(2,3))','F(1)//0','F(1)/0','1/F(0)','F(1)//1j','F(1)%1j','round(F(5,2))','round(F(7,2))','round(F(355,113),2)','round(F(1234),-2)','math.floor(F(-5,2))','math.ceil(F(-5,2))','int(F(-5,2))','math.trunc(F(5,2))','F(1,2)==.5','F(1,2)==D(".5")','F(1,2)<D(1)','F(1,2)<1','F(1,2)<math.inf','F(1,2)>math.nan','F(1,3)==1/3','F(1,2)=="a"','F(1,2)==.5+0j','F(1,2)<1j','hash(F(1,2))==hash(.5)','hash(F(-1))','hash(F(1,2**61-1))','F(355,113).limit_denominator(10)','F("3.141592653589793").limit_denominator(100)','F(1,2).limit_denominator(0)','repr(F(1,2))','str(F(4,2))','bool(F(0))','-F(1,2)','abs(F(-1,2))','+F(1,2)','F(1,2).is_integer()','F(1,2).as_integer_ratio()','float(F(1,3))','complex(F(1,2))','F(1,2).real','F(1,2).imag','F(1,2).conjugate()','F(3,4)*F(2,9)','F(3,4)/F(-9,2)','F(3,4)-F(1,4)','F(1,6)+F(1,10)','F(numerator=3,denominator=6)','F("1e400")','sum([F(1,3)]*3)','F(10**400,10**399+1)+.5','F(1,2)*"a"','F(1,2).numerator','hash(F(1,3))','hash(F(-22,7))','math.gcd(F(2),4)','min(F(1,2),.3)','F("٣/٤")','F("1/2\\n")','F("nan")','F("inf")','F("1/2e3")','F("-0")','F("1_000.5_0")','F("1._5")']:
    try: print(a,repr(eval(a)))
    except Exception as e: print(a,type(e).__name__,e)
import pickle,copy
class S(F): pass
s=S(1,2); print(type(s+1),type(copy.copy(s)),type(-s),type(copy.deepcopy(s)),repr(s),repr(pickle.loads(pickle.dumps(s))),s.__reduce__(),type(S.from_float(.5)), type(round(s,1)), type(s.limit_denominator(1)), type(s.limit_denominator(5)))
try: F(1,2)._numerator; F(1,2).numerator=3
except Exception as e: print(type(e),e)
try: F(1,2).x=3
except Exception as e: print(type(e),e)
