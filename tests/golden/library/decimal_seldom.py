from decimal import *
D = Decimal
for a, b in [('1.0','1'),('1','1.0'),('-1','2'),('NaN','1'),('-Infinity','3'),('12.30','12.3'),('0','-0'),('1E+3','1000')]:
    a, b = D(a), D(b)
    print(a, b, a.compare_total(b), a.compare_total_mag(b), a.max(b), a.min(b), a.max_mag(b), a.min_mag(b))
print(D('1100').logical_and(D('1010')), D('1100').logical_or(D('1010')), D('1100').logical_xor(D('1010')), D('101').logical_invert(Context(prec=5)))
print(D(34).rotate(2, Context(prec=9)), D('123456789').rotate(-2, Context(prec=9)), D(34).shift(8, Context(prec=9)), D(12).shift(9, Context(prec=9)), D('123456789').shift(-2, Context(prec=9)))
c = Context(prec=9, Emin=-999, Emax=999)
print(D(1).next_toward(2, c), D('-1E-1007').next_toward(1, c), D('-1.00000003').next_toward(0, c), D('1').next_toward(1, c))
print(D('1e-1000').is_subnormal(c), D('1').is_subnormal())
with localcontext() as x:
    x.traps[InvalidOperation] = False
    print(D('NaN').compare_signal(1), D(12).logical_and(1))
print(c.divmod(8, 3), c.max(3, 2), c.fma(2, 3, 4), c.number_class(1), c.next_plus(1), c.radix(), c.canonical(D(3)), c.is_nan(D('nan')), c.to_integral_value(D('2.5')), c.scaleb(D(7), 2), c.same_quantum(D(1), D(2)), c.copy_sign(1, -2), c.logb(D(250)), c.remainder_near(10, 3), c.quantize(D('2.17'), D('0.001')), c.normalize(D('120')))
