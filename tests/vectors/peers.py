"""Reference vectors with changed inputs: seeded draws of the inputs of every operation, the expected figures from
peers that share no code with Onrecord. Prints a file in the format of stat-vectors.json.

    python3 peers.py [--seed S] [--each N] > changed.json

Peers: statsmodels, scipy, scikit-learn, krippendorff, irrCAC, ppi-python, consistent-sampler (install.sh), R's survey
where Rscript is on PATH; where no peer exists, the definition written again below, in exact fractions where it can be.
"""
import argparse, hashlib, itertools, json, math, subprocess, sys, tempfile, warnings
from fractions import Fraction
from pathlib import Path
import random

import numpy as np
import pandas as pd
from scipy import stats

warnings.filterwarnings("ignore")
VECTORS, SKIPPED = [], []


def clean(x):
    if isinstance(x, dict): return {k: clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)): return [clean(v) for v in x]
    if isinstance(x, (bool, np.bool_)): return bool(x)
    if isinstance(x, (int, np.integer)): return int(x)
    if isinstance(x, (float, np.floating)): return float(x)
    return x


def add(op, params, inputs, expected, tol, source):
    n = sum(v["op"] == op for v in VECTORS)
    VECTORS.append(clean(dict(id=f"changed_{op}_{n}", op=op, params=params, inputs=inputs, expected=expected, tol=tol, source=source)))


# One proportion, planning

def proportions(r):
    from statsmodels.stats.proportion import proportion_confint, confint_proportions_2indep, samplesize_confint_proportion
    n = r.choice([1, 7, 63, 500, 1539, 20000]); k = r.choice([0, n, r.randint(0, n)])
    alpha = r.choice([0.01, 0.05, 0.1, 0.32])
    for op, method in [("wilson", "wilson"), ("clopper_pearson", "beta"), ("jeffreys", "jeffreys"), ("normal", "normal")]:
        low, high = proportion_confint(k, n, alpha, method)
        if op == "clopper_pearson":
            low, high = (0.0 if k == 0 else low), (1.0 if k == n else high)
        add("interval_" + op, dict(alpha=alpha), dict(count=k, n=n), dict(lower=low, upper=high), 1e-9, "statsmodels")
    n1, n2 = r.randint(5, 400), r.randint(5, 400); k1, k2 = r.randint(0, n1), r.randint(0, n2)
    low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=alpha, correction=False)
    add("interval_newcombe_difference", dict(alpha=alpha), dict(count1=k1, n1=n1, count2=k2, n2=n2), dict(lower=low, upper=high), 1e-9, "statsmodels")
    p, half = r.uniform(0.5, 0.99), r.uniform(0.005, 0.05); N = r.choice([None, r.randint(500, 90000)])
    n0 = samplesize_confint_proportion(p, half, alpha)
    add("sample_size_proportion", dict(alpha=alpha), dict(p=p, half_width=half, N=N), dict(n0=n0, n=n0 if N is None else n0 / (1 + (n0 - 1) / N)), 1e-9, "statsmodels")
    N = r.randint(20, 900); n = r.randint(1, min(N, 120)); e = r.choice([0, n, r.randint(0, n)])
    keep_low = [D for D in range(e, N - (n - e) + 1) if stats.hypergeom.sf(e - 1, N, D, n) > alpha / 2]
    keep_high = [D for D in range(e, N - (n - e) + 1) if stats.hypergeom.cdf(e, N, D, n) > alpha / 2]
    add("interval_hypergeometric", dict(alpha=alpha), dict(errors=e, n=n, N=N), dict(D_lower=min(keep_low), D_upper=max(keep_high)), 0, "scipy")
    D = r.randint(1, N); risk = r.choice([0.05, 0.1, 0.5])
    smallest = next(m for m in range(N + 1) if stats.hypergeom.pmf(0, N, D, m) <= risk)
    add("discovery_sample_size", dict(risk=risk), dict(N=N, D=D), dict(n=smallest), 0, "scipy")


