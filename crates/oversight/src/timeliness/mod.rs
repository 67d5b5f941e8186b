//! Within 24 hours: from first receipt to recorded (design, sections 6 and 8).
//!
//! First receipt of a crime is the earliest receipt of its linked incidents and its own reported_at;
//! without either it is "not measurable", counted apart. Elapsed time is elapsed time: exact across
//! both clock changes.

#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use audit::interval::{quantile_ranks, share};
use terms::{CrimeRow, IncidentRow, Instant, Precision, Share, Zone};

/// The limit: 24 elapsed hours (Crime Recording Rules, since April 2015).
pub const LIMIT_SECONDS: i64 = 24 * 3_600;

/// A stage on the way from receipt to record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// From receipt to attendance.
    Attendance,
    /// From attendance (or receipt) to being sent for decision.
    SendingForDecision,
    /// From being sent (or the last known step) to the decision.
    Deciding,
    /// From the decision to the record.
    Recording,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 4] = [Self::Attendance, Self::SendingForDecision, Self::Deciding, Self::Recording];

    /// Its name in reports and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attendance => "waiting for attendance",
            Self::SendingForDecision => "attended, not yet sent for decision",
            Self::Deciding => "waiting for the decision",
            Self::Recording => "decided, not yet recorded",
        }
    }
}

/// Why a crime's time cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotMeasurable {
    /// No linked incident and no reported_at.
    NoReceipt,
    /// No recorded_at.
    NoRecord,
    /// One of the two is known only to the day or month.
    TooCoarse,
    /// A time inside a clock change leaves it open on which side of 24 hours it falls.
    ClockChange,
}

/// One crime's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Position of the crime.
    pub crime: usize,
    /// The linked incident received first, if any.
    pub incident: Option<usize>,
    /// First receipt.
    pub first_receipt: Option<Instant>,
    /// Recorded.
    pub recorded_at: Option<Instant>,
    /// Whether the receipt used comes from a probable link and not from a reference.
    pub by_probable_link: bool,
}

/// One late crime.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Late {
    /// Its clock.
    pub clock: Clock,
    /// Elapsed seconds, the least where a clock change leaves two readings.
    pub elapsed_seconds: i64,
    /// The stage that took longest, where the extract says.
    pub stage: Option<Stage>,
}

/// Fewest exact times from which a quantile gets both ends of a 95% interval: below it, the smallest or
/// largest of the sample bounds the quantile with less than 97.5% on its side.
pub fn fewest_for_quantile(q: f64) -> u64 {
    let tail = q.max(1.0 - q);
    libm::ceil(libm::log(0.025) / libm::log(tail)) as u64
}

/// A quantile of the elapsed time with its 95% interval (Woodruff 1952).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantile {
    /// The quantile, in minutes.
    pub minutes: i64,
    /// Lower end, minutes.
    pub low_minutes: i64,
    /// Upper end, minutes.
    pub high_minutes: i64,
    /// Out of how many exact elapsed times.
    pub n: u64,
}

/// Where the time of the late ones went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageTime {
    /// The stage.
    pub stage: Stage,
    /// Late crimes for which the extract gives this stage.
    pub n: u64,
    /// Hours spent in it by them together.
    pub hours: f64,
    /// Of those crimes, how many spent longer in it than in any other stage.
    pub n_longest: u64,
}

