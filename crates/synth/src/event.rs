//! What happened, what it owes, what the force made of it. One plan per primary report; every
//! decision has a random stream of its own, so that moving one knob leaves the others' draws alone.

use crate::calendar::Calendar;
use crate::offences::{self as o, Offence};
use crate::options::{Options, Rates};
use crate::people::Person;
use crate::places::{County, Spot};
use crate::random::Random;
use crate::scenario::{Route, Scenario, Setting, choose};
use crate::timeline::Slot;
use crate::truth::Cause;

/// Most crimes that one report owes.
pub const MOST_CRIMES: usize = 5;
const DAY_SECONDS: f64 = 86_400.0;
const MEDIAN_LAG_SECONDS: f64 = 9_000.0;
/// Recorded within the day means by 22 hours: the crimes of one report follow each other by minutes.
const LONGEST_ON_TIME_SECONDS: f64 = 79_200.0;
const LONGEST_LATE_DAYS: f64 = 41.0;

/// What may be recorded of a report that owes nothing.
const WRONGLY: &[Offence] = &[o::COMMON_ASSAULT, o::HARASSMENT, o::OTHER_THEFT, o::DAMAGE, o::PUBLIC_ORDER];

/// One event and what the force made of its first report.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// The number of its random streams.
    pub slot: usize,
    /// First receipt, UTC seconds.
    pub received_at: i64,
    /// What it is about.
    pub scenario: &'static Scenario,
    /// Which of the scenario's accounts is told.
    pub account: usize,
    /// Its crimes, principal first; the first `n_owed` or, of a wrongly recorded one, the first.
    pub offences: [&'static Offence; MOST_CRIMES],
    /// Crimes owed.
    pub n_owed: usize,
    /// Of them recorded.
    pub n_recorded: usize,
    /// Whether a crime is recorded that nothing owed.
    pub is_wrong: bool,
    /// Why crimes are missed.
    pub cause: Option<Cause>,
    /// Whether the log no longer holds the first account.
    pub account_lost: bool,
    /// Whether it was recorded after 24 hours.
    pub late: bool,
    /// From receipt to the first record, seconds.
    pub lag_seconds: i64,
    /// Whom it befell.
    pub victim: Person,
    /// Where.
    pub spot: Spot,
    /// Route in.
    pub channel: &'static str,
    /// Who reported.
    pub reporter: &'static str,
    /// Whether safeguarding was given.
    pub safeguarded: bool,
}

impl Event {
    /// Crime records that stand because of it, wrong ones included, N100 records not.
    pub fn n_crimes(&self) -> usize {
        self.n_recorded + usize::from(self.is_wrong)
    }

    /// Whether it was entered as N100, rightly or wrongly.
    pub fn is_n100(&self) -> bool {
        self.scenario.route == Route::N100 || self.cause == Some(Cause::N100Misused)
    }

    /// The offences of the records it led to.
    pub fn recorded(&self) -> &[&'static Offence] {
        self.offences.get(..self.n_crimes()).unwrap_or(&[])
    }

    /// The further offences that its account tells of.
    pub fn also(&self) -> &[&'static Offence] {
        self.offences.get(1..self.n_owed.max(1)).unwrap_or(&[])
    }
}

/// The plan of a primary report.
pub fn plan(options: &Options, calendar: &Calendar, county: &County, position: usize, slot: &Slot) -> Event {
    let stream = |purpose: &str| Random::for_item(options.seed, purpose, position);
    let point = calendar.point(slot.received_at);
    let fate = fate(options, point, &stream);
    let scenario = scenario(&options.rates, &fate, &stream);
    let is_wrong = fate.n_owed == 0
        && scenario.route == Route::NoCrime
        && stream("wrong").chance(wrong_rate(options, point));
    let (channel, reporter) = contact(scenario, &mut stream("channel"));
    let victim = victim(scenario, slot.household, &mut stream("victim"));
    let account = stream("told").below(scenario.accounts.len());
    let mut event = Event {
        slot: position,
        received_at: slot.received_at,
        scenario,
        account,
        offences: offences(scenario, account, &mut stream("offences")),
        n_owed: fate.n_owed,
        n_recorded: fate.n_recorded,
        is_wrong,
        cause: fate.cause,
        account_lost: fate.cause == Some(Cause::FirstAccountNotKept)
            && stream("account").chance(options.rates.first_account_lost),
        late: false,
        lag_seconds: 0,
        victim,
        spot: spot(options, county, scenario, slot.household, &mut stream("spot")),
        channel,
        reporter,
        safeguarded: safeguarded(options, scenario, &fate, &mut stream("safeguarded")),
    };
    (event.late, event.lag_seconds) = lag(options, position);
    event.late &= event.n_crimes() > 0;
    event
}

/// What is owed and what comes of it.
struct Fate {
    n_owed: usize,
    n_recorded: usize,
    cause: Option<Cause>,
}

