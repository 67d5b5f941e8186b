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
        /// Took, or tried to take, property that is not theirs: theft, robbery, snatching, pickpocketing, shop theft, a dog. Details in `taking`. Force that went with it goes there, or in acts of its own.
        Took,
        /// Entered, or tried to enter, a building or lodging as a trespasser or by a trick, to steal, harm or damage, or did so there (burglary). Details in `entry`. A bogus official or tradesman who talks his way in to steal belongs here, with `entry.way_in` trick; one who takes money for work or goods offered at the door is `deceived` with `fraud.what` door_to_door.
        EnteredBuilding,
        /// Had goods, petrol, a meal or a service and left without paying.
        MadeOffWithoutPaying,
        /// Received, kept, bought, sold or moved goods believed to be stolen.
        HandledStolenGoods,
        /// Had with them, away from home, things for burglary or theft.
        WentEquipped,
        /// Demanded money or another gain with a threat (blackmail).
        DemandedWithThreats,
        /// Used, wasted or diverted electricity dishonestly (bypassed a meter).
        UsedElectricity,
        /// Had, hid or moved money or things that come of crime (money laundering).
        HadCriminalProceeds,

        // ---- vehicles and driving
        /// Took a motor vehicle without leave, to keep it or to ride in it. Details in `vehicle`.
        TookVehicle,
        /// Interfered with a motor vehicle: tried handles, got in, searched it, tampered with it. Details in `vehicle`.
        InterferedWithVehicle,
        /// Drove dangerously. Details in `vehicle`.
        DroveDangerously,

        // ---- damage
        /// Damaged or destroyed property other than by fire. Details in `damage`.
        Damaged,
        /// Damaged or destroyed property by fire. Details in `damage`.
        SetFire,
        /// Threatened to damage or destroy property, by any means. Details in `damage`.
        ThreatenedDamage,
        /// Had a thing meant for damaging property.
        HadThingToDamage,

        // ---- disorder
        /// Fought, or used or threatened violence, in a public place or before others, so that people feared for their safety: affray, violent disorder, riot. Say in `state` how many. People hit go in acts of their own.
        FoughtInPublic,
        /// Threatening, abusive, insulting or disorderly words or behaviour towards people. Say in `intent` or `effect` what was meant or felt.
        AbusiveInPublic,

        // ---- weapons, drugs, offences against the state
        /// Had a weapon with them, or kept one, or threatened somebody with it. Details in `state`.
        HadWeapon,
        /// Had, supplied, made, grew or moved drugs, or let premises be used. Details in `state`.
        HadDrugs,
        /// Broke a court order, a police order or a condition. Say which in `state`; in `to` whom the order protects, where it protects somebody.
        BrokeOrder,
        /// Knowingly said, or made it look as if, there were a bomb.
        BombHoax,
        /// Knowingly said, or made it look as if, there were a dangerous substance.
        SubstanceHoax,
        /// Interfered with justice: false evidence, pressing or harming a witness or juror, hiding a crime. Say how in `state`.
        InterferedWithJustice,
        /// Brought, threw or had forbidden things into or in a prison, or helped a prisoner escape.
        PrisonOffence,

        // ---- fraud and computers
        /// Fraud of any kind: deceived somebody to gain or to cause loss, used another's card or account, made a false application or claim, abused a trust over money, forged or falsified papers. Say what in `fraud.what`.
        Deceived,
        /// Misused computers or telephones: malware, hacking, attacks on a service, demands that rest on them. Say what in `fraud.what`.
        MisusedComputer,
    }
}
