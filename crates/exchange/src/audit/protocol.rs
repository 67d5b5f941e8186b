//! The protocol file, `audit.toml`: what an auditor settles before the seed. The same shape, every
//! default filled in, stands in the plan.

use std::collections::BTreeMap;
use std::path::Path;

use audit::population::Caps;
use audit::protocol::*;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// A protocol with an explanation of every line, for a newcomer to fill in.
pub const DRAFT: &str = include_str!("draft.toml");

/// The file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolFile {
    /// The question.
    pub audit: AskedPart,
    /// What the frame holds.
    pub frame: FramePart,
    /// Caps.
    #[serde(default)]
    pub caps: CapsPart,
    /// Sizes.
    #[serde(default)]
    pub sizes: SizesPart,
    /// How many.
    #[serde(default)]
    pub sample: SamplePart,
    /// The certificate.
    #[serde(default)]
    pub certificate: CertificatePart,
    /// Who marks.
    #[serde(default)]
    pub marking: MarkingPart,
}

/// `[audit]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct AskedPart {
    pub question: String,
    pub body: String,
    pub by: String,
    pub written_at: String,
    pub first_day: String,
    pub last_day: String,
    pub edition: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_in_12_months: Option<u64>,
    #[serde(default)]
    pub recorded_source: String,
}

/// `[frame]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FramePart {
    pub complete: bool,
    #[serde(default)]
    pub why_incomplete: String,
    pub routes_in: Vec<String>,
    pub routes_out: Vec<String>,
}

/// `[caps]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct CapsPart {
    pub source: String,
    pub otherwise: u64,
    pub by_stratum: BTreeMap<String, u64>,
}

/// `[sizes]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct SizesPart {
    #[serde(rename = "use")]
    pub rule: String,
    pub eps: f64,
    pub planned_rate: f64,
    pub mean_square_missed: f64,
    pub wrongly_recorded: f64,
    pub model: String,
}

/// `[sample]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct SamplePart {
    pub n: u64,
    pub double_marked: f64,
    pub by_stratum: BTreeMap<String, u64>,
    pub top_ups: BTreeMap<String, u64>,
}

/// `[certificate]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct CertificatePart {
    pub at_least: f64,
    pub risk: f64,
    pub most: u64,
}

/// `[marking]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct MarkingPart {
    pub markers: Vec<String>,
    pub registrar: String,
    pub rules: String,
}

impl Default for CapsPart {
    fn default() -> Self {
        let source =
            "no list of alleged victims independent of the recording; a stated maximum for each class";
        Self { source: source.into(), otherwise: 5, by_stratum: BTreeMap::new() }
    }
}

impl Default for SizesPart {
    fn default() -> Self {
        Self {
            rule: "computed".into(),
            eps: 0.7,
            planned_rate: 0.95,
            mean_square_missed: 1.5,
            wrongly_recorded: 0.01,
            model: "none".into(),
        }
    }
}

impl Default for SamplePart {
    fn default() -> Self {
        Self { n: 300, double_marked: 1.0, by_stratum: BTreeMap::new(), top_ups: BTreeMap::new() }
    }
}

impl Default for CertificatePart {
    fn default() -> Self {
        Self { at_least: 0.95, risk: 0.05, most: 1_500 }
    }
}

/// Reads a protocol.
///
/// # Errors
/// [`Fault`] with the line that is wrong and what to do.
pub fn read(path: &Path) -> Result<ProtocolFile, Fault> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Fault::Unreadable { path: path.to_owned(), error })?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let text = text.trim_start_matches('\u{feff}');
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(0, |span| 1 + text.get(..span.start).unwrap_or("").matches('\n').count());
        let what = error.message().trim_end_matches('.').to_owned();
        Fault::not_a_table(
            name,
            format!("line {line}: {what}. `onrecord audit plan --draft audit.toml` writes one to fill in."),
        )
    })
}

impl ProtocolFile {
    /// The protocol, checked.
    ///
    /// # Errors
    /// A sentence naming the setting.
    pub fn protocol(&self, planted: Option<String>) -> Result<Protocol, String> {
        Ok(Protocol {
            asked: self.asked()?,
            frame: self.frame_statement()?,
            caps: self.caps()?,
            sizes: self.sizes()?,
            sample: self.sample()?,
            certificate: self.certificate()?,
            marking: Marking {
                markers: self.marking.markers.clone(),
                registrar: self.marking.registrar.clone(),
                rules: self.marking.rules.clone(),
                planted,
            },
        })
    }

