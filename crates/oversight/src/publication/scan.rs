//! Finds every number of a block and sees what shape it has. What a number speaks of is seen later.

use alloc::vec::Vec;

use terms::Decimal;

use super::calendar::{self};
use super::lexicon;
use super::numerals::{in_figures, in_words, unit};
use super::tokens::{Token, TokenKind};

/// A number and the tokens it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// First token.
    pub from: usize,
    /// One past its last.
    pub to: usize,
    /// What it looks like.
    pub shape: Shape,
    /// Written in words.
    pub in_words: bool,
    /// Its digits are grouped as no number is.
    pub broken: bool,
}

/// What a number looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// `96.6%`, `ninety per cent`.
    PerCent(Decimal),
    /// `13 percentage points`.
    Points(Decimal),
    /// `+/- 1.9`.
    PlusMinus(Decimal),
    /// `62 of 63`.
    Of(Decimal, Decimal),
    /// `1 in 6`.
    InEvery(Decimal, Decimal),
    /// `two thirds`.
    Fraction(i64, i64),
    /// A bare number.
    Plain(Decimal),
    /// An amount of money.
    Money,
    /// A date, its parts where given.
    Date(calendar::Written),
    /// A year.
    Year(i64),
    /// `2018/19`.
    FinancialYear(i64, i64),
    /// A quarter of a year.
    Quarter(i64),
    /// A time of day.
    Time,
    /// `24 hours`.
    Duration(Decimal, Span),
    /// A section of an Act, with its subsection.
    Section(Decimal, Option<Decimal>),
    /// The year of an Act.
    ActYear(i64),
    /// A page, a table, a telephone number, a code, an item's own number, a level of confidence.
    Reference,
}

