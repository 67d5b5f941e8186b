//! The answer in words: what fell, how far, against what; never why.

use alloc::format;
use alloc::string::String;

use terms::extract::Text;
use terms::time::Period;

use super::Alarm;
use super::evidence::Outcome;
use super::panel::{Cell, Kind, Panel};

/// A daily rate within this share of an earlier one is said to have stayed.
const STAYED: f64 = 0.1;

/// Everything a sentence may need to look at.
pub(super) struct Words<'a> {
    pub panel: &'a Panel,
    pub outcomes: &'a [Option<Outcome>],
    /// What the rows counted are called, such as `published rows`.
    pub rows: &'a str,
}

impl Words<'_> {
    fn outcome(&self, cell: Cell) -> Option<&Outcome> {
        self.outcomes.get(self.panel.index(cell))?.as_ref()
    }

    fn period(&self, period: usize) -> String {
        self.panel.periods.get(period).map(|period| period.words()).unwrap_or_default()
    }

    fn unit(&self, cell: Cell) -> &'static str {
        self.panel.periods.get(cell.period).map_or("period", unit)
    }

    /// The model and the evidence it used.
    pub fn method(&self, cell: Cell) -> Text {
        let Some(outcome) = self.outcome(cell) else {
            return "none: no period to compare with".into();
        };
        let (n, when) =
            (outcome.references.len(), if looked_back(outcome, cell) { "later" } else { "earlier" });
        let mut text =
            format!("dynamic linear model, quasi-Poisson: own {n} {when} {}", plural(n, self.unit(cell)));
        if outcome.n_others > 0 {
            text += &format!(", movement of {} other forces", outcome.n_others);
        }
        if outcome.rest {
            text += ", the force's other crime categories";
        }
        if n < 13 { (text + ", documented prior of natural variation").into() } else { text.into() }
    }

    /// One sentence.
    pub fn sentence(&self, cell: Cell) -> Text {
        let head = format!("{}, {}: {}", self.force(cell), self.period(cell.period), self.size(cell));
        let text = match self.outcome(cell) {
            None => format!("{head}; {}.", self.too_short(cell)),
            Some(outcome) if outcome.alarm() == Alarm::Yes => {
                format!("{head}, {}.", self.fall(cell, outcome))
            }
            Some(outcome) => format!("{head}, {}.", self.no_fall(cell, outcome)),
        };
        text.into()
    }

    fn force(&self, cell: Cell) -> &str {
        self.panel.forces.get(cell.force).map_or("", |force| force)
    }

    fn category(&self, category: usize) -> &str {
        self.panel.categories.get(category).map_or("", |(name, _)| name)
    }

    fn size(&self, cell: Cell) -> String {
        let count = thousands(self.panel.count(cell).unwrap_or(0));
        match self.panel.kind(cell.category) {
            Kind::AllCrime => format!("{count} crimes in the {}", self.rows),
            _ => format!("{count} {} of {}", self.rows, lower_first(self.category(cell.category))),
        }
    }

    fn too_short(&self, cell: Cell) -> String {
        let unit = self.unit(cell);
        format!(
            "the series is too short, with no other {unit} of this force that can be compared, so nothing is \
             expected: at least one more full {unit} is needed, and the same {unit}s of five other forces \
             or a past of thirteen months would sharpen it"
        )
    }

    fn fall(&self, cell: Cell, outcome: &Outcome) -> String {
        let observed = outcome.observed as f64;
        let below = libm::round(100.0 * (1.0 - observed.max(0.0) / outcome.limits.expected));
        let expected = self.expected(outcome);
        let from = self.from(cell, outcome);
        let beside = self.beside(cell, outcome).map(|text| format!(", while {text}")).unwrap_or_default();
        // Nothing earlier is known: rows may be missing here or have been added since.
        let what = match looked_back(outcome, cell) {
            true => format!("fewer {} than later", self.rows),
            false => format!("a fall in {}", self.rows),
        };
        format!("{below:.0}% below the {expected} expected from {from}{beside}: {what}, cause unknown")
    }

    fn no_fall(&self, cell: Cell, outcome: &Outcome) -> String {
        let limits = &outcome.limits;
        let (expected, from) = (self.expected(outcome), self.from(cell, outcome));
        if limits.low <= 0.0 {
            return format!("{expected} expected from {from}: too few for a fall to be told from chance");
        }
        let place = if outcome.observed as f64 > limits.high { "above" } else { "inside" };
        format!("{place} the {expected} expected from {from}: no alarm")
    }

    fn expected(&self, outcome: &Outcome) -> String {
        let limits = &outcome.limits;
        format!("{} ({} to {})", rounded(limits.expected), rounded(limits.low), rounded(limits.high))
    }

    /// What the expectation rests on.
    fn from(&self, cell: Cell, outcome: &Outcome) -> String {
        let n = outcome.references.len();
        let when = if looked_back(outcome, cell) { "later" } else { "earlier" };
        let own = match outcome.references.as_slice() {
            [only] => self.period(*only),
            _ => format!("its own {n} {when} {}", plural(n, self.unit(cell))),
        };
        match outcome.n_others {
            0 => format!("{own} and the usual variation"),
            others => format!("{own} and the movement of {others} other forces"),
        }
    }

    /// What stood beside the fall: other counts for all crime, the force's other crimes for a
    /// category.
    fn beside(&self, cell: Cell, outcome: &Outcome) -> Option<String> {
        let reference = *outcome.references.last()?;
        match self.panel.kind(cell.category) {
            Kind::AllCrime => {
                let other = self.largest_other(cell, reference)?;
                let count = |period| self.panel.count(Cell { category: other, period, ..cell });
                let (now, then) = (count(cell.period)?, count(reference)?);
                Some(self.moved(
                    lower_first(self.category(other)).as_str(),
                    (cell.period, now),
                    (reference, then),
                ))
            }
            Kind::Crime => {
                let rest = |period| self.panel.rest(Cell { period, ..cell });
                let (now, then) = (rest(cell.period)?, rest(reference)?);
                Some(self.moved("the force's other crime", (cell.period, now), (reference, then)))
            }
            Kind::Other => {
                let count =
                    |period| self.panel.count(Cell { category: self.panel.all_crime()?, period, ..cell });
                let (now, then) = (count(cell.period)?, count(reference)?);
                Some(self.moved("crime", (cell.period, now), (reference, then)))
            }
        }
    }

    fn largest_other(&self, cell: Cell, reference: usize) -> Option<usize> {
        (0..self.panel.categories.len())
            .filter(|&category| self.panel.kind(category) == Kind::Other)
            .filter(|&category| self.panel.count(Cell { category, ..cell }).is_some())
            .max_by_key(|&category| self.panel.count(Cell { category, period: reference, ..cell }))
    }

    fn moved(&self, what: &str, (to, now): (usize, i64), (from, then): (usize, i64)) -> String {
        let daily = |period: usize, count: i64| {
            let days = self.panel.periods.get(period).map_or(1, |period| period.n_days());
            (count.max(0) as f64 + 0.5) / f64::from(days)
        };
        let ratio = daily(to, now) / daily(from, then);
        let (now, then) = (thousands(now), thousands(then));
        let verb = match ratio {
            fell if fell < 1.0 - STAYED => "fell to",
            rose if rose > 1.0 + STAYED => "rose to",
            _ => "stayed at",
        };
        let link = if to > from { "after" } else { "before" };
        format!("{what} {verb} {now} {link} {then} in {}", self.period(from))
    }
}

