//! `math`: functions of real numbers and of integers.
//!
//! In: numbers. Out: numbers; "math domain error" (ValueError) where a finite argument has no finite answer, "math range
//! error" (OverflowError) where the answer is too large.

mod integer;
mod real;
mod sums;

use crate::native;
use crate::native::{Native, NativeModule};
use crate::object::Value;

/// `math`
pub static MODULE: NativeModule = NativeModule {
    name: "math",
    help: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: FUNCTIONS,
    fill: Some(|_, dict| {
        for (name, value) in [
            ("pi", std::f64::consts::PI),
            ("e", std::f64::consts::E),
            ("tau", std::f64::consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ] {
            dict.set_name(name, Value::float(value));
        }
        Ok(())
    }),
    ..NativeModule::BASE
};

const FUNCTIONS: &[Native] = &[
    native!("acos(x, /)", real::acos, "Return the arc cosine (measured in radians) of x."),
    native!("acosh(x, /)", real::acosh, "Return the inverse hyperbolic cosine of x."),
    native!("asin(x, /)", real::asin, "Return the arc sine (measured in radians) of x."),
    native!("asinh(x, /)", real::asinh, "Return the inverse hyperbolic sine of x."),
    native!("atan(x, /)", real::atan, "Return the arc tangent (measured in radians) of x."),
    native!("atan2(y, x, /)", real::atan2, "Return the arc tangent (measured in radians) of y/x."),
    native!("atanh(x, /)", real::atanh, "Return the inverse hyperbolic tangent of x."),
    native!("cbrt(x, /)", real::cbrt, "Return the cube root of x."),
    native!("ceil(x, /)", real::ceil, "Return the ceiling of x as an Integral."),
    native!(
        "comb(n, k, /)",
        integer::comb,
        "Number of ways to choose k items from n items without repetition and order."
    ),
    native!("copysign(x, y, /)", real::copysign, "Return a float with the magnitude of x but the sign of y."),
    native!("cos(x, /)", real::cos, "Return the cosine of x (measured in radians)."),
    native!("cosh(x, /)", real::cosh, "Return the hyperbolic cosine of x."),
    native!("degrees(x, /)", real::degrees, "Convert angle x from radians to degrees."),
    native!("dist(p, q, /)", sums::dist, "Return the Euclidean distance between two points p and q."),
    native!("erf(x, /)", real::erf, "Error function at x."),
    native!("erfc(x, /)", real::erfc, "Complementary error function at x."),
    native!("exp(x, /)", real::exp, "Return e raised to the power of x."),
    native!("exp2(x, /)", real::exp2, "Return 2 raised to the power of x."),
    native!("expm1(x, /)", real::expm1, "Return exp(x)-1."),
    native!("fabs(x, /)", real::fabs, "Return the absolute value of the float x."),
    native!("factorial(n, /)", integer::factorial, "Find n!."),
    native!("floor(x, /)", real::floor, "Return the floor of x as an Integral."),
    native!("fma(x, y, z, /)", real::fma, "Fused multiply-add operation."),
    native!("fmod(x, y, /)", real::fmod, "Return fmod(x, y), according to platform C."),
    native!("frexp(x, /)", real::frexp, "Return the mantissa and exponent of x, as pair (m, e)."),
    native!("fsum(seq, /)", sums::fsum, "Return an accurate floating-point sum of values in the iterable seq."),
    native!("gamma(x, /)", real::gamma, "Gamma function at x."),
    native!("gcd(*integers)", integer::gcd, "Greatest Common Divisor."),
    native!("hypot(*coordinates)", sums::hypot, "Multidimensional Euclidean distance from the origin to a point."),
    native!(
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        real::isclose,
        "Determine whether two floating-point numbers are close in value."
    ),
    native!(
        "isfinite(x, /)",
        real::isfinite,
        "Return True if x is neither an infinity nor a NaN, and False otherwise."
    ),
    native!("isinf(x, /)", real::isinf, "Return True if x is a positive or negative infinity, and False otherwise."),
    native!("isnan(x, /)", real::isnan, "Return True if x is a NaN (not a number), and False otherwise."),
    native!("isqrt(n, /)", integer::isqrt, "Return the integer part of the square root of the input."),
    native!("lcm(*integers)", integer::lcm, "Least Common Multiple."),
    native!("ldexp(x, i, /)", real::ldexp, "Return x * (2**i)."),
    native!("lgamma(x, /)", real::lgamma, "Natural logarithm of absolute value of Gamma function at x."),
    native!("log(x, base=<unset>, /)", real::log, "Return the logarithm of x to the given base, by default e."),
    native!("log10(x, /)", real::log10, "Return the base 10 logarithm of x."),
    native!("log1p(x, /)", real::log1p, "Return the natural logarithm of 1+x (base e)."),
    native!("log2(x, /)", real::log2, "Return the base 2 logarithm of x."),
    native!("modf(x, /)", real::modf, "Return the fractional and integer parts of x."),
    native!("nextafter(x, y, /, *, steps=None)", real::nextafter, "Return the floating-point value after x towards y."),
    native!("perm(n, k=None, /)", integer::perm, "Number of ways to choose k items from n items with order."),
    native!("pow(x, y, /)", real::pow, "Return x**y (x to the power of y)."),
    native!("prod(iterable, /, *, start=1)", sums::prod, "Calculate the product of all the elements in the iterable."),
    native!("radians(x, /)", real::radians, "Convert angle x from degrees to radians."),
    native!("remainder(x, y, /)", real::remainder, "Difference between x and the closest integer multiple of y."),
    native!("sin(x, /)", real::sin, "Return the sine of x (measured in radians)."),
    native!("sinh(x, /)", real::sinh, "Return the hyperbolic sine of x."),
    native!("sqrt(x, /)", real::sqrt, "Return the square root of x."),
    native!("sumprod(p, q, /)", sums::sumprod, "Return the sum of products of values from two iterables p and q."),
    native!("tan(x, /)", real::tan, "Return the tangent of x (measured in radians)."),
    native!("tanh(x, /)", real::tanh, "Return the hyperbolic tangent of x."),
    native!("trunc(x, /)", real::trunc, "Truncates the Real x to the nearest Integral toward 0."),
    native!("ulp(x, /)", real::ulp, "Return the value of the least significant bit of the float x."),
];
