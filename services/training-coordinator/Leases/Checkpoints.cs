namespace NetMl.TrainingCoordinator.Leases;

/// <summary>Sizes of checkpoints.</summary>
static class Checkpoints
{
    /// <summary>Of a network of so many parameters: four numbers each, and a header.</summary>
    public static long LimitBytes(int parameters) => 4L * sizeof(float) * parameters + 4096;
}