/// The measure over an extract.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeliness {
    /// Crimes looked at.
    pub n_crimes: u64,
    /// Records under an N code (N100, N200, N300), which are reported incidents and not recorded
    /// crimes: left out.
    pub n_under_n_code: u64,
    /// Recorded within 24 elapsed hours, of those measurable and not recorded before receipt.
    pub within_24_hours: Option<Share>,
    /// Recorded on the calendar day of receipt, of those known to the day.
    pub same_day: Option<Share>,
    /// Median elapsed time.
    pub median: Option<Quantile>,
    /// 90th percentile of the elapsed time.
    pub percentile_90: Option<Quantile>,
    /// How many of the measured rest on a probable link.
    pub n_by_probable_link: u64,
    /// Not measurable: no receipt, no record, too coarse, clock change.
    pub n_no_receipt: u64,
    /// No recorded_at.
    pub n_no_record: u64,
    /// Known only to the day or month.
    pub n_too_coarse: u64,
    /// Left open by a clock change.
    pub n_clock_change: u64,
    /// Known only to the day or month, and yet certain to have taken more than 24 hours: counted apart
    /// from the share, which is of exact times.
    pub certainly_late: Vec<Clock>,
    /// Recorded before received: a finding.
    pub recorded_before_received: Vec<Clock>,
    /// Late ones, longest first.
    pub late: Vec<Late>,
    /// Where the time of the late ones went; empty where the extract does not say.
    pub stages: Vec<StageTime>,
    /// Exact elapsed times, seconds, ascending.
    pub elapsed_seconds: Vec<i64>,
}

/// A link as the clock needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Position of the incident.
    pub incident: usize,
    /// Position of the crime.
    pub crime: usize,
    /// From a recorded reference, not from probability.
    pub by_reference: bool,
}

/// Measures an extract; `zone` says where calendar days begin.
pub fn measure(incidents: &[IncidentRow], crimes: &[CrimeRow], links: &[Linked], zone: &Zone) -> Timeliness {
    let under_n_code = |clock: &Clock| crimes.get(clock.crime).is_some_and(|row| row.n_code.is_some());
    let (left_out, measured): (Vec<Clock>, Vec<Clock>) =
        clocks(incidents, crimes, links, zone).into_iter().partition(under_n_code);
    let mut result = Timeliness {
        n_crimes: measured.len() as u64,
        n_under_n_code: left_out.len() as u64,
        ..Timeliness::default()
    };
    let mut tally = Measured::default();
    for clock in measured {
        result.n_by_probable_link += u64::from(clock.by_probable_link && clock.recorded_at.is_some());
        tally.same_day(&clock, zone);
        match judge(&clock) {
            Err(NotMeasurable::NoReceipt) => result.n_no_receipt += 1,
            Err(NotMeasurable::NoRecord) => result.n_no_record += 1,
            Err(NotMeasurable::TooCoarse) => {
                result.n_too_coarse += 1;
                match coarse(&clock) {
                    Some((least, _)) if least > LIMIT_SECONDS => result.certainly_late.push(clock),
                    Some((_, most)) if most < 0 => result.recorded_before_received.push(clock),
                    _ => {}
                }
            }
            Err(NotMeasurable::ClockChange) => result.n_clock_change += 1,
            Ok(Judged::BeforeReceipt) => result.recorded_before_received.push(clock),
            Ok(Judged::Within { exact_seconds }) => tally.within(exact_seconds),
            Ok(Judged::Late { least_seconds, exact_seconds }) => {
                tally.late(exact_seconds);
                result.late.push(late(clock, least_seconds, incidents, crimes));
            }
        }
    }
    result.within_24_hours = share(tally.n_within, tally.n_within + tally.n_late);
    result.same_day = share(tally.n_same_day, tally.n_days);
    tally.elapsed_seconds.sort_unstable();
    result.median = quantile(&tally.elapsed_seconds, 0.5);
    result.percentile_90 = quantile(&tally.elapsed_seconds, 0.9);
    result
        .late
        .sort_by(|a, b| b.elapsed_seconds.cmp(&a.elapsed_seconds).then(a.clock.crime.cmp(&b.clock.crime)));
    result.stages = stage_times(&result.late, incidents, crimes);
    result.elapsed_seconds = tally.elapsed_seconds;
    result
}

#[derive(Default)]
struct Measured {
    n_within: u64,
    n_late: u64,
    n_days: u64,
    n_same_day: u64,
    elapsed_seconds: Vec<i64>,
}

impl Measured {
    fn within(&mut self, exact: Option<i64>) {
        self.n_within += 1;
        self.elapsed_seconds.extend(exact);
    }

