using NetMl.Federation.Robust;

namespace NetMl.Federation.Tests.Robust;

/// <summary>What every rule keeps to, liars or not.</summary>
public abstract class RobustRuleContract
{
    protected const int Length = 40;

    /// <summary>f of the rule under test.</summary>
    protected const int Liars = 2;

    private protected abstract string Name { get; }

    /// <summary>Fewest updates that the rule takes with <see cref="Liars"/>.</summary>
    private protected abstract int Fewest { get; }

    private protected IRobustRule Rule => RobustRules.Create(Name, Liars, normBound: 10, trusted: 0);

    [Fact]
    public void Create_Name_IsTheRules() => Assert.Equal(Name, Rule.Name);

    [Fact]
    public void Aggregate_UpdatesInAnotherOrder_GivesTheSameMean()
    {
        var updates = Honest(15);
        // The first stays in place: fl-trust knows its trusted site by its place.
        ReadOnlyMemory<float>[] turned = [updates[0], .. updates.Skip(1).Reverse()];

        AssertClose(Aggregate(updates).Mean, Aggregate(turned).Mean, 1e-6);
    }

    [Fact]
    public void Aggregate_AllTheSame_GivesThat()
    {
        ReadOnlyMemory<float> update = Honest(1)[0];

        AssertClose(update.ToArray(), Aggregate([.. Enumerable.Repeat(update, 15)]).Mean, 1e-6);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Aggregate_NumberThatIsNotFinite_LeavesItsUpdateOut(float poison)
    {
        var updates = Honest(15);
        var poisoned = updates[4].ToArray();
        poisoned[7] = poison;
        updates[4] = poisoned;

        var result = Aggregate(updates);

        Assert.Contains(4, result.LeftOut);
        Assert.All(result.Mean, value => Assert.InRange(value, -5, 5));
    }

    [Fact]
    public void Aggregate_NothingFinite_IsRefused() =>
        Assert.Throws<RobustAggregationException>(() => Aggregate([.. Enumerable.Repeat<ReadOnlyMemory<float>>(new[] { float.NaN }, 15)]));

    [Fact]
    public void Refuses_BoundAndOneBelow_TakesTheFirstAndSaysWhyNotTheSecond()
    {
        Assert.Null(Rule.Refuses(Fewest, Liars));
        Assert.Contains(Name == "none" ? "at least one" : $"{Liars}", Rule.Refuses(Fewest - 1, Liars), StringComparison.Ordinal);
    }

    [Fact]
    public void Aggregate_LengthsOrWeightsThatDoNotFit_AreRefused()
    {
        var updates = Honest(15);

        Assert.Throws<ArgumentException>(() => Rule.Aggregate(updates, new double[14]));
        Assert.Throws<ArgumentException>(() => Rule.Aggregate(updates, new double[15]));
        updates[3] = new float[Length - 1];
        Assert.Throws<ArgumentException>(() => Aggregate(updates));
    }

    private protected RobustResult Aggregate(ReadOnlyMemory<float>[] updates)
    {
        var weights = new double[updates.Length];
        Array.Fill(weights, 0.5);
        return Rule.Aggregate(updates, weights);
    }

    /// <summary>Vectors of length about √40 around (1, 1, …), 0.3 apart per coordinate.</summary>
    private protected static ReadOnlyMemory<float>[] Honest(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (ReadOnlyMemory<float>)Enumerable.Range(0, Length).Select(_ => 1 + 0.3f * (float)(2 * random.NextDouble() - 1)).ToArray())];
    }

    private protected static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}

/// <summary>What the rules that withstand liars keep to.</summary>
public abstract class ResistantRuleContract : RobustRuleContract
{
    /// <summary>Largest distance of the robust mean from the honest centre, per coordinate on average (root mean square), under any of the lies below.</summary>
    private protected virtual double MovesAtMost => 0.3;

    [Theory]
    [InlineData(-1e3f)]
    [InlineData(1e20f)]
    [InlineData(-3e38f)]
    public void Aggregate_LiarsOfHugeNorm_DoNotMoveIt(float lie)
    {
        var updates = Honest(15);
        // At both ends, so that no rule wins by its tie-breaking.
        updates[3] = updates[14] = Enumerable.Repeat(lie, Length).ToArray();

        Assert.InRange(Distance(Aggregate(updates).Mean), 0, MovesAtMost);
    }

    [Fact]
    public void Aggregate_LiarsThatTurnTheSign_DoNotMoveIt()
    {
        var updates = Honest(15);
        updates[3] = updates[14] = Enumerable.Repeat(-1f, Length).ToArray();

        Assert.InRange(Distance(Aggregate(updates).Mean), 0, MovesAtMost);
    }

    private static double Distance(float[] mean) => Math.Sqrt(mean.Average(value => Math.Pow(value - 1, 2)));
}