/// Units of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// The numbers of a block, in order. `begins` says whether a figure at its very beginning may be the
/// number of an item of a list.
pub fn numbers(tokens: &[Token], begins: bool) -> Vec<Number> {
    let scan = Scan { tokens };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if let Some(n) = scan.address(at) {
            at += n;
            continue;
        }
        match scan.number(at, begins) {
            Some(number) => {
                at = number.to.max(at + 1);
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

/// A block's tokens, looked through.
pub struct Scan<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
}

/// A shape and how many tokens it takes.
pub type Seen = Option<(Shape, usize)>;

impl Scan<'_> {
    /// A token in lower case, empty past the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    /// The token so many before.
    pub fn back(&self, at: usize, n: usize) -> &str {
        at.checked_sub(n).map_or("", |at| self.word(at))
    }

    /// Whether a token and the next stand together.
    pub fn touches(&self, at: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        a.end == b.start
    }

    /// Whether a token is figures.
    pub fn is_figures(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Figures)
    }

    /// A whole number without separators.
    pub fn digits(&self, at: usize) -> Option<i64> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Figures)?;
        token.lower.bytes().all(|b| b.is_ascii_digit()).then(|| token.lower.parse().ok()).flatten()
    }

    /// A number of four digits.
    pub fn four_digits(&self, at: usize) -> Option<i64> {
        self.digits(at).filter(|_| self.word(at).len() == 4)
    }

    /// A number that may be a year.
    pub fn year(&self, at: usize) -> Option<i64> {
        self.four_digits(at).filter(|year| (1800..=2199).contains(year))
    }

    /// A web or e-mail address: its numbers are no numbers of the text.
    fn address(&self, at: usize) -> Option<usize> {
        let begins = matches!(self.word(at), "http" | "https" | "www" | "mailto");
        let at_sign = self.word(at + 1) == "@" && self.touches(at) && self.touches(at + 1);
        if !begins && !at_sign {
            return None;
        }
        let mut n = 1;
        while self.touches(at + n - 1) {
            n += 1;
        }
        Some(n)
    }

    fn number(&self, at: usize, begins: bool) -> Option<Number> {
        let whole = |seen: Seen| {
            seen.map(|(shape, n)| Number {
                from: at,
                to: at + n,
                shape,
                in_words: !self.is_figures(at),
                broken: false,
            })
        };
        if let Some(money) = self.money(at) {
            return Some(money);
        }
        whole(self.date(at))
            .or_else(|| whole(self.statute(at)))
            .or_else(|| whole(self.period(at)))
            .or_else(|| whole(self.reference(at, begins)))
            .or_else(|| whole(self.fraction(at)))
            .or_else(|| self.amount(at))
    }

    /// `£1.1m`, `300 pounds`; `£.11m` and `£25,40` have lost a digit.
    fn money(&self, at: usize) -> Option<Number> {
        let made =
            |n, broken| Some(Number { from: at, to: at + n, shape: Shape::Money, in_words: false, broken });
        if matches!(self.word(at), "£" | "€" | "$") {
            let point = usize::from(self.word(at + 1) == "." && self.touches(at) && self.touches(at + 1));
            let (_, n, broken) = in_figures(self.tokens, at + 1 + point)?;
            return made(n + 1 + point, broken || point == 1);
        }
        let (_, n, broken) = in_figures(self.tokens, at)?;
        if matches!(self.word(at + n), "pounds" | "pence") { made(n + 1, broken) } else { None }
    }

    /// `half of`, `a third of`, `two-thirds`, `three quarters`.
    fn fraction(&self, at: usize) -> Seen {
        let (top, mut i) = match self.word(at) {
            "a" | "one" => (1, at + 1),
            "half" => {
                return (self.word(at + 1) == "of" || self.word(at + 2) == "of")
                    .then_some((Shape::Fraction(1, 2), 1));
            }
            word => (unit(word).filter(|top| (2..10).contains(top))?, at + 1),
        };
        i += usize::from(self.word(i) == "-");
        let plural = top > 1;
        let bottom = match self.word(i) {
            "half" if !plural => 2,
            "third" if !plural => 3,
            "thirds" if plural => 3,
            "quarter" if !plural => 4,
            "quarters" if plural => 4,
            "fifth" if !plural => 5,
            "fifths" if plural => 5,
            "tenth" if !plural => 10,
            "tenths" if plural => 10,
            _ => return None,
        };
        (self.word(i + 1) == "of" || (plural && bottom != 4))
            .then_some((Shape::Fraction(top, bottom), i + 1 - at))
    }

    fn amount(&self, at: usize) -> Option<Number> {
        let (value, mut n, mut broken, words) = self.value(at)?;
        // "96.%": a point with nothing behind it.
        if self.word(at + n) == "."
            && self.touches(at + n - 1)
            && matches!(self.word(at + n + 1), "%" | "per" | "|" | "to" | ";")
        {
            broken = true;
            n += 1;
        }
        // ", ,310 crimes": a comma that leads digits and follows a blank has lost what stood before it.
        let led_by_comma = self.back(at, 1) == "," && at >= 1 && self.touches(at - 1);
        let apart = at < 2 || !self.touches(at - 2);
        broken |= !words && led_by_comma && apart;
        let made = |shape, n| Some(Number { from: at, to: at + n, shape, in_words: words, broken });
        if self.back(at, 1) == "±"
            || (self.back(at, 1) == "-" && self.back(at, 2) == "/" && self.back(at, 3) == "+")
            || (self.back(at, 1) == "minus" && self.back(at, 2) == "or")
        {
            return made(Shape::PlusMinus(value), n + self.unit_of(at + n).map_or(0, |(n, _)| n));
        }
        if let Some((more, points)) = self.unit_of(at + n) {
            return made(if points { Shape::Points(value) } else { Shape::PerCent(value) }, n + more);
        }
        if let Some((other, more, in_every)) = self.share(at, n) {
            return made(if in_every { Shape::InEvery(value, other) } else { Shape::Of(value, other) }, more);
        }
        if let Some((span, more)) = self.span(at + n) {
            return made(Shape::Duration(value, span), n + more);
        }
        if self.range_of_per_cent(at + n) {
            return made(Shape::PerCent(value), n);
        }
        if words
            && self.word(at) == "one"
            && n == 1
            && !lexicon::is_counted(self.word(at + 1))
            && !lexicon::is_counted(self.word(at + 2))
        {
            return None;
        }
        let pronoun = words
            && n == 1
            && (matches!(self.word(at), "zero")
                || (self.word(at) == "one"
                    && matches!(self.back(at, 1), "no" | "any" | "every" | "this" | "that" | "the")));
        if pronoun || matches!(self.word(at + n), "st" | "nd" | "rd" | "th") {
            return if pronoun { None } else { made(Shape::Reference, n + 1) };
        }
        made(Shape::Plain(value), n)
    }

    fn value(&self, at: usize) -> Option<(Decimal, usize, bool, bool)> {
        in_figures(self.tokens, at)
            .map(|(value, n, broken)| (value, n, broken, false))
            .or_else(|| in_words(self.tokens, at).map(|(value, n)| (value, n, false, true)))
    }

    /// A percent sign or words, or percentage points: tokens, and whether points.
    pub fn unit_of(&self, at: usize) -> Option<(usize, bool)> {
        let points = |word: &str| matches!(word, "point" | "points");
        match (self.word(at), self.word(at + 1)) {
            ("%", next) if points(next) => Some((2, true)),
            ("%", _) => Some((1, false)),
            ("per", "cent") => Some((2, false)),
            ("percent", next) if points(next) => Some((2, true)),
            ("percent" | "pc", _) => Some((1, false)),
            ("percentage", next) if points(next) => Some((2, true)),
            ("-", "percentage") if points(self.word(at + 2)) => Some((3, true)),
            ("pp" | "ppt" | "ppts", _) => Some((1, true)),
            ("points", _) => Some((1, true)),
            _ => None,
        }
    }

    /// `of 63`, `out of the 63`, `/63`, `reports out of 63`, `in 6`.
    fn share(&self, at: usize, n: usize) -> Option<(Decimal, usize, bool)> {
        let mut i = at + n;
        let filler = |word: &str| {
            matches!(
                word,
                "the" | "these" | "those" | "our" | "all" | "every" | "a" | "total" | "its" | "their"
            )
        };
        if self.word(i) == "/" && self.touches(i - 1) && self.touches(i) {
            let bottom = self.digits(i + 1)?;
            return Some((Decimal::whole(bottom), i + 2 - at, false));
        }
        let mut words = 0;
        while words < 3
            && lexicon::may_stand_in_share(self.word(i))
            && self.word(i) != "of"
            && self.word(i) != "out"
        {
            i += 1;
            words += 1;
        }
        let in_every = match (self.word(i), self.word(i + 1)) {
            ("out", "of") => {
                i += 2;
                false
            }
            ("of", _) if words <= 1 => {
                i += 1;
                false
            }
            // Welsh: "1,004 o 1,050", "966 o bob 1,000".
            ("o", "bob") if words == 0 => {
                i += 2;
                true
            }
            ("o", _) if words == 0 && self.is_figures(i + 1) => {
                i += 1;
                false
            }
            ("in", _) if words == 0 => {
                i += 1;
                true
            }
            ("-", "in") if words == 0 => {
                i += 2;
                i += usize::from(self.word(i) == "-");
                true
            }
            _ => return None,
        };
        while filler(self.word(i)) {
            i += 1;
        }
        let (bottom, m, _, _) = self.value(i)?;
        let percent = self.unit_of(i + m).is_some();
        let date = self.date(i).is_some()
            || (self.year(i).is_some()
                && !lexicon::is_counted(self.word(i + m))
                && !lexicon::is_counted(self.word(i + m + 1)));
        let sensible = bottom.is_whole()
            && !percent
            && !date
            && (!in_every || bottom.to_f64() <= 1_000.0)
            && self.span(i + m).is_none();
        sensible.then_some((bottom, i + m - at, in_every))
    }

    fn span(&self, at: usize) -> Option<(Span, usize)> {
        let mut i = at + usize::from(self.word(at) == "-");
        if matches!(
            self.word(i),
            "elapsed" | "working" | "calendar" | "full" | "consecutive" | "short" | "clear"
        ) {
            i += 1;
        }
        let span = match self.word(i) {
            "minute" | "minutes" | "min" | "mins" | "munud" => Span::Minutes,
            "hour" | "hours" | "hrs" | "hr" | "awr" => Span::Hours,
            "day" | "days" | "day's" | "diwrnod" | "niwrnod" => Span::Days,
            "week" | "weeks" | "wythnos" => Span::Weeks,
            "month" | "months" | "mis" => Span::Months,
            "year" | "years" | "blynedd" | "mlynedd" => Span::Years,
            _ => return None,
        };
        Some((span, i + 1 - at))
    }

    /// Whether `to`, `and` or a dash leads to a number of per cent: the `91.5` of `91.5 to 99.7%`.
    fn range_of_per_cent(&self, at: usize) -> bool {
        matches!(self.word(at), "to" | "and" | "-")
            && self
                .value(at + 1)
                .is_some_and(|(_, n, _, _)| self.unit_of(at + 1 + n).is_some_and(|(_, points)| !points))
    }
}
