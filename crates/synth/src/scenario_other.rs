//! Reports that owe no crime, many of them in words close to those of one that does.

use terms::Family;

use super::{Route, Scenario, Setting};

/// A plain scenario without crime.
const fn quiet(
    family: Family,
    setting: Setting,
    weight: f64,
    codes: &'static [&'static str],
    accounts: &'static [&'static str],
) -> Scenario {
    told(Route::NoCrime, family, setting, weight, codes, accounts)
}

const fn told(
    route: Route,
    family: Family,
    setting: Setting,
    weight: f64,
    codes: &'static [&'static str],
    accounts: &'static [&'static str],
) -> Scenario {
    Scenario {
        family,
        route,
        setting,
        weight,
        openings: codes,
        closings: codes,
        offences: &[],
        further: &[],
        accounts,
    }
}

/// What stands in where a table has nothing: a contact record.
pub const CONTACT: Scenario = quiet(
    Family::Administration,
    Setting::Home,
    8.0,
    &["Administration: Contact Record", "Administration: Messages"],
    &[
        "CALLER WISHES TO SPEAK TO OFFICER DEALING WITH AN EARLIER REPORT FOR AN UPDATE. MESSAGE PASSED",
        "CALLER ASKING HOW TO APPLY FOR A FIREARMS CERTIFICATE RENEWAL. NOTHING ELSE TO REPORT",
        "CALLER WANTS ADVICE ABOUT A TENANCY DEPOSIT. ADVISED CIVIL MATTER AND TO SPEAK TO ADVICE BUREAU",
        "CALLER ASKS WHETHER HER NEPHEW IS IN CUSTODY. TOLD WE CANNOT DISCLOSE. NO COMPLAINT MADE",
    ],
);

