using System.Text.Json;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class PrivacyBudgetTests
{
    [Fact]
    public void Spend_UntilTheMaximum_StopsHard()
    {
        var step = new PrivacyStep(1, PrivacyAccountant.NoiseFor(4, 1e-5, 1, 10), 1);
        var budget = new PrivacyBudget(4, 1e-5, []);

        var rounds = 0;
        for (; budget.CanSpend(step); rounds++)
            budget = budget.Spend(step);

        Assert.Equal(10, rounds);
        Assert.InRange(budget.Epsilon, 3.9, 4);
        Assert.Contains("The privacy budget is spent", Assert.Throws<InvalidOperationException>(() => budget.Spend(step)).Message);
    }

    [Fact]
    public void Spend_SavedAndRead_GoesOnWhereItWas()
    {
        var budget = new PrivacyBudget(4, 1e-5, []).Spend(new(0.5, 2, 1)).Spend(new(1, 3, 2));

        var read = JsonSerializer.Deserialize<PrivacyBudget>(JsonSerializer.Serialize(budget));

        Assert.NotNull(read);
        Assert.Equal(budget.Spent, read.Spent);
        Assert.Equal(budget.Spend(new(0.5, 2, 1)).Epsilon, read.Spend(new(0.5, 2, 1)).Epsilon);
    }
}