def allocation(r):
    H = r.randint(2, 4); N = [r.randint(3, 40) for _ in range(H)]; S = [round(r.uniform(0.02, 0.6), 3) for _ in range(H)]
    n = r.randint(2 * H, min(sum(N), 3 * H + 12))
    total = sum(a * b for a, b in zip(N, S))
    add("neyman_allocation", dict(n=n, integer=False, min_per_stratum=0), dict(N=N, S=S), dict(n_h=[n * a * b / total for a, b in zip(N, S)]), 1e-9, "closed form")
    floor = 2
    variance = lambda held: sum((a / sum(N)) ** 2 * s * s * (1 / h - 1 / a) for a, s, h in zip(N, S, held))
    options = [held for held in itertools.product(*[range(min(floor, a), a + 1) for a in N]) if sum(held) == n]
    best = min(options, key=variance)
    add("neyman_allocation", dict(n=n, integer=True, min_per_stratum=floor), dict(N=N, S=S), dict(variance=variance(best)), 1e-9, "brute force")
    bins = r.randint(4, 40); f = [r.randint(0, 500) for _ in range(bins)]; f[0] += 1
    edges = [round(b / bins, 6) for b in range(bins + 1)]; strata = r.randint(2, 6)
    c = np.cumsum(np.sqrt(f)); targets = [c[-1] * k / strata for k in range(1, strata)]
    cuts = [edges[int(np.argmin(np.abs(c - t))) + 1] for t in targets]
    add("dalenius_hodges", dict(strata=strata), dict(edges=edges, frequency=f), dict(cum_sqrt=c, targets=targets, boundaries=cuts), 1e-9, "numpy")
    from statsmodels.stats.multitest import multipletests
    p = [round(r.random() ** 3, 6) for _ in range(r.randint(1, 30))]
    for op, method in [("holm", "holm"), ("benjamini_hochberg", "fdr_bh")]:
        reject, adjusted, *_ = multipletests(p, 0.05, method)
        add(op, dict(alpha=0.05), dict(p=p), dict(adjusted=adjusted, reject=[a <= 0.05 for a in adjusted]), 1e-9, "statsmodels")


# Agreement

def agreement(r):
    import irrCAC.raw, krippendorff
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import cohens_kappa
    q, units = r.randint(2, 5), r.randint(12, 120); categories = list(range(1, q + 1))
    def row(raters, missing):
        truth = r.choice(categories)
        marks = [truth if r.random() < 0.8 else r.choice(categories) for _ in range(raters)]
        return [None if r.random() < missing else m for m in marks]
    pairs = [row(2, 0) for _ in range(units)]
    pairs[:q] = [[c, c] for c in categories]
    table = np.zeros((q, q))
    for a, b in pairs: table[a - 1, b - 1] += 1
    k = cohens_kappa(table)
    add("kappa_cohen", dict(categories=categories, weights="identity", alpha=0.05), dict(ratings=pairs), dict(coef=k.kappa, var=k.var_kappa, var_null=k.var_kappa0, lower=k.kappa_low, upper=k.kappa_upp), 1e-9, "statsmodels")
    for weights in ["linear", "quadratic"]:
        coef = cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs], weights=weights, labels=categories)
        add("kappa_cohen", dict(categories=categories, weights=weights, alpha=0.05), dict(ratings=pairs), dict(coef=coef), 1e-9, "scikit-learn")
    many = [row(r.choice([3, 3, 4]), 0) for _ in range(units)]
    width = max(map(len, many)); many = [m + [None] * (width - len(m)) for m in many]
    for m in many:
        for at in range(width):
            if sum(x is not None for x in m) > 2 and r.random() < 0.15: m[at] = None
    many[:q] = [[c] * width for c in categories]
    frame = pd.DataFrame([[np.nan if m is None else float(m) for m in u] for u in many])
    confidence = r.choice([0.9, 0.95])
    cac = irrCAC.raw.CAC(frame, categories=[float(c) for c in categories], confidence_level=confidence, digits=12)
    for op, got in [("ac1_gwet", cac.gwet()), ("kappa_fleiss", cac.fleiss()), ("alpha_krippendorff", cac.krippendorff())]:
        e = got["est"]; params = dict(categories=categories, alpha=round(1 - confidence, 10))
        if op == "alpha_krippendorff": params["level"] = "nominal"
        add(op, params, dict(ratings=many), dict(coef=e["coefficient_value"], pa=e["pa"], pe=e["pe"], se=e["se"], lower=e["confidence_interval"][0], upper=e["confidence_interval"][1]), 1e-9, "irrCAC")
    data = frame.to_numpy().T
    for level in ["nominal", "ordinal", "interval"]:
        coef = krippendorff.alpha(reliability_data=data, level_of_measurement=level, value_domain=categories)
        add("alpha_krippendorff", dict(categories=categories, level=level, alpha=None), dict(ratings=many), dict(coef=coef), 1e-9, "krippendorff")


