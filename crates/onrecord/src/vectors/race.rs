//! Drawing, totals from the race, the certificate.

use audit::certificate::{Draw, Finding, Line, MaxOver, Rules, Verdict, path};
use serde_json::{Map, Value, json};

use super::case::{Case, as_text, as_whole};

pub fn rivest(case: &Case<'_>) -> Result<Value, String> {
    let (ids, seed) = (case.texts("ids")?, case.text("seed")?);
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let (take, digits) = (case.whole("take")? as usize, case.whole("digits")? as usize);
    let tickets = match case.get("with_replacement").and_then(Value::as_bool).unwrap_or(false) {
        true => audit::rivest::sample_with_replacement(&ids, seed, take),
        false => audit::rivest::sample(&ids, seed, take),
    };
    let one = |ticket: &audit::rivest::Ticket| {
        let shown = audit::rivest::shown(&ticket.ticket, digits);
        json!({"ticket": shown, "id": ticket.id, "generation": ticket.generation})
    };
    Ok(json!({"tickets": tickets.iter().map(one).collect::<Vec<_>>()}))
}

pub fn order(case: &Case<'_>) -> Result<Value, String> {
    let (root, seed, stratum) = (case.text("root")?, case.text("seed")?, case.text("stratum")?);
    let mut rows: Vec<(String, f64, Value)> = Vec::new();
    for row in case.list("rows")? {
        let id = row.get("id").and_then(as_text).ok_or("each row needs an \"id\"")?;
        let size = row.get("size").and_then(as_whole).filter(|size| *size > 0);
        let size = size.ok_or_else(|| format!("{id}: \"size\" is not a whole number of at least 1"))?;
        let h64 = audit::draw::hash64(root, seed, stratum, &id);
        let key = audit::draw::key(root, seed, stratum, &id, size);
        rows.push((id, key, json!([h64.to_string(), audit::draw::uniform(h64), key])));
    }
    let column = |at: usize| rows.iter().map(|row| row.2[at].clone()).collect::<Vec<_>>();
    let (h64, u, key) = (column(0), column(1), column(2));
    rows.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.as_bytes().cmp(b.0.as_bytes())));
    let order: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
    Ok(json!({"h64": h64, "u": u, "key": key, "order": order}))
}

const TOO_MANY: &str = "\"n\" is above the population, or there are too many ordered samples to list";

pub fn probabilities(case: &Case<'_>) -> Result<Value, String> {
    let size = case.numbers("size")?;
    let all = audit::law::sequences(&size, case.whole("n")? as usize).ok_or(TOO_MANY)?;
    let name = |order: &[usize]| order.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    let sequences: Map<String, Value> =
        all.iter().map(|sequence| (name(&sequence.order), sequence.probability.into())).collect();
    Ok(json!({"sequences": sequences, "inclusion": audit::law::inclusion(&all, size.len())}))
}

pub fn des_raj_total(case: &Case<'_>) -> Result<Value, String> {
    let (x, size) = (case.numbers("x")?, case.numbers("size")?);
    if x.len() != size.len() {
        return Err("\"x\" and \"size\" are of different lengths".into());
    }
    let total = audit::des_raj::des_raj(&x, &size, case.number("total_size")?);
    Ok(json!({"t": total.t, "estimate": total.estimate, "var_estimate": total.variance}))
}

pub fn des_raj_enumeration(case: &Case<'_>) -> Result<Value, String> {
    let (y, size) = (case.numbers("y")?, case.numbers("size")?);
    if y.len() != size.len() {
        return Err("\"y\" and \"size\" are of different lengths".into());
    }
    let all = audit::law::des_raj_enumeration(&y, &size, case.whole("n")? as usize).ok_or(TOO_MANY)?;
    let sample = |(sequence, estimate, variance): &audit::law::Estimated| {
        json!({
            "order": sequence.order, "prob": sequence.probability,
            "estimate": estimate, "var_estimate": variance,
        })
    };
    Ok(json!({
        "samples": all.samples.iter().map(sample).collect::<Vec<_>>(),
        "expectation": all.expectation, "true_total": all.true_total,
        "true_variance": all.true_variance, "expected_var_estimate": all.expected_variance,
    }))
}

pub fn certificate(case: &Case<'_>) -> Result<Value, String> {
    let max_over = match case.get("max_over").and_then(Value::as_str) {
        None | Some("frame") => MaxOver::Frame,
        Some("undrawn") => MaxOver::Undrawn,
        Some(other) => return Err(format!("\"max_over\" is frame or undrawn, not {other}")),
    };
    let plain = Rules::new(case.number("A0")?, case.alpha()?);
    let fractions = |name: &str, shipped: &[f64]| match case.get(name) {
        Some(_) => case.numbers(name),
        None => Ok(shipped.to_vec()),
    };
    let rules = Rules {
        certify_fractions: fractions("certify_fractions", &plain.certify_fractions)?,
        refute_fractions: fractions("refute_fractions", &plain.refute_fractions)?,
        bet_limit: case.optional_number("bet_limit")?.unwrap_or(plain.bet_limit),
        max_over,
        ..plain
    };
    let got = path(&rules, &frame(case)?, &draws(case)?).map_err(|fault| fault.to_string())?;
    let column =
        |value: fn(&audit::certificate::Step) -> f64| got.steps.iter().map(value).collect::<Vec<_>>();
    let (status, reason) = match got.verdict {
        Verdict::CapBroken => ("stopped", Some("cap_broken")),
        verdict => (verdict.name(), None),
    };
    Ok(json!({
        "T": got.budget, "C": column(|step| step.budget), "X": column(|step| step.loss),
        "M": column(|step| step.largest), "certify_wealth": column(|step| step.log_certify.exp()),
        "refute_wealth": column(|step| step.log_refute.exp()),
        "status": status, "reason": reason, "at_draw": got.at_draw,
    }))
}

fn frame(case: &Case<'_>) -> Result<Vec<Line>, String> {
    let (recorded, cap, size) = (case.numbers("R")?, case.numbers("cap")?, case.numbers("size")?);
    if recorded.len() != cap.len() || cap.len() != size.len() {
        return Err("\"R\", \"cap\" and \"size\" are of different lengths".into());
    }
    let lines = recorded.iter().zip(&cap).zip(&size);
    Ok(lines.map(|((recorded, cap), size)| Line { recorded: *recorded, cap: *cap, size: *size }).collect())
}

fn draws(case: &Case<'_>) -> Result<Vec<Draw>, String> {
    let (order, missed, wrong) = (case.wholes("order")?, case.wholes("U")?, case.wholes("V")?);
    if order.len() != missed.len() || missed.len() != wrong.len() {
        return Err("\"order\", \"U\" and \"V\" are of different lengths".into());
    }
    let lines = order.iter().zip(&missed).zip(&wrong);
    let draw = |((line, missed), wrong): ((&u64, &u64), &u64)| Draw {
        line: *line as usize,
        finding: Finding::Counted { missed: *missed, wrong: *wrong },
    };
    Ok(lines.map(draw).collect())
}
