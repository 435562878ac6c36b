from statistics import *
from fractions import Fraction as F
d = [1.5, 2.5, 2.5, 2.75, 3.25, 4.75]
print(mean(d), median(d), stdev(d), pstdev(d), variance(d), pvariance(d), mode(d), multimode("aabbc"), fmean(d), quantiles(d), quantiles(d, n=10, method="inclusive"))
print(mean([1, 2, 3, 4]), mean([F(1, 2), F(1, 3)]), mean([1, 2]), median([1, 2]), median_low([1, 2]), median_high([1, 2]), median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]))
print(geometric_mean([54, 24, 36]), harmonic_mean([40, 60], weights=[5, 30]), stdev([1, 2, 3]), variance([1, 2, 3, 5]))
print(correlation([1, 2, 3], [1, 2, 4]), covariance([1, 2, 3], [1, 2, 4]), linear_regression([1, 2, 3], [2, 4, 7]))
n = NormalDist(100, 15); print(n, n.cdf(120), n.pdf(100), n.inv_cdf(0.9), n + 3, n.overlap(NormalDist(110, 10)), n.zscore(130), n.quantiles())
for f in [lambda: mean([]), lambda: median([]), lambda: mode([]), lambda: stdev([1])]:
    try: f()
    except StatisticsError as e: print(e)
print(kde([1, 2, 3], 1.0)(2.0), kde([1, 2, 3], 1.0, "triangular", cumulative=True)(2.0))
