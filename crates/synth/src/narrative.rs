//! Logs in the style of a control room: a call taker's entry, updates, and how the log was closed.

use alloc::string::String;

use crate::calendar::london_clock;
use crate::offences::Offence;
use crate::random::Random;
use crate::scenario::{Route, Scenario};
use crate::truth::Cause;
use terms::Family;

/// What became of the report, as far as its log tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A crime was recorded.
    Recorded,
    /// A crime was recorded, and what else the account owes was not.
    RecordedInPart,
    /// No crime was recorded that was owed.
    Missed(Cause),
    /// As missed because the first account was not kept, and the log no longer holds it.
    AccountLost,
    /// No crime was owed.
    NoCrime,
    /// A second call about an event already reported.
    Duplicate,
}

/// What a log is written from.
pub struct Log<'w> {
    /// The report.
    pub scenario: &'static Scenario,
    /// Which of its accounts is told.
    pub account: usize,
    /// What became of it.
    pub ending: Ending,
    /// The further crimes the account tells of.
    pub also: &'w [&'static Offence],
    /// How it came in.
    pub channel: &'w str,
    /// First receipt, UTC seconds.
    pub received_at: i64,
    /// Closed, UTC seconds.
    pub closed_at: i64,
    /// Chance of one more update.
    pub further_update: f64,
}

const PARTNERS: &[&str] =
    &["HUSBAND", "EX PARTNER", "BOYFRIEND", "WIFE", "EX HUSBAND", "PARTNER", "EX BOYFRIEND"];
const PERSONS: &[&str] = &[
    "UNKNOWN MALE",
    "A MALE IN A GREY TRACKSUIT",
    "MALE KNOWN TO HIM",
    "A TEENAGER IN DARK CLOTHING",
    "A FEMALE WITH RED HAIR",
    "DRUNK MALE",
    "TALL MALE IN A CAP",
];
const WHERES: &[&str] = &[
    "OUTSIDE THE SHOP",
    "IN THE CAR PARK",
    "BY THE BUS STOP",
    "IN THE PARK",
    "AT THE JUNCTION",
    "OUTSIDE THE ADDRESS",
];
const ITEMS: &[&str] = &[
    "MOBILE PHONE",
    "LAPTOP",
    "HANDBAG",
    "WATCH",
    "JEWELLERY BOX",
    "POWER TOOLS",
    "RUCKSACK",
    "GAMES CONSOLE",
];
const AMOUNTS: &[&str] = &["£20", "£45", "£80", "£120", "£200", "£350", "£600"];
const INJURIES: &[&str] = &[
    "CUT LIP AND SWELLING",
    "NO VISIBLE INJURY BUT SORE",
    "BRUISE TO CHEEK",
    "BLEEDING NOSE, AMBULANCE DECLINED",
    "REDDENING ONLY",
    "GRAZE TO ELBOW",
];
const VEHICLES: &[&str] =
    &["SILVER HATCHBACK", "BLUE ESTATE", "WHITE VAN", "BLACK SALOON", "RED PICKUP", "GREEN CAMPER"];