    fn asked(&self) -> Result<Asked, String> {
        let asked = &self.audit;
        for (name, value) in [("question", &asked.question), ("body", &asked.body), ("by", &asked.by)] {
            if value.trim().is_empty() {
                return Err(format!("[audit] {name} is empty."));
            }
        }
        let day = |name: &str, text: &str| {
            text.parse::<jiff::civil::Date>()
                .map_err(|_| format!("[audit] {name} \"{text}\" is not a date; write it like 2026-09-30."))
        };
        let (first, last) = (day("first_day", &asked.first_day)?, day("last_day", &asked.last_day)?);
        let n_days = first.until(last).map_or(-1, |span| span.get_days()) + 1;
        let n_days = u32::try_from(n_days).ok().filter(|n| *n > 0);
        if super::sheet::time(&asked.written_at).is_none() {
            let written = &asked.written_at;
            return Err(format!(
                "[audit] written_at \"{written}\" is not a time; write it like 2026-10-05T10:00."
            ));
        }
        Ok(Asked {
            question: asked.question.clone(),
            body: asked.body.clone(),
            by: asked.by.clone(),
            written_at: asked.written_at.clone(),
            first_day: first.to_string(),
            last_day: last.to_string(),
            n_days: n_days.ok_or("[audit] last_day lies before first_day.")?,
            edition: asked.edition.clone(),
            recorded_in_12_months: asked.recorded_in_12_months,
            recorded_source: asked.recorded_source.clone(),
        })
    }

    fn frame_statement(&self) -> Result<FrameStatement, String> {
        let frame = &self.frame;
        if frame.routes_in.is_empty() {
            return Err(
                "[frame] routes_in is empty: say by which routes the reports of the frame came.".into()
            );
        }
        if !frame.complete && frame.why_incomplete.trim().is_empty() {
            return Err("[frame] complete is false and why_incomplete is empty: say why.".into());
        }
        Ok(FrameStatement {
            complete: frame.complete,
            why_incomplete: frame.why_incomplete.clone(),
            routes_in: frame.routes_in.clone(),
            routes_out: frame.routes_out.clone(),
        })
    }

    fn caps(&self) -> Result<Caps, String> {
        let caps = &self.caps;
        if caps.source.trim().is_empty() {
            return Err("[caps] source is empty: say where caps come from.".into());
        }
        if caps.otherwise == 0 || caps.by_stratum.values().any(|most| *most == 0) {
            return Err("[caps] a maximum is at least 1.".into());
        }
        let by_stratum = lower(&caps.by_stratum);
        Ok(Caps { source: caps.source.clone(), by_stratum, otherwise: caps.otherwise })
    }

    fn sizes(&self) -> Result<Sizes, String> {
        let sizes = &self.sizes;
        let rule = SizeRule::ALL.into_iter().find(|(_, name)| *name == sizes.rule).map(|(rule, _)| rule);
        let rule = rule.ok_or_else(|| {
            format!("[sizes] use \"{}\" is none of: computed, equal, as given.", sizes.rule)
        })?;
        within("[sizes] eps", sizes.eps, 0.05, 1.0)?;
        within("[sizes] planned_rate", sizes.planned_rate, 0.5, 0.9999)?;
        within("[sizes] mean_square_missed", sizes.mean_square_missed, 1.0, 100.0)?;
        within("[sizes] wrongly_recorded", sizes.wrongly_recorded, 0.0, 0.5)?;
        Ok(Sizes {
            rule,
            eps: sizes.eps,
            planned_rate: sizes.planned_rate,
            mean_square_missed: sizes.mean_square_missed,
            wrongly_recorded: sizes.wrongly_recorded,
            model: sizes.model.clone(),
        })
    }

    fn sample(&self) -> Result<SampleRule, String> {
        let sample = &self.sample;
        within("[sample] double_marked", sample.double_marked, 0.0, 1.0)?;
        let by_stratum = lower(&sample.by_stratum);
        if by_stratum.values().any(|n| *n < 2) {
            return Err("[sample.by_stratum] each stratum takes at least 2, else it has no interval.".into());
        }
        let n = if by_stratum.is_empty() { sample.n } else { by_stratum.values().sum() };
        if n < 2 {
            return Err("[sample] n is at least 2.".into());
        }
        let top_ups = lower(&sample.top_ups);
        Ok(SampleRule { n, by_stratum, top_ups, double_marked: sample.double_marked })
    }

    fn certificate(&self) -> Result<CertificateRule, String> {
        let rule = &self.certificate;
        within("[certificate] at_least", rule.at_least, 0.5, 0.9999)?;
        within("[certificate] risk", rule.risk, 0.0001, 0.5)?;
        Ok(CertificateRule { at_least: rule.at_least, risk: rule.risk, most: rule.most })
    }
}

fn lower(by_stratum: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    by_stratum.iter().map(|(name, n)| (name.to_lowercase(), *n)).collect()
}

fn within(name: &str, value: f64, low: f64, high: f64) -> Result<(), String> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(format!("{name} is {value}; it lies between {low} and {high}."))
    }
}