/// The scenarios, by route.
pub const TABLE: &[Scenario] = &[
    CONTACT,
    quiet(
        Family::Administration,
        Setting::Outside,
        4.0,
        &["Administration: Lost/Found Property/Person"],
        &[
            "CALLER FOUND A {item} {where} AND WILL HAND IT IN AT THE FRONT COUNTER. NOT BELIEVED STOLEN",
            "CALLER HAS LOST HER {item}, THINKS SHE LEFT IT ON THE BUS. NO SUGGESTION OF THEFT",
            "WALLET HANDED IN BY MOP, NOTHING MISSING ACCORDING TO OWNER WHO HAS BEEN CALLED",
        ],
    ),
    quiet(
        Family::Administration,
        Setting::Home,
        3.0,
        &[
            "Administration: Cancel/Exit/Error",
            "Public Safety and Welfare: Abandoned Call to Emergency Services",
        ],
        &[
            "SILENT 999, POCKET DIAL, CALLED BACK AND SPOKE TO OWNER WHO APOLOGISED. NO SOUNDS OF DISTURBANCE HEARD",
            "CHILD PLAYING WITH PHONE, MOTHER CONFIRMS ALL IN ORDER, NO POLICE NEEDED",
            "CALL DROPPED BEFORE SPEECH. SUBSCRIBER CHECKS CLEAR, TEXT SENT, CALLER REPLIED DIALLED IN ERROR",
        ],
    ),
    quiet(
        Family::Welfare,
        Setting::Home,
        17.0,
        &["Public Safety and Welfare: Concern for Safety"],
        &[
            "NEIGHBOUR HAS NOT SEEN ELDERLY MALE FOR {n} DAYS, CURTAINS CLOSED, POST IN THE DOOR",
            "CALLER SAYS HER BROTHER HAS TAKEN TABLETS AND IS NOT ANSWERING. AMBULANCE ALSO CALLED. NO THIRD PARTY INVOLVEMENT",
            "SCREAMING HEARD FROM FLAT ABOVE. CALLER THINKS IT MAY BE CHILDREN PLAYING. NO SOUNDS OF A FIGHT",
            "AMBULANCE REQUEST ASSISTANCE WITH A CONFUSED FEMALE WITH A CUT HEAD, STATES SHE FELL, DENIES ANY ASSAULT",
            "{him} SAT ON THE BRIDGE PARAPET {where} CRYING. TALKED DOWN BY PASSER BY",
        ],
    ),
    quiet(
        Family::Welfare,
        Setting::Home,
        8.0,
        &["Public Safety and Welfare: Missing Person"],
        &[
            "CARE PLACEMENT REPORT {him} AGED {age} NOT BACK BY CURFEW, PHONE OFF, HAS DONE THIS BEFORE",
            "CALLERS MOTHER WHO HAS DEMENTIA HAS LEFT THE HOUSE WITHOUT HER COAT. SEARCHED THE USUAL PLACES",
            "HUSBAND NOT HOME FROM WORK, OUT OF CHARACTER, {veh} NOT ON DRIVE. NO THREATS MADE TO HIM THAT SHE KNOWS OF",
        ],
    ),
    quiet(
        Family::Welfare,
        Setting::Outside,
        11.0,
        &["Public Safety and Welfare: Suspicious Circumstances"],
        &[
            "{him} LOOKING INTO CARS {where}. DID NOT TOUCH ANY. NOTHING STOLEN AND NO DAMAGE SEEN",
            "UNKNOWN {veh} PARKED {where} FOR {n} DAYS, CALLER THINKS IT LOOKS OUT OF PLACE. CHECKS SHOW NO REPORTS",
            "CALLER THINKS SOMEONE TRIED HER DOOR HANDLE LAST NIGHT. NO MARKS, DOOR LOCKED, MAY HAVE BEEN THE WIND",
            "{him} TAKING PHOTOGRAPHS OF BUILDINGS {where}. SPOKEN TO BY OFFICERS, IS A SURVEYOR",
        ],
    ),
    quiet(
        Family::Welfare,
        Setting::Busy,
        4.0,
        &["Public Safety and Welfare: Alarm"],
        &[
            "INTRUDER ALARM ACTIVATED. KEYHOLDER CHECKED, ALL SECURE, NO SIGN OF ENTRY, FAULTY SENSOR",
            "PANIC BUTTON PRESSED BY NEW MEMBER OF STAFF IN ERROR. MANAGER CONFIRMS NO ROBBERY, NO OFFENCES",
            "FIRE EXIT ALARM AFTER CLOSING, CLEANER LET HERSELF OUT. NOTHING TAKEN",
        ],
    ),
    quiet(
        Family::Welfare,
        Setting::Home,
        3.0,
        &["Public Safety and Welfare: Sudden Death"],
        &[
            "DAUGHTER HAS FOUND HER FATHER COLD IN BED. PARAMEDICS CONFIRM DEATH, LONG ILLNESS, NOT SUSPICIOUS",
            "WARDEN REPORTS RESIDENT DECEASED IN CHAIR, DOOR LOCKED FROM INSIDE, NO INJURIES",
            "GP CALLS, PATIENT DIED AT HOME, SEEN LAST WEEK, MEDICATION IN ORDER, CORONER INFORMED",
        ],
    ),
    quiet(
        Family::Welfare,
        Setting::Home,
        5.0,
        &["Public Safety and Welfare: Civil Disputes"],
        &[
            "DISPUTE WITH BUILDER WHO HAS NOT FINISHED THE WORK AND WANTS {amt} MORE. NO THREATS MADE, NO VIOLENCE",
            "NEIGHBOURS ARGUING ABOUT A BOUNDARY FENCE. RAISED VOICES ONLY, BOTH DENY ANY DAMAGE",
            "LANDLORD WANTS TENANT OUT. CALLER ADVISED TO SEEK LEGAL ADVICE. NO HARASSMENT ALLEGED",
            "EX HUSBANDS NEW PARTNER HAS KEPT THE {item}. OWNERSHIP IN DISPUTE, SOLICITORS DEALING, NOT A THEFT",
        ],
    ),
    quiet(
        Family::AntiSocial,
        Setting::Outside,
        14.0,
        &["ASB: Nuisance", "ASB: Environmental"],
        &[
            "YOUTHS PLAYING FOOTBALL {where}, BALL HITTING GARAGES. NO DAMAGE CAUSED, CALLER WANTS THEM MOVED ON",
            "LOUD MUSIC FROM PARTY {where}, GOING ON SINCE TEN. NO FIGHTING HEARD",
            "OFF ROAD BIKES {where} MAKING A NOISE. NO REGISTRATION SEEN, NOBODY THREATENED",
            "GROUP DRINKING {where}, SWEARING AMONG THEMSELVES, NOT AT ANYONE. NO COMPLAINT MADE BY PASSERS BY",
        ],
    ),
    quiet(
        Family::AntiSocial,
        Setting::Home,
        5.0,
        &["ASB: Personal"],
        &[
            "CALLER SAYS NEIGHBOURS CHILDREN STARE AT HIM AND KICK A BALL AGAINST HIS WALL. NO ABUSE, NO DAMAGE",
            "KNOCK DOWN GINGER AT IPS DOOR {n} TIMES TONIGHT. NOTHING SAID TO HER, SHE IS NOT AFRAID BUT FED UP",
            "BARKING DOG NEXT DOOR. WORDS EXCHANGED, CALLER SAYS NO THREATS AND DOES NOT WISH TO MAKE A COMPLAINT",
        ],
    ),
    quiet(
        Family::Transport,
        Setting::Outside,
        6.0,
        &["Transport: RTC - Damage Only"],
        &[
            "TWO VEHICLE COLLISION {where}, {veh} AND A VAN, DETAILS EXCHANGED, NO INJURY",
            "{veh} HAS HIT A BOLLARD {where}, DRIVER SHAKEN, NEGATIVE BREATH TEST",
            "{veh} REVERSED INTO A PARKED CAR {where}, NOTE LEFT, OWNER WANTS ADVICE. NOT DELIBERATE",
        ],
    ),
    quiet(
        Family::Transport,
        Setting::Outside,
        3.0,
        &["Transport: RTC - Death/Injury"],
        &[
            "CYCLIST KNOCKED OFF {where}, GRAZED KNEE, DRIVER STOPPED. BOTH SAY IT WAS AN ACCIDENT",
            "{veh} ON ITS ROOF {where}, DRIVER OUT WITH A SORE NECK, AMBULANCE AND FIRE ON WAY",
            "PEDESTRIAN STEPPED OUT IN FRONT OF {veh} {where}, CUT TO HEAD, CONSCIOUS. NOT THOUGHT DELIBERATE",
        ],
    ),
    quiet(
        Family::Transport,
        Setting::Outside,
        4.0,
        &["Transport: Highway Disruption"],
        &[
            "BROKEN DOWN {veh} BLOCKING LANE {where}. RECOVERY CALLED",
            "LOOSE HORSES {where}. OWNER BEING TRACED",
            "TREE DOWN ACROSS BOTH LANES {where}. HIGHWAYS INFORMED, CONES OUT",
        ],
    ),
    quiet(
        Family::Transport,
        Setting::Outside,
        4.0,
        &["Transport: Road Related Offence"],
        &[
            "{veh} PARKED ACROSS DRIVE {where}, CALLER CANNOT GET OUT. NO DAMAGE TO EITHER",
            "{veh} DRIVEN TOO FAST {where}, CALLER HAS PART INDEX ONLY, WORDS OF ADVICE TO KEEPER",
            "{veh} STOPPED {where}, NO INSURANCE, SEIZED. DRIVER REPORTED",
        ],
    ),
    told(
        Route::DomesticNoCrime,
        Family::Domestic,
        Setting::Home,
        6.0,
        &["Public Safety and Welfare: Domestic Incident"],
        &[
            "VERBAL ARGUMENT BETWEEN IP AND {rel} ABOUT THE CHILDREN. BOTH SEEN APART, BOTH DENY ANY ASSAULT OR THREATS",
            "NEIGHBOUR HEARD SHOUTING. COUPLE SPOKEN TO SEPARATELY, DISAGREEMENT ABOUT MONEY, NO VIOLENCE NOW OR BEFORE",
            "IP WANTS {rel} TO LEAVE AFTER A FALLING OUT. NOT HURT, NOT THREATENED, NOTHING BROKEN. {rel} LEFT WHEN ASKED",
            "IP ASKING FOR ADVICE ON CONTACT ARRANGEMENTS WITH {rel}. MESSAGES CIVIL, NO HARASSMENT ALLEGED",
            "SON AGED {age} REFUSES TO GO TO SCHOOL AND SWORE AT MOTHER. NO OFFENCES, HAS CALMED DOWN",
        ],
    ),
    told(
        Route::ProfessionalNoCrime,
        Family::Welfare,
        Setting::Home,
        4.0,
        &["Public Safety and Welfare: Concern for Safety", "Administration: Messages"],
        &[
            "Social worker shares that a family has moved into the area and asks for background checks. No disclosure made by the children",
            "School reports pupil aged {age} tired and withdrawn; asked directly, child says nobody has hurt her. For information",
            "Ward staff report bruising to an elderly patient; consultant considers it consistent with a fall and blood thinners, no concerns about carers",
            "Housing officer requests a joint visit to a hoarding address. No crime alleged, fire safety concern",
        ],
    ),
    told(
        Route::N100,
        Family::Sexual,
        Setting::Home,
        1.0,
        &["N100 Reported Incident of Rape"],
        &[
            "FRIEND OF FEMALE REPORTS SHE SAID SHE WAS RAPED ON {day}. FEMALE HAS NOT CONFIRMED AND WILL NOT SPEAK TO OFFICERS YET",
            "AMBULANCE CREW PASS ON THIRD PARTY WORD OF A RAPE. FEMALE CANNOT BE TRACED AT ADDRESS GIVEN",
            "CALLER SAYS COLLEAGUE TOLD HIM SHE WAS RAPED YEARS AGO ABROAD. DOES NOT KNOW HER SURNAME, SHE HAS NOT CONTACTED POLICE",
        ],
    ),
];