const DAYS: &[&str] = &["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const NUMBERS: &[&str] = &["3", "4", "5", "6", "8", "10", "12", "15"];
const AGES: &[&str] = &["9", "11", "12", "13", "14", "15"];

const CHECKS: &[&str] = &[
    "CHECKS DONE ON ADDRESS AND NAMES, NOTHING RECENT. CALLER WILL WAIT IN FOR OFFICERS",
    "PREVIOUS CALLS TO LOCATION NOTED. NO WARNING MARKERS. CALLER CALM AND HAPPY TO BE CONTACTED",
    "CALLER ASKED TO KEEP ANY FOOTAGE AND TO RING BACK IF ANYTHING CHANGES",
    "RISK ASSESSED USING THRIVE AS {risk}. UNIT REQUESTED FROM {unit} RESPONSE",
    "NO WEAPONS SEEN. CHILDREN NOT PRESENT. NO DRUGS. ALCOHOL MENTIONED BY CALLER",
    "LINE POOR, DETAILS CONFIRMED BY CALL BACK. CALLER SPEAKS CLEARLY AND IS NOT INTOXICATED",
];
const DESK_CHECKS: &[&str] = &[
    "Read by desk officer, systems checked, family known to children's services",
    "No previous police reports at this address. Sender's contact details on file",
    "Attachment saved to log. Sender asks for an acknowledgement and a strategy discussion",
    "Assessed as {risk} risk by the duty sergeant pending research",
];
const RISKS: &[&str] = &["LOW", "MEDIUM", "STANDARD", "HIGH"];
const UNITS: &[&str] = &["NORTH", "COAST", "TOWN", "VALLEY"];

const ATTENDED: &[&str] = &[
    "OFFICERS AT SCENE, AREA SEARCHED WITH NO TRACE OF ANYONE ELSE INVOLVED",
    "UNIT ON SCENE AND SPEAKING WITH CALLER, ALL QUIET ON ARRIVAL",
    "RESOURCED BY {unit} UNIT, ETA TEN MINUTES, CALLER UPDATED BY PHONE",
    "NO UNITS FREE AT PRESENT, CALLER UPDATED AND HAPPY TO WAIT",
    "DESK OFFICER HAS SPOKEN TO CALLER BY PHONE, DETAILS AS ABOVE",
];

const RECORDED: &[&str] = &[
    "CRIME REPORT COMPLETED BY BUREAU, IP GIVEN CRIME NUMBER, ENQUIRIES TO FOLLOW",
    "CRIMED AND ALLOCATED, STATEMENT AND CCTV TO BE OBTAINED. LOG CLOSED",
    "SENT TO CRIME BUREAU AND RECORDED. VICTIM LEAFLET SENT. CLOSED TO CRIME",
    "STATEMENT TAKEN. OFFENCE RECORDED, SUSPECT TO BE TRACED. CLOSE",
    "ENQUIRIES COMPLETE AT SCENE, IP UPDATED WITH NEXT STEPS. LOG CLOSED",
];
const IN_PART: &[&str] = &[
    "ONE CRIME RECORDED FOR THE MAIN MATTER, REMAINDER TREATED AS PART OF SAME. CLOSED",
    "CRIMED AS ABOVE. OTHER MATTERS MENTIONED BY IP NOTED ON LOG ONLY. CLOSED",
    "REPORT COMPLETED FOR FIRST OFFENCE. SECOND VICTIM NOT SPOKEN TO. LOG CLOSED",
];
const DOMESTIC_MISSED: &[&str] = &[
    "PARTIES SEPARATED FOR THE NIGHT. DASH COMPLETED. IP DOES NOT WISH TO PROSECUTE. CLOSED AS DOMESTIC INCIDENT, NFA",
    "IP NOW SAYS VERBAL ONLY AND DID NOT WANT POLICE. DASH REFUSED. DOMESTIC INCIDENT FORM SUBMITTED, NFA",
    "NO COMPLAINT MADE AGAINST {rel}. WORDS OF ADVICE GIVEN. DOMESTIC LOG ONLY. CLOSE",
    "SIX OF ONE HALF A DOZEN OF THE OTHER. DV FORM TO SAFEGUARDING UNIT. NO FURTHER POLICE ACTION",
];
const MAILBOX_MISSED: &[&str] = &[
    "REFERRAL READ BY SAFEGUARDING UNIT AND FILED. STRATEGY DISCUSSION TO DECIDE NEXT STEPS. CLOSED FOR INTELLIGENCE",
    "FORWARDED TO MASH TRAY. SOCIAL CARE LEADING, SINGLE AGENCY. NO POLICE ACTION AT THIS TIME",
    "AWAITING CONSENT OF FAMILY BEFORE ANY POLICE INVOLVEMENT. LOG CLOSED, EMAIL RETAINED",
];
const NUISANCE_MISSED: &[&str] = &[
    "DEALT WITH AS ASB. NEIGHBOURHOOD TEAM TO NOTE AND PATROL IF TIME ALLOWS. CLOSED",
    "ONGOING NEIGHBOUR DISPUTE, ADVICE GIVEN TO BOTH, DIARY SHEETS SENT. NFA",
    "AREA SEARCH NO TRACE OF YOUTHS. CALLER THANKED. CLOSED AS NUISANCE",
];
const ACCOUNT_MISSED: &[&str] = &[
    "OFFICERS STATE NOTHING LIKE AS REPORTED. IP INTOXICATED AND VAGUE. NO OFFENCES. CLOSED",
    "ON ATTENDANCE IP GAVE DIFFERENT VERSION AND WAS NOT BELIEVED. CONCERN FOR SAFETY ONLY. NFA",
    "IP WOULD NOT ENGAGE, ALL IN ORDER. RESULTED AS DISTURBANCE, NO OFFENCES DISCLOSED TO OFFICERS",
];
const DIARY_MISSED: &[&str] = &[
    "APPOINTMENT MADE FOR {day} AT STATION TO PROVIDE DETAILS. IP DID NOT ATTEND. CLOSED",
    "DIARY CAR COULD NOT MAKE APPOINTMENT. VOICEMAIL LEFT TWICE, NO REPLY FROM IP. CLOSE",
    "TO BE REPORTED ONLINE BY IP. LINK SENT. NOTHING RECEIVED. LOG CLOSED NO REPLY",
];
const RAPE_MISSED: &[&str] = &[
    "N100 CREATED PENDING ACCOUNT ON VIDEO. IP UNDECIDED ABOUT PROSECUTION. CLOSED TO N100",
    "N100 SUBMITTED AS NO FORENSIC OPPORTUNITIES. IP SUPPORTED BY SPECIALIST OFFICER. CLOSE",
];
const MISREAD: &[&str] = &[
    "NO INJURIES AND NO INDEPENDENT WITNESSES, ONE WORD AGAINST ANOTHER. NO CRIME AT THIS TIME. NFA",
    "IP DOES NOT WISH TO MAKE A STATEMENT SO NO CRIME TO BE RECORDED. CLOSED",
    "ADVISED TO BLOCK THE ACCOUNT AND CALL BACK IF IT CONTINUES. NO OFFENCES AT PRESENT. CLOSE",
    "NO LINES OF ENQUIRY AND NO CCTV. NOT IN THE PUBLIC INTEREST TO CRIME. CLOSED",
];
const NO_CRIME: &[&str] = &[
    "ALL IN ORDER. NO OFFENCES DISCLOSED. CALLER UPDATED AND CONTENT. LOG CLOSED",
    "DEALT WITH AT SCENE. NO COMPLAINT MADE BY ANYONE PRESENT. NFA",
    "NO ALLEGATIONS MADE. ADVICE GIVEN. CLOSED",
    "PASSED TO PARTNER AGENCY. NO FURTHER POLICE ACTION. CLOSE",
    "ENQUIRIES COMPLETE, NOTHING TO SUGGEST A CRIME. LOG CLOSED",
];
const REPEATED: &[&str] = &[
    "DUPLICATE OF LOG ALREADY RUNNING, UNITS ON WAY. CALLER THANKED. CLOSE",
    "ALREADY REPORTED BY ANOTHER CALLER. DETAILS ADDED TO FIRST LOG. CLOSED",
    "SECOND CALL FROM SAME LOCATION. NO NEW INFORMATION. CLOSE",
];
const LOST: &[&str] = &[
    "CALLER REPORTS A DISTURBANCE AND ASKS FOR POLICE. DETAILS BRIEF, CALL TAKER TO ADD MORE AFTER CALL",
    "REQUEST FOR OFFICERS TO ATTEND, FEMALE UPSET. FULL ACCOUNT GIVEN ON CALL, SEE RECORDING",
    "CALLER WANTS TO REPORT SOMETHING THAT HAPPENED EARLIER AND WILL EXPLAIN TO OFFICER",
];

impl Log<'_> {
    /// The text of the log.
    pub fn write(&self, random: &mut Random) -> String {
        let mut text = String::with_capacity(480);
        let span = (self.closed_at - self.received_at).max(180);
        let account = match self.ending {
            Ending::AccountLost => random.text(LOST),
            _ => self.scenario.accounts.get(self.account).copied().unwrap_or(""),
        };
        stamp(&mut text, self.received_at);
        text.push_str(self.opening());
        fill(&mut text, account, random);
        text.push_str(". ");
        if self.ending != Ending::AccountLost {
            self.also.iter().for_each(|offence| fill(&mut text, also(offence), random));
        }
        self.middle(&mut text, span, random);
        stamp(&mut text, self.closed_at);
        let endings = self.closing(random);
        fill(&mut text, random.text(endings), random);
        text
    }

    fn middle(&self, text: &mut String, span: i64, random: &mut Random) {
        let seconds = [60 + random.below(300) as i64, 420 + random.below(1_800) as i64];
        let [checked, attended] = seconds.map(|after| self.received_at + after.min(span - 60));
        let brief = self.ending == Ending::Duplicate || self.scenario.is_professional();
        stamp(text, checked);
        let checks = if self.scenario.is_professional() { DESK_CHECKS } else { CHECKS };
        fill(text, random.text(checks), random);
        text.push_str(". ");
        if !brief && random.chance(0.75) {
            stamp(text, attended);
            fill(text, random.text(ATTENDED), random);
            text.push_str(". ");
        }
        // Nothing is drawn where none is asked for: the other worlds stay as they were.
        if !brief && self.further_update > 0.0 && random.chance(self.further_update) {
            stamp(text, self.received_at + (span - 60));
            fill(text, random.text(ATTENDED), random);
            text.push_str(". ");
        }
    }

    fn opening(&self) -> &'static str {
        match self.channel {
            "Telephone 999" => "999 CALL. ",
            "Telephone 101" => "101 CALL. ",
            "Online form" => "ONLINE FORM: ",
            "Front counter" => "MOP AT FRONT COUNTER. ",
            "Email mailbox" => "Email to safeguarding mailbox. ",
            "MASH referral" => "MASH referral form. ",
            _ => "OFFICER GENERATED. ",
        }
    }

    fn closing(&self, random: &mut Random) -> &'static [&'static str] {
        match self.ending {
            Ending::Recorded => RECORDED,
            Ending::RecordedInPart => IN_PART,
            Ending::NoCrime => quiet(self.scenario, random),
            Ending::Duplicate => REPEATED,
            Ending::AccountLost => ACCOUNT_MISSED,
            Ending::Missed(cause) => missed(cause),
        }
    }
}

