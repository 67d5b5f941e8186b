//! Numbers that are names of days, laws, pages and codes, and no amounts.

use alloc::vec::Vec;

use terms::Decimal;

use super::calendar::{self, month, weekday};
use super::lexicon;
use super::numerals::in_figures;
use super::scan::{Scan, Seen, Shape};
use super::tokens::TokenKind;

impl Scan<'_> {
    /// A date or a time of day.
    pub fn date(&self, at: usize) -> Seen {
        self.day_first(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.in_signs(at))
            .or_else(|| self.time(at))
    }

    /// `8 March 2019`, `8th of March`, with a weekday before it.
    fn day_first(&self, at: usize) -> Seen {
        let day = self.digits(at).filter(|_| self.word(at).len() <= 2)?;
        let mut i = at + 1;
        if matches!(self.word(i), "st" | "nd" | "rd" | "th") && self.touches(at) {
            i += 1;
        }
        if self.word(i) == "of" {
            i += 1;
        }
        let named = month(self.word(i)).filter(|_| self.tokens.get(i).is_some_and(|t| t.capital))?;
        i += 1;
        let comma = usize::from(self.word(i) == ",");
        let year = self.four_digits(i + comma);
        if year.is_some() {
            i += comma + 1;
        }
        let weekday = weekday(self.back(at, 1))
            .or_else(|| weekday(self.back(at, 2)).filter(|_| self.back(at, 1) == ","));
        Some((Shape::Date(calendar::Written { day: Some(day), month: named, year, weekday }), i - at))
    }

    /// `March 8, 2019`, `March 2019`.
    fn month_first(&self, at: usize) -> Seen {
        let named = month(self.word(at)).filter(|_| self.tokens.get(at).is_some_and(|t| t.capital))?;
        let odd = self.digits(at + 1).filter(|_| matches!(self.word(at + 1).len(), 3 | 5));
        if let Some(year) = self.four_digits(at + 1).or(odd) {
            return Some((
                Shape::Date(calendar::Written { day: None, month: named, year: Some(year), weekday: None }),
                2,
            ));
        }
        let day = self.digits(at + 1).filter(|_| self.word(at + 1).len() <= 2)?;
        let mut i = at + 2;
        if matches!(self.word(i), "st" | "nd" | "rd" | "th") {
            i += 1;
        }
        let comma = usize::from(self.word(i) == ",");
        let year = self.four_digits(i + comma);
        if year.is_some() {
            i += comma + 1;
        }
        Some((Shape::Date(calendar::Written { day: Some(day), month: named, year, weekday: None }), i - at))
    }

    /// `8/3/2019`, `08.03.2019`, `2019-03-08`.
    fn in_signs(&self, at: usize) -> Seen {
        if let [day, month, year] = self.word(at).split('.').collect::<Vec<_>>()[..]
            && self.is_figures(at)
            && year.len() == 4
            && !self.word(at).contains(',')
        {
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            let year = year.parse().ok();
            return Some((Shape::Date(calendar::Written { day: Some(day), month, year, weekday: None }), 1));
        }
        let sign = self.word(at + 1);
        if !matches!(sign, "/" | "-")
            || self.word(at + 3) != sign
            || !self.touches(at)
            || !self.touches(at + 2)
        {
            return None;
        }
        let (a, b, c) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        let lengths = (self.word(at).len(), self.word(at + 2).len(), self.word(at + 4).len());
        let (day, month, year) = match lengths {
            (4, 1..=2, 1..=2) => (c, b, a),
            (1..=2, 1..=2, 4) => (a, b, c),
            (1..=2, 1..=2, 2) => (a, b, 2000 + c),
            _ => return None,
        };
        Some((Shape::Date(calendar::Written { day: Some(day), month, year: Some(year), weekday: None }), 5))
    }

    fn time(&self, at: usize) -> Seen {
        if !self.is_figures(at) {
            return None;
        }
        let clock = self.word(at + 1) == ":" && self.word(at + 2).len() == 2 && self.digits(at + 2).is_some();
        if clock && self.touches(at) && self.touches(at + 1) {
            let mut n = 3;
            while self.word(at + n) == ":" && self.is_figures(at + n + 1) {
                n += 2;
            }
            return Some((Shape::Time, n));
        }
        let suffix = self.word(at + 1);
        (matches!(suffix, "am" | "pm") || (suffix == "hrs" && self.word(at).len() == 4))
            .then_some((Shape::Time, 2))
    }

    /// A section, a part or the year of an Act.
    pub fn statute(&self, at: usize) -> Seen {
        let names = ["section", "sections", "s", "ss", "sec", "subsection"];
        if names.contains(&self.word(at)) {
            let dot = usize::from(self.word(at + 1) == ".");
            let i = at + 1 + dot;
            let (section, _, _) = in_figures(self.tokens, i)?;
            let mut n = i + 1 - at;
            // "section 55 (5)" and "section 55(5)", then letters of paragraphs.
            let mut sub = None;
            while self.word(at + n) == "(" && self.word(at + n + 2) == ")" {
                let inner = in_figures(self.tokens, at + n + 1).map(|(value, _, _)| value);
                if inner.is_none() && self.word(at + n + 1).len() > 3 {
                    break;
                }
                sub = sub.or(inner);
                n += 3;
            }
            return Some((Shape::Section(section, sub), n));
        }
        let parts = [
            "schedule",
            "article",
            "articles",
            "regulation",
            "regulations",
            "rule",
            "chapter",
            "clause",
            "part",
        ];
        if parts.contains(&self.word(at)) && in_figures(self.tokens, at + 1).is_some() {
            let year = self.year(at + 1).filter(|_| self.word(at).ends_with('s'));
            return Some(
                year.map_or((Shape::Section(Decimal::whole(0), None), 2), |year| (Shape::ActYear(year), 2)),
            );
        }
        if matches!(self.word(at), "act" | "order" | "bill") && self.tokens.get(at).is_some_and(|t| t.capital)
        {
            let comma = usize::from(self.word(at + 1) == ",");
            let odd =
                self.digits(at + 1 + comma).filter(|_| matches!(self.word(at + 1 + comma).len(), 3 | 5));
            if let Some(year) = self.four_digits(at + 1 + comma).or(odd) {
                return Some((Shape::ActYear(year), 2 + comma));
            }
        }
        None
    }

    /// A year, a financial year, a quarter.
    pub fn period(&self, at: usize) -> Seen {
        // "in 227/28" has lost a digit of its first year.
        let odd = self.digits(at).filter(|_| {
            matches!(self.word(at).len(), 3 | 5)
                && self.word(at + 2).len() == 2
                && matches!(self.back(at, 1), "in" | "for" | "during" | "since" | "the")
        });
        if let Some(from) = self.year(at).or(odd) {
            let sign = self.word(at + 1);
            let to = self.digits(at + 2).filter(|_| matches!(self.word(at + 2).len(), 2 | 4));
            if let Some(to) =
                to.filter(|_| matches!(sign, "/" | "-") && self.touches(at) && self.touches(at + 1))
            {
                // "edition 2026-04" is a month; "2011-12" may be a year of two.
                let month = sign == "-" && self.word(at + 2).len() == 2 && (1..=12).contains(&to);
                if month && (from + 1) % 100 != to {
                    let written = calendar::Written { day: None, month: to, year: Some(from), weekday: None };
                    return Some((Shape::Date(written), 3));
                }
                return Some((Shape::FinancialYear(from, to), 3));
            }
        }
        if self.word(at) == "q" && self.touches(at) {
            return self.digits(at + 1).map(|quarter| (Shape::Quarter(quarter), 2));
        }
        if self.word(at) == "quarter" {
            return self
                .digits(at + 1)
                .filter(|q| self.word(at + 1).len() == 1 || *q < 5)
                .map(|q| (Shape::Quarter(q), 2));
        }
        let year = self.year(at).or_else(|| self.odd_year(at))?;
        let per_cent = matches!(self.word(at + 1), "%" | "per" | "percent");
        let counted = lexicon::is_counted(self.word(at + 1)) || lexicon::is_counted(self.word(at + 2));
        let before = [
            "in", "since", "by", "of", "from", "to", "until", "during", "for", "the", "year", "and", "(",
            "-", "between", "after", "before",
        ];
        let named = before.contains(&self.back(at, 1)) && !counted;
        let of_report =
            lexicon::names_a_report(self.word(at + 1)) || lexicon::names_a_report(self.word(at + 2));
        let apart = !counted && !per_cent;
        ((1990..=2099).contains(&year) || self.odd_year(at).is_some()).then_some(())?;
        (!per_cent && (named || of_report || apart)).then_some((Shape::Year(year), 1))
    }

    /// Four digits where a year should stand and that are none: "in 2701".
    fn odd_year(&self, at: usize) -> Option<i64> {
        let led = matches!(self.back(at, 1), "in" | "since" | "during" | "until" | "its" | "the" | "year");
        let named = lexicon::names_a_report(self.word(at + 1))
            || matches!(self.back(at, 1), "in" | "since" | "during" | "until" | "year");
        let counted = (1..4)
            .any(|n| lexicon::is_counted(self.word(at + n)) && !lexicon::names_a_report(self.word(at + n)));
        self.four_digits(at).filter(|year| led && named && !counted && !(1800..=2199).contains(year))
    }

    /// A page, a code, a telephone number, an item's own number, a level of confidence.
    pub fn reference(&self, at: usize, begins: bool) -> Seen {
        if !self.is_figures(at) {
            let n = usize::from(self.word(at + 1) == "." && self.word(at).len() <= 4) + 1;
            if lexicon::introduces_reference(self.word(at))
                && self.is_figures(at + n)
                && self.four_digits(at + n).is_none_or(|y| y < 1990)
            {
                let mut end = at + n + 1;
                while matches!(self.word(end), "/" | "-" | ".")
                    && self.touches(end - 1)
                    && self.is_figures(end + 1)
                {
                    end += 2;
                }
                // A telephone number stands in groups: "phone 01632 496 0123".
                let telephone = matches!(self.word(at), "tel" | "telephone" | "phone" | "fax" | "mobile");
                while telephone && self.is_figures(end) {
                    end += 1;
                }
                return Some((Shape::Reference, end - at));
            }
            return self.code(at);
        }
        let item = begins
            && at == 0
            && matches!(self.word(1), "." | ")")
            && self.touches(0)
            && !self.touches(1)
            && !self.word(0).contains('.');
        // "2.1 Of 1,248 crimes": the number of a paragraph, of parts that no paragraph's number exceeds.
        let paragraph = begins
            && at == 0
            && self.word(0).split('.').all(|part| part.len() <= 2 && !part.is_empty())
            && self.word(0).contains('.')
            && !self.touches(0)
            && self.unit_of(1).is_none()
            && (self.tokens.get(1).is_some_and(|next| next.capital) || self.is_figures(1));
        if paragraph {
            return Some((Shape::Reference, 1));
        }
        let bracketed = begins && at == 1 && self.word(0) == "(" && self.word(2) == ")";
        if item || bracketed {
            return Some((Shape::Reference, 1));
        }
        let emergency = matches!(self.word(at), "999" | "101" | "111" | "112")
            && (["call", "calls", "number", "or", "system", "contact", "and", ",", "service"]
                .contains(&self.word(at + 1))
                || [
                    "on", "call", "calling", "ring", "dial", "the", "or", "by", "via", "through", "and",
                    "neu", "ffoniwch",
                ]
                .contains(&self.back(at, 1)));
        let round_the_clock = self.word(at) == "24" && self.word(at + 1) == "/" && self.word(at + 2) == "7";
        if round_the_clock {
            return Some((Shape::Reference, 3));
        }
        let zero = self.word(at).starts_with('0') && !self.word(at).contains(['.', ',']);
        let phone =
            zero && (self.word(at).len() >= 5 || (self.word(at).len() >= 3 && self.is_figures(at + 1)));
        // "0.1.0" is a version; "Wilson 95%" a method's level.
        let version = self.word(at).matches('.').count() >= 2 && !self.word(at).contains(',');
        let level = matches!(
            self.back(at, 1),
            "wilson" | "pearson" | "exact" | "normal" | "woodruff" | "cyfwng" | "hyder"
        ) && self.word(at + 1) == "%";
        if version || level {
            return Some((Shape::Reference, if level { 2 } else { 1 }));
        }
        if emergency || phone {
            let mut n = 1;
            while phone && self.is_figures(at + n) {
                n += 1;
            }
            return Some((Shape::Reference, n));
        }
        if self.street(at) {
            return Some((Shape::Reference, 1));
        }
        let per_cent = self.word(at + 1) == "%" || matches!(self.word(at + 1), "percent" | "per");
        let words = usize::from(per_cent) + usize::from(self.word(at + 1) == "per");
        let confidence =
            matches!(self.word(at + 1 + words), "confidence" | "ci" | "credible" | "certainty" | "interval")
                || (self.word(at + 1 + words) == "level"
                    && self.word(at + 2 + words) == "of"
                    && self.word(at + 3 + words) == "confidence");
        if per_cent && confidence {
            return Some((Shape::Reference, 1 + words));
        }
        self.code(at)
    }

    /// Letters and digits written together: `N100`, `ON/2026/000123`, `ME15 9BZ`, `4G`.
    fn code(&self, at: usize) -> Seen {
        let token = self.tokens.get(at)?;
        let joined = |i: usize| self.touches(i) && matches!(self.word(i), "/" | "-" | "_" | "#" | ":");
        let mut end = at + 1;
        let (mut letters, mut figures) = (token.kind == TokenKind::Word, token.kind == TokenKind::Figures);
        if !letters && !figures {
            return None;
        }
        let mut signs = 0;
        while self.touches(end - 1) {
            let next = self.tokens.get(end)?;
            match next.kind {
                TokenKind::Word => letters = true,
                TokenKind::Figures => figures = true,
                TokenKind::Sign if joined(end) && self.touches(end) => signs += 1,
                TokenKind::Sign => break,
            }
            end += 1;
        }
        let measured = |i: usize| {
            matches!(
                self.word(i),
                "st" | "nd" | "rd" | "th" | "m" | "bn" | "k" | "pp" | "s" | "mn" | "pc" | "h" | "hr" | "hrs"
            )
        };
        // "12-month", "30-year-old", "24-hour" and "4th" are numbers; "62/63" is a share.
        let spoken = figures && signs > 0 && !self.starts_with_letters(at) && self.is_spoken(at, end);
        let suffix = token.kind == TokenKind::Figures && measured(at + 1) && signs == 0;
        let short_word = token.kind == TokenKind::Word && (signs == 0 || token.capital);
        let is_code =
            letters && figures && !spoken && !suffix && (token.kind == TokenKind::Figures || short_word);
        let with_words = token.kind == TokenKind::Word
            && self.word(at + 1) == "-"
            && self.is_figures(at + 2)
            && token.lower.len() > 3
            && !token.capital;
        (is_code && !with_words && end > at + 1).then_some((Shape::Reference, end - at))
    }

    fn starts_with_letters(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    fn is_spoken(&self, at: usize, end: usize) -> bool {
        self.word(at + 1) == "-" && (at + 2..end).all(|i| self.word(i) == "-" || self.starts_with_letters(i))
    }

    fn street(&self, at: usize) -> bool {
        (1..=3).any(|n| {
            let capital = self.tokens.get(at + 1).is_some_and(|t| t.capital);
            capital
                && ["street", "road", "lane", "avenue", "square", "house", "drive", "close"]
                    .contains(&self.word(at + n))
                && (1..n).all(|i| self.starts_with_letters(at + i))
        })
    }
}
