//! Things that happened, or were asked, which need not be anybody's crime.

use alloc::string::String;
use alloc::vec::Vec;

use super::acts::Hostility;

words! {
    /// What happened. Each word is an everyday event that comes to police notice and is no crime by itself; where a crime is alleged write it in `acts`.
    EventKind {
        // ---- roads and transport
        /// A collision or accident on a road with a vehicle of any kind (bicycles too) in which somebody was hurt or died; also somebody hurt by, in or avoiding a vehicle.
        RoadCollisionInjury,
        /// A collision or accident on a road with damage only.
        RoadCollisionDamage,
        /// The road blocked or disrupted, or likely to be: breakdown, abnormal load, animals on the road, broken lights.
        HighwayDisruption,
        /// Bad, drunken or unlawful driving, riding or parking: no helmet, no insurance, an obstruction, a suspected drunk driver, whatever came of it.
        RoadOffence,
        /// Something on a railway, in the air, at sea or on a waterway.
        RailAirOrMarine,
        // ---- nuisance
        /// Noise, rowdiness, ball games, fireworks, shouting, begging, street drinking, nuisance calls or other nuisance. Say in `aimed_at` whom it troubles.
        Nuisance,
        /// Litter, graffiti that washes off, fly-tipping, abandoned cars or other spoiling of the surroundings.
        EnvironmentalNuisance,
        // ---- safety and welfare
        /// A 999 call dropped, silent or made by mistake, nothing wrong.
        AbandonedCall,
        /// Somebody absconded, absent without leave, wanted, or being checked for a curfew, order or bail, or reported to have broken bail.
        AbsconderOrBail,
        /// A burglar or panic alarm went off, no crime found.
        Alarm,
        /// An animal, a pet or wildlife.
        Animal,
        /// A dispute over rights, money, goods or a contract between people who are no couple or family.
        CivilDispute,
        /// Fear for somebody's safety; somebody collapsed, hurt, ill, trapped, drunk and helpless, or harmed by their own hand.
        ConcernForSafety,
        /// A quarrel or trouble between partners, former partners or family, or a visit to fetch belongings after one.
        DomesticQuarrel,
        /// Guns, air weapons or imitation guns, no crime.
        Firearms,
        /// A false call to an emergency service, known to be false (not of a bomb or a dangerous substance).
        HoaxCall,
        /// A matter of immigration or asylum.
        Immigration,
        /// An accident at work or at an industrial site, a gas leak or power failure.
        IndustrialAccident,
        /// Licensed premises, betting, or sales of alcohol or tobacco to the young.
        Licensing,
        /// Somebody whose whereabouts are not known.
        MissingPerson,
        /// Flood, storm, lightning or a warning of it.
        NaturalDisaster,
        /// A protest, demonstration, strike or picket.
        Protest,
        /// A sudden death (use `deaths` too, for what it is recorded as).
        SuddenDeath,
        /// Somebody or something suspicious: a person, a vehicle, lights in an empty house, door-to-door sellers who worry people.
        Suspicious,
        /// Premises or a vehicle found open or insecure, no sign of entry.
        Insecure,
        /// A suspicious package, substance or old munition.
        SuspiciousPackage,
        /// Drugs found or smelt with nobody who had them.
        DrugsFoundOrSmelt,
        // ---- administration
        /// A log opened by mistake.
        OpenedByMistake,
        /// A complaint about police or their service.
        ComplaintAboutPolice,
        /// A question answered or general advice given.
        Enquiry,
        /// The same matter as an earlier log.
        DuplicateOfLog,
        /// Property lost or found; also a thing reported stolen that was only mislaid, lent or forgotten.
        LostOrFoundProperty,
        /// A person reported missing earlier, or to another force, is found, and a new record is opened for that.
        MissingPersonFound,
        /// A message to pass on, or information about something that may happen.
        MessageOrInformation,
        /// Police's own work: an escort, a task in a larger incident, a check for another force.
        PoliceTask,
        /// A planned event: match, fete, concert, shoot, known beforehand.
        PlannedEvent,
        /// A test or a training exercise.
        TestOrTraining,
        /// Anything else.
        Other,
    }
}

words! {
    /// Whom a nuisance troubles.
    AimedAt {
        /// A person, household or group in particular.
        Person,
        /// The local community in general.
        Community,
        /// The surroundings: streets, parks, buildings.
        Surroundings,
    }
}

fields! {
    /// One such happening, or one question asked. A series of events with the same people is one entry; write another only where they came back later after it was over.
    Event {
        /// What happened, as it is known now (not as the log was opened).
        #[schemars(example = &"road_offence")]
        kind: Option<EventKind>,
        /// For a nuisance: whom it troubles.
        #[schemars(example = &"community")]
        aimed_at: Option<AimedAt>,
        /// How many people rang about it.
        #[schemars(example = 4)]
        callers: Option<u32>,
        /// True where the same people began again after the first was over: a second incident.
        #[schemars(example = false)]
        began_again: Option<bool>,
        /// The force area where it is happening or happened, where that matters.
        #[schemars(example = &"Force B")]
        in_force: Option<String>,
        /// True where another body alone deals with it and police have nothing to do.
        #[schemars(example = false)]
        other_agency_alone: Option<bool>,
        /// True where police help another body that leads.
        #[schemars(example = false)]
        assisting_other_agency: Option<bool>,
        /// True where another police force is dealing.
        #[schemars(example = false)]
        other_force_dealing: Option<bool>,
        /// True where drink played a real part.
        #[schemars(example = false)]
        alcohol: Option<bool>,
        /// True where drugs played a part or were found or smelt.
        #[schemars(example = true)]
        drugs: Option<bool>,
        /// True where other intoxicants (glue, gas) played a part.
        #[schemars(example = false)]
        other_intoxicants: Option<bool>,
        /// True where somebody concerned has, or seems to have, a mental disorder.
        #[schemars(example = false)]
        mental_health: Option<bool>,
        /// True where those who did it are, or seemed to the caller, under 18.
        #[schemars(example = true)]
        youths: Option<bool>,
        /// Prejudice that anybody perceives in it.
        #[schemars(example = super::json(r#"["racial"]"#))]
        prejudice: Vec<Hostility>,
        /// True where it is between people who are or were partners or family.
        #[schemars(example = false)]
        domestic: Option<bool>,
        /// True where the caller honestly believed it and was mistaken.
        #[schemars(example = false)]
        honest_mistake: Option<bool>,
        /// True where a weapon other than a gun had to do with it.
        #[schemars(example = false)]
        weapons: Option<bool>,
        /// True where a gun, air weapon or imitation had to do with it.
        #[schemars(example = false)]
        guns: Option<bool>,
        /// True where a vulnerable adult is concerned.
        #[schemars(example = false)]
        vulnerable_adult: Option<bool>,
        /// True where a child or young person is at risk.
        #[schemars(example = false)]
        child_at_risk: Option<bool>,
        /// True where the caller rings again and again about the same.
        #[schemars(example = false)]
        persistent_caller: Option<bool>,
        /// True where it is about sellers at the door or on the telephone.
        #[schemars(example = false)]
        cold_calling: Option<bool>,
        /// True where wild animals or plants are concerned.
        #[schemars(example = false)]
        wildlife: Option<bool>,
    }
}