# Designs

def design(r):
    H = r.randint(1, 4); rows = []
    N = {}
    for h in range(H):
        n = r.randint(8, 40); N[f"s{h}"] = n * r.randint(3, 60)
        for _ in range(n):
            k = r.choice([1, 1, 1, 2, 3]); y = k - (r.random() < 0.15)
            rows.append(dict(stratum=f"s{h}", cluster=f"s{h}t{r.randint(0, 5)}", weight=N[f"s{h}"] / n, y=y, k=k, domain=int(r.random() < 0.6)))
    return rows, N


SURVEY = r'''
library(survey); options(digits=16, survey.lonely.psu="fail")
d <- read.csv(commandArgs(TRUE)[1]); say <- function(name, x) cat(name, format(as.numeric(x), digits=16), "\n")
plain <- function(name, design) {
  r <- svyratio(~y, ~k, design, deff=TRUE); say(paste0(name, ".ratio"), coef(r)); say(paste0(name, ".se"), SE(r)); say(paste0(name, ".df"), degf(design))
  say(paste0(name, ".deff"), deff(r))
  ci <- confint(r, df=degf(design)); say(paste0(name, ".t_lower"), ci[1]); say(paste0(name, ".t_upper"), ci[2])
  ci <- confint(r); say(paste0(name, ".z_lower"), ci[1]); say(paste0(name, ".z_upper"), ci[2])
  m <- svymean(~y, design, deff=TRUE); say(paste0(name, ".mean"), coef(m)); say(paste0(name, ".mean_se"), SE(m)); say(paste0(name, ".mean_deff"), deff(m))
  w <- svymean(~y, design, deff="replace"); say(paste0(name, ".deff_wr"), deff(w))
  t <- svytotal(~y+k, design); v <- vcov(t); say(paste0(name, ".total_y"), coef(t)[1]); say(paste0(name, ".total_k"), coef(t)[2])
  say(paste0(name, ".var_y"), v[1,1]); say(paste0(name, ".var_k"), v[2,2]); say(paste0(name, ".cov_yk"), v[1,2])
  s <- svyratio(~I(y*domain), ~I(k*domain), design); say(paste0(name, ".domain"), coef(s)); say(paste0(name, ".domain_se"), SE(s))
}
fpc <- svydesign(ids=~1, strata=~stratum, weights=~weight, fpc=~N, data=d); plain("fpc", fpc)
nofpc <- svydesign(ids=~1, strata=~stratum, weights=~weight, data=d); plain("nofpc", nofpc)
clu <- svydesign(ids=~cluster, strata=~stratum, weights=~weight, data=d); plain("cluster", clu)
j <- svyratio(~y, ~k, as.svrepdesign(nofpc, type="JKn")); say("jackknife.ratio", coef(j)); say("jackknife.se", SE(j))
d$b <- as.integer(d$y == d$k); fpc <- svydesign(ids=~1, strata=~stratum, weights=~weight, fpc=~N, data=d)
p <- svymean(~b, fpc); say("prop.p", coef(p)); say("prop.v", vcov(p)); say("prop.df", degf(fpc))
for (m in c("beta", "xlogit")) { ci <- confint(svyciprop(~b, fpc, method=m)); say(paste0(m, ".lower"), ci[1]); say(paste0(m, ".upper"), ci[2]) }
'''


def r_survey(rows, N):
    with tempfile.TemporaryDirectory() as folder:
        pd.DataFrame(rows).assign(N=[N[row["stratum"]] for row in rows]).to_csv(Path(folder) / "d.csv", index=False)
        (Path(folder) / "s.R").write_text(SURVEY)
        out = subprocess.run(["Rscript", str(Path(folder) / "s.R"), str(Path(folder) / "d.csv")], capture_output=True, text=True)
        if out.returncode: raise RuntimeError(out.stderr)
        return {name: float(value) for name, value in (line.split() for line in out.stdout.splitlines())}