/// How logs without a crime end: half in the same words as the missed ones of their kind, so that
/// the account and not the ending tells them apart.
fn quiet(scenario: &Scenario, random: &mut Random) -> &'static [&'static str] {
    let alike = random.chance(0.5);
    match (alike, scenario.route, scenario.family) {
        (true, Route::DomesticNoCrime, _) => DOMESTIC_MISSED,
        (true, Route::ProfessionalNoCrime, _) => MAILBOX_MISSED,
        (true, _, Family::AntiSocial) => NUISANCE_MISSED,
        (_, Route::N100, _) => RAPE_MISSED,
        _ => NO_CRIME,
    }
}

const fn missed(cause: Cause) -> &'static [&'static str] {
    match cause {
        Cause::DomesticAbuseLoggedOnly => DOMESTIC_MISSED,
        Cause::ProfessionalReport => MAILBOX_MISSED,
        Cause::AntiSocialBehaviourLog => NUISANCE_MISSED,
        Cause::FirstAccountNotKept => ACCOUNT_MISSED,
        Cause::AppointmentNotKept => DIARY_MISSED,
        Cause::N100Misused => RAPE_MISSED,
        Cause::RuleMisread | Cause::FurtherCrimeInReport => MISREAD,
    }
}

/// What the account says of a further crime.
fn also(offence: &Offence) -> &'static str {
    match (offence.code, offence.class) {
        ("008/72" | "195/94" | "008/67", _) => "ALSO SENT {n} THREATENING MESSAGES AFTERWARDS. ",
        ("003/01", _) => "THEN SAID HE WOULD KILL HER IF SHE TOLD ANYONE. ",
        ("011/03" | "008/69", _) => "A SECOND PERSON IN THE HOUSEHOLD WAS TREATED THE SAME WAY. ",
        ("046/00", _) => "SAME PERSON STOLE FROM THE SHOP NEXT DOOR AS WELL, VALUE {amt}. ",
        (_, "Violence Against The Person") => "IPS FRIEND WHO STEPPED IN WAS HIT AS WELL. ",
        (_, "Sexual Offences") => "SAYS IT HAPPENED ON AN EARLIER OCCASION TOO. ",
        (_, "Robbery") => "IPS FRIEND HAD HIS {item} TAKEN AS WELL. ",
        (_, "Burglary") => "NEIGHBOURS UNIT ENTERED THE SAME NIGHT, {item} TAKEN. ",
        (_, "Vehicle offences") => "A SECOND VEHICLE BELONGING TO SOMEONE ELSE WAS BROKEN INTO. ",
        (_, "Arson and Criminal Damage") => "ALSO SMASHED A WINDOW AND BENT THE GATE. ",
        (_, "Public Order offences" | "Public Order Offences") => {
            "SHOUTED RACIST ABUSE AT STAFF ON THE WAY OUT. "
        }
        (_, "Possession of weapons") => "A KNIFE WAS DROPPED AND RECOVERED. ",
        (_, "Drug Offences") => "A BAG OF CANNABIS WAS FOUND AS WELL. ",
        _ => "IPS BANK CARD HAS SINCE BEEN USED FOR {amt}. ",
    }
}

