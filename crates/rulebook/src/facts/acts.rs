//! What was done: one act, with what every room of the rules may ask of it.

use alloc::string::String;
use alloc::vec::Vec;

use super::conduct::{Behaviour, Effect};
use super::fraud::Fraud;
use super::kinds::Kind;
use super::people::Faith;
use super::places::Place;
use super::property::{Damage, Entry, Taking, Vehicle};
use super::sexual::Sexual;
use super::state::State;

words! {
    /// The worst that the act did to the body or mind of those it was done to.
    Injury {
        /// No injury at all, and no pain that lasted.
        NoInjury,
        /// A touch or a passing moment of pain.
        MomentaryPain,
        /// Redness or a mark.
        Redness,
        /// A bruise.
        Bruise,
        /// A graze or scratch.
        GrazeOrScratch,
        /// A small or superficial cut.
        SuperficialCut,
        /// A swelling or lump.
        Swelling,
        /// A black eye.
        BlackEye,
        /// A broken nose.
        BrokenNose,
        /// A chipped or lost tooth, or a sprain, or a joint that needed treatment.
        ToothOrSprain,
        /// Pain or soreness that lasted.
        LastingPain,
        /// Loss of consciousness for a short time.
        BriefUnconsciousness,
        /// Injured, but nobody says how (none of the others can be chosen).
        InjuredNotSaidHow,
        /// Shock or upset with no expert evidence.
        Shock,
        /// Mental injury supported by expert evidence.
        PsychologicalWithExpert,
        /// A wound: both layers of the skin broken, needing stitches, or said to be "wounded" or "stabbed".
        Wound,
        /// A broken bone (not the nose).
        BrokenBone,
        /// Really serious injury of any other kind: internal injury, heavy loss of blood, long treatment, disability, disfigurement, lasting loss of a sense.
        ReallySerious,
    }
}

words! {
    /// What the doer meant, as shown by words or deeds, or said by those who saw it.
    Intent {
        /// To kill.
        ToKill,
        /// To do really serious harm.
        ReallySeriousHarm,
        /// To put life in danger.
        ToEndangerLife,
        /// To do some harm, or just to strike.
        SomeHarm,
        /// To annoy, upset or play a prank.
        ToAnnoy,
        /// That the person should believe and fear a threat.
        ThreatToBeBelieved,
        /// A threat not meant to be taken as real (a figure of speech, heat of the moment).
        ThreatNotMeant,
        /// To cause alarm, distress or anxiety.
        ToCauseDistress,
        /// To make somebody fear violence at once, or to provoke it.
        FearOfImmediateViolence,
        /// A sexual purpose.
        Sexual,
        /// To steal or gain.
        ToStealOrGain,
        /// To damage.
        ToDamage,
        /// By accident or mistake; nothing was meant.
        ByAccident,
        /// Nobody knows.
        NotKnown,
    }
}

words! {
    /// What was used.
    Means {
        /// Hands, feet, teeth or head.
        HandsOrFeet,
        /// A knife, blade, glass or other sharp thing.
        KnifeOrSharp,
        /// A firearm.
        Firearm,
        /// An imitation firearm.
        ImitationFirearm,
        /// A blunt or thrown thing.
        BluntOrThrown,
        /// A vehicle.
        Vehicle,
        /// A corrosive substance.
        Corrosive,
        /// A scarf, rope, cord or belt.
        Ligature,
        /// A drug, alcohol or other substance.
        Substance,
        /// A dog.
        Dog,
        /// Fire.
        Fire,
        /// Explosives.
        Explosive,
        /// Another weapon or thing.
        OtherWeapon,
    }
}

words! {
    /// By what way words or pictures came.
    Via {
        /// Face to face.
        InPerson,
        /// A telephone call.
        PhoneCall,
        /// A letter, card, parcel or thing.
        Letter,
        /// A text, e-mail or direct message.
        ElectronicMessage,
        /// A public post on the internet.
        OnlinePost,
        /// Through somebody else.
        ThroughSomebody,
        /// By a message of some kind, not face to face; nobody says which kind.
        MessageNotSaidHow,
    }
}

impl Via {
    /// Whether it is a message of any kind, and not face to face or through somebody.
    pub fn is_message(self) -> bool {
        matches!(
            self,
            Self::PhoneCall
                | Self::Letter
                | Self::ElectronicMessage
                | Self::OnlinePost
                | Self::MessageNotSaidHow
        )
    }
}

words! {
    /// What was said, written or shown.
    Content {
        /// A threat of death.
        ThreatOfDeath,
        /// A threat of serious injury, rape or sexual penetration, or of serious financial loss.
        ThreatOfSeriousHarm,
        /// A threat of lesser violence.
        ThreatOfViolence,
        /// A threat to damage or destroy property.
        ThreatOfDamage,
        /// A threat of something else.
        OtherThreat,
        /// Grossly offensive.
        GrosslyOffensive,
        /// Indecent.
        Indecent,
        /// Known by the sender to be false, meant to harm.
        KnowinglyFalse,
        /// Rude, unkind or unwelcome, no more.
        RudeOrUnwelcome,
        /// Silent, or a nuisance only.
        SilentOrNuisance,
        /// Racist or against a religion.
        RacialOrReligious,
        /// Sexual remarks, or aimed at somebody because of their sex.
        BecauseOfSex,
    }
}

words! {
    /// A ground of hostility or prejudice.
    Hostility {
        /// Race, colour, nationality or ethnic origin.
        Racial,
        /// Religion or belief.
        Religion,
        /// Disability.
        Disability,
        /// Sexual orientation.
        SexualOrientation,
        /// Transgender identity.
        Transgender,
    }
}

