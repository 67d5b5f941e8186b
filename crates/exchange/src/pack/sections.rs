//! Sections of a pack that are more than a list of figures: its plot of rates, the force beside others,
//! why recorded crime changed. Each as values for the templates, plots drawn and escaped.

use minijinja::context;
use minijinja::value::Value as Jinja;
use oversight::change::{Amount, Cause, Change};
use oversight::comparison::{self, Programme, Row, Standing};
use oversight::figure::{Figure, Unit, Value};
use terms::Decimal;

use super::template::Context;
use super::words::{Catalogue, day, few, measure, period, signed, word};
use crate::fault::Fault;
use crate::report::plot::{self, ForestRow, PartRow, PlotWords};

/// Smallest number of crimes that a public form prints.
const FEWEST_PUBLIC: f64 = 5.0;

fn safe(markup: &maud::Markup) -> Jinja {
    Jinja::from_safe_string(markup.0.clone())
}

fn share(value: Decimal) -> f64 {
    value.to_f64() / 100.0
}

/// The plot of recording rates, the whole first; else of every share that has an interval. Fewer than two
/// are no plot.
///
/// # Errors
/// [`Fault::Report`] where it cannot be drawn.
pub fn rates(figures: &[&Figure], public: bool, words: &Catalogue) -> Result<Option<Jinja>, Fault> {
    let plotted = |figure: &&&Figure| {
        figure.known().is_some_and(|value| {
            value.unit == Unit::PerCent && value.range.is_some() && !(public && few(value))
        })
    };
    let (rates, others): (Vec<&&Figure>, Vec<&&Figure>) =
        figures.iter().filter(plotted).partition(|figure| figure.name.starts_with("recording_rate."));
    let is_whole = |figure: &&Figure| figure.name == "recording_rate.overall";
    let lined = rates.iter().any(|figure| is_whole(figure));
    let shown: Vec<&&Figure> = if lined {
        let (whole, rest): (Vec<_>, Vec<_>) = rates.into_iter().partition(|figure| is_whole(figure));
        whole.into_iter().chain(rest).collect()
    } else {
        rates.into_iter().chain(others).collect()
    };
    if shown.len() < 2 {
        return Ok(None);
    }
    let names: Vec<String> = shown.iter().map(|figure| measure(words, figure)).collect();
    let cut = common(&names);
    let rows: Vec<ForestRow> = shown
        .iter()
        .zip(&names)
        .filter_map(|(figure, name)| {
            let value = figure.known()?;
            let ends = value.range.map(|range| (share(range.low), share(range.high)));
            let label = name.get(cut..).unwrap_or(name).to_owned();
            Some(ForestRow { label, value: share(value.value), ends, is_weak: is_weak(value) })
        })
        .collect();
    let any_weak = rows.iter().any(|row| row.is_weak);
    let key = if lined { "plot_recording_rates" } else { "plot_rates" };
    let (title, below) = (word(words, key), word(words, "plot_table_below"));
    let told = word(words, if lined { "plot_rates_whole" } else { "plot_rates_told" });
    let (rate, interval) = (word(words, "value_sign"), word(words, "interval"));
    let (weak, its) = (word(words, "low_reliability"), word(words, "its_interval"));
    let mut legend = vec![("square black", rate.as_str()), ("dash blue", interval.as_str())];
    if any_weak {
        legend.extend([("disc ring", weak.as_str()), ("square grey", its.as_str())]);
    }
    let words = PlotWords { title: &title, told: &told, legend, table_below: &below };
    Ok(Some(safe(&plot::rates(&words, &rows, lined)?)))
}

/// Whether an audit marked a value "low reliability".
fn is_weak(value: &Value) -> bool {
    value.method.contains("low reliability")
}

/// Length of what all names begin with, up to a comma and its blank: "Recording rate, ".
fn common(names: &[String]) -> usize {
    let Some((first, rest)) = names.split_first() else { return 0 };
    let ends = first.match_indices(", ").map(|(at, comma)| at + comma.len());
    ends.filter(|end| rest.iter().all(|name| name.get(..*end) == first.get(..*end))).max().unwrap_or(0)
}

/// The force beside others; `None` where no quotation holds a recording rate.
///
/// # Errors
/// [`Fault::Report`] where the plot cannot be drawn.
pub fn beside_others(
    figures: &[&Figure],
    pack: &Context<'_>,
    words: &Catalogue,
) -> Result<Option<Jinja>, Fault> {
    let public = pack.kind.is_public();
    // What a public form leaves out must not come back as a difference.
    let own: Vec<&Figure> =
        figures.iter().copied().filter(|figure| !(public && figure.known().is_some_and(few))).collect();
    let rows = comparison::rows(&own, pack.quotations);
    if rows.is_empty() {
        return Ok(None);
    }
    let programmes: Vec<Jinja> = Programme::ALL
        .into_iter()
        .filter_map(|programme| {
            let of: Vec<Jinja> = rows
                .iter()
                .filter(|row| row.programme == programme)
                .map(|row| compared(row, words))
                .collect();
            (!of.is_empty()).then(|| {
                context! { name => word(words, programme.key()), rows => of }
            })
        })
        .collect();
    let plot = beside_plot(&own, &rows, words)?;
    Ok(Some(context! { programmes => programmes, plot => plot }))
}

