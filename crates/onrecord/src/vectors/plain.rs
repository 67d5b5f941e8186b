//! Intervals, planning, allocation, many comparisons, betting.

use audit::effective::Estimated;
use audit::ppi::{Labelled, Trust};
use serde_json::{Value, json};

use super::case::Case;

/// No denominator, no value.
pub const NO_DENOMINATOR: &str = "undefined_no_denominator";

pub fn undefined(status: &str) -> Value {
    json!({ "status": status })
}

fn ends(interval: Option<terms::Interval>) -> Value {
    interval.map_or_else(
        || undefined(NO_DENOMINATOR),
        |i| json!({"lower": i.low, "upper": i.high, "status": "ok"}),
    )
}

fn counted(case: &Case<'_>, count: &str, n: &str) -> Result<(u64, u64), String> {
    let (count_of, n_of) = (case.whole(count)?, case.whole(n)?);
    if count_of > n_of { Err(format!("\"{count}\" is above \"{n}\"")) } else { Ok((count_of, n_of)) }
}

pub fn interval(op: &str, case: &Case<'_>) -> Result<Value, String> {
    use audit::interval::{clopper_pearson, jeffreys, normal, wilson};
    let (count, n) = counted(case, "count", "n")?;
    let form = match op {
        "interval_wilson" => wilson,
        "interval_clopper_pearson" => clopper_pearson,
        "interval_jeffreys" => jeffreys,
        _ => normal,
    };
    Ok(ends(form(count, n, case.alpha()?)))
}

pub fn hypergeometric(case: &Case<'_>) -> Result<Value, String> {
    let (errors, n) = counted(case, "errors", "n")?;
    let ends = audit::interval::hypergeometric(errors, n, case.whole("N")?, case.alpha()?);
    let (low, high) = ends.ok_or("more is drawn than there is")?;
    Ok(json!({"D_lower": low, "D_upper": high}))
}

pub fn newcombe(case: &Case<'_>) -> Result<Value, String> {
    let (first, second) = (counted(case, "count1", "n1")?, counted(case, "count2", "n2")?);
    Ok(ends(audit::interval::newcombe_difference(first, second, case.alpha()?)))
}

pub fn sample_size(case: &Case<'_>) -> Result<Value, String> {
    let (p, half_width) = (case.number("p")?, case.number("half_width")?);
    if half_width <= 0.0 {
        return Err("\"half_width\" must be above 0".into());
    }
    let (n0, n) = audit::plan::sample_size(p, half_width, case.alpha()?, case.optional_whole("N")?);
    Ok(json!({"n0": n0, "n": n}))
}

pub fn discovery(case: &Case<'_>) -> Result<Value, String> {
    let n = audit::plan::discovery_sample_size(case.whole("N")?, case.whole("D")?, case.number("risk")?);
    Ok(json!({"n": n, "status": if n.is_some() { "ok" } else { "undefined_never_seen" }}))
}

pub fn neyman(case: &Case<'_>) -> Result<Value, String> {
    let (sizes, spreads) = (case.wholes("N")?, case.numbers("S")?);
    if sizes.len() != spreads.len() {
        return Err("\"N\" and \"S\" are of different lengths".into());
    }
    let strata: Vec<(u64, f64)> = sizes.into_iter().zip(spreads).collect();
    let n = case.number("n")?;
    if !case.yes("integer")? {
        let shared = audit::allocation::neyman(n, &strata);
        return Ok(
            shared.map_or_else(|| undefined(NO_DENOMINATOR), |n_h| json!({"n_h": n_h, "status": "ok"}))
        );
    }
    let floor = case.optional_whole("min_per_stratum")?.unwrap_or(0);
    let n_h = audit::allocation::wright(case.whole("n")?, floor, &strata)
        .ok_or("\"n\" is below what \"min_per_stratum\" asks for")?;
    let variance = audit::allocation::variance_of_mean(&n_h, &strata);
    Ok(json!({"n_h": n_h, "variance": variance}))
}

pub fn dalenius_hodges(case: &Case<'_>) -> Result<Value, String> {
    let (edges, frequency) = (case.numbers("edges")?, case.wholes("frequency")?);
    let cuts = audit::allocation::dalenius_hodges(&edges, &frequency, case.whole("strata")? as usize)
        .ok_or("\"edges\" must have one entry more than \"frequency\", and \"strata\" be at least 1")?;
    Ok(json!({"cum_sqrt": cuts.cum_sqrt, "targets": cuts.targets, "boundaries": cuts.boundaries}))
}

pub fn adjusted(op: &str, case: &Case<'_>) -> Result<Value, String> {
    let (p, alpha) = (case.numbers("p")?, case.number("alpha")?);
    let adjusted = match op {
        "holm" => audit::comparisons::holm(&p),
        _ => audit::comparisons::benjamini_hochberg(&p),
    };
    let reject: Vec<bool> = adjusted.iter().map(|p| *p <= alpha).collect();
    Ok(json!({"adjusted": adjusted, "reject": reject}))
}

fn estimated(case: &Case<'_>) -> Result<Estimated, String> {
    Ok(Estimated {
        share: case.number("estimate")?,
        variance: case.number("variance")?,
        n: case.whole("n")?,
        df: case.whole("df")?,
    })
}

pub fn korn_graubard(case: &Case<'_>) -> Result<Value, String> {
    let cap = case.get("cap_effective_n").map(|_| case.yes("cap_effective_n")).transpose()?.unwrap_or(false);
    let got = audit::effective::korn_graubard(estimated(case)?, case.alpha()?, cap);
    Ok(got.map_or_else(|| undefined(NO_DENOMINATOR), |kg| {
        json!({
            "n_effective": kg.n_effective, "lower": kg.interval.low, "upper": kg.interval.high, "status": "ok",
        })
    }))
}

pub fn design_logit(case: &Case<'_>) -> Result<Value, String> {
    Ok(ends(audit::effective::design_logit(estimated(case)?, case.alpha()?)))
}

pub fn ppi_mean(case: &Case<'_>) -> Result<Value, String> {
    let trust = match case.text("lam_mode")? {
        "fixed" => Trust::Fixed(case.number("lam")?),
        "auto" => Trust::Best,
        other => return Err(format!("\"lam_mode\" is fixed or auto, not {other}")),
    };
    let (y, predicted, unlabelled) =
        (case.numbers("y")?, case.numbers("yhat")?, case.numbers("yhat_unlabeled")?);
    let weight = case.get("w").map(|_| case.numbers("w")).transpose()?;
    let labelled = Labelled { y: &y, predicted: &predicted, weight: weight.as_deref() };
    let got = audit::ppi::ppi_mean(labelled, &unlabelled, trust, case.alpha()?)
        .ok_or("\"y\", \"yhat\" and \"w\" must have one entry each, weights must not sum to 0")?;
    Ok(json!({"point": got.point, "lower": got.interval.low, "upper": got.interval.high, "lam": got.lam}))
}

pub fn betting(case: &Case<'_>) -> Result<Value, String> {
    let (x, population) = (case.numbers("x")?, case.optional_whole("N")?);
    let history =
        audit::martingale::fixed_bet(&x, population, case.number("null_mean")?, case.number("lam")?)
            .ok_or("more is drawn than \"N\"")?;
    let smallest = history.iter().copied().fold(1.0, f64::min);
    Ok(json!({"p": smallest, "p_history": history}))
}