fields! {
    /// One kind of thing done by the same doers to the same people.
    Act {
        /// What was done.
        #[schemars(example = &"hit")]
        kind: Option<Kind>,
        /// The `id`s of those who did it, together. Leave out where nobody knows who. People who acted independently of each other get an act each.
        #[schemars(example = super::json(r#"["ex"]"#))]
        by: Vec<String>,
        /// The `id`s of those to whom it was done: the people or bodies hurt, threatened, deceived, or whose property it was. For property it is the owner, not who guarded or used it; where a person is threatened or hurt and somebody else owns the thing (a guard, a shop), write the threat or blow as an act of its own to that person. For a threat to damage it is the person threatened. For a broken order it is the person whom the order protects. Leave out where there is no victim (drugs, weapons, bail).
        #[schemars(example = super::json(r#"["woman"]"#))]
        to: Vec<String>,
        /// When: date, month (2026-03), or date and time. For a course of conduct, the last time.
        #[schemars(example = &"2026-11-19")]
        when: Option<String>,
        /// On how many occasions, where more than one. "Daily for a month" is 30.
        #[schemars(example = 5)]
        occasions: Option<u32>,
        /// True where it was tried and did not come off.
        #[schemars(example = false)]
        attempted_only: Option<bool>,
        /// Where it happened: kind of place, force area, country.
        #[schemars(example = super::json(r#"{"kind": "dwelling"}"#))]
        place: Option<Place>,
        /// What was used.
        #[schemars(example = super::json(r#"["knife_or_sharp"]"#))]
        means: Vec<Means>,
        /// The worst it did to the body or mind of those in `to`. Where it differs between them, write an act for each.
        #[schemars(example = &"bruise")]
        injury: Option<Injury>,
        /// What the doer meant, as far as shown or said. Leave out where nothing shows it.
        #[schemars(example = super::json(r#"["some_harm"]"#))]
        intent: Vec<Intent>,
        /// True where one of the people in `to` resisted, held on or fought back.
        #[schemars(example = false)]
        resisted: Option<bool>,
        /// By what way words, threats or pictures came.
        #[schemars(example = &"electronic_message")]
        via: Option<Via>,
        /// What was said, written or shown.
        #[schemars(example = super::json(r#"["grossly_offensive"]"#))]
        content: Vec<Content>,
        /// For conduct over time: what was done again and again.
        #[schemars(example = super::json(r#"["turned_up", "unwanted_gifts"]"#))]
        behaviours: Vec<Behaviour>,
        /// What it did to the people it was aimed at: fear, alarm, distress, nuisance.
        #[schemars(example = super::json(r#"["alarm_or_distress"]"#))]
        effect: Vec<Effect>,
        /// True where the conduct is fixated, obsessive; false where it is said not to be.
        #[schemars(example = true)]
        fixated: Option<bool>,
        /// Racial, religious or other hostility that the words or deeds showed, or that moved them.
        #[schemars(example = super::json(r#"["racial"]"#))]
        hostility_shown: Vec<Hostility>,
        /// Hostility on these grounds that the victim or anybody else perceives.
        #[schemars(example = super::json(r#"["disability"]"#))]
        hostility_perceived: Vec<Hostility>,
        /// The faith targeted, where religion is among the hostility.
        #[schemars(example = &"muslim")]
        faith_targeted: Option<Faith>,
        /// True where done to protect or defend the honour of a family or community.
        #[schemars(example = false)]
        for_honour: Option<bool>,
        /// True where it was done, in whole or part, online or by internet-based means.
        #[schemars(example = true)]
        online: Option<bool>,
        /// True where drink is thought by the victim or anybody else to have made it worse.
        #[schemars(example = false)]
        alcohol: Option<bool>,
        /// True where the doer knew (or must have known) what they had or did; false where they did not and had no reason to. For possession and other offences that turn on knowledge.
        #[schemars(example = false)]
        knew: Option<bool>,
        /// True where every element of an offence against the state is clearly shown; false where one is known to be missing. Leave out where the other facts show it.
        #[schemars(example = true)]
        made_out: Option<bool>,
        /// True where the doer says it was self-defence, or makes an allegation back, and something supports it (injury, independent witness); false where nothing does. Only for an allegation made by a suspect.
        #[schemars(example = false)]
        counter_allegation_supported: Option<bool>,
        /// For anything but a fraud (which has `fraud.before_or_after_record`): true where it happened before police first heard of the matter in `prior` and only comes to light now; false where it happened afterwards. For a fraud either of the two fields may be used; they mean the same.
        #[schemars(example = false)]
        before_record: Option<bool>,
        /// True where this act is already in a record in `prior`.
        #[schemars(example = false)]
        already_recorded: Option<bool>,
        /// What only a sexual act needs.
        #[schemars(example = super::json(r#"{"consent": "no"}"#))]
        sexual: Option<Sexual>,
        /// What only a taking of property needs.
        #[schemars(example = super::json(r#"{"from": "person"}"#))]
        taking: Option<Taking>,
        /// What only an entry into a building (burglary) needs.
        #[schemars(example = super::json(r#"{"building": "home", "stole": true}"#))]
        entry: Option<Entry>,
        /// What only a matter of a vehicle needs.
        #[schemars(example = super::json(r#"{"driven_dangerously": true}"#))]
        vehicle: Option<Vehicle>,
        /// What only damage, fire or a threat of damage needs.
        #[schemars(example = super::json(r#"{"what": "vehicle"}"#))]
        damage: Option<Damage>,
        /// What only a fraud or computer misuse needs.
        #[schemars(example = super::json(r#"{"contact": "sent_to_many"}"#))]
        fraud: Option<Fraud>,
        /// What only an offence against the state needs.
        #[schemars(example = super::json(r#"{"order": "bail"}"#))]
        state: Option<State>,
    }
}