def surveys(r, has_r):
    rows, N = design(r)
    column = lambda name: [row[name] for row in rows]
    base = dict(stratum=column("stratum"), weight=column("weight"), y=column("y"))
    if has_r:
        got = r_survey(rows, N)
        for name, cluster, population in [("fpc", None, N), ("nofpc", None, None), ("cluster", column("cluster"), None)]:
            g = lambda field: got[f"{name}.{field}"]
            inputs = dict(base, k=column("k"), cluster=cluster, N_stratum=population)
            expected = {f: g(f) for f in ["ratio", "se", "t_lower", "t_upper", "z_lower", "z_upper"]}
            expected["df"] = int(g("df"))
            if cluster is None: expected["deff"] = g("deff")
            add("stratified_ratio", dict(alpha=0.05), dict(inputs, domain=None), expected, 1e-9, "R survey")
            add("stratified_ratio", dict(alpha=0.05), dict(inputs, domain=column("domain")), dict(ratio=g("domain"), se=g("domain_se")), 1e-9, "R survey")
            mean = dict(mean=g("mean"), se=g("mean_se"), df=int(g("df")))
            if cluster is None: mean.update(deff=g("mean_deff"), deff_wr=g("deff_wr"))
            add("stratified_mean", {}, dict(base, cluster=cluster, N_stratum=population), mean, 1e-9, "R survey")
            add("stratified_total", {}, inputs, {f: g(f) for f in ["total_y", "total_k", "var_y", "var_k", "cov_yk"]}, 1e-9, "R survey")
        add("jackknife_ratio", {}, dict(base, k=column("k"), cluster=None, N_stratum=None), dict(ratio=got["jackknife.ratio"], se=got["jackknife.se"]), 1e-9, "R survey")
        proportion = dict(estimate=got["prop.p"], variance=got["prop.v"], n=len(rows), df=int(got["prop.df"]))
        if 0 < got["prop.p"] < 1:
            add("korn_graubard", dict(alpha=0.05, cap_effective_n=False), proportion, dict(lower=got["beta.lower"], upper=got["beta.upper"]), 1e-9, "R survey")
            add("design_logit", dict(alpha=0.05), proportion, dict(lower=got["xlogit.lower"], upper=got["xlogit.upper"]), 1e-6, "R survey")
    p, v, n, alpha = r.uniform(0.6, 0.995), r.uniform(1e-5, 1e-3), r.randint(20, 3000), r.choice([0.05, 0.1])
    df, cap = n - r.randint(1, 8), r.random() < 0.5
    ne = p * (1 - p) / v * (stats.t.ppf(1 - alpha / 2, n - 1) / stats.t.ppf(1 - alpha / 2, df)) ** 2
    ne = min(ne, n) if cap else ne
    x = ne * p
    add("korn_graubard", dict(alpha=alpha, cap_effective_n=cap), dict(estimate=p, variance=v, n=n, df=df), dict(n_effective=ne, lower=stats.beta.ppf(alpha / 2, x, ne - x + 1), upper=stats.beta.ppf(1 - alpha / 2, x + 1, ne - x)), 1e-9, "scipy")
    half = stats.t.ppf(1 - alpha / 2, df) * math.sqrt(v) / (p * (1 - p)); logit = math.log(p / (1 - p))
    add("design_logit", dict(alpha=alpha), dict(estimate=p, variance=v, n=n, df=df), dict(lower=1 / (1 + math.exp(half - logit)), upper=1 / (1 + math.exp(-half - logit))), 1e-9, "scipy")
    strata = sorted(set(column("stratum"))); where = {h: [i for i, s in enumerate(column("stratum")) if s == h] for h in strata}
    replicates = [{h: [r.choice(where[h]) for _ in where[h][1:]] for h in strata} for _ in range(12)]
    w, y, k = map(np.array, (column("weight"), column("y"), column("k"))); ratios = []
    for replicate in replicates:
        wr = np.zeros(len(w))
        for h in strata:
            n_h = len(where[h])
            for i in replicate[h]: wr[i] += w[i] * n_h / (n_h - 1)
        ratios.append((wr * y).sum() / (wr * k).sum())
    full = (w * y).sum() / (w * k).sum()
    add("rao_wu", {}, dict(base, k=column("k"), cluster=None, N_stratum=None, replicates=replicates), dict(ratio=full, replicate_ratio=ratios, se=math.sqrt(np.mean((np.array(ratios) - full) ** 2))), 1e-12, "numpy")