fn looked_back(outcome: &Outcome, cell: Cell) -> bool {
    outcome.references.last().is_some_and(|&reference| reference > cell.period)
}

fn unit(period: &Period) -> &'static str {
    match period.n_months {
        1 => "month",
        3 => "quarter",
        12 => "year",
        _ => "period",
    }
}

fn plural(n: usize, unit: &str) -> String {
    if n == 1 { unit.into() } else { format!("{unit}s") }
}

fn rounded(value: f64) -> String {
    thousands(libm::round(value) as i64)
}

/// `11,690`, `-45`.
fn thousands(count: i64) -> String {
    let digits = format!("{}", count.unsigned_abs());
    let sign = if count < 0 { "-" } else { "" };
    let n = digits.len();
    let grouped = digits.chars().enumerate().map(|(i, digit)| {
        let comma = if i > 0 && (n - i) % 3 == 0 { "," } else { "" };
        format!("{comma}{digit}")
    });
    format!("{sign}{}", grouped.collect::<String>())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    // CCTV stays CCTV, and a title in capitals stays a title.
    let acronym = text.chars().skip(1).any(char::is_uppercase);
    match chars.next() {
        Some(first) if !acronym => first.to_lowercase().chain(chars).collect(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        for (count, want) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (11_690, "11,690"),
            (1_234_567, "1,234,567"),
            (-4_500, "-4,500"),
        ] {
            assert_eq!(thousands(count), want);
        }
    }
}