fn fate(options: &Options, point: f64, stream: &impl Fn(&str) -> Random) -> Fate {
    let rates = &options.rates;
    if !stream("owes").chance(rates.owes_crime) {
        return Fate { n_owed: 0, n_recorded: 0, cause: None };
    }
    let n_owed = n_owed(options, &mut stream("several"));
    let misses = Misses::at(options, point);
    if stream("missed").chance(misses.whole) {
        let cause = whole_cause(rates, &mut stream("cause"));
        return Fate { n_owed, n_recorded: 0, cause };
    }
    if n_owed > 1 && stream("further missed").chance(misses.further) {
        return Fate { n_owed, n_recorded: 1, cause: Some(Cause::FurtherCrimeInReport) };
    }
    Fate { n_owed, n_recorded: n_owed, cause: None }
}

fn n_owed(options: &Options, random: &mut Random) -> usize {
    let several = random.chance(options.difficulty.several_crimes);
    let more = random.weighted(options.rates.further_crimes.into_iter());
    if several { 2 + more } else { 1 }
}

/// How likely a report is missed as a whole, and one of several crimes in all but the first, such
/// that the share of crimes missed and the share of further crimes among them come out as asked.
struct Misses {
    whole: f64,
    further: f64,
}

impl Misses {
    fn at(options: &Options, point: f64) -> Self {
        let rates = &options.rates;
        let missed = 1.0 - rates.course.at(point);
        let (all, further) = rates.causes.iter().fold((0.0, 0.0), |(all, further), cause| {
            let is_further = cause.cause == Cause::FurtherCrimeInReport;
            (all + cause.share, if is_further { further + cause.share } else { further })
        });
        let share = if all > 0.0 { further / all } else { 0.0 };
        let mean = mean_owed(options);
        let whole = missed * (1.0 - share);
        let lost = (mean - 1.0) * (1.0 - whole);
        let further = if lost > 0.0 { missed * share * mean / lost } else { 0.0 };
        Self { whole, further: further.min(1.0) }
    }
}

/// Mean crimes owed by a report that owes any.
fn mean_owed(options: &Options) -> f64 {
    let (sum, weighted) =
        (0..).zip(options.rates.further_crimes).fold((0.0, 0.0), |(sum, weighted), (n, weight)| {
            (sum + weight, weighted + weight * f64::from(n + 1))
        });
    let extra = if sum > 0.0 { weighted / sum } else { 0.0 };
    1.0 + options.difficulty.several_crimes * extra
}

fn whole_cause(rates: &Rates, random: &mut Random) -> Option<Cause> {
    let weight = |share: &crate::options::CauseShare| {
        if share.cause == Cause::FurtherCrimeInReport { 0.0 } else { share.share }
    };
    let position = random.weighted(rates.causes.iter().map(weight));
    Some(rates.causes.get(position).map_or(Cause::RuleMisread, |share| share.cause))
}

/// The chance that a report without crime is recorded as one, for the asked share of crimes recorded
/// from incidents.
fn wrong_rate(options: &Options, point: f64) -> f64 {
    let Rates { owes_crime, wrongly_recorded, domestic_no_crime, n100_reports, .. } = options.rates;
    let professional = options.rates.professional_no_crime * (1.0 - owes_crime);
    let plain = 1.0 - owes_crime - domestic_no_crime - n100_reports - professional;
    let recorded = owes_crime * mean_owed(options) * options.rates.course.at(point);
    if plain <= 0.0 {
        return 0.0;
    }
    wrongly_recorded / (1.0 - wrongly_recorded) * recorded / plain
}

fn scenario(rates: &Rates, fate: &Fate, stream: &impl Fn(&str) -> Random) -> &'static Scenario {
    let mut random = stream("scenario");
    let any = |_: &Scenario| true;
    match fate.cause {
        Some(Cause::DomesticAbuseLoggedOnly) => choose(Route::Domestic, any, &mut random),
        Some(Cause::ProfessionalReport) => choose(Route::Professional, any, &mut random),
        Some(Cause::AntiSocialBehaviourLog) => choose(Route::AntiSocial, any, &mut random),
        Some(Cause::N100Misused) => choose(Route::Rape, any, &mut random),
        Some(Cause::FirstAccountNotKept | Cause::RuleMisread) => {
            choose(Route::Ordinary, Scenario::is_against_person, &mut random)
        }
        Some(Cause::AppointmentNotKept) => {
            choose(Route::Ordinary, |scenario| scenario.setting == Setting::Home, &mut random)
        }
        Some(Cause::FurtherCrimeInReport) | None => {
            choose(route(rates, fate.n_owed > 0, &mut stream("route")), any, &mut random)
        }
    }
}