def predictions(r):
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
    n, N = r.randint(20, 200), r.randint(50, 900)
    f = np.array([round(r.random(), 6) for _ in range(n)]); y = np.array([float(r.random() < v) for v in f]); F = np.array([round(r.random(), 6) for _ in range(N)])
    alpha = r.choice([0.05, 0.1]); lam = r.choice([0.0, 0.4, 1.0, None]); w = None
    if lam is not None and r.random() < 0.5: w = [round(r.uniform(0.5, 2), 6) for _ in range(n)]
    weights = None if w is None else np.array(w)
    point = ppi_mean_pointestimate(y, f, F, lam=lam, w=weights)
    low, high = ppi_mean_ci(y, f, F, alpha=alpha, lam=lam, w=weights)
    add("ppi_mean", dict(alpha=alpha, lam_mode="auto" if lam is None else "fixed", lam=lam), dict(y=y, yhat=f, yhat_unlabeled=F, w=w), dict(point=np.ravel(point)[0], lower=np.ravel(low)[0], upper=np.ravel(high)[0]), 1e-9, "ppi-python")


# Drawing and sequential tests

def drawing(r):
    x = [float(r.random() < 0.9) for _ in range(r.randint(5, 90))]; N = r.choice([None, len(x) + r.randint(5, 200)]); m0, lam = r.choice([0.5, 0.8]), r.choice([0.2, 0.6])
    T, S, history = 1.0, 0.0, []
    for j, v in enumerate(x):
        m = m0 if N is None else (N * m0 - S) / (N - j)
        T *= 1 + lam * (v - m); S += v; history.append(min(1.0, 1 / T))
    add("betting_martingale_fixed", dict(null_mean=m0, lam=lam), dict(x=x, N=N), dict(p=min(history), p_history=history), 1e-9, "definition, again")
    from consistent_sampler import sampler
    ids = [f"LOG-{r.randint(0, 10**6)}-{i}" for i in range(r.randint(3, 60))]; seed = str(r.randint(10**19, 10**20)); replacement = r.random() < 0.5
    take = r.randint(1, len(ids)); digits = r.choice([9, 18])
    got = list(sampler(ids, seed=seed, with_replacement=replacement, take=take, output="tuple", digits=digits))
    add("sampler_rivest", dict(take=take, with_replacement=replacement, digits=digits), dict(ids=ids, seed=seed), dict(tickets=[dict(ticket=t, id=i, generation=g) for t, i, g in got]), 0, "consistent-sampler")
    root, stratum = hashlib.sha256(str(r.random()).encode()).hexdigest(), r.choice(["violence", "sexual", "other"])
    rows = [dict(id=i, size=r.randint(1, 10**6)) for i in ids]; h64, u, key = [], [], []
    for row in rows:
        h = int.from_bytes(hashlib.sha256(b"\x1f".join(s.encode() for s in ["cdi-sample/1", root, seed, stratum, row["id"]])).digest()[:8], "big")
        h64.append(str(h)); u.append((float(h) + 0.5) / 2.0**64); key.append(-math.log(u[-1]) / row["size"])
    order = [i for _, i in sorted(zip(key, [row["id"] for row in rows]))]
    add("race_order", {}, dict(root=root, seed=seed, stratum=stratum, rows=rows), dict(h64=h64, u=u, key=key, order=order), 1e-12, "hashlib and math")
    sizes = [r.randint(1, 30) for _ in range(r.randint(3, 6))]; n = r.randint(1, min(3, len(sizes))); y = [r.randint(0, 3) for _ in sizes]
    sequences, inclusion, samples = {}, [Fraction(0)] * len(sizes), []
    for order in itertools.permutations(range(len(sizes)), n):
        p, left = Fraction(1), sum(sizes)
        for i in order: p *= Fraction(sizes[i], left); left -= sizes[i]
        sequences[",".join(map(str, order))] = p
        for i in order: inclusion[i] += p
        left, seen, t = sum(sizes), 0, []
        for i in order: t.append(seen + Fraction(y[i] * left, sizes[i])); seen += y[i]; left -= sizes[i]
        estimate = sum(t) / n
        samples.append((order, p, estimate, sum((v - estimate) ** 2 for v in t) / (n * (n - 1)) if n > 1 else None, t))
    add("race_probabilities", dict(n=n), dict(size=sizes), dict(sequences={k: float(v) for k, v in sequences.items()}, inclusion=[float(v) for v in inclusion]), 1e-12, "fractions")
    total = sum(y)
    add("des_raj_enumeration", dict(n=n), dict(y=y, size=sizes), dict(
        samples=[dict(order=list(o), prob=float(p), estimate=float(e), var_estimate=None if v is None else float(v)) for o, p, e, v, _ in samples],
        expectation=float(sum(p * e for _, p, e, _, _ in samples)), true_total=float(total),
        true_variance=float(sum(p * (e - total) ** 2 for _, p, e, _, _ in samples)),
        expected_var_estimate=float(sum(p * v for _, p, _, v, _ in samples)) if n > 1 else None), 1e-11, "fractions")
    o, _, e, v, t = r.choice(samples)
    add("des_raj_total", {}, dict(x=[y[i] for i in o], size=[sizes[i] for i in o], total_size=sum(sizes)), dict(t=[float(a) for a in t], estimate=float(e), var_estimate=None if v is None else float(v)), 1e-12, "fractions")


