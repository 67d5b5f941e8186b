//! Offences of the Home Office notifiable offence list 2026-27: codes, classes and titles as facts.

/// One offence of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offence {
    /// Home Office code, `nnn/nn`.
    pub code: &'static str,
    /// Its class, as the list spells it.
    pub class: &'static str,
    /// A title, from the offence or its category.
    pub title: &'static str,
}

const VIOLENCE: &str = "Violence Against The Person";

macro_rules! offences {
    ($($name:ident = $code:literal, $class:expr, $title:literal;)*) => {
        $(pub const $name: Offence = Offence { code: $code, class: $class, title: $title };)*
        /// All of them.
        #[cfg(test)]
        pub const ALL: &[Offence] = &[$($name),*];
    };
}

offences! {
    COMMON_ASSAULT = "105/01", VIOLENCE, "Common assault and battery";
    BODILY_HARM = "008/06", VIOLENCE, "Assault occasioning actual bodily harm";
    WOUNDING = "008/01", VIOLENCE, "Malicious wounding";
    WOUNDING_WITH_INTENT = "005/01", VIOLENCE, "Wounding with intent";
    STRANGULATION = "008/77", VIOLENCE, "Non-fatal strangulation and suffocation";
    CONSTABLE = "008/73", VIOLENCE, "Assault by beating on a constable or emergency worker";
    THREATS_TO_KILL = "003/01", VIOLENCE, "Threats to kill";
    CHILD_CRUELTY = "011/03", VIOLENCE, "Cruelty to and neglect of children";
    CARE_WORKER = "008/69", VIOLENCE, "Care worker ill-treat or wilfully neglect an individual";
    HARASSMENT = "195/94", VIOLENCE, "Harassment";
    STALKING = "195/12", VIOLENCE, "Stalking";
    MALICIOUS = "008/72", VIOLENCE, "Malicious communications";
    COERCIVE = "008/67", VIOLENCE, "Controlling or coercive behaviour";
    RAPE = "019/08", "Sexual Offences", "Rape of a female aged 16 or over";
    SEXUAL_ASSAULT = "020/05", "Sexual Offences", "Sexual assault on a female";
    SEXUAL_ASSAULT_MALE = "017/15", "Sexual Offences", "Sexual assault on a male";
    EXPOSURE = "088/09", "Sexual Offences", "Exposure";
    ROBBERY = "034/01", "Robbery", "Robbery of personal property";
    BURGLARY_HOME = "028/03", "Burglary", "Residential burglary of a home";
    BURGLARY_BUSINESS = "030/02", "Burglary", "Burglary business and community";
    FROM_VEHICLE = "045/10", "Vehicle offences", "Theft from a motor vehicle";
    OF_VEHICLE = "048/01", "Vehicle offences", "Theft of a motor vehicle";
    INTERFERENCE = "126/00", "Vehicle offences", "Interference with a motor vehicle";
    CYCLE = "044/00", "Theft", "Theft of a pedal cycle";
    SHOP = "046/00", "Theft", "Shoplifting";
    FROM_PERSON = "039/00", "Theft", "Theft from the person";
    OTHER_THEFT = "049/10", "Theft", "Theft if not classified elsewhere";
    MAKING_OFF = "053/25", "Theft", "Making off without payment";
    BLACKMAIL = "035/00", "Theft", "Blackmail";
    DAMAGE = "149/00", "Arson and Criminal Damage", "Other criminal damage, under £5,000";
    ARSON = "056/02", "Arson and Criminal Damage", "Arson not endangering life";
    PUBLIC_ORDER = "125/09", "Public Order offences", "Causing intentional harassment, alarm or distress";
    FEAR = "125/11", "Public Order offences", "Fear or provocation of violence";
    AFFRAY = "066/01", "Public Order Offences", "Affray";
    NON_MOLESTATION = "066/39", "Public Order Offences", "Breach of non-molestation order";
    BLADE = "008/26", "Possession of weapons", "Having an article with a blade or point in a public place";
    OFFENSIVE_WEAPON = "008/11", "Possession of weapons", "Possession of offensive weapon";
    CANNABIS = "092/61", "Drug Offences", "Possession of a controlled drug - cannabis";
    SUPPLY = "092/70", "Drug Offences", "Possession with intent to supply - cocaine";
    FALSE_REPRESENTATION = "053/40", "NFIB Fraud", "Fraud by false representation";
}

/// The N100 record of a report of rape that the victim has not confirmed.
pub const N100: Offence = Offence { code: "100/01", class: "N100", title: "Reported incident of rape" };

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let codes: BTreeSet<&str> = ALL.iter().map(|offence| offence.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for code in codes {
            let (class, sub) = code.split_once('/').unwrap();
            assert!(class.len() == 3 && sub.len() == 2, "{code}");
            assert!(code.bytes().all(|byte| byte == b'/' || byte.is_ascii_digit()), "{code}");
        }
    }
}
