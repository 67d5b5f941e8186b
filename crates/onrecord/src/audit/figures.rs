//! Measures of an audit as figures.

use audit::protocol::Protocol;
use exchange::report::audit::measures::{Counted, Measure};
use oversight::figure::{Answer, Decimal, Figure, Figures, Period, Range, Recipe, Setting, Unit, Value};

use super::cli::Estimate;
use super::marked::Marked;

/// All measures as figures, with the recipe that makes them again.
pub fn figures(command: &str, options: &Estimate, marked: &Marked, measures: &[Measure]) -> Figures {
    let protocol = &marked.drawn.audit.protocol;
    Figures {
        force: Some(protocol.asked.body.clone()),
        program: format!("onrecord {}", env!("CARGO_PKG_VERSION")),
        as_at: Some(protocol.asked.last_day.clone()),
        recipe: Recipe { arguments: arguments(command, options), files: marked.sources.clone() },
        figures: measures.iter().map(|measure| figure(measure, marked)).collect(),
    }
}

fn arguments(command: &str, options: &Estimate) -> Vec<String> {
    let mut arguments: Vec<String> = vec![
        "audit".into(),
        command.into(),
        "--audit".into(),
        options.audit.display().to_string(),
        "--marks".into(),
    ];
    arguments.extend(options.marks.iter().map(|path| path.display().to_string()));
    if let Some(path) = &options.planted {
        arguments.extend(["--planted".into(), path.display().to_string()]);
    }
    arguments
}

fn figure(measure: &Measure, marked: &Marked) -> Figure {
    let protocol = &marked.drawn.audit.protocol;
    let asked = &protocol.asked;
    Figure {
        name: measure.name.clone(),
        measure: measure.label.clone(),
        definition: measure.definition.into(),
        population: population(protocol),
        period: Some(Period { from: asked.first_day.clone(), to: asked.last_day.clone() }),
        answer: answer(measure),
        edition: Some(asked.edition.clone()),
        settings: settings(protocol, marked),
        under_defaults: None,
        files: marked.sources.clone(),
    }
}

/// Whose crimes a figure speaks of, in one sentence.
pub fn population(protocol: &Protocol) -> String {
    let frame = &protocol.frame;
    let out = if frame.routes_out.is_empty() {
        "nothing that is known".into()
    } else {
        frame.routes_out.join("; ")
    };
    format!(
        "reports to {} by {}, {} to {}; the frame excludes {out}",
        protocol.asked.body,
        frame.routes_in.join(", "),
        protocol.asked.first_day,
        protocol.asked.last_day
    )
}

/// What the figures rest on.
pub fn settings(protocol: &Protocol, marked: &Marked) -> Vec<Setting> {
    let of = |setting: &str, value: String| Setting { setting: setting.into(), value };
    vec![
        of("sizes", format!("{}, weight of caps {}", protocol.sizes.rule.name(), protocol.sizes.eps)),
        of("risk model", protocol.sizes.model.clone()),
        of("caps", protocol.caps.source.clone()),
        of("incidents of the estimate", protocol.sample.n.to_string()),
        of("share marked twice", protocol.sample.double_marked.to_string()),
        of("frame root", marked.drawn.draw.frame_root.clone()),
        of("seed", marked.drawn.draw.seed.clone()),
    ]
}

fn answer(measure: &Measure) -> Answer {
    let found = match &measure.answer {
        Ok(found) => found,
        Err(why) => return Answer::NotKnown(why.clone()),
    };
    let (scale, places, unit) = match measure.counted {
        Counted::Share => (100.0, 1, Unit::PerCent),
        Counted::Crimes => (1.0, 0, Unit::Crimes),
        Counted::Hours => (1.0, 1, Unit::Hours),
        Counted::Coefficient => (1.0, 2, Unit::Number),
    };
    let decimal = |value: f64| Decimal::rounded(value * scale, places);
    // Two places where one would say a false 0 or 100.
    let is_false = |value: f64| {
        measure.counted == Counted::Share && value > 0.0 && value < 1.0 && !(0.0005..0.9995).contains(&value)
    };
    let exact =
        |value: f64| if is_false(value) { Decimal::rounded(value * scale, 2) } else { decimal(value) };
    let Some(value) = exact(found.value) else { return Answer::NotKnown("the value is no number".into()) };
    let range = found.ends.and_then(|(low, high)| Some(Range { low: exact(low)?, high: exact(high)? }));
    let mut method = found.method.clone();
    for note in &found.notes {
        method.push_str("; ");
        method.push_str(note);
    }
    Answer::Known(Value { value, unit, k: found.k, n: Some(found.n), range, method })
}