fn route(rates: &Rates, owes: bool, random: &mut Random) -> Route {
    let quiet = (1.0 - rates.owes_crime).max(f64::EPSILON);
    let (routes, shares) = if owes {
        let routes = [Route::Domestic, Route::Professional, Route::AntiSocial, Route::Rape];
        let Rates { domestic_recorded, professional_recorded, antisocial_recorded, rape_recorded, .. } =
            *rates;
        (routes, [domestic_recorded, professional_recorded, antisocial_recorded, rape_recorded])
    } else {
        let routes = [Route::DomesticNoCrime, Route::ProfessionalNoCrime, Route::N100, Route::NoCrime];
        let shares =
            [rates.domestic_no_crime / quiet, rates.professional_no_crime, rates.n100_reports / quiet, 0.0];
        (routes, shares)
    };
    let left = (1.0 - shares.iter().sum::<f64>()).max(0.0);
    let position = random.weighted(shares.into_iter().chain([left]));
    let rest = if owes { Route::Ordinary } else { Route::NoCrime };
    routes.get(position).copied().unwrap_or(rest)
}

/// The principal offence, as the account has it, then further ones.
fn offences(
    scenario: &'static Scenario,
    account: usize,
    random: &mut Random,
) -> [&'static Offence; MOST_CRIMES] {
    let wrongly = random.pick(WRONGLY).unwrap_or(&o::COMMON_ASSAULT);
    let mut offences = [scenario.offences.get(account).unwrap_or(wrongly); MOST_CRIMES];
    for further in offences.iter_mut().skip(1) {
        *further = random.pick(scenario.further).unwrap_or(*further);
    }
    offences
}

/// Late or not, and seconds from receipt to the first record.
pub fn lag(options: &Options, item: usize) -> (bool, i64) {
    let late = Random::for_item(options.seed, "late", item).chance(options.rates.late);
    let mut random = Random::for_item(options.seed, "lag", item);
    let (spread, tail) = (random.normal(), random.exponential(options.difficulty.late_mean_days));
    let seconds = if late {
        DAY_SECONDS * (1.0 + tail.min(LONGEST_LATE_DAYS)) + 60.0
    } else {
        let on_time = MEDIAN_LAG_SECONDS * libm::exp(options.difficulty.lag_spread * spread);
        on_time.clamp(180.0, LONGEST_ON_TIME_SECONDS)
    };
    (late, seconds as i64)
}

fn victim(scenario: &Scenario, household: usize, random: &mut Random) -> Person {
    let child = scenario.is_professional() && scenario.setting == Setting::Home;
    // The first adult mostly, so that a repeat victim is mostly the same person.
    let member = if child { 2 } else { usize::from(random.chance(0.2)) };
    Person { household, member }
}

/// Where an event of a setting befalls a household.
pub fn spot(
    options: &Options,
    county: &County,
    scenario: &Scenario,
    household: usize,
    random: &mut Random,
) -> Spot {
    let (hot, near_home) = (random.chance(options.difficulty.hot_spots), random.chance(0.35));
    match scenario.setting {
        Setting::Home => county.home(household),
        Setting::Busy => county.hot_spot(random),
        Setting::Outside if hot => county.hot_spot(random),
        Setting::Outside if near_home => county.home(household),
        Setting::Outside => county.street(random),
    }
}

fn safeguarded(options: &Options, scenario: &Scenario, fate: &Fate, random: &mut Random) -> bool {
    let missed = fate.n_owed > 0 && fate.n_recorded == 0;
    let rate = if missed { options.rates.safeguarded_missed } else { options.rates.safeguarded_other };
    let given = random.chance(rate);
    given && (scenario.is_domestic() || scenario.is_professional())
}

/// Routes in and how common they are. Assumed.
const CHANNELS: [(&str, f64); 5] = [
    ("Telephone 101", 0.42),
    ("Telephone 999", 0.30),
    ("Online form", 0.17),
    ("Front counter", 0.05),
    ("Officer", 0.06),
];

fn contact(scenario: &Scenario, random: &mut Random) -> (&'static str, &'static str) {
    use terms::Family::{Drugs, Weapons};
    let channel = CHANNELS.get(random.weighted(CHANNELS.iter().map(|(_, weight)| *weight)));
    let (referral, who) = (random.chance(0.35), random.uniform());
    if scenario.is_professional() {
        return (if referral { "MASH referral" } else { "Email mailbox" }, "Professional");
    }
    let channel = channel.map_or("Telephone 101", |(channel, _)| channel);
    match scenario.family {
        Weapons | Drugs => ("Officer", "Police officer"),
        _ if channel == "Officer" => (channel, "Police officer"),
        _ if scenario.route == Route::N100 => ("Telephone 101", "Third party"),
        _ if !scenario.owes_crime() => (channel, "Member of public"),
        _ if who < 0.7 => (channel, "Victim"),
        _ if who < 0.88 => (channel, "Witness"),
        _ if who < 0.94 => (channel, "Parent or carer"),
        _ => (channel, "Third party"),
    }
}
