using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Graphs.Diffusion;

namespace NetMl.GraphFeature.Social;

/// <summary>What is asked about influence.</summary>
/// <param name="From">Names of seeds; empty = choose them.</param>
/// <param name="Count">Seeds to choose.</param>
internal sealed record InfluenceQuestion(IReadOnlyList<string> From, int Count, CascadeOptions Options)
{
    private const int MostSeeds = 100;
    private const int MostRuns = 10_000;

    /// <summary>Reads the query; a refusal says what is wrong.</summary>
    public static ProblemHttpResult? Read(string? from, string? seeds, string? probability, string? runs, string? seed, out InfluenceQuestion question)
    {
        var names = (from ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray();
        question = new InfluenceQuestion(names, 0, new CascadeOptions());
        if (Problems.WholeNumber(seeds, 5, 1, MostSeeds) is not { } count)
            return Problems.Bad("seeds", seeds, $"a whole number from 1 to {MostSeeds}");
        if (names.Length > MostSeeds)
            return Problems.Bad("from", $"{names.Length} names", $"at most {MostSeeds}");
        if (names.Length > 0 && !string.IsNullOrEmpty(seeds))
            return Problems.Bad("seeds", seeds, "nothing beside 'from', which names the seeds");
        if (Problems.Number(probability, 0.05, 0, 1) is not { } chance)
            return Problems.Bad("probability", probability, "a number from 0 to 1");
        if (Problems.WholeNumber(runs, 200, 1, MostRuns) is not { } times)
            return Problems.Bad("runs", runs, $"a whole number from 1 to {MostRuns}");
        if (Problems.WholeNumber(seed, 1, 0, int.MaxValue) is not { } lot)
            return Problems.Bad("seed", seed, $"a whole number from 0 to {int.MaxValue}");
        question = new InfluenceQuestion(names, count, new CascadeOptions(chance, times, lot));
        return null;
    }

    /// <summary>A name in the memory of a graph.</summary>
    public string Key => FormattableString.Invariant($"influence {Count} {Options.Probability} {Options.Runs} {Options.Seed} ") + string.Join(',', From);
}