fn compared(row: &Row, words: &Catalogue) -> Jinja {
    let text = match row.range {
        Some(range) => {
            let key = if row.range_is_ours { "interval_ours" } else { "interval" };
            format!("{}% ({} {} {} {})", row.rate, word(words, key), range.low, word(words, "to"), range.high)
        }
        None => format!("{}% ({})", row.rate, word(words, "no_interval")),
    };
    let text = match row.group {
        "overall" => text,
        group => format!("{}: {text}", word(words, &format!("group_{group}"))),
    };
    let (from, to) = row.period.clone().unwrap_or_default();
    context! {
        force => format!("{}, {}", row.force, row.inspection),
        text => text,
        from => day(words, &from),
        to => day(words, &to),
        judgment => row.judgment.clone().unwrap_or_default(),
        standing => standing(&row.standing, words),
        source => sources(&row.source),
        place => row.place.clone(),
    }
}

/// How the force stands to a published figure, in a sentence.
pub fn standing(standing: &Standing, words: &Catalogue) -> String {
    match standing {
        Standing::Apart(reasons) => {
            let reasons: Vec<String> = reasons.iter().map(|reason| word(words, reason.key())).collect();
            format!("{}: {}", word(words, "not_comparable"), reasons.join("; "))
        }
        Standing::Difference { points, range } => {
            let is_told = range.low.to_f64() > 0.0 || range.high.to_f64() < 0.0;
            let told = if is_told { String::new() } else { format!("{}: ", word(words, "not_told_apart")) };
            format!(
                "{told}{} {} ({} {} {} {})",
                signed(*points),
                word(words, "points"),
                word(words, "interval"),
                signed(range.low),
                word(words, "to"),
                signed(range.high)
            )
        }
    }
}

/// Hosts of the addresses of a source; a source that is no address as it is.
fn sources(source: &str) -> String {
    let host = |address: &str| {
        let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default().trim_start_matches("www.").to_owned()
    };
    let mut hosts: Vec<String> = source.split(" ; ").map(host).filter(|host| !host.is_empty()).collect();
    hosts.dedup();
    hosts.join(", ")
}

