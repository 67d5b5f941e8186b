//! What was done, in plain words. Sections follow the rooms of the rules.

words! {
    /// What was done. Choose the word nearest to what was said or seen; details (injury, weapon, words, place, purpose) go in the other fields. Where one occasion holds several of these, write several acts.
    Kind {
        // ---- violence
        /// Punched, slapped, kicked, bit, head-butted, hit with a thing, or otherwise struck. Also "assaulted" where no more is said.
        Hit,
        /// Pushed, shoved, grabbed, pulled, dragged or restrained, without a blow.
        PushedOrGrabbed,
        /// Spat at.
        SpatAt,
        /// Threw a thing at somebody.
        ThrewObjectAt,
        /// Stabbed, slashed or cut.
        StabbedOrCut,
        /// Shot at or shot.
        Shot,
        /// Pressure on the neck, or anything else that stopped or hindered breathing.
        StrangledOrSuffocated,
        /// Drove a vehicle at somebody on purpose.
        RanDownOnPurpose,
        /// Threw, sprayed or poured acid or another corrosive on somebody.
        CorrosiveAttack,
        /// Put a drug, alcohol or other substance into somebody's drink, food, vape or body without their knowledge.
        Spiked,
        /// A dog dangerously out of control bit or injured somebody.
        DogInjured,
        /// Killed unlawfully (murder or manslaughter). Write a `deaths` entry instead where how the death came about is not known.
        Killed,
        /// Tried to kill and failed.
        TriedToKill,
        /// Agreed with others to kill, or asked somebody to kill.
        PlottedToKill,
        /// Threatened to kill: by words, face to face or by message (say which in `via`). Put in `intent` whether they meant it to be believed.
        ThreatenedToKill,
        /// Threatened violence short of killing, by words or gestures.
        ThreatenedViolence,
        /// Took somebody away by force or fraud.
        Kidnapped,
        /// Kept somebody somewhere against their will.
        HeldAgainstWill,
        /// Took or kept a child from those entitled to have the child.
        AbductedChild,
        /// Forced somebody to marry, or did anything to make a person under 18 marry.
        ForcedMarriage,
        /// Female genital mutilation.
        GenitalMutilation,
        /// Made somebody work, sell sex or commit crime against their will, moved them for it, or kept them in servitude (modern slavery).
        ExploitedInSlavery,
        /// Ill-treated, neglected, abandoned or exposed a child in one's care.
        NeglectedOrIllTreatedChild,
        /// Encouraged, pressed or helped somebody to harm themselves seriously.
        EncouragedSelfHarm,
        /// Sent or showed flashing images meaning to harm somebody with epilepsy.
        SentFlashingImages,
        /// Put, threw or dropped things on a road, or interfered with vehicles or traffic signs, so that road users were in danger.
        EndangeredRoadUsers,

        // ---- conduct over time
        /// Unwanted conduct towards one person on two or more occasions: following, watching, turning up, pestering, unwanted contact or gifts, abuse. Say what in `behaviours`, how it felt in `effect`.
        UnwantedConduct,
        /// Controlled or coerced a partner or relative over time: money, phone, movements, friends, daily life.
        ControlledOrCoerced,

        // ---- messages
        /// Sent or gave a message (letter, e-mail, text, post, telephone call, thing). Say in `content` what kind of message.
        SentMessage,

        // ---- sexual
        /// Put a penis into the mouth, vagina or anus of another (or the victim says "raped").
        Raped,
        /// Tried to rape.
        TriedToRape,
        /// Put a finger, tongue or thing into the vagina or anus.
        PenetratedOtherwise,
        /// Touched sexually (groped, kissed, rubbed), over or under clothing.
        SexualTouching,
        /// Sexual activity between people of whom one is under 16, or not said to be anything more exact. Give ages and `sexual.consent`.
        SexualActivity,
        /// Made, persuaded, asked or incited somebody to do a sexual thing (or take part in one).
        CausedOrIncitedSexualActivity,
        /// Sexual communication by an adult with a child.
        SexualMessagesToChild,
        /// An adult who had groomed a child met the child, or either travelled to meet.
        MetChildAfterGrooming,
        /// Paid for, caused, controlled or arranged sex with or sexual pictures of a child for gain (child exploitation).
        ExploitedChildSexually,
        /// Exposed the genitals.
        ExposedGenitals,
        /// Masturbated or had sex where the public could see, or did another lewd act in public.
        LewdActInPublic,
        /// Watched or recorded a private act for sexual pleasure.
        Voyeurism,
        /// Took a picture under clothing.
        Upskirting,
        /// Recorded or watched breastfeeding.
        RecordedBreastfeeding,
        /// Shared an intimate picture or film of an adult without consent.
        SharedIntimateImage,
        /// Threatened to share an intimate picture or film.
        ThreatenedToShareIntimateImage,
        /// Sent somebody a picture of genitals ("cyber-flashing").
        SentGenitalImage,
        /// Made a false intimate picture of an adult ("deepfake").
        CreatedIntimateImage,
        /// Asked for such a false intimate picture to be made or altered.
        RequestedIntimateImage,
        /// Took, made, sent, showed or kept an indecent picture of a child (also a child's own picture of itself).
        IndecentImageOfChild,
        /// Persuaded or controlled somebody to sell sex, for gain.
        CausedOrControlledProstitution,
        /// Kept a brothel.
        KeptBrothel,
        /// Sought to buy sex in a public place, or paid for sex with an exploited person.
        SoughtToBuySex,
        /// Sexual activity with a close relative (both adults, or family member with a child).
        SexWithRelative,

        // ---- burglary, robbery, theft
        /// Took, or tried to take, property that is not theirs (theft, robbery, pickpocketing, shop theft). Details in `taking`.
        Took,
        /// Entered, or tried to enter, a building or lodging as a trespasser, to steal, harm or damage or doing so there. Details in `entry`.
        EnteredBuilding,
        /// Took goods or services and left without paying (petrol, meal, taxi).
        MadeOffWithoutPaying,
        /// Received, kept, bought, sold or moved goods believed to be stolen.
        HandledStolenGoods,
        /// Had with them things for burglary or theft.
        WentEquipped,
        /// Demanded money or something else with a threat (blackmail).
        DemandedWithThreats,
        /// Used electricity dishonestly (bypassed a meter).
        UsedElectricity,

        // ---- vehicles and driving
        /// Took a motor vehicle without leave, to keep or to ride.
        TookVehicle,
        /// Interfered with a vehicle: tried handles, got in, searched it, tampered.
        InterferedWithVehicle,
        /// Drove dangerously.
        DroveDangerously,

        // ---- damage
        /// Damaged or destroyed property other than by fire.
        Damaged,
        /// Damaged or destroyed property by fire.
        SetFire,
        /// Threatened to damage or destroy property.
        ThreatenedDamage,
        /// Had a thing meant for damaging property.
        HadThingToDamage,

        // ---- disorder
        /// Fought or used violence in a public place so that others feared for their safety.
        FoughtInPublic,
        /// Threatening, abusive or insulting words or behaviour towards people in public.
        AbusiveInPublic,

        // ---- weapons, drugs, offences against the state
        /// Had a weapon with them, or kept one.
        HadWeapon,
        /// Had drugs.
        HadDrugs,
        /// Broke a court order, a police order or a condition.
        BrokeOrder,
        /// Knowingly reported a bomb or other danger that does not exist.
        BombHoax,
        /// Interfered with justice: false evidence, pressing or harming a witness or juror, hiding a crime.
        InterferedWithJustice,

        // ---- fraud and computers
        /// Fraud of any kind: deceived somebody to gain or to cause loss, used another's card or account, made a false application or claim, abused a trust over money, forged or falsified papers. Say what in `fraud.what`.
        Deceived,
        /// Misused computers or telephones: malware, hacking, attacks on a service, demands that rest on them. Say what in `fraud.what`.
        MisusedComputer,
    }
}
