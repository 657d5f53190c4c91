"""The chances that a forecast is made of: two distributions, and the scale they are joined on."""

from math import exp, lgamma, log, log1p

DOUBT = 0.005
"""A log is wrong, or life is, once in 200 times: no forecast is surer than that."""


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, which counts as no surer than anything is."""
    inside = min(1 - DOUBT, max(DOUBT, chance))
    return log(inside / (1 - inside))


def chance_of(odds: float) -> float:
    """Return the chance that has these log-odds."""
    return 1 / (1 + exp(-odds))


def kept_days(need: float, days: int, kept: float, missed: float) -> float:
    """The chance to keep `need` of the days, when the chance to keep one is Beta(kept, missed).

    A beta-binomial tail (Gelman et al., Bayesian Data Analysis, appendix A), summed from the end
    that is nearer; between whole numbers of days it goes straight from one to the next.
    """
    least, part = int(need), need % 1
    if least > days:
        return 0.0
    nearer = least if 2 * least > days else 0
    term = exp(
        lgamma(days + 1)
        - lgamma(nearer + 1)
        - lgamma(days - nearer + 1)
        + lgamma(kept + nearer)
        + lgamma(missed + days - nearer)
        - lgamma(kept + missed + days)
        + lgamma(kept + missed)
        - lgamma(kept)
        - lgamma(missed)
    )
    total, exactly = 0.0, term
    for count in range(nearer, days + 1 if nearer else least):
        total += term
        term *= (days - count) * (kept + count) / ((count + 1) * (missed + days - count - 1 or 1))
    if nearer:
        return max(0.0, min(1.0, total - part * exactly))
    return max(0.0, min(1.0, 1 - total - part * term))


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function (Lentz's continued fraction, DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    fraction = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / ((1 + even * d) or tiny)
        c = (1 + even / c) or tiny
        fraction *= c * d
        d = 1 / ((1 + odd * d) or tiny)
        c = (1 + odd / c) or tiny
        fraction *= c * d
        if abs(c * d - 1) < 1e-9:
            break
    return front * fraction
