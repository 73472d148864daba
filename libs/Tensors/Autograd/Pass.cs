namespace NetMl.Tensors.Autograd;

/// <summary>What a pass over a network is for, and where its random numbers come from.</summary>
/// <param name="IsTraining">False: dropout lets everything through, batch normalisation uses what it learnt.</param>
/// <param name="Seed">With <paramref name="Step"/> it fixes every random number of the pass, for any number of threads.</param>
/// <param name="Step">Number of the training step.</param>
public readonly record struct Pass(bool IsTraining, ulong Seed, ulong Step)
{
    /// <summary>A pass for answers.</summary>
    public static Pass Evaluation => default;

    /// <summary>A pass to learn from.</summary>
    public static Pass Training(int seed, long step) => new(true, (uint)seed, (ulong)step);
}
