//! Codes and titles, cues and their standing, as tables.

use terms::Family::{self, *};
use triage::Standing::{Asserted, Denied, Negated};
use triage::{Lexicon, Standing};

fn check_family(cases: &[(&str, Family)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(code, expect)| (*code, Lexicon::current().family_of(code), *expect))
        .filter(|(_, found, expect)| found != expect)
        .collect();
    assert!(wrong.is_empty(), "code, found, expected: {wrong:#?}");
}

/// The crime cues of a log: phrase and standing.
fn check_cues(cases: &[(&str, &[(&str, Standing)])]) {
    for (text, expect) in cases {
        let cues = Lexicon::current().cues(text);
        let crimes = cues.iter().filter(|cue| cue.family.is_crime() && cue.weight > 1);
        let found: Vec<_> = crimes.map(|cue| (cue.phrase, cue.standing)).collect();
        assert_eq!(found, *expect, "{text}");
    }
}

#[test]
fn the_shipped_lexicon_parses() {
    assert_eq!(Lexicon::current().version(), "2026-11");
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_a_sentence() {
    let with = |means: &str, source: &str, phrase: &str| {
        format!(
            "version = \"t\"\n[[section]]\nsource = \"{source}\"\nmeans = \"{means}\"\nfields = [\"text\"]\n\
             phrases = [\"{phrase}\"]\n[codes]\n"
        )
    };
    for (toml, expect) in [
        ("version = 1".to_string(), "invalid type"),
        (with("murder mystery", "s", "p"), "no family, marker or scope word is called \"murder mystery\""),
        (with("theft", " ", "p"), "names no source"),
        (with("theft", "s", " - "), "has no words"),
        (with("theft", "s", "a b c d e f g h i j k l m n o p"), "16 or more"),
        (with("theft", "s", "p") + "nonsense = [\"1\"]", "names no family"),
    ] {
        let error = Lexicon::parse(&toml).unwrap_err().to_string();
        assert!(error.starts_with("The lexicon cannot be read:") && error.contains(expect), "{error}");
    }
    let small = Lexicon::parse(&with("theft", "s", "nick|ed")).unwrap();
    assert_eq!(small.cues("he nicked it; she has the nick of it").len(), 2);
}

/// NSIR 2011 chapter 2: every category name.
#[test]
fn national_incident_categories() {
    check_family(&[
        ("RTC – Death/Injury", Transport),
        ("RTC – Damage Only", Transport),
        ("ROAD TRAFFIC COLLISION / INCIDENT – DEATH/INJURY", Transport),
        ("Highway Disruption", Transport),
        ("Road Related Offence", Transport),
        ("Rail/Air/Marine Incident Not Recorded Elsewhere", Transport),
        ("ASB: PERSONAL", AntiSocial),
        ("ASB nuisance", AntiSocial),
        ("Anti-Social Behaviour - Environmental", AntiSocial),
        ("Abandoned Call to Emergency Services", Welfare),
        ("Absconder/AWOL/Wanted Persons/Police and Court Orders/Bail", Welfare),
        ("Alarm", Welfare),
        ("Animals/Wildlife", Welfare),
        ("Civil Disputes", Welfare),
        ("Concern for Safety", Welfare),
        ("CONCERN FOR SAFETY/COLLAPSE/INJURY/ILLNESS/TRAPPED", Welfare),
        ("Domestic Incident", Domestic),
        ("DOMESTIC INCIDENT", Domestic),
        ("Firearms", Welfare),
        ("Hoax Calls", Welfare),
        ("Immigration", Welfare),
        ("Industrial Incident/Accident", Welfare),
        ("Licensing", Welfare),
        ("Missing Person", Welfare),
        ("Natural Disaster: Incident/Warning", Welfare),
        ("Protest/Demonstration", Welfare),
        ("Sudden Death", Welfare),
        ("Suspicious Circumstances/Insecure premises or vehicles", Welfare),
        ("Suspicious Package or Object", Welfare),
        ("Cancel/Exit/Error", Administration),
        ("Complaints Against Police", Administration),
        ("Contact Record", Administration),
        ("Duplicate", Administration),
        ("Lost/Found Property/Person", Administration),
        ("Messages", Administration),
        ("Police Generated Resource Activity", Administration),
        ("Pre-Planned Event", Administration),
        ("Test/Training", Administration),
    ]);
}

#[test]
fn published_crime_categories() {
    check_family(&[
        ("Violence and sexual offences", Violence),
        ("Violence Against The Person", Violence),
        ("violence without injury", Violence),
        ("Assault without injury on a constable", Violence),
        ("Death or serious injury caused by illegal driving", Violence),
        ("Causing death by careless driving under influence of drink or drugs", Violence),
        ("Homicide", Violence),
        ("Modern slavery", Violence),
        ("Stalking and Harassment", Conduct),
        ("Malicious Communications", Conduct),
        ("Controlling or Coercive Behaviour", Conduct),
        ("Rape of a female aged 16 and over", Sexual),
        ("Sexual assault on a male child under 13", Sexual),
        ("Abuse of position of trust of a sexual nature", Sexual),
        ("Robbery of personal property", Robbery),
        ("Domestic burglary", Burglary),
        ("Non-domestic burglary", Burglary),
        ("Aggravated burglary in a building other than a dwelling(outcome only)", Burglary),
        ("Distraction Burglary - Residential (Home)", Burglary),
        ("Vehicle crime", Vehicle),
        ("Theft from motor vehicle", Vehicle),
        ("Theft or unauthorised taking of motor vehicle", Vehicle),
        ("Interfering with a motor vehicle", Vehicle),
        ("Aggravated vehicle taking", Vehicle),
        ("Causing death by aggravated vehicle taking", Violence),
        ("Theft or unauthorised taking of a pedal cycle", Theft),
        ("Bicycle theft", Theft),
        ("Theft from the person", Theft),
        ("Theft in a dwelling other than from automatic machine or meter", Theft),
        ("Shoplifting", Theft),
        ("Making off without payment", Theft),
        ("Criminal damage and arson", Damage),
        ("Criminal damage to a vehicle", Damage),
        ("Arson not endangering life", Damage),
        ("Public order", PublicOrder),
        ("Public fear, alarm or distress", PublicOrder),
        ("Possession of article with blade or point", Weapons),
        ("Possession of weapons", Weapons),
        ("Drugs", Drugs),
        ("Trafficking in controlled drugs", Drugs),
        ("Fraud, forgery etc associated with vehicle or driver records", Fraud),
        ("NFIB Fraud", Fraud),
        ("Other crime", OtherCrime),
        ("Miscellaneous crimes against society", OtherCrime),
        ("Disclosure, obstruction, false or misleading statements etc", OtherCrime),
        ("Anti-social behaviour", AntiSocial),
        ("antisocial behaviour", AntiSocial),
    ]);
}

#[test]
fn home_office_codes_and_recorded_crime_classes() {
    check_family(&[
        ("007/04", Violence),
        ("008/06", Violence),
        ("8N", Violence),
        ("105A", Violence),
        ("104", Violence),
        ("8L", Conduct),
        ("8q*", Conduct),
        ("195/94", Conduct),
        ("008/30", Conduct),
        ("19C", Sexual),
        ("019/07", Sexual),
        ("34B", Robbery),
        ("28E", Burglary),
        ("45", Vehicle),
        ("37.2", Vehicle),
        ("37/2", Vehicle),
        ("37/1", Violence),
        ("4.10", Violence),
        ("1/4.1/4.2", Violence),
        ("49A", Theft),
        ("58J", Damage),
        ("9A", PublicOrder),
        ("066/91", PublicOrder),
        ("10D", Weapons),
        ("92E", Drugs),
        ("AF", Fraud),
        ("802", OtherCrime),
        ("N100", Sexual),
        ("100/02", Sexual),
        ("300/02", Welfare),
        ("045/10 words not in any list", Vehicle),
        ("2299", Unknown),
        ("12345", Unknown),
        ("", Unknown),
        (" - ", Unknown),
        ("Z9", Unknown),
    ]);
}

#[test]
fn force_shorthand_and_local_numbers() {
    check_family(&[
        ("09 - THEFT", Theft),
        ("40 - OTHER", Unknown),
        ("58 - ROUTINE INVESTIGATION", Administration),
        ("11V - BURG MOTOR VEH", Vehicle),
        ("41/11R - BURG RES IN PROGRESS", Burglary),
        ("ABH", Violence),
        ("S.47 assault", Violence),
        ("GBH s20", Violence),
        ("TFMV", Vehicle),
        ("TWOC", Vehicle),
        ("UUMV", Vehicle),
        ("DV - verbal", Domestic),
        ("Domestic - assault", Domestic),
        ("assault-dv", Domestic),
        ("theft-items-from-vehicle", Vehicle),
        ("criminal-mischief-mtr-veh", Damage),
        ("6X - MAJOR DIST (VIOLENCE)", Violence),
        ("Road traffic collision", Transport),
        ("ACCIDENT MV", Transport),
        ("FOUND", Administration),
        ("Information / Armed Robbery", Robbery),
        ("MALE PUNCHED", Violence),
    ]);
}

#[test]
fn titles_that_hold_a_crime_word_and_mean_none() {
    check_family(&[
        ("Burglar alarm", Welfare),
        ("Alarm - burglary", Welfare),
        ("Fire alarm", Welfare),
        ("Lost property", Administration),
        ("Stolen vehicle recovered", Administration),
        ("Recovered Stolen Vehicle", Administration),
        ("Stolen vehicle", Vehicle),
        ("Domestic animal", Welfare),
        ("Hit and run", Transport),
        ("Attempted suicide", Welfare),
        ("No crime", Administration),
        ("No crime - theft", Administration),
        ("Non-crime: assault", Administration),
        ("Crime not confirmed", Administration),
        ("Non-crime domestic incident", Domestic),
        ("Non-Criminal Damage to Property", Administration),
        ("Non notifiable - harassment", Administration),
        ("Advice given", Administration),
        ("Crime prevention", Administration),
        ("Robin", Unknown),
        ("Grape", Unknown),
        ("Driver", Unknown),
        ("Therapist", Unknown),
    ]);
}

#[test]
fn cues_of_logs() {
    check_cues(&[
        ("IP PUNCHED BY UNKNOWN MALE", &[("punched", Asserted)]),
        ("states he hit her", &[("hit her", Asserted)]),
        ("Caller alleges partner strangled her", &[("strangled", Asserted)]),
        ("ip's phone stolen, suspect fled", &[("phone stolen", Asserted)]),
        ("theft from motor vehicle o/n", &[("theft from motor vehicle", Asserted)]),
        ("TFMV, window smashed", &[("tfmv", Asserted), ("window smashed", Asserted)]),
        (
            "ex-partner sending threatening messages",
            &[("ex partner", Asserted), ("threatening messages", Asserted)],
        ),
        ("burglar alarm sounding", &[]),
        ("fire alarm activated, toast", &[]),
        ("lost property handed in", &[]),
        ("stolen vehicle recovered by patrol", &[]),
        ("driver lost control, hit a tree", &[]),
        ("grapes and robins on the therapist's drapes", &[]),
        ("collision on Battery Avenue", &[("battery", Negated)]),
        ("on Robbery Lane, all quiet", &[("robbery", Negated)]),
        ("threatening to kill himself", &[]),
        ("had a heart attack", &[]),
        ("caf\u{e9} window smashed", &[("window smashed", Asserted)]),
        ("", &[]),
    ]);
}

#[test]
fn negation_and_its_reach() {
    check_cues(&[
        ("no assault", &[("assault", Negated)]),
        ("No sign of any assault", &[("assault", Negated)]),
        ("no evidence of forced entry", &[("forced entry", Negated)]),
        ("no complaint of assault", &[("assault", Negated)]),
        ("nothing stolen", &[("stolen", Negated)]),
        ("nil stolen", &[("stolen", Negated)]),
        ("was not assaulted", &[("assaulted", Negated)]),
        ("wasn't assaulted", &[("assaulted", Negated)]),
        ("wasn\u{2019}t assaulted", &[("assaulted", Negated)]),
        ("has never been stalked", &[("stalked", Negated)]),
        ("verbal only, no violence", &[("violence", Negated)]),
        ("no weapons or violence", &[("weapons", Negated), ("violence", Negated)]),
        ("weapons: nil", &[]),
        ("assault unfounded", &[("assault", Negated)]),
        ("theft not confirmed", &[("theft", Negated)]),
        // A negation ends with its clause, at a comma, at "and", at who did what, at "but".
        ("no injuries, punched in face", &[("punched", Asserted)]),
        ("no injuries. Punched in face", &[("punched", Asserted)]),
        ("no injuries / punched in face", &[("punched", Asserted)]),
        ("no injuries and assaulted", &[("assaulted", Asserted)]),
        ("not injured but assaulted", &[("assaulted", Asserted)]),
        ("no idea why male punched him", &[("punched", Asserted)]),
        ("not badly hurt when he slapped her", &[("slapped", Asserted)]),
        ("no damage to any of the three front doors punched", &[("punched", Asserted)]),
        // These only look like a negation.
        ("no reply, assaulted", &[("assaulted", Asserted)]),
        ("punched for no reason", &[("punched", Asserted)]),
        ("for no apparent reason punched", &[("punched", Asserted)]),
        ("no doubt stolen", &[("stolen", Asserted)]),
        ("no suspects for theft", &[("theft", Asserted)]),
        ("not the first time assaulted", &[("assaulted", Asserted)]),
        ("phone taken without consent, stolen", &[("phone taken", Asserted), ("stolen", Asserted)]),
        ("assaulted by partner, no complaint made", &[("assaulted", Asserted)]),
    ]);
}

#[test]
fn denial_and_attribution() {
    check_cues(&[
        ("denies any assault", &[("assault", Denied)]),
        ("IP denies that she was assaulted", &[("assaulted", Denied)]),
        (
            "denies assault, theft or threats of violence",
            &[("assault", Denied), ("theft", Denied), ("threats of violence", Denied)],
        ),
        ("male denied assault", &[("assault", Denied)]),
        ("assault denied", &[("assault", Denied)]),
        ("assault was denied", &[("assault", Denied)]),
        ("denies assault but has black eye", &[("assault", Denied), ("black eye", Asserted)]),
        ("denies assault. Was punched", &[("assault", Denied), ("punched", Asserted)]),
        ("does not deny he punched her", &[("punched", Asserted)]),
        ("IP punched. Male denies", &[("punched", Asserted)]),
        ("says that she was raped", &[("raped", Asserted)]),
        ("claims he stole it", &[("stole", Asserted)]),
    ]);
}

#[test]
fn a_cue_is_the_lexicons_own_phrase_and_says_where_it_stands() {
    let cues = Lexicon::current().cues("At 2, Mr Fictional HEAD-BUTTED him");
    let cue = cues.first().unwrap();
    assert_eq!((cue.phrase, cue.family, cue.weight, cue.start), ("head butted", Violence, 3, 19));
}