/// `14:02 `, the London wall clock.
fn stamp(text: &mut String, seconds: i64) {
    let (hour, minute) = london_clock(seconds);
    for (value, after) in [(hour, ':'), (minute, ' ')] {
        text.push(char::from(b'0' + value / 10));
        text.push(char::from(b'0' + value % 10));
        text.push(after);
    }
}

/// Writes a template, each `{name}` replaced by a word of its kind.
fn fill(text: &mut String, template: &str, random: &mut Random) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(random.text(words(name)));
        rest = after;
    }
    text.push_str(rest);
}

fn words(name: &str) -> &'static [&'static str] {
    match name {
        "rel" => PARTNERS,
        "him" => PERSONS,
        "where" => WHERES,
        "item" => ITEMS,
        "amt" => AMOUNTS,
        "inj" => INJURIES,
        "veh" => VEHICLES,
        "day" => DAYS,
        "n" => NUMBERS,
        "age" => AGES,
        "risk" => RISKS,
        "unit" => UNITS,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_with_words_of_its_kind() {
        let mut random = Random::new(1, "fill");
        for template in ["{rel}", "A {him} B", "NOTHING", "{n}{age}"] {
            let mut text = String::new();
            fill(&mut text, template, &mut random);
            assert!(!text.contains(['{', '}']) && !text.is_empty(), "{text}");
        }
    }
}
