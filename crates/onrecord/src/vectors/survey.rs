//! Stratified estimates.

use std::collections::BTreeMap;

use audit::survey::{self, Design, DesignFault};
use serde_json::{Value, json};

use super::case::{Case, as_whole};
use super::plain::{NO_DENOMINATOR, undefined};

/// The rows of a vector, owned, for a [`Design`] to borrow.
struct Rows {
    stratum: Vec<String>,
    cluster: Option<Vec<String>>,
    weight: Vec<f64>,
    population: Option<BTreeMap<String, u64>>,
}

fn with_design<T>(case: &Case<'_>, use_design: impl FnOnce(&Design<'_>) -> T) -> Result<T, String> {
    let rows = Rows {
        stratum: case.texts("stratum")?,
        cluster: case.optional_texts("cluster")?,
        weight: case.numbers("weight")?,
        population: case.optional_counts("N_stratum")?,
    };
    let stratum: Vec<&str> = rows.stratum.iter().map(String::as_str).collect();
    let cluster: Option<Vec<&str>> =
        rows.cluster.as_ref().map(|names| names.iter().map(String::as_str).collect());
    Ok(use_design(&Design {
        stratum: &stratum,
        cluster: cluster.as_deref(),
        weight: &rows.weight,
        population: rows.population.as_ref(),
    }))
}

/// A vanished denominator is an answer; a design that is wrong is not.
fn said(got: Result<Value, DesignFault>) -> Result<Value, String> {
    match got {
        Err(DesignFault::NothingOwed) => Ok(undefined(NO_DENOMINATOR)),
        other => other.map_err(|fault| fault.to_string()),
    }
}

pub fn ratio(case: &Case<'_>) -> Result<Value, String> {
    let (y, k, domain, alpha) =
        (case.numbers("y")?, case.numbers("k")?, case.optional_flags("domain")?, case.alpha()?);
    let got = with_design(case, |design| survey::ratio(design, &y, &k, domain.as_deref(), alpha))?;
    said(got.map(|r| {
        json!({
            "ratio": r.ratio, "se": r.se, "df": r.df, "deff": r.deff,
            "t_lower": r.t_ends.map(|ends| ends.0), "t_upper": r.t_ends.map(|ends| ends.1),
            "z_lower": r.z_ends.0, "z_upper": r.z_ends.1,
        })
    }))
}

pub fn mean(case: &Case<'_>) -> Result<Value, String> {
    let y = case.numbers("y")?;
    let got = with_design(case, |design| survey::mean(design, &y))?;
    said(got.map(|m| {
        json!({"mean": m.mean, "se": m.se, "df": m.df, "deff": m.deff, "deff_wr": m.deff_with_replacement})
    }))
}

pub fn total(case: &Case<'_>) -> Result<Value, String> {
    let (y, k) = (case.numbers("y")?, case.numbers("k")?);
    let got = with_design(case, |design| survey::totals(design, &y, &k))?;
    said(got.map(|t| {
        json!({
            "total_y": t.totals.0, "total_k": t.totals.1,
            "var_y": t.variances.0, "var_k": t.variances.1, "cov_yk": t.covariance,
        })
    }))
}

pub fn jackknife(case: &Case<'_>) -> Result<Value, String> {
    let (y, k) = (case.numbers("y")?, case.numbers("k")?);
    let got = with_design(case, |design| survey::jackknife_ratio(design, &y, &k))?;
    said(got.map(|r| json!({"ratio": r.ratio, "se": r.se})))
}

pub fn rao_wu(case: &Case<'_>) -> Result<Value, String> {
    let (y, k) = (case.numbers("y")?, case.numbers("k")?);
    let replicates = case.list("replicates")?.iter().map(replicate).collect::<Result<Vec<_>, String>>()?;
    let got = with_design(case, |design| survey::rao_wu(design, &y, &k, &replicates))?;
    said(got.map(|r| json!({"ratio": r.ratio, "replicate_ratio": r.replicates, "se": r.se})))
}

fn replicate(value: &Value) -> Result<BTreeMap<String, Vec<usize>>, String> {
    let object = value.as_object().ok_or("each entry of \"replicates\" is a map of strata")?;
    let rows = |(stratum, rows): (&String, &Value)| {
        let rows = rows
            .as_array()
            .and_then(|rows| rows.iter().map(|row| as_whole(row).map(|row| row as usize)).collect());
        rows.map(|rows| (stratum.clone(), rows))
            .ok_or(format!("the rows of {stratum} are not a list of whole numbers"))
    };
    object.iter().map(rows).collect()
}
