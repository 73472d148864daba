using NetMl.Gnn.Scores;

namespace NetMl.Gnn.Tests.Scores;

public sealed class OneAgainstRestTests
{
    /// <summary>Pairs counted by hand: 3 of the 4 pairs of one item of each class stand right, whichever class is asked.</summary>
    [Fact]
    public void Auroc_TwoClasses_IsTheShareOfPairsThatStandRight() =>
        Assert.Equal(0.75, OneAgainstRest.Auroc([0, 1, 0, 3, 0, 2, 0, 4], [0, 0, 1, 1], 2), 1e-12);

    /// <summary>Sure by 40 and by 90: both probabilities are 1 in single precision.</summary>
    [Fact]
    public void Auroc_SureOfBoth_StillRanks() => Assert.Equal(1, OneAgainstRest.Auroc([0, 40, 0, 90], [0, 1], 2));

    /// <summary>By the definition over all pairs, with log-odds of softmax probabilities; the fourth class has no item.</summary>
    [Fact]
    public void Auroc_ManyClasses_IsTheMeanOverThoseThatOccur()
    {
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, 60).Select(item => item % 3)];
        float[] logits = [.. Enumerable.Range(0, 240).Select(at => random.NextSingle() * 4 + (labels[at / 4] == at % 4 ? 1 : 0))];

        double Odds(int item, int own)
        {
            var weights = Enumerable.Range(0, 4).Select(c => Math.Exp(logits[4 * item + c])).ToArray();
            return weights[own] / (weights.Sum() - weights[own]);
        }

        var expected = Enumerable.Range(0, 3).Average(own => (
            from one in Enumerable.Range(0, 60)
            where labels[one] == own
            from other in Enumerable.Range(0, 60)
            where labels[other] != own
            select Odds(one, own) > Odds(other, own) ? 1.0 : 0).Average());
        Assert.Equal(expected, OneAgainstRest.Auroc(logits, labels, 4), 1e-9);
    }

    [Fact]
    public void Auroc_OneClassAlone_IsChance() => Assert.Equal(0.5, OneAgainstRest.Auroc([1, 2, 3, 4], [1, 1], 2));

    [Fact]
    public void Auroc_OtherLengthOrLabel_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => OneAgainstRest.Auroc([1, 2, 3], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => OneAgainstRest.Auroc([1, 2, 3, 4], [0, 2], 2));
    }
}
