using NetMl.Gnn.Baselines;

namespace NetMl.Gnn.Tests.Baselines;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Fit_TwoValues_FindsTheOdds()
    {
        // One 0/1 feature: with x = 0 class 1 in 1 of 4, with x = 1 in 3 of 4; the penalty is small, so the majority of each side wins.
        float[] x = [0, 0, 0, 0, 1, 1, 1, 1];

        var model = LogisticRegression.Fit(x, 1, new[] { 0, 0, 0, 1, 1, 1, 1, 0 }, [1, 1], CancellationToken.None);

        Assert.True(model.HasConverged);
        Assert.Equal([0, 1], model.Predict([0, 1]));
    }

    [Fact]
    public void Fit_SeparableClasses_LearnsAllOfThemAndSkipsUnlabelled()
    {
        var random = new Random(1);
        var labels = Enumerable.Range(0, 300).Select(i => i % 4 - 1).ToArray();
        var x = labels.SelectMany(label => new[] { label + (float)random.NextDouble() * 0.2f, -label * label }).ToArray();

        var model = LogisticRegression.Fit(x, 2, labels, [1, 1, 1], CancellationToken.None);

        var predicted = model.Predict(x);
        Assert.All(Enumerable.Range(0, 300).Where(i => labels[i] >= 0), i => Assert.Equal(labels[i], predicted[i]));
    }

    [Fact]
    public void Fit_DoubtfulLabels_CountLess()
    {
        var (labels, trust) = (new[] { 0, 0, 0, 1 }, new[] { 0.1f, 0.1f, 0.1f, 1 });

        Assert.Equal([1], LogisticRegression.Fit([1, 1, 1, 1], 1, labels, [1, 1], CancellationToken.None, trust).Predict([1]));
        Assert.Equal((0, 1), (MajorityClass.Fit(labels, 2), MajorityClass.Fit(labels, 2, trust)));
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => LogisticRegression.Fit([0, 1], 1, new[] { 0, 1 }, [1, 1], cancelled.Token));
    }
}
