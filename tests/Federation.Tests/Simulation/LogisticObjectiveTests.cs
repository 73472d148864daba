using NetMl.Federation.Simulation;

namespace NetMl.Federation.Tests.Simulation;

public sealed class LogisticObjectiveTests
{
    // One feature, two classes: parameters w0, w1, b0, b1.
    private static LogisticObjective Small() => new(new Examples(new float[] { 2, -1 }, new[] { 0, 1 }, 1), new Examples(new float[] { 1, -1, 3 }, new[] { 0, 0, 1 }, 1), 2);

    [Fact]
    public void Loss_Zeros_IsTheLogarithmOfTheClasses() => Assert.Equal(Math.Log(2), Small().Loss(new float[4]), 1e-6);

    [Fact]
    public void Loss_Parameters_IsTheMeanNegativeLogLikelihood()
    {
        // Logit differences for the true class: 2·(0.5 − 0) + 0.1 = 1.1, and −1·(0 − 0.5) − 0.1 = 0.4.
        var expected = (Math.Log(1 + Math.Exp(-1.1)) + Math.Log(1 + Math.Exp(-0.4))) / 2;

        Assert.Equal(expected, Small().Loss(new[] { 0.5f, 0, 0.1f, 0 }), 1e-6);
    }

    [Fact]
    public void AddGradient_EveryParameter_IsTheDifferenceQuotientAndAdds()
    {
        const float Step = 1e-2f;
        var objective = SyntheticSites.Objective(3, 5, 4);
        var random = new Random(1);
        float[] parameters = [.. Enumerable.Range(0, objective.Parameters).Select(_ => (float)(random.NextDouble() - 0.5))];
        var gradient = new float[parameters.Length];
        Array.Fill(gradient, 1);

        var loss = Enumerable.Range(0, 5).Sum(unit => objective.AddGradient(unit, parameters, gradient));

        Assert.Equal(5 * objective.Loss(parameters), loss, 1e-5);
        for (var i = 0; i < parameters.Length; i++)
        {
            float[] above = [.. parameters];
            float[] below = [.. parameters];
            above[i] += Step;
            below[i] -= Step;
            Assert.Equal(5 * (objective.Loss(above) - objective.Loss(below)) / (above[i] - below[i]), gradient[i] - 1, 2e-3);
        }
    }

    [Fact]
    public void Test_Confusion_IsInSharesOfTheTestItems()
    {
        // Guesses by the sign of x: right, wrong (1 for 0), wrong (0 for 1).
        var scores = Small().Test(new[] { 1f, 0, 0, 0 });

        Assert.Equal(1 / 3.0, scores.Accuracy, 1e-9);
        Assert.Equal([1 / 3.0, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0], scores.Confusion.Select(share => Math.Round(share, 12)).Select(share => share == 0 ? 0 : 1 / 3.0));
        Assert.Equal(3, scores.Items);
    }

    [Fact]
    public void AddGradient_WarmLoop_AllocatesNothing()
    {
        var objective = SyntheticSites.Objective(1, 50, 4);
        var parameters = new float[objective.Parameters];
        var gradient = new float[objective.Parameters];
        objective.AddGradient(0, parameters, gradient);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var unit = 0; unit < 50; unit++)
            objective.AddGradient(unit, parameters, gradient);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Constructor_LabelBeyondTheClasses_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new LogisticObjective(new Examples(new float[] { 1 }, new[] { 2 }, 1), Examples.None(1), 2));
}
