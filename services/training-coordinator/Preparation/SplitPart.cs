namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>What an item is for.</summary>
enum SplitPart : byte
{
    /// <summary>Learnt from.</summary>
    Train,

    /// <summary>Chosen by, or what a threshold is set by; never learnt from.</summary>
    Validation,

    /// <summary>Decides nothing.</summary>
    Test,
}