    fn late(&mut self, exact: Option<i64>) {
        self.n_late += 1;
        self.elapsed_seconds.extend(exact);
    }

    fn same_day(&mut self, clock: &Clock, zone: &Zone) {
        let (Some(received), Some(recorded)) = (clock.first_receipt, clock.recorded_at) else { return };
        if received.precision() == Precision::Month || recorded.precision() == Precision::Month {
            return;
        }
        let (from, to) = (zone.day_of(received), zone.day_of(recorded));
        if to < from {
            return;
        }
        self.n_days += 1;
        self.n_same_day += u64::from(from == to);
    }
}

enum Judged {
    Within { exact_seconds: Option<i64> },
    Late { least_seconds: i64, exact_seconds: Option<i64> },
    BeforeReceipt,
}

fn judge(clock: &Clock) -> Result<Judged, NotMeasurable> {
    let recorded = clock.recorded_at.ok_or(NotMeasurable::NoRecord)?;
    if !recorded.has_time_of_day() {
        // Whatever the receipt, this can never be told: say so rather than blame the receipt.
        return Err(NotMeasurable::TooCoarse);
    }
    let received = clock.first_receipt.ok_or(NotMeasurable::NoReceipt)?;
    let elapsed = received.elapsed_to(recorded);
    let terms::Elapsed::Seconds { least, most } = elapsed else { return Err(NotMeasurable::TooCoarse) };
    if most < 0 {
        return Ok(Judged::BeforeReceipt);
    }
    match elapsed.within(LIMIT_SECONDS) {
        Some(true) => Ok(Judged::Within { exact_seconds: elapsed.exact_seconds() }),
        Some(false) => Ok(Judged::Late { least_seconds: least, exact_seconds: elapsed.exact_seconds() }),
        None => Err(NotMeasurable::ClockChange),
    }
}

/// The fewest and the most seconds from receipt to record where one of them is known only to the day or
/// month. A local day has at most 25 hours, a month at most 31 days and one hour.
fn coarse(clock: &Clock) -> Option<(i64, i64)> {
    let slack = |at: Instant| match at.precision() {
        Precision::Minute => 0,
        Precision::ClockChange => 3_600,
        Precision::Day => 25 * 3_600 - 1,
        Precision::Month => 31 * 86_400 + 3_599,
    };
    let (received, recorded) = (clock.first_receipt?, clock.recorded_at?);
    let gap = recorded.seconds() - received.seconds();
    Some((gap - slack(received), gap + slack(recorded)))
}

/// Every crime's clock, in order of crime.
pub fn clocks(incidents: &[IncidentRow], crimes: &[CrimeRow], links: &[Linked], zone: &Zone) -> Vec<Clock> {
    let mut by_crime: Vec<Vec<&Linked>> = alloc::vec![Vec::new(); crimes.len()];
    for link in links {
        if let Some(slot) = by_crime.get_mut(link.crime) {
            slot.push(link);
        }
    }
    crimes
        .iter()
        .zip(by_crime)
        .enumerate()
        .map(|(crime, (row, linked))| clock(crime, row, &linked, incidents, zone))
        .collect()
}

fn clock(crime: usize, row: &CrimeRow, linked: &[&Linked], incidents: &[IncidentRow], zone: &Zone) -> Clock {
    let received = |link: &&&Linked| incidents.get(link.incident).and_then(|incident| incident.received_at);
    let of_incidents = linked
        .iter()
        .filter_map(|link| Some((received(&link)?, link)))
        .min_by(|(a, first), (b, second)| earlier(*a, *b, zone).then(first.incident.cmp(&second.incident)));
    let reported = row.reported_at;
    let use_incident = match (of_incidents, reported) {
        (Some((incident, _)), Some(reported)) => earlier(incident, reported, zone).is_le(),
        (found, None) => found.is_some(),
        (None, Some(_)) => false,
    };
    Clock {
        crime,
        incident: of_incidents.map(|(_, link)| link.incident),
        first_receipt: if use_incident { of_incidents.map(|(at, _)| at) } else { reported },
        recorded_at: row.recorded_at,
        by_probable_link: use_incident && of_incidents.is_some_and(|(_, link)| !link.by_reference),
    }
}

