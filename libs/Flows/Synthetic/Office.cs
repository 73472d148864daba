namespace NetMl.Flows.Synthetic;

internal static class Office
{
    public static IReadOnlyList<FlowBatch> Generate(int seed, SyntheticOptions options) => throw new NotImplementedException($"{seed} {options}");
}
