namespace NetMl.Tensors.RandomNumbers;

/// <summary>Names a row of random numbers of which any part can be computed at any time: number i depends on these values and on i alone.</summary>
/// <param name="Seed">Of the whole training.</param>
/// <param name="Step">Of the training.</param>
/// <param name="Stream">Of the random operation in the step.</param>
public readonly record struct RandomStream(ulong Seed, ulong Step, uint Stream);