def certificates(r):
    n, A0, alpha = r.randint(8, 300), r.choice([0.5, 0.8, 0.9, 0.95]), r.choice([0.05, 0.1])
    R = [r.choice([0, 0, 1, 1, 2]) for _ in range(n)]; cap = [v + r.choice([0, 1, 1, 2]) for v in R]; size = [r.randint(1, 60) for _ in range(n)]
    order = sorted(range(n), key=lambda i: -math.log(r.random()) / size[i])[: r.randint(1, n)]
    rate = r.choice([0.0, 0.02, 0.2]); U = [r.randint(1, cap[i] - R[i]) if cap[i] > R[i] and r.random() < rate else 0 for i in order]
    if r.random() < 0.15: U[r.randrange(len(U))] += 3
    V = [1 if R[i] and not u and r.random() < 0.03 else 0 for i, u in zip(order, U)]
    cf, rf = r.choice([[0.06, 0.15, 0.3, 0.5, 0.7, 0.9], [0.5]]), r.choice([[0.003, 0.01, 0.03, 0.1, 0.3, 0.7], [0.2, 0.4]])
    limit, over = 0.9999, r.choice(["frame", "undrawn"])
    B = [max(A0 * max(c - k, 0) + (1 - A0) * k, 1 - A0) for k, c in zip(R, cap)]
    T = C = (1 - A0) * sum(R); left = set(range(n)); wc, wr = [1.0] * len(cf), [1.0] * len(rf)
    out = dict(T=T, C=[], X=[], M=[], certify_wealth=[], refute_wealth=[], status="open", reason=None, at_draw=None)
    for t, (i, u, v) in enumerate(zip(order, U, V), 1):
        if u > max(cap[i] - R[i], 0):
            out.update(status="stopped", reason="cap_broken", at_draw=t); break
        S = sum(size[j] for j in left); loss = A0 * u + (1 - A0) * v; X = loss * S / size[i]
        M = S * max(B[j] / size[j] for j in (range(n) if over == "frame" else left))
        if C > 0:
            if M > C: wc = [w * (1 + f * limit / (M - C) * (C - X)) for w, f in zip(wc, cf)]
            wr = [w * (1 + f * limit / C * (X - C)) for w, f in zip(wr, rf)]
        for name, value in zip(["C", "X", "M", "certify_wealth", "refute_wealth"], [C, X, M, sum(wc) / len(wc), sum(wr) / len(wr)]): out[name].append(value)
        C -= loss; left.discard(i)
        if out["status"] == "open":
            for status, holds in [("refuted_outright", C < -1e-9), ("certified_outright", sum(B[j] for j in left) <= C + 1e-9), ("certified", out["certify_wealth"][-1] >= 1 / alpha), ("refuted", out["refute_wealth"][-1] >= 1 / alpha)]:
                if holds:
                    out.update(status=status, at_draw=t); break
    add("certificate_path", dict(A0=A0, alpha=alpha, certify_fractions=cf, refute_fractions=rf, bet_limit=limit, max_over=over), dict(R=R, cap=cap, size=size, order=order, U=U, V=V), out, 1e-9, "definition, again")


def main():
    asked = argparse.ArgumentParser(); asked.add_argument("--seed", type=int, default=1); asked.add_argument("--each", type=int, default=20)
    asked = asked.parse_args(); r = random.Random(asked.seed)
    has_r = subprocess.run(["sh", "-c", "command -v Rscript"], capture_output=True).returncode == 0
    if not has_r: print("SKIPPED: no Rscript, so R's survey is not compared", file=sys.stderr)
    for _ in range(asked.each):
        proportions(r); allocation(r); agreement(r); surveys(r, has_r); predictions(r); drawing(r); certificates(r)
    json.dump(dict(about="changed inputs, figures from peers", seed=asked.seed, vectors=VECTORS), sys.stdout)
    print(f"{len(VECTORS)} vectors of {len({v['op'] for v in VECTORS})} operations", file=sys.stderr)


main()