fn beside_plot(own: &[&Figure], rows: &[Row], words: &Catalogue) -> Result<Option<Jinja>, Fault> {
    let ours = own.iter().find(|figure| figure.name == "recording_rate.overall").and_then(|f| f.known());
    let first = ours.and_then(|value| {
        let ends = value.range.map(|range| (share(range.low), share(range.high)));
        ends?;
        Some(ForestRow { label: word(words, "this_force"), value: share(value.value), ends, is_weak: false })
    });
    let lined = first.is_some();
    let others = rows.iter().filter(|row| row.group == "overall").filter_map(|row| {
        let range = row.range?;
        Some(ForestRow {
            label: format!("{}, {}", row.force, row.inspection),
            value: share(row.rate),
            ends: Some((share(range.low), share(range.high))),
            is_weak: matches!(row.standing, Standing::Apart(_)),
        })
    });
    let plotted: Vec<ForestRow> = first.into_iter().chain(others).collect();
    if plotted.len() < 2 {
        return Ok(None);
    }
    let any_apart = plotted.iter().any(|row| row.is_weak);
    let any_beside = plotted.iter().any(|row| !row.is_weak);
    let (title, below) = (word(words, "plot_beside"), word(words, "plot_table_below"));
    let told = word(words, if lined { "plot_beside_lined" } else { "plot_beside_told" });
    let said: Vec<String> = ["value_sign", "interval", "not_comparable", "its_interval"]
        .into_iter()
        .map(|key| word(words, key))
        .collect();
    let signs = ["square black", "dash blue", "disc ring", "square grey"];
    let legend: Vec<(&'static str, &str)> = signs
        .into_iter()
        .zip(said.iter().map(String::as_str))
        .enumerate()
        .filter(|(at, _)| if *at < 2 { any_beside } else { any_apart })
        .map(|(_, sign)| sign)
        .collect();
    let words = PlotWords { title: &title, told: &told, legend, table_below: &below };
    Ok(Some(safe(&plot::rates(&words, &plotted, lined)?)))
}

/// Why recorded crime changed.
///
/// # Errors
/// [`Fault::Report`] where the plot cannot be drawn.
pub fn why_changed(change: &Change, public: bool, words: &Catalogue) -> Result<Jinja, Fault> {
    let (before, after) = change.recorded;
    let hidden = |cause: Cause, amount: &Amount| {
        let counted = !matches!(cause, Cause::BetterRecording | Cause::Remainder);
        public
            && counted
            && [amount.low, amount.high].iter().any(|end| (1.0..FEWEST_PUBLIC).contains(&end.abs()))
    };
    let rows: Vec<Jinja> = change
        .parts
        .iter()
        .map(|part| {
            let (crimes, points) = match &part.crimes {
                None => (word(words, "change_not_measured"), String::new()),
                Some(amount) if hidden(part.cause, amount) => (word(words, "too_few"), String::new()),
                Some(amount) => (crimes(amount, words), points(amount, before as f64, words)),
            };
            context! { cause => word(words, part.cause.key()), crimes => crimes, points => points, how => word(words, part.how) }
        })
        .collect();
    let plotted: Vec<PartRow> = change
        .parts
        .iter()
        .filter_map(|part| {
            let amount = part.crimes.filter(|amount| !hidden(part.cause, amount))?;
            Some(PartRow {
                label: word(words, part.cause.key()),
                point: amount.point,
                ends: (amount.low, amount.high),
            })
        })
        .collect();
    let (title, told, below) =
        (word(words, "plot_change"), word(words, "plot_change_told"), word(words, "plot_table_below"));
    let (estimate, range) = (word(words, "estimate_sign"), word(words, "range_sign"));
    let legend = vec![("square black", estimate.as_str()), ("dash blue", range.as_str())];
    let plot_words = PlotWords { title: &title, told: &told, legend, table_below: &below };
    let whole = |n: i64| Decimal::whole(n).grouped();
    let rates: Vec<String> = change
        .rates
        .iter()
        .flatten()
        .map(|[rate, low, high]| {
            format!("{rate:.1}% ({} {low:.1} {} {high:.1})", word(words, "interval"), word(words, "to"))
        })
        .collect();
    let days: Vec<String> = change.rule_days.iter().map(|iso| day(words, iso)).collect();
    Ok(context! {
        before => period(words, &change.before),
        after => period(words, &change.after),
        n_before => whole(before),
        n_after => whole(after),
        total => signed(Decimal::whole(after - before)),
        rates => rates,
        days => days,
        part_audited => change.audits_cover_part,
        rows => rows,
        plot => safe(&plot::parts(&plot_words, &plotted)?),
    })
}

/// An amount of crimes with its range: `+1,025 (+705 to +1,330)`, or bounds alone.
fn crimes(amount: &Amount, words: &Catalogue) -> String {
    let whole = |value: f64| Decimal::rounded(value, 0).map(signed).unwrap_or_default();
    ranged(amount, &whole, words)
}

/// The same in points of growth: per cent of what was recorded before.
fn points(amount: &Amount, before: f64, words: &Catalogue) -> String {
    if before < 1.0 {
        return String::new();
    }
    let one = |value: f64| Decimal::rounded(100.0 * value / before, 1).map(signed).unwrap_or_default();
    ranged(amount, &one, words)
}

fn ranged(amount: &Amount, print: &dyn Fn(f64) -> String, words: &Catalogue) -> String {
    let (low, high) = (print(amount.low), print(amount.high));
    match amount.point {
        Some(point) if low == high => print(point),
        Some(point) => format!("{} ({low} {} {high})", print(point), word(words, "to")),
        None => format!("{low} {} {high}", word(words, "to")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_printed_with_their_range() {
        let words = crate::pack::Language::English.words().unwrap();
        let amount = |point, low, high| Amount { point, low, high };
        for (given, expect, of_growth) in [
            (amount(Some(1_025.4), 705.2, 1_330.9), "+1,025 (+705 to +1,331)", "+12.8 (+8.8 to +16.6)"),
            (amount(Some(-40.0), -40.0, -40.0), "-40", "-0.5"),
            (amount(None, -40.0, 120.0), "-40 to +120", "-0.5 to +1.5"),
            (amount(Some(0.0), 0.0, 0.0), "0", "0.0"),
        ] {
            assert_eq!(crimes(&given, &words), expect);
            assert_eq!(points(&given, 8_000.0, &words), of_growth);
        }
        assert_eq!(points(&amount(Some(1.0), 1.0, 1.0), 0.0, &words), "");
    }

    #[test]
    fn a_difference_that_spans_nought_is_not_told_apart() {
        let words = crate::pack::Language::English.words().unwrap();
        let decimal = |text: &str| Decimal::parse(text).unwrap();
        let difference = |points, low, high| Standing::Difference {
            points: decimal(points),
            range: oversight::figure::Range { low: decimal(low), high: decimal(high) },
        };
        assert_eq!(
            standing(&difference("13.0", "10.8", "15.1"), &words),
            "+13.0 percentage points (95% interval +10.8 to +15.1)"
        );
        assert!(
            standing(&difference("0.6", "-1.2", "2.4"), &words).starts_with("cannot be told apart: +0.6")
        );
    }

    #[test]
    fn a_source_is_named_by_its_host() {
        assert_eq!(
            sources("https://www.bbc.co.uk/news/1 ; http://hmicfrs.example.gov.uk/a"),
            "bbc.co.uk, hmicfrs.example.gov.uk"
        );
        assert_eq!(sources("Panel minutes"), "Panel minutes");
    }
}