/// The earlier of two receipts. One known only to the day says nothing against a time on that day.
fn earlier(a: Instant, b: Instant, zone: &Zone) -> core::cmp::Ordering {
    match (a.has_time_of_day(), b.has_time_of_day()) {
        (true, false) => coarse_order(b, a, zone).reverse(),
        (false, true) => coarse_order(a, b, zone),
        _ => a.seconds().cmp(&b.seconds()),
    }
}

/// A day or month before the day or month of the exact time is earlier; the same one is later, so
/// that the exact time is used.
fn coarse_order(coarse: Instant, exact: Instant, zone: &Zone) -> core::cmp::Ordering {
    let (coarse_day, exact_day) = (zone.day_of(coarse), zone.day_of(exact));
    let before = match coarse.precision() {
        Precision::Month => coarse_day.month() < exact_day.month(),
        _ => coarse_day < exact_day,
    };
    if before { core::cmp::Ordering::Less } else { core::cmp::Ordering::Greater }
}

fn quantile(sorted_seconds: &[i64], q: f64) -> Option<Quantile> {
    let n = sorted_seconds.len() as u64;
    let (low, high) = quantile_ranks(q, n).filter(|_| n >= fewest_for_quantile(q))?;
    let rank = (libm::ceil(q * n as f64) as u64).clamp(1, n);
    let minutes = |rank: u64| sorted_seconds.get(rank as usize - 1).map(|seconds| seconds / 60);
    Some(Quantile { minutes: minutes(rank)?, low_minutes: minutes(low)?, high_minutes: minutes(high)?, n })
}

fn late(clock: Clock, elapsed_seconds: i64, incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Late {
    let spent = stages_of(&clock, incidents, crimes);
    let longest = spent.iter().max_by_key(|(stage, seconds)| (*seconds, core::cmp::Reverse(*stage)));
    Late { clock, elapsed_seconds, stage: longest.map(|(stage, _)| *stage) }
}

/// Seconds spent in each stage that the linked incident gives, in order; a step that is missing or
/// out of order is passed over.
fn stages_of(clock: &Clock, incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Vec<(Stage, i64)> {
    let Some(incident) = clock.incident.and_then(|at| incidents.get(at)) else { return Vec::new() };
    let Some(mut at) = clock.first_receipt.filter(|at| at.has_time_of_day()) else { return Vec::new() };
    let recorded = crimes.get(clock.crime).and_then(|crime| crime.recorded_at);
    let steps = [
        (Stage::Attendance, incident.attended_at),
        (Stage::SendingForDecision, incident.sent_for_decision_at),
        (Stage::Deciding, incident.decided_at),
        (Stage::Recording, recorded),
    ];
    // The record alone would only restate the whole; it takes one step between to say where.
    if steps.iter().take(3).all(|(_, step)| step.is_none()) {
        return Vec::new();
    }
    let mut spent = Vec::new();
    for (stage, step) in steps {
        let Some(step) = step.filter(|step| step.has_time_of_day() && step.seconds() >= at.seconds()) else {
            continue;
        };
        spent.push((stage, step.seconds() - at.seconds()));
        at = step;
    }
    spent
}

fn stage_times(late: &[Late], incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Vec<StageTime> {
    let mut times = Stage::ALL.map(|stage| StageTime { stage, n: 0, hours: 0.0, n_longest: 0 });
    for one in late {
        for (stage, seconds) in stages_of(&one.clock, incidents, crimes) {
            if let Some(time) = times.iter_mut().find(|time| time.stage == stage) {
                time.n += 1;
                time.hours += seconds as f64 / 3_600.0;
                time.n_longest += u64::from(one.stage == Some(stage));
            }
        }
    }
    times.into_iter().filter(|time| time.n > 0).collect()
}
